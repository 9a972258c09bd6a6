"""Addresses of liaison."""

from django.urls import URLPattern, path

from .views import lists, stations, subjects

app_name = "liaison"
LIST, SUBJECT, STATION = "liaison/lists/<uuid:pk>/", "liaison/subjects/<uuid:pk>/", "liaison/stations/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("liaison/", lists.mine, name="mine"),
    path("liaison/lists/", lists.lists, name="lists"),
    path("liaison/lists/new/", lists.list_new, name="list_new"),
    path("liaison/kinds/new/", lists.kind_new, name="kind_new"),
    path(LIST, lists.one_list, name="list"),
    path(f"{LIST}interval/", lists.interval, name="interval"),
    path(f"{LIST}subjects/new/", lists.subject_new, name="subject_new"),
    path(f"{LIST}handing-over/", lists.handing_over, name="handing_over"),
    path(SUBJECT, subjects.subject, name="subject"),
    path(f"{SUBJECT}contacts/", subjects.contact, name="contact"),
    path(f"{SUBJECT}ending/", subjects.ending, name="ending"),
    path(f"{SUBJECT}blockages/", subjects.blockage, name="blockage"),
    path("liaison/employers/<uuid:pk>/", subjects.of_employer, name="of_employer"),
    path("liaison/stations/new/", stations.station_new, name="station_new"),
    path(STATION, stations.station, name="station"),
    path(f"{STATION}posts/", stations.staffing, name="staffing"),
    path(f"{STATION}posts/<uuid:post_pk>/ending/", stations.post_ending, name="post_ending"),
]
