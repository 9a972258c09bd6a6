"""Service promises."""

from django.urls import URLPattern, path

from ..views import promises

urlpatterns: list[URLPattern] = [path("cases/promises/", promises.promises, name="promises")]
