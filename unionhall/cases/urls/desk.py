"""The desk: worklist, loads, bulk acts, exports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
