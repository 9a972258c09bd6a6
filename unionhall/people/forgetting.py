"""A person is erased: their row stays as a tombstone without name or number, their account opens nothing, their ties are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock, erasing
from unionhall.core.sealed import lookup

from .enums import EndedWhy
from .models import Account, ApiToken, Mandate, Membership, Person, Post, SignInCode
from .queries import posts_in_force

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def obstacles(person_id: UUID) -> list[StrOrPromise]:
    """Whoever holds a post answers for what they do in it; it ends first."""
    return [
        format_lazy(
            _("You hold a post: {post}. It ends first."), post=f"{post.organisation}, {post.get_role_display()}"
        )
        for post in posts_in_force(person_id)
    ]


@transaction.atomic
def forget(event: erasing.Erased) -> None:
    """Everything of this module, as its fields.py says it, and what stands in the tables of packages."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=event.person_id)
    now, today = clock.now(), clock.today()
    if person.phone:
        SignInCode.objects.filter(phone_lookup=lookup(person.phone, "phone")).delete()
    account = Account.objects.filter(person=person).first()
    if account is not None:
        _close(account)
    goes_on = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=today), person=person)
    goes_on.update(until=Greatest("since", today), ended_why=EndedWhy.LEFT)
    Mandate.objects.filter(Q(principal=person) | Q(agent=person), revoked_at__isnull=True).update(revoked_at=now)
    Mandate.objects.filter(agent=person).update(agent_called="")
    Post.objects.filter(person=person, until__isnull=True).update(until=today)
    erasing.of("people")(event)


def _close(account: Account) -> None:
    """The account opens nothing any more, anywhere, and its name is free again."""
    ApiToken.objects.filter(account=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()
    _end_sessions(account)
    account.username, account.email, account.is_active = f"erased-{account.pk.hex}", "", False
    account.sessions_ended += 1
    account.set_unusable_password()
    account.save(update_fields=["username", "email", "is_active", "sessions_ended", "password"])


def _end_sessions(account: Account) -> None:
    """Sessions do not say whose they are until they are read."""
    store = SessionStore()
    mine = [
        row.session_key
        for row in Session.objects.filter(expire_date__gte=clock.now()).iterator()
        if store.decode(row.session_data).get("_auth_user_id") == str(account.pk)
    ]
    Session.objects.filter(session_key__in=mine).delete()
