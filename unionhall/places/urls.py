"""Addresses of places."""

from django.urls import URLPattern, path

from . import map_urls
from .views import care, lists, own, stations, venues

app_name = "places"
ONE = "places/venues/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    *map_urls.patterns,
    path("stations/", stations.stations, name="stations"),
    path("stations/photos/<uuid:pk>/", stations.photo, name="photo"),
    path("stations/<named:code>/", stations.station, name="station"),
    path("stations/<named:code>/report/", stations.reporting, name="reporting"),
    path("stations/<named:code>/use/", stations.using, name="using"),
    path("me/stations/", own.kept, name="kept"),
    path("places/", venues.venues, name="venues"),
    path("places/new/", venues.venue_new, name="venue_new"),
    path("places/offline.js", care.inspect_offline, name="inspect_offline"),
    path(ONE, venues.venue, name="venue"),
    path(f"{ONE}change/", venues.changing, name="changing"),
    path(f"{ONE}steps/<slug:verb>/", venues.step, name="step"),
    path(f"{ONE}move/", venues.moving, name="moving"),
    path(f"{ONE}keeper/", venues.keeping, name="keeping"),
    path(f"{ONE}hours/", venues.setting_hours, name="setting_hours"),
    path(f"{ONE}closures/", venues.closing_days, name="closing_days"),
    path(f"{ONE}closures/removal/", venues.opening_days, name="opening_days"),
    path(f"{ONE}confirmation/", venues.confirming, name="confirming"),
    path(f"{ONE}photos/", venues.photo_new, name="photo_new"),
    path("places/photos/<uuid:pk>/removal/", venues.photo_removal, name="photo_removal"),
    path(f"{ONE}poster/", venues.poster, name="poster"),
    path(f"{ONE}inspection/", care.inspecting, name="inspecting"),
    path("places/inspections/<uuid:pk>/", care.inspection, name="inspection"),
    path("places/findings/<uuid:pk>/photo/", care.finding_photo, name="finding_photo"),
    path("places/reports/", care.reports, name="reports"),
    path("places/reports/<uuid:pk>/answer/", care.answering, name="answering"),
    path("places/shortfalls/", care.shortfalls, name="shortfalls"),
    path("places/shortfalls/<uuid:pk>/remedy/", care.remedying, name="remedying"),
    path("places/pairs/", care.pairs, name="pairs"),
    path("places/pairs/search/", care.looking_for_pairs, name="looking_for_pairs"),
    path("places/pairs/<uuid:pk>/merger/<uuid:keep>/", care.merging, name="merging"),
    path("places/pairs/<uuid:pk>/apart/", care.keeping_apart, name="keeping_apart"),
    path("places/lists/", lists.lists_brought, name="lists_brought"),
    path("places/lists/<uuid:pk>/", lists.list_brought, name="list_brought"),
    path("places/lists/<uuid:pk>/writing/", lists.writing, name="writing"),
    path("places/lists/<uuid:pk>/dropping/", lists.dropping, name="dropping"),
    path("places/lists/<uuid:pk>/rejected/", lists.rejected, name="rejected"),
    path("places/export/", lists.exporting_, name="exporting"),
    path("places/export/geojson/", lists.geojson, name="geojson"),
    path("places/settings/", lists.settings, name="settings"),
    path("places/settings/numbers/new/", lists.rule_new, name="rule_new"),
    path("places/settings/items/new/", lists.item_new, name="item_new"),
    path("places/settings/items/<uuid:pk>/ending/", lists.item_ending, name="item_ending"),
    path("places/settings/words/new/", lists.word_new, name="word_new"),
]
