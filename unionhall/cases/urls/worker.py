"""The worker's way: bring a matter, follow it, answer by link."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
