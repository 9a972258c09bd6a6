"""The desk: worklist, search, entering, acts on many, group cases, loads, exports, print."""

from django.urls import URLPattern, path

from ..views import (
    desk,
    desk_bulk,
    desk_entry,
    desk_export,
    desk_groups,
    desk_loads,
    desk_print,
    desk_search,
    desk_suggestions,
)

GROUP = "cases/groups/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("cases/", desk.worklist, name="worklist"),
    path("cases/views/", desk.saved_views, name="saved_views"),
    path("cases/views/<uuid:pk>/removal/", desk.saved_view_removal, name="saved_view_removal"),
    path("cases/search/", desk_search.search, name="search"),
    path("cases/bulk/", desk_bulk.bulk, name="bulk"),
    path("cases/bulk/<uuid:pk>/", desk_bulk.bulk_report, name="bulk_report"),
    path("cases/enter/", desk_entry.enter, name="enter"),
    path("cases/enter/person/", desk_entry.enter_person, name="enter_person"),
    path("cases/enter/matches/", desk_entry.enter_matches, name="enter_matches"),
    path("cases/export/", desk_export.export_list, name="export"),
    path("cases/loads/", desk_loads.loads, name="loads"),
    path("cases/loads/handover/", desk_loads.handover, name="load_handover"),
    path("cases/suggestions/", desk_suggestions.suggestion_quality, name="suggestion_quality"),
    path(GROUP, desk_groups.group, name="group"),
    path(f"{GROUP}act/", desk_groups.group_act, name="group_act"),
    path(f"{GROUP}workers/", desk_groups.group_workers, name="group_workers"),
    path(f"{GROUP}workers/rejected/", desk_groups.group_rejected, name="group_rejected"),
    path(f"{GROUP}members/<uuid:member>/departure/", desk_groups.group_departure, name="group_departure"),
    path("cases/<uuid:pk>/print/", desk_print.print_case, name="print"),
]
