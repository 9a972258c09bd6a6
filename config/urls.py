"""Which module answers which address? One include per module."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from config.api import api, docs, openapi
from unionhall.core import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("api/docs", docs, name="api_docs"),
    path("api/openapi.json", openapi, name="openapi"),
    path("api/", api.urls),
]
urlpatterns += [
    path("", include(f"unionhall.{name}.urls"))
    for name in (
        "ui",
        "organisations",
        "people",
        "parameters",
        "notices",
        "exports",
        "privacy",
        "members",
        "rosters",
        "registers",
        "funds",
        "places",
        "planning",
        "surveys",
        "forming",
        "cases",
        "claims",
        "limits",
        "letterbox",
        "problems",
        "papers",
        "liaison",
        "rights",
        "insight",
        "desk",
    )
]

handler400 = "unionhall.ui.views.bad_request"
handler403 = "unionhall.ui.views.forbidden"
handler404 = "unionhall.ui.views.not_found"
handler500 = "unionhall.ui.views.server_error"
