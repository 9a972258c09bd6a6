"""Without a connection: answers opened before can be read again. The script keeps pages and reckons nothing."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core.http import public
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page

SCRIPT = Path(__file__).resolve().parent.parent / "offline.js"


@public
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Served from here, for a browser lets it stand in only for pages below its own address."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection: the answers kept on this device."""
    return page(request, "rights/offline.html", {"trail": [Choice(_("Home"), "/"), Choice(_("Saved answers"))]})
