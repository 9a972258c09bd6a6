"""Making lists, what stands on them, how often one is in touch, and once in touch."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations

from .. import access, queries
from ..enums import ChargeEnd, Refers
from ..models import Contact, ContactRule, LiaisonList, LiaisonSubject, SubjectKind

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Employer, Organisation


@transaction.atomic
def define_subject(*, by: Actor, code: str, name: str, refers: str) -> SubjectKind:
    """Name a kind of thing one answers for."""
    access.may_define_subject(by).or_refuse()
    if SubjectKind.objects.filter(code=code).exists():
        raise Refused(no(_("This kind exists already."), _("Choose another code."), "code"))
    kind = SubjectKind(code=code, name=name.strip(), refers=refers)
    kind.save(force_insert=True)
    audit.record("liaison.kind_defined", kind, by=by, code=code)
    return kind


@transaction.atomic
def make_list(body: "Organisation", *, by: Actor, kind: SubjectKind, name: str, days: int, source: str) -> LiaisonList:
    """Make a list of what a body answers for, with how often each is contacted and which document says so."""
    access.may_make_list(by, body).or_refuse()
    name = " ".join(name.split())
    if LiaisonList.objects.filter(body=body, name=name).exists():
        raise Refused(no(_("This body has a list of this name already."), _("Choose another name."), "name"))
    made = LiaisonList(body=body, kind=kind, name=name, since=clock.today())
    made.save(force_insert=True)
    ContactRule(of_list=made, days=days, since=made.since, source=source.strip()).save(force_insert=True)
    audit.record("liaison.list_made", made, by=by, body=str(body.pk), kind=kind.code, days=days)
    return made


@transaction.atomic
def set_interval(found: LiaisonList, *, by: Actor, days: int, since: date, source: str) -> ContactRule:
    """From a day on, contacts fall due after so many days; what was due before that day stays as it was."""
    found = _locked(found)
    access.may_set_interval(by, found).or_refuse()
    if since < clock.today():
        raise Refused(no(_("This day is over."), _("A new rule begins today or later."), "past"))
    if ContactRule.objects.filter(of_list=found, since=since).exists():
        raise Refused(no(_("A rule begins on this day already."), _("Choose another day."), "same_day"))
    rule = ContactRule(of_list=found, days=days, since=since, source=source.strip())
    rule.save(force_insert=True)
    audit.record("liaison.interval_set", found, by=by, days=days, since=since)
    if since == clock.today():
        _reckon(found)
    return rule


@transaction.atomic
def renew_due(found: LiaisonList, *, by: Actor) -> int:
    """A rule begins today: what is due follows from it. How many days changed."""
    access.may_follow(by).or_refuse()
    found = _locked(found)
    changed = _reckon(found)
    if changed:
        audit.record("liaison.due_renewed", found, by=by, changed=changed)
    return changed


def _reckon(found: LiaisonList) -> int:
    changed = []
    rule = queries.rule_on(found, clock.today())
    for subject in found.subjects.filter(ended_on__isnull=True).order_by("pk"):
        due = _due(rule, subject.last_contact_on or subject.added_on)
        if due != subject.next_due_on:
            subject.next_due_on = due
            changed.append(subject)
    LiaisonSubject.objects.bulk_update(changed, ["next_due_on"], batch_size=500)
    return len(changed)


def _due(rule: ContactRule | None, day: date) -> date:
    if rule is None:
        raise Refused(
            no(_("This list says not yet how often one is in touch."), _("Set the interval first."), "no_rule")
        )
    return day + timedelta(days=rule.days)


@transaction.atomic
def add_subject(
    found: LiaisonList,
    *,
    by: Actor,
    name: str = "",
    employer: "Employer | None" = None,
    division: "Division | None" = None,
    link: int | None = None,
    part: str = "",
) -> LiaisonSubject:
    """Put something on a list: an employer of the register, a place, or what its kind calls by name."""
    found = _locked(found)
    access.may_add_subject(by, found).or_refuse()
    refers = found.kind.refers
    if (refers == Refers.EMPLOYER and employer is None) or (refers == Refers.PLACE and division is None):
        raise Refused(
            no(
                _("This was not found in the register."),
                _("Write it as the register has it, or enter it there first."),
                "not_found",
            )
        )
    name = " ".join((name or (employer.name if employer else "") or (division.name if division else "")).split())[:120]
    if not name:
        raise Refused(no(_("A name is missing."), _("Write what it is called."), "name"))
    same = LiaisonSubject.objects.filter(of_list=found, ended_on__isnull=True)
    if same.filter(name=name).exists() or (employer and same.filter(employer=employer).exists()):
        raise Refused(no(_("This stands on the list already."), _("Nothing needs to be done."), "listed"))
    today = clock.today()
    subject = LiaisonSubject(
        of_list=found,
        name=name,
        employer=employer,
        division=division,
        link=link,
        part=part.strip()[:60],
        added_on=today,
        next_due_on=_due(queries.rule_on(found, today), today),
    )
    subject.save(force_insert=True)
    audit.record("liaison.subject_added", subject, by=by, list=str(found.pk))
    return subject


@transaction.atomic
def add_by_name(found: LiaisonList, *, by: Actor, name: str, link: int | None = None, part: str = "") -> LiaisonSubject:
    """Put on a list what is meant by these words: an employer of the register, a place, or the name itself."""
    refers = found.kind.refers
    return add_subject(
        found,
        by=by,
        name=name if refers == Refers.NAME else "",
        employer=organisations.employer_named(name) if refers == Refers.EMPLOYER else None,
        division=organisations.place_named(name) if refers == Refers.PLACE else None,
        link=link,
        part=part,
    )


@transaction.atomic
def end_subject(subject: LiaisonSubject, *, by: Actor) -> LiaisonSubject:
    """Take something off a list; what was noted stays."""
    subject = _taken(subject)
    access.may_end_subject(by, subject).or_refuse()
    subject.ended_on = max(clock.today(), subject.added_on)
    subject.save(update_fields=["ended_on"])
    for charge in subject.charges.select_for_update(of=("self",)).filter(until__isnull=True).order_by("pk"):
        charge.until, charge.why_ended = max(clock.today(), charge.since), ChargeEnd.SUBJECT_ENDED
        charge.save(update_fields=["until", "why_ended"])
    audit.record("liaison.subject_ended", subject, by=by)
    return subject


@transaction.atomic
def note_contact(subject: LiaisonSubject, *, by: Actor, on: date, kind: str, text: str = "") -> Contact:
    """Once in touch: the day, how, a few words. The next one is due from the latest day on."""
    subject = _taken(subject)
    access.may_note_contact(by, subject).or_refuse()
    if on > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Give the day on which you were in touch."), "future"))
    made = Contact(
        subject=subject, on=on, kind=kind, text=text.strip(), at=clock.now(), by_id=by.person_id,
        by_name="" if by.via == "system" else by.name[:60],
    )  # fmt: skip
    made.save(force_insert=True)
    if subject.last_contact_on is None or on > subject.last_contact_on:
        subject.last_contact_on = on
        subject.next_due_on = _due(queries.rule_on(subject.of_list, clock.today()), on)
        subject.save(update_fields=["last_contact_on", "next_due_on"])
    audit.record("liaison.contact_noted", subject, by=by, kind=kind, on=on)
    return made


def _locked(found: LiaisonList) -> LiaisonList:
    return LiaisonList.objects.select_for_update(of=("self",)).select_related("body", "kind").get(pk=found.pk)


def _taken(subject: LiaisonSubject) -> LiaisonSubject:
    rows = LiaisonSubject.objects.select_for_update(of=("self",))
    return rows.select_related("of_list__body", "of_list__kind", "employer").get(pk=subject.pk)
