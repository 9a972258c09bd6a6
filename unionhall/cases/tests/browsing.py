"""Browsers for tests of pages: signed in as somebody of the world, or as nobody."""

from typing import Any

from django.conf import settings
from django.test import Client

from unionhall.core.actor import system
from unionhall.people import actions as people
from unionhall.people import sessions
from unionhall.people.models import Account

from .world import World


def browser(world: World, name: str = "", **extra: Any) -> Client:
    """A browser in which a person of the world is signed in with everything their role asks for; nobody without a name."""
    client = Client(**extra)
    if name:
        person = world.people[name]
        account = Account.objects.filter(person=person).first()
        account = account or people.open_account(person, by=system("tests"), username=f"test-{name}")
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session[sessions.SECOND_FACTOR] = True
        session.save()
    return client
