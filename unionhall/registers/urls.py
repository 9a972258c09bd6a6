"""Addresses of registers."""

from django.urls import URLPattern, path

from .views import entries, own, registers

app_name = "registers"
ONE, ENTRY = "registers/<uuid:pk>/", "registers/entries/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("registers/", registers.registers, name="registers"),
    path("registers/kinds/new/", registers.kind_new, name="kind_new"),
    path("registers/kinds/<uuid:pk>/", registers.kind, name="kind"),
    path("registers/opening/", registers.opening, name="opening"),
    path(ONE, entries.register, name="register"),
    path(f"{ONE}responsible/", registers.responsible, name="responsible"),
    path(f"{ONE}closing/", registers.closing, name="closing"),
    path(f"{ONE}entries/new/", entries.entry_new, name="entry_new"),
    path(f"{ONE}import/", entries.importing, name="importing"),
    path(f"{ONE}export/", entries.exporting, name="exporting"),
    path(ENTRY, entries.entry, name="entry"),
    path(f"{ENTRY}review/", entries.review, name="review"),
    path(f"{ENTRY}upholding/", entries.upholding, name="upholding"),
    path(f"{ENTRY}taking-off/", entries.taking_off, name="taking_off"),
    path("me/registers/", own.own, name="own"),
    path("me/registers/<uuid:pk>/objection/", own.contesting, name="contesting"),
]
