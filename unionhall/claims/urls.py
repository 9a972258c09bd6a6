"""Addresses of findings and claims."""

from django.urls import URLPattern

app_name = "claims"
urlpatterns: list[URLPattern] = []
