"""Addresses of joining and moving."""

from django.urls import URLPattern, path

from .views import desk, joining, mine

app_name = "members"
urlpatterns: list[URLPattern] = [
    path("join/", joining.find, name="find"),
    path("j/<str:code>/", joining.join, name="join"),
    path("j/<str:code>/poster/", joining.poster, name="poster"),
    path("membership/", mine.mine, name="mine"),
    path("membership/card/", mine.card, name="card"),
    path("membership/applications/<uuid:pk>/withdrawal/", mine.withdrawal, name="withdrawal"),
    path("membership/<uuid:pk>/retention/", mine.own_retention, name="own_retention"),
    path("membership/<uuid:pk>/resumption/", mine.own_resumption, name="own_resumption"),
    path("membership/<uuid:pk>/leaving/", mine.leaving, name="leaving"),
    path("membership/removals/<uuid:pk>/hearing/", mine.hearing, name="hearing"),
    path("members/check/", mine.check, name="check"),
    path("members/check/offline.js", mine.check_offline, name="check_offline"),
    path("members/", desk.members, name="members"),
    path("members/export/", desk.members_export, name="members_export"),
    path("members/applications/", desk.applications, name="applications"),
    path("members/applications/<uuid:pk>/", desk.application, name="application"),
    path("members/applications/<uuid:pk>/acceptance/", desk.acceptance, name="acceptance"),
    path("members/applications/<uuid:pk>/refusal/", desk.refusal, name="refusal"),
    path("members/removals/<uuid:pk>/decision/", desk.removal_decision, name="removal_decision"),
    path("members/unions/<uuid:pk>/door/", desk.door, name="door"),
    path("members/homes/", desk.homes, name="homes"),
    path("members/homes/<uuid:pk>/ending/", desk.home_ending, name="home_ending"),
    path("members/<uuid:pk>/", desk.member, name="member"),
    path("members/<uuid:pk>/retention/", desk.retention, name="retention"),
    path("members/<uuid:pk>/resumption/", desk.resumption, name="resumption"),
    path("members/<uuid:pk>/death/", desk.death, name="death"),
    path("members/<uuid:pk>/removal/", desk.removal, name="removal"),
]
