"""Addresses of places."""

from django.urls import URLPattern

from . import map_urls

app_name = "places"

urlpatterns: list[URLPattern] = [*map_urls.patterns]
