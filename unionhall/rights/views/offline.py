"""Without a connection: answers opened before can be read again. The script keeps pages and reckons nothing."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core.http import public
from unionhall.ui.parts import Choice
from unionhall.ui.responses import offline_script, page

SCRIPT = Path(__file__).resolve().parent.parent / "offline.js"


@public
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """What shows answers opened before where there is no connection."""
    return offline_script(SCRIPT)


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection: the answers kept on this device."""
    return page(request, "rights/offline.html", {"trail": [Choice(_("Home"), "/"), Choice(_("Saved answers"))]})
