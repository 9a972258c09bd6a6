"""Passwords, invitations to set one, and the programs that act for a person or a body."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, gateway, tokens
from unionhall.core.actor import Actor
from unionhall.core.events import after_commit
from unionhall.core.sealed import derived, lookup
from unionhall.core.verdict import YES, Refused, Verdict, no

from .. import access, limits
from ..models import Account, ApiAccess, ApiClient, ApiToken, Person, Post
from ..queries import PERSONAL_TOKEN, PROGRAM_ACCESS

INVITATION = "password"
INVITATION_LASTS = timedelta(days=3)
ACCESS_LASTS = timedelta(minutes=30)
LONGEST_TOKEN = timedelta(days=366)
SCOPES = ("read", "write")


@transaction.atomic
def invite(person: Person, *, by: Actor, username: str, reason: str, address_of: Any) -> Account:
    """Give an officer a sign-in name, and text them a link by which they set their own password within three days.

    `address_of` turns the link's token into the address to be opened. Whoever invites never sees it.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    access.may_invite(by, person).or_refuse()
    access.needs_reason(by, reason).or_refuse()
    account = Account.objects.select_for_update(of=("self",)).filter(person=person).first()
    username = username.strip()
    if Account.objects.filter(username=username).exclude(person=person).exists():
        raise Refused(no(_("This sign-in name is taken."), _("Choose another one.")))
    if account is None:
        account = Account(person=person, username=username, opened_at=clock.now())
        account.set_unusable_password()
        account.save(force_insert=True)
    elif username and account.username != username:
        account.username = username
        account.save(update_fields=["username"])
    tokens.revoke(INVITATION, account)
    raw = tokens.issue(INVITATION, account, by=by, ttl=INVITATION_LASTS)
    audit.record("account.invited", account, by=by, purpose=reason)
    text = str(
        _("Set your password for the union's site within three days: %(address)s") % {"address": address_of(raw)}
    )
    phone = person.phone
    after_commit(lambda: gateway.send_text(phone, text))
    return account


@transaction.atomic
def accept_invitation(raw: str, *, by: Actor, password: str) -> Account:
    """Set one's own password by the link that was sent. The link works once; every open session ends."""
    link = tokens.redeem(INVITATION, raw)
    account = Account.objects.select_for_update(of=("self",)).get(pk=link.subject_id)
    _set_password(account, password)
    audit.record("password.set", account, by=by, way="invitation")
    return account


def change_password(account: Account, *, by: Actor, present: str, password: str, address: str) -> Account:
    """Change one's own password, knowing the present one. Every other session ends."""
    limits.one_try("password change", str(account.pk), address).or_refuse()
    with transaction.atomic():
        account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        access.may_change_account(by, account).or_refuse()
        if not account.check_password(present):
            raise Refused(no(_("The present password is not right."), _("Type it once more."), "password"))
        _set_password(account, password)
        audit.record("password.changed", account, by=by)
    limits.forget_tries("password change", str(account.pk))
    return account


