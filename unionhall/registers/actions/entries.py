"""Entering a person, looking again, objecting, answering, taking off."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.saying import address, is_past
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices
from unionhall.people import api as people

from .. import access, queries
from ..enums import CONSENT_PURPOSE, EntrySource, EntryStepKind
from ..models import EntryStep, Register, RegisterEntry
from ..states import ENTRY
from .keeping import keepers_of

if TYPE_CHECKING:
    from datetime import date

    from unionhall.people.models import Consent, Person

TELLER = system("registers")


@transaction.atomic
def enter(
    register: Register,
    *,
    by: Actor,
    reason: str,
    source: str = EntrySource.VISIT,
    person: "Person | None" = None,
    name: str = "",
    phone: str = "",
    identity_number: str = "",
    place: str = "",
    consent_through: str = "",
    review_on: "date | None" = None,
) -> RegisterEntry:
    """Put a person on a list. Where the kind needs consent and nobody heard it, they are not entered."""
    register = Register.objects.select_for_update(of=("self",)).select_related("body", "kind").get(pk=register.pk)
    access.may_enter(by, register).or_refuse()
    kind = register.kind
    reason = _needs(reason, _("Why this person? A reason is missing."))
    if kind.needs_consent and not consent_through:
        raise Refused(
            no(
                format_lazy(_("“{kind}” needs the person's own consent, and none is recorded."), kind=kind.name),
                _("Read the words of the consent to them, or let them sign, and say how they agreed."),
                "consent",
            )
        )
    if person is None:
        if not (phone or identity_number):
            raise Refused(no(_("Who is it? A phone or an identity number is missing."), _("Give one of them."), "who"))
        person = people.enter(by=by, name=name, phone=phone, identity_number=identity_number)
        _same_name(person, name)
    if queries.standing_of(register, person):
        raise Refused(no(_("This person stands on this list already."), _("Look for them in the list."), "listed"))
    today = clock.today()
    entry = RegisterEntry(
        register=register,
        person=person,
        place=" ".join(place.split())[:60],
        reason=reason,
        source=source,
        consent=_consent(register, person, by=by, through=consent_through) if consent_through else None,
        entered_on=today,
        review_due_on=review_on or queries.months_after(today, kind.review_months),
    )
    entry.full_clean(exclude=["register", "person", "consent"], validate_constraints=False)
    entry.save(force_insert=True)
    _log(entry, EntryStepKind.ENTERED, by=by, text=reason)
    audit.record("register_entry.entered", entry, by=by, source=source, register=str(register.pk))
    _tell_person(entry)
    return entry


def _same_name(person: "Person", name: str) -> None:
    """A number typed wrongly must not put somebody else on a list."""
    if "*" not in person.name and person.name != " ".join(name.split()):
        raise Refused(
            no(
                _("This number belongs to a person of another name."),
                _("Check name, phone and identity number, then try again."),
                "name_and_number",
            )
        )


def _consent(register: Register, person: "Person", *, by: Actor, through: str) -> "Consent":
    return people.consent(
        person.pk,
        by=by,
        purpose=CONSENT_PURPOSE,
        subject=f"register:{register.pk}",
        text_version=register.kind.consent_version or "-",
        through=through,
    )


@transaction.atomic
def note_opening(entry: RegisterEntry, *, by: Actor, purpose: str) -> None:
    """An entry is opened for a purpose; the person reads by whom, when and what for."""
    access.may_read(by, entry, purpose).or_refuse()
    audit.record_read(entry, by=by, purpose=f"register:{purpose}" if purpose else "register")


@transaction.atomic
def review(entry: RegisterEntry, *, by: Actor, text: str) -> RegisterEntry:
    """The entry was looked at and is still right; the next day follows from the interval of its kind."""
    entry = _taken(entry)
    access.may_review(by, entry).or_refuse()
    text = _needs(text, _("What did you find? A few words are missing."))
    today = clock.today()
    entry.reviewed_on = today
    entry.review_due_on = queries.months_after(today, entry.register.kind.review_months)
    entry.save(update_fields=["reviewed_on", "review_due_on"])
    _log(entry, EntryStepKind.REVIEWED, by=by, text=text)
    audit.record("register_entry.reviewed", entry, by=by, due_on=entry.review_due_on)
    return entry


@transaction.atomic
def contest(entry: RegisterEntry, *, by: Actor, text: str) -> RegisterEntry:
    """The person says that the entry is wrong, or that they do not want to stand there. An officer answers."""
    entry = _taken(entry)
    access.may_contest(by, entry).or_refuse()
    text = _needs(text, _("What should change? A few words are missing."))
    entry = _move(entry, "contest", by=by, text=text)
    if not is_past():
        link = address(reverse("registers:entry", args=[entry.pk]))
        for person_id in keepers_of(entry.register):
            notices.tell("told", by=TELLER, person_id=person_id, about=entry, link=link)
    return entry


@transaction.atomic
def uphold(entry: RegisterEntry, *, by: Actor, text: str) -> RegisterEntry:
    """Keep an entry the person objected to, with an answer they read. Where it rests on their consent, it cannot be kept."""
    entry = _taken(entry)
    access.may_uphold(by, entry).or_refuse()
    if entry.register.kind.needs_consent:
        raise Refused(
            no(
                _("This list needs the person's consent; against their will nobody stands on it."),
                _("Take the entry off, or let the person say that they agree again."),
                "consent",
            )
        )
    text = _needs(text, _("The answer to the person is missing."))
    entry = _move(entry, "uphold", by=by, text=text)
    _tell_person(entry)
    return entry


@transaction.atomic
def take_off(entry: RegisterEntry, *, by: Actor, reason: str) -> RegisterEntry:
    """Take a person off a list, with the reason; the person reads it."""
    entry = _off(entry, by=by, reason=_needs(reason, _("Why off the list? A reason is missing.")))
    _tell_person(entry)
    return entry


@transaction.atomic
def end_with_consent(entry: RegisterEntry, *, by: Actor) -> RegisterEntry:
    """The consent was taken back: the entry ends with it."""
    return take_off(entry, by=by, reason=_t("The consent was taken back."))


@transaction.atomic
def end_with_erasing(entry: RegisterEntry, *, by: Actor) -> RegisterEntry:
    """The person is erased: the entry ends, and nobody is told."""
    return _off(entry, by=by, reason=_t("The person had themselves erased."))


def _off(entry: RegisterEntry, *, by: Actor, reason: str) -> RegisterEntry:
    entry = _taken(entry)
    access.may_take_off(by, entry).or_refuse()
    entry.left_on = clock.today()
    return _move(entry, "take_off", by=by, text=reason, fields=("left_on",))


def _taken(entry: RegisterEntry) -> RegisterEntry:
    return (
        RegisterEntry.objects.select_for_update(of=("self",))
        .select_related("register__kind", "register__body", "person")
        .get(pk=entry.pk)
    )


def _move(entry: RegisterEntry, verb: str, *, by: Actor, text: str, fields: tuple[str, ...] = ()) -> RegisterEntry:
    came_from = entry.state
    ENTRY.move(entry, verb, by)
    entry.save(update_fields=["state", *fields])
    _log(entry, verb, by=by, text=text)
    audit.record(f"register_entry.{verb}", entry, by=by, from_state=came_from, to_state=entry.state)
    return entry


def _log(entry: RegisterEntry, kind: str, *, by: Actor, text: str) -> None:
    EntryStep(
        entry=entry,
        at=clock.now(),
        by_id=by.person_id,
        by_name="" if by.via == "system" else by.name[:60],
        kind=kind,
        text=text,
    ).save(force_insert=True)


def _tell_person(entry: RegisterEntry) -> None:
    """The person hears that there is something new for them; the text does not say what."""
    if not is_past():
        link = address(reverse("registers:own"))
        notices.tell("news", by=TELLER, person_id=entry.person_id, about=entry, link=link)


def _needs(text: str, what: Any) -> str:
    text = text.strip()
    if not text:
        raise Refused(no(what, _("Write a few words."), "missing"))
    return text
