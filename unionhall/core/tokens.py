"""Links by which somebody without an account does one thing, once, for a while.

The raw link is shown to its bearer and never kept: the table holds a keyed hash. 256 random bits cannot be guessed.
"""

from __future__ import annotations

import re
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .clock import now
from .models import LinkToken
from .sealed import derived, lookup
from .verdict import YES, Refused, Verdict, no

if TYPE_CHECKING:
    from datetime import datetime

SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")
TOLD_FOR = timedelta(minutes=20)
"""For so long a form sent twice is told again what it made: a second click, or a connection that broke at that moment."""


def issue(
    kind: str,
    subject: models.Model,
    *,
    by: Actor,
    ttl: timedelta,
    once: bool = True,
    at: datetime | None = None,
    mark: str = "",
) -> str:
    """Make a link for one subject and return it raw; nobody can read it again later, but `again` with the same mark."""
    raw = _from_mark(kind, subject, by, mark) if mark else secrets.token_urlsafe(32)
    if mark and LinkToken.objects.filter(hash=lookup(raw, "link")).exists():
        raise Refused(no(_("This link was made before, and shown then."), _("Make another one."), "link_made_before"))
    issued_at = at or now()
    LinkToken.objects.create(
        kind=kind,
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        hash=lookup(raw, "link"),
        single_use=once,
        issued_at=issued_at,
        issued_by=by.person_id,
        expires_at=issued_at + ttl,
    )
    return raw


def again(kind: str, subject: models.Model, *, by: Actor, mark: str) -> str:
    """The link that the same person made a moment ago with the same mark, or nothing. It was not kept: it is made again."""
    raw = _from_mark(kind, subject, by, mark)
    made = LinkToken.objects.filter(hash=lookup(raw, "link"), kind=kind, issued_at__gt=now() - TOLD_FOR)
    return raw if made.exists() else ""


def peek(kind: str, raw: str) -> LinkToken:
    """The link's row, unused: for showing the page. Raises `Refused` like `redeem`."""
    token = _find(kind, raw, LinkToken.objects.all())
    may_redeem(token).or_refuse()
    return token


@transaction.atomic
def redeem(kind: str, raw: str) -> LinkToken:
    """Use the link, in the transaction of what it is used for. A second use of a one-time link is refused."""
    token = _find(kind, raw, LinkToken.objects.select_for_update(of=("self",)))
    may_redeem(token).or_refuse()
    token.used_at = now()
    token.save(update_fields=["used_at"])
    return token


def revoke(kind: str, subject: models.Model) -> int:
    """Take back the links of one kind for a subject that are still open. Returns how many."""
    return LinkToken.objects.filter(
        kind=kind, subject_type=subject._meta.label, subject_id=str(subject.pk), used_at=None, revoked_at=None
    ).update(revoked_at=now())


def may_redeem(token: LinkToken) -> Verdict:
    """Why a link that exists may not be used any more."""
    if token.revoked_at is not None:
        return no(_("This link was withdrawn."), _("Ask for a new one."), "link_revoked")
    if token.single_use and token.used_at is not None:
        return no(
            _("This link has already been used."),
            _("What you sent with it has arrived. Ask for a new one if you need it again."),
            "link_used",
        )
    if token.expires_at <= now():
        return no(_("This link has expired."), _("Ask for a new one."), "link_expired")
    return YES


def purge(kept_for: timedelta = timedelta(days=180)) -> int:
    """Delete links long expired. Called by the nightly task."""
    return LinkToken.objects.filter(expires_at__lt=now() - kept_for).delete()[0]


def _from_mark(kind: str, subject: models.Model, by: Actor, mark: str) -> str:
    drawn = derived("link", kind, subject._meta.label, subject.pk, by.person_id, mark)
    return urlsafe_b64encode(drawn).decode().rstrip("=")


def _find(kind: str, raw: str, links: models.QuerySet[LinkToken]) -> LinkToken:
    """The row of a raw link. A wrong link and a link of another kind get the same answer."""
    token = links.filter(hash=lookup(raw, "link"), kind=kind).first() if SHAPE.fullmatch(raw) else None
    if token is None:
        raise Refused(
            no(_("This link is not valid."), _("Check that it was copied whole, or ask for a new one."), "link_unknown")
        )
    return token
