"""Addresses of exports."""

from django.urls import URLPattern, path

from . import views

app_name = "exports"
ONE = "exports/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("exports/", views.exports, name="exports"),
    path(ONE, views.export, name="export"),
    path(f"{ONE}file/", views.export_file, name="file"),
    path(f"{ONE}approval/", views.approval, name="approval"),
    path(f"{ONE}refusal/", views.refusal, name="refusal"),
    path(f"{ONE}withdrawal/", views.withdrawal, name="withdrawal"),
]
