"""The page of one's own messages."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import paging
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page

from . import access

SIZE = 20


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """All that was written to me, newest first; also what could not be sent."""
    rows = paging.page(
        access.visible_messages(actor_of(request)), order=("-told_at", "id"), after=request.GET.get("after"), size=SIZE
    )
    trail = [Choice(_("Home"), "/"), Choice(_("My messages"))]
    return page(request, "notices/messages.html", {"rows": rows, "trail": trail})