@transaction.atomic
def make_token(
    account: Account, *, by: Actor, name: str, scopes: Iterable[str], until: date, mark: str = ""
) -> tuple[ApiToken, str]:
    """Make a token with which one's own programs act as oneself; it is shown once and lasts a year at most.

    The same form sent twice (the same random `mark`) makes one token, and is told it both times.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    access.may_make_token(by).or_refuse()
    access.may_change_account(by, account).or_refuse()
    _check_scopes(scopes)
    expires_at = _end_of(until)
    if not clock.now() < expires_at <= clock.now() + LONGEST_TOKEN:
        raise Refused(no(_("A token lasts a year at most, and at least until today."), _("Choose another last day.")))
    raw = PERSONAL_TOKEN + _secret(mark, "personal token", account.pk)
    if mark and (made := ApiToken.objects.filter(account=account, token_hash=lookup(raw, "token")).first()):
        _still_told(made.made_at).or_refuse()
        return made, raw
    token = ApiToken(
        account=account,
        name=name.strip(),
        token_hash=lookup(raw, "token"),
        scopes=sorted(set(scopes)),
        made_at=clock.now(),
        expires_at=expires_at,
    )
    token.save(force_insert=True)
    audit.record("program.token_made", token, by=by, scopes=token.scopes, until=until)
    return token, raw


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> ApiToken:
    """End a token at once."""
    token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    access.may_change_account(by, token.account).or_refuse()
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        audit.record("program.token_revoked", token, by=by)
    return token


@transaction.atomic
def register_program(
    post: Post, *, by: Actor, name: str, scopes: Iterable[str], mark: str = ""
) -> tuple[ApiClient, str]:
    """Let a program act under one post of a body; its secret is shown once. It loses everything when the post ends.

    The same form sent twice (the same random `mark`) registers one program, and is told its secret both times.
    """
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    access.may_register_program(by, post).or_refuse()
    _check_scopes(scopes)
    raw = _secret(mark, "program", post.pk, by.person_id)
    if mark and (made := ApiClient.objects.filter(post=post, secret_hash=lookup(raw, "token")).first()):
        _still_told(made.made_at).or_refuse()
        return made, raw
    client = ApiClient(
        name=name.strip(),
        person_id=post.person_id,
        post=post,
        secret_hash=lookup(raw, "token"),
        scopes=sorted(set(scopes)),
        made_at=clock.now(),
    )
    client.save(force_insert=True)
    audit.record(
        "program.registered",
        client,
        by=by,
        scopes=client.scopes,
        organisation_id=post.organisation_id,
        post=str(post.pk),
    )
    return client, raw


@transaction.atomic
def revoke_program(client: ApiClient, *, by: Actor) -> ApiClient:
    """End a program's credentials at once, and every access given for them."""
    client = ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)
    access.may_revoke_program(by, client).or_refuse()
    if client.revoked_at is None:
        client.revoked_at = clock.now()
        client.save(update_fields=["revoked_at"])
        ApiAccess.objects.filter(client=client).delete()
        audit.record("program.revoked", client, by=by)
    return client


def open_access(client_id: str, secret: str, *, by: Actor, address: str) -> tuple[ApiAccess, str] | None:
    """Give a program a bearer token for half an hour in exchange for its credentials; None if they do not fit."""
    limits.one_try("program", client_id, address).or_refuse()
    with transaction.atomic():
        given = lookup(secret, "token")
        client = (
            ApiClient.objects.filter(**_by_key(client_id), secret_hash=given, revoked_at__isnull=True)
            .select_related("person")
            .first()
        )
        if client is None:
            audit.record("sign_in.refused", None, by=by, way="program")
            return None
        raw = PROGRAM_ACCESS + secrets.token_urlsafe(32)
        opened = ApiAccess(client=client, token_hash=lookup(raw, "token"), expires_at=clock.now() + ACCESS_LASTS)
        opened.save(force_insert=True)
        audit.record("program.signed_in", client, by=by)
    limits.forget_tries("program", client_id)
    return opened, raw


def _secret(mark: str, *whose: Any) -> str:
    """A secret nobody can guess; with a mark, the one that belongs to it."""
    if not mark:
        return secrets.token_urlsafe(32)
    return urlsafe_b64encode(derived("program", mark, *whose)).decode().rstrip("=")


def _still_told(made_at: datetime) -> Verdict:
    if made_at > clock.now() - tokens.TOLD_FOR:
        return YES
    return no(_("This was made before, and shown then."), _("End it and make a new one."), "made_before")


def _by_key(text: str) -> dict[str, Any]:
    """A filter by key; whatever is not a key finds nothing."""
    try:
        return {"pk": UUID(text)}
    except ValueError:
        return {"pk": None}


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(no(" ".join(error.messages), _("Choose another password."), "password_weak")) from error
    account.set_password(password)
    account.sessions_ended += 1
    account.save(update_fields=["password", "sessions_ended"])


def _check_scopes(scopes: Iterable[str]) -> None:
    if not set(scopes) or not set(scopes) <= set(SCOPES):
        raise Refused(no(_("A program may read, or read and write."), _("Choose at least one of the two.")))


def _end_of(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))
