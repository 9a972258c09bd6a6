"""One case on the desk, and the nouns under it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
