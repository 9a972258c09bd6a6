"""A browser without scripts, signed in as somebody of the small federation."""

from typing import Any

from django.conf import settings
from django.test import Client

from unionhall.core import clock
from unionhall.people import sessions
from unionhall.people.models import Account

from .world import World

SWAP = {"HTTP_HX_REQUEST": "true"}


def browser(world: World, name: str) -> Client:
    """A client that has signed in with everything the role asks for."""
    person = world.people[name]
    account, _made = Account.objects.get_or_create(
        person=person, defaults={"username": f"{name}-browser", "opened_at": clock.now()}
    )
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])  # type: ignore[arg-type]
    session = client.session
    session[sessions.CAME_BY] = "password"
    session[sessions.SECOND_FACTOR] = True
    session[sessions.SEEN_AT] = int(clock.now().timestamp())
    session.save()
    return client


def form_of(response: Any) -> dict[str, Any]:
    """What the form on a page would send if it were sent untouched."""
    form = response.context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "")}
    rows = getattr(form, "rows", None)
    for part in rows if isinstance(rows, (list, tuple)) else [rows] if rows is not None else []:
        sent |= {bound.html_name: bound.value() for bound in part.management_form if bound.value() is not None}
    return sent
