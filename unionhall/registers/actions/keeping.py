"""Which kinds of register there are, which body works with which, who is responsible, and who is reminded."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.saying import address, is_past
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices
from unionhall.people import api as people

from .. import access, queries
from ..enums import Use
from ..models import Register, RegisterKind

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Person

SAY_AGAIN = timedelta(days=7)
"""So long nobody is reminded of the same register again."""


@transaction.atomic
def define_kind(*, by: Actor, code: str, **facts: Any) -> RegisterKind:
    """Say that there is a kind of register: what for, on which basis, how sensitive, with which consent."""
    access.may_define_kind(by).or_refuse()
    code = code.strip()
    if RegisterKind.objects.filter(code=code).exists():
        raise Refused(no(_("A kind of register with this code exists already."), _("Change that one instead."), "code"))
    kind = _filled(RegisterKind(code=code), facts)
    kind.save(force_insert=True)
    audit.record("register.kind_defined", kind, by=by, code=code, sensitivity=kind.sensitivity)
    return kind


@transaction.atomic
def change_kind(kind: RegisterKind, *, by: Actor, **facts: Any) -> RegisterKind:
    """Change a kind. Consents given keep the version of the words they were given to: new words need a new version."""
    kind = RegisterKind.objects.select_for_update(of=("self",)).get(pk=kind.pk)
    access.may_change_kind(by, kind).or_refuse()
    before = (kind.consent_text, kind.consent_version)
    kind = _filled(kind, facts)
    if before[0] and kind.consent_text != before[0] and kind.consent_version == before[1]:
        raise Refused(no(_("The words changed, their version did not."), _("Give them a new version."), "version"))
    kind.save(update_fields=[*facts])
    audit.record("register.kind_changed", kind, by=by, fields=sorted(facts))
    return kind


def _filled(kind: RegisterKind, facts: dict[str, Any]) -> RegisterKind:
    for name, value in facts.items():
        setattr(kind, name, value.strip() if isinstance(value, str) else value)
    kind.uses = [use for use in Use.values if use in kind.uses]
    if not kind.uses:
        raise Refused(no(_("Say what an entry may be opened for."), _("Choose at least one purpose."), "uses"))
    if kind.needs_consent and not (kind.consent_text and kind.consent_version):
        raise Refused(
            no(_("Where consent is needed, write the words and their version."), _("Write both."), "consent_words")
        )
    return kind


@transaction.atomic
def open_register(
    kind: RegisterKind,
    *,
    by: Actor,
    body: "Organisation",
    responsible: "Person | None" = None,
    since: date | None = None,
) -> Register:
    """Open the register of a kind for a body: from now on its officers work with it."""
    access.may_open_register(by, body).or_refuse()
    if Register.objects.filter(kind=kind, body=body, closed_on__isnull=True).exists():
        raise Refused(no(_("This body keeps this register already."), _("Nothing needs to be done."), "open"))
    _works_there(responsible, body)
    register = Register(kind=kind, body=body, responsible=responsible, since=since or clock.today())
    register.save(force_insert=True)
    audit.record("register.opened", register, by=by, kind=kind.code, body=str(body.pk))
    return register


@transaction.atomic
def name_responsible(register: Register, *, by: Actor, responsible: "Person | None") -> Register:
    """Say who is reminded and answers the people on the list."""
    register = Register.objects.select_for_update(of=("self",)).select_related("body").get(pk=register.pk)
    access.may_steer(by, register).or_refuse()
    _works_there(responsible, register.body)
    register.responsible = responsible
    register.save(update_fields=["responsible"])
    audit.record("register.responsible_named", register, by=by, person=str(responsible.pk) if responsible else "")
    return register


def _works_there(person: "Person | None", body: "Organisation") -> None:
    if person is not None and not people.people_with_posts(body.pk).filter(pk=person.pk).exists():
        raise Refused(no(_("This person does not work at the body."), _("Choose somebody who does."), "not_there"))


@transaction.atomic
def close_register(register: Register, *, by: Actor) -> Register:
    """Stop working with a register; nobody may stand on it any more."""
    register = Register.objects.select_for_update(of=("self",)).select_related("body").get(pk=register.pk)
    access.may_close_register(by, register).or_refuse()
    if register.entries.filter(left_on__isnull=True).exists():
        raise Refused(
            no(_("People still stand on this list."), _("Take them off first, each with a reason."), "not_empty")
        )
    register.closed_on = max(clock.today(), register.since)
    register.save(update_fields=["closed_on"])
    audit.record("register.closed", register, by=by)
    return register


@transaction.atomic
def remind(register: Register, *, by: Actor) -> bool:
    """Tell whoever is responsible how many entries are to be looked at again, once a week at most.

    Where nobody is responsible, or that person works there no longer, everybody who keeps registers at the body hears of it.
    """
    access.may_remind(by).or_refuse()
    today = clock.today()
    register = Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
    due = queries.due_entries(register.entries.all()).order_by("review_due_on", "pk")
    first, many = due.first(), due.count()
    if first is None or is_past() or (register.reminded_on and register.reminded_on > today - SAY_AGAIN):
        return False
    register.reminded_on = today
    register.save(update_fields=["reminded_on"])
    for person_id in keepers_of(register):
        link = address(f"{register.get_absolute_url()}?show=due")
        day = date_format(first.review_due_on)
        notices.tell("due", by=by, person_id=person_id, about=register, n=many, day=day, link=link)
    audit.record("register.reminded", register, by=by, due=many)
    return True


def keepers_of(register: Register) -> list[Any]:
    """The keys of those who are told about a register."""
    there = people.people_with_posts(register.body_id, *access.KEEPERS)
    named = there.filter(pk=register.responsible_id) if register.responsible_id else there.none()
    return list((named if named.exists() else there).order_by("pk").values_list("pk", flat=True))
