"""The peer of the list page: Django with nothing around it, the same 50 rows, a plain template."""

from __future__ import annotations

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "bench.bare"

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from unionhall.cases.models import Case  # noqa: E402

TEMPLATE = engines["django"].from_string(
    """<!doctype html><title>Cases</title><table>{% for case in cases %}<tr><td>{{ case.due_on }}</td><td>{{ case.number }}</td>
<td>{{ case.title }}</td><td>{{ case.get_kind_display }}</td><td>{{ case.get_state_display }}</td><td>{{ case.handler.name }}</td>
<td>{{ case.body.name }}</td><td>{{ case.received_at }}</td></tr>{% endfor %}</table>"""
)


def rows(request: HttpRequest) -> HttpResponse:
    """Fifty rows of one county by nearest clock."""
    cases = (
        Case.objects.filter(at_county=os.environ["BENCH_COUNTY"], group__isnull=True)
        .exclude(state__in=["refused", "closed", "withdrawn"])
        .select_related("body", "handler")
        .order_by("due_on", "id")[:50]
    )
    return HttpResponse(TEMPLATE.render({"cases": cases}))


urlpatterns = [path("", rows)]
application = get_wsgi_application()
