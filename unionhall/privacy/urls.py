"""Addresses of people's say over their data."""

from django.urls import URLPattern, path

from .views import desk, open_pages, own

app_name = "privacy"

urlpatterns: list[URLPattern] = [
    path("me/privacy/", own.mine, name="mine"),
    path("me/privacy/file/", own.file, name="file"),
    path("me/privacy/objection/", own.objecting, name="objecting"),
    path("me/privacy/objections/<uuid:pk>/withdrawal/", own.objection_withdrawal, name="objection_withdrawal"),
    path("me/privacy/erasure/", own.erasure, name="erasure"),
    path("me/privacy/erasure/withdrawal/", own.erasure_withdrawal, name="erasure_withdrawal"),
    path("privacy/held/", open_pages.held, name="held"),
    path("privacy/forms/", open_pages.forms, name="forms"),
    path("privacy/objections/", desk.objections, name="objections"),
    path("privacy/objections/<uuid:pk>/", desk.objection, name="objection"),
    path("privacy/holds/", desk.holds, name="holds"),
    path("privacy/holds/new/", desk.holding, name="holding"),
    path("privacy/holds/<uuid:pk>/lifting/", desk.lifting, name="lifting"),
    path("audit/exposed/", desk.exposed, name="exposed"),
]
