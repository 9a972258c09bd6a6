"""The demo's own door: be anybody with one click, and read the texts that would have been sent.

Included in the addresses in demo mode only; called outside it, every view answers as if it did not exist.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from unionhall.core.http import public
from unionhall.core.models import OutgoingText
from unionhall.core.sealed import lookup
from unionhall.ui.responses import page

from . import door
from .models import Account


@public
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Everybody one can be, and the last texts. POST `who` signs in, with the second factor taken as shown."""
    if not settings.DEMO:
        raise Http404
    known = people()
    if request.method == "POST":
        who = request.POST.get("who", "")
        account = _account(who) if who in {each["sign_in"] for each in known} else None
        if account is None:
            raise Http404
        return door.open_session(
            request, account, came_by="demo", second_factor=True, after=request.POST.get("next", "")
        )
    context = {"people": known, "texts": OutgoingText.objects.order_by("-at", "-pk")[:10]}
    return page(request, "people/demo.html", context)


def people() -> list[dict[str, Any]]:
    """The demo's accounts; none before the demo federation is loaded."""
    try:
        from demo.accounts import accounts
    except ImportError:
        return []
    return accounts()


def _account(sign_in: str) -> Account | None:
    """By sign-in name or by phone."""
    by_name = Account.objects.filter(username=sign_in).first()
    return by_name or Account.objects.filter(person__phone_lookup=lookup(sign_in, "phone")).first()


urlpatterns = [path("demo/", demo, name="demo")]
