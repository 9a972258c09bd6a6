"""Entering persons and their accounts."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.identity import birth_of, check_identity_number, check_mobile, normalise_phone, sex_of
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused, no

from .. import access, exports
from ..enums import Channel
from ..models import Account, Person


@transaction.atomic
def enter(*, by: Actor, name: str, phone: str = "", identity_number: str = "", channel: str = Channel.TEXT) -> Person:
    """Enter a person, or find the one who holds this identity number or phone already. Nobody is entered twice."""
    access.may_enter(by).or_refuse()
    name = " ".join(name.split())
    if not name:
        raise Refused(no(_("A name is missing."), _("Write the name as it stands on the identity card.")))
    if phone:
        check_mobile(phone).or_refuse()
    if identity_number:
        check_identity_number(identity_number).or_refuse()
    phone_key = lookup(phone, "phone") if phone else None
    identity_key = lookup(identity_number, "identity") if identity_number else None
    if identity_key and (known := Person.objects.filter(identity_lookup=identity_key).first()):
        return known
    if phone_key and (known := Person.objects.filter(phone_lookup=phone_key).first()):
        return known
    person = Person(
        name=name,
        phone=normalise_phone(phone) if phone else "",
        phone_lookup=phone_key,
        identity_number=identity_number.strip().upper(),
        identity_lookup=identity_key,
        birth_on=birth_of(identity_number) if identity_number else None,
        sex=sex_of(identity_number) if identity_number else "",
        channel=channel,
        entered_at=clock.now(),
    )
    person.save(force_insert=True)
    audit.record("person.entered", person, by=by)
    return person


@transaction.atomic
def open_account(person: Person, *, by: Actor, username: str, password: str | None = None, email: str = "") -> Account:
    """Give a person the means to sign in. Without a password only a code sent to the phone opens it."""
    access.may_enter(by).or_refuse()
    account = Account(person=person, username=username, email=email, opened_at=clock.now())
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save(force_insert=True)
    audit.record("account.opened", account, by=by)
    return account


@transaction.atomic
def reach(person: Person, *, by: Actor, channel: str) -> Person:
    """Change how a person wants to hear from us."""
    access.may_consent(by, person.pk).or_refuse()
    person.channel = channel
    person.save(update_fields=["channel"])
    audit.record("person.channel_changed", person, by=by, channel=channel)
    return person


@transaction.atomic
def change_details(person: Person, *, by: Actor, name: str, channel: str, language: str) -> Person:
    """Correct one's name, how one wants to hear from us, and in which language."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    access.may_consent(by, person.pk).or_refuse()
    name = " ".join(name.split())
    if not name:
        raise Refused(no(_("A name is missing."), _("Write the name as it stands on the identity card.")))
    if name != person.name:
        access.may_rename(by, person).or_refuse()
    changed = [field for field, value in (("name", name), ("channel", channel), ("language", language))
               if getattr(person, field) != value]  # fmt: skip
    person.name, person.channel, person.language = name, channel, language
    if changed:
        person.save(update_fields=changed)
        audit.record("person.details_changed", person, by=by, fields=changed)
    return person


@transaction.atomic
def export_own_data(person: Person, *, by: Actor) -> dict[str, Any]:
    """Everything held about a person, by module, as plain JSON values; each module answers for its own rows."""
    access.may_export(by, person).or_refuse()
    audit.record("person.exported", person, by=by)
    return exports.collect(person.pk)


@transaction.atomic
def note_verification(*, by: Actor, ok: bool, rows: int) -> None:
    """Write into the audit trail that it was checked, and what came out."""
    access.may_read_trail(by).or_refuse()
    audit.record("audit.verified", None, by=by, whole=ok, rows=rows)
