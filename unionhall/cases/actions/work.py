"""Daily work on a case: where it lies, notes, files, sessions, parties, the clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no

from .. import access, queries, routing
from ..enums import About, Audience
from ..events import CaseOpenedOutside, CaseSentOn, WorkerSpoke, WorkerWrittenTo
from ..models import Attendance, Case, CaseFile, Complainant, ExtensionFact, Note, Party, SavedView, Session, Suspension
from ._shared import arrive, name_of, needs, put_note, taken, touch, wind
from .employers import heed_ties
from .intake import attach, title_for, written_employer
from .triage import note_choice, outdate

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile
    from unionhall.organisations.models import Employer, Organisation

MAX_EXTENSION_DAYS = 90


@transaction.atomic
def reroute(case: Case, *, by: Actor, body: "Organisation", reason: str, expected: int | None = None) -> Case:
    """An officer above sends a case to another body of their own tree; the file says why."""
    case = taken(case, expected=expected)
    access.may_reroute(by, case).or_refuse()
    reason = needs(reason, what=_("Why is it sent there?"), next_step=_("A sentence is enough; it stands on the file."))
    if not body.receives_cases or body.is_agency:
        raise Refused(no(_("This body receives no cases."), _("Choose another body, or refer the case to the agency.")))
    if body.pk == case.body_id:
        raise Refused(no(_("The case is there already."), _("Nothing needs to be done."), "same_body"))
    access.may_reroute_to(by, body).or_refuse()
    note_choice(case, by=by, about=About.BODY, chosen=str(body.pk), by_hand=True)
    arrive(case, body, [{"code": "chosen", "body": body.name, "reason": reason}], by=by)
    audit.record("case.rerouted", case, by=by, body=str(body.pk))
    announce(CaseSentOn(case_id=case.pk, body_id=body.pk))
    return case


@transaction.atomic
def follow_merger(case: Case, *, by: Actor, body: "Organisation") -> Case:
    """A case of a body that was merged into another goes there, or above it where somebody there has a tie; nobody holds it yet."""
    case = taken(case)
    access.may_reroute(by, case).or_refuse()
    why = [{"code": "merged", "body": case.body.name}]
    route = routing.above_ties(body, queries.employers_named(case), why, on=clock.today())
    arrive(case, route.body, [*route.why, {"code": "arrived", "body": route.body.name}], by=by)
    audit.record("case.rerouted", case, by=by, body=str(route.body.pk), because="merger")
    announce(CaseSentOn(case_id=case.pk, body_id=route.body.pk))
    return case


@transaction.atomic
def correct(
    case: Case, *, by: Actor, employer: "Employer | None" = None, expected: int | None = None, **facts: Any
) -> Case:
    """Put right the kind, employer, site, industry, amount or day. The words of the worker are never changed."""
    case = taken(case, expected=expected)
    access.may_correct(by, case).or_refuse()
    allowed = {"kind", "employer_name", "industry", "amount", "happened_on", "division", "site"}
    if unknown := set(facts) - allowed:
        raise TypeError(f"correct() does not change {', '.join(sorted(unknown))}")
    case_kind = case.kind
    for name, value in facts.items():
        setattr(case, name, value)
    if (kind := facts.get("kind")) and kind != case_kind:
        note_choice(case, by=by, about=About.KIND, chosen=kind, by_hand=True)
    known, employer = case.employer_id, employer or written_employer(facts.get("employer_name", ""))
    if employer is not None:
        case.employer, case.employer_name = employer, employer.name
        Party.objects.filter(case=case, role="employer").update(employer=employer, name=employer.name)
    case.title = title_for(case.kind, case.employer_name)
    touch(case, "title", "employer", *allowed)
    wind(case)
    outdate(case)
    audit.record("case.corrected", case, by=by, fields=sorted(facts))
    if employer is not None and employer.pk != known:
        heed_ties(case, by=by, because=[{"code": "identified", "name": employer.name}])
        case = Case.objects.select_related("body").get(pk=case.pk)
    return case


@transaction.atomic
def write_note(case: Case, *, by: Actor, text: str, audience: str = Audience.INTERNAL) -> Note:
    """Write on the file, for the handlers alone or for the worker too."""
    case = taken(case)
    access.may_write_note(by, case).or_refuse()
    if audience == Audience.AGENCY:
        raise Refused(
            no(_("Words for an agency belong to a transfer."), _("Write them on the transfer itself."), "audience")
        )
    note = put_note(case, by=by, text=text, audience=audience)
    if audience == Audience.WORKER:
        announce(WorkerWrittenTo(case_id=case.pk, note_id=note.pk))
    return note


@transaction.atomic
def message(case: Case, *, by: Actor, text: str) -> Note:
    """The worker writes to those who handle the matter."""
    case = taken(case)
    access.may_message(by, case).or_refuse()
    note = put_note(case, by=by, text=text, audience=Audience.WORKER)
    announce(WorkerSpoke(case_id=case.pk))
    return note


@transaction.atomic
def add_file(
    case: Case, *, by: Actor, stored: "StoredFile", label: str = "", audience: str = Audience.WORKER
) -> CaseFile:
    """Put a file on the case. What the worker sends is always open to the worker."""
    case = taken(case)
    access.may_add_file(by, case).or_refuse()
    from_the_worker = not access.sees_desk(by, case)
    if from_the_worker:
        audience = Audience.WORKER
    row = attach(case, stored, by=by, audience=audience, label=label)
    audit.record("case.file_added", case, by=by, audience=audience, file=str(stored.pk))
    if from_the_worker:
        announce(WorkerSpoke(case_id=case.pk))
    return row


@transaction.atomic
def hold_session(
    case: Case,
    *,
    by: Actor,
    kind: str,
    held_at: datetime,
    place: str = "",
    outcome: str = "",
    attendance: Iterable[tuple[str, str, bool]] = (),
    shared_with_worker: bool = True,
) -> Session:
    """Record a session with who came: (who, in what part, present)."""
    case = taken(case)
    access.may_hold_session(by, case).or_refuse()
    session = Session(
        case=case,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
        kind=kind,
        held_at=held_at,
        place=place.strip(),
        outcome=outcome.strip(),
        shared_with_worker=shared_with_worker,
    )
    session.save(force_insert=True)
    rows = [
        Attendance(session=session, who=who.strip(), part=part.strip(), present=present)
        for who, part, present in attendance
    ]
    Attendance.objects.bulk_create([row for row in rows if row.who])
    audit.record("case.session_held", case, by=by, kind=kind, attendance=len(rows))
    return session


@transaction.atomic
def add_party(
    case: Case, *, by: Actor, role: str, name: str, employer: "Employer | None" = None, contact: str = ""
) -> Party:
    """Name another party. Whoever is tied to an employer named here loses sight of the case at once."""
    case = taken(case)
    access.may_add_party(by, case).or_refuse()
    name = needs(
        name or (employer.name if employer else ""), what=_("The name is missing."), next_step=_("Write the name.")
    )
    employer = employer or written_employer(name)
    party = Party(
        case=case,
        role=role,
        name=name,
        employer=employer,
        contact=contact.strip(),
        added_at=clock.now(),
        added_by_id=by.person_id,
    )
    party.save(force_insert=True)
    audit.record("case.party_added", case, by=by, role=role)
    if employer is not None:
        heed_ties(case, by=by, because=[{"code": "party", "name": employer.name}])
    return party


@transaction.atomic
def show_phone(worker: Complainant, *, by: Actor, purpose: str) -> str:
    """A worker's number in full. The purpose is written down, and the worker can read it."""
    access.may_reveal(by, worker.case).or_refuse()
    purpose = needs(purpose, what=_("What is the number needed for?"), next_step=_("Choose a purpose."))
    audit.record("case.phone_shown", worker.case, by=by, purpose=purpose, complainant=str(worker.pk))
    return worker.phone


@transaction.atomic
def open_outside(case: Case, *, by: Actor, reason: str) -> None:
    """Say why one opens a file outside one's usual work: it is written down, the worker reads it, the supervisor is told."""
    access.may_open_outside(by, case).or_refuse()
    reason = needs(
        reason, what=_("Why do you open this file?"), next_step=_("A sentence is enough; it stands on the file.")
    )
    audit.record("case.opened_outside", case, by=by, purpose=reason)
    if by.person_id is not None:
        announce(CaseOpenedOutside(case.pk, by.person_id))


@transaction.atomic
def suspend(case: Case, *, by: Actor, reason: str, expected: int | None = None) -> Case:
    """Stop the clock, for instance while evidence is awaited. The days it stands are added later."""
    case = taken(case, expected=expected)
    access.may_suspend(by, case).or_refuse()
    reason = needs(reason, what=_("Why does the clock stop?"), next_step=_("Write what is awaited, and from whom."))
    Suspension(case=case, at=clock.now(), by_id=by.person_id, by_name=name_of(by), reason=reason).save(
        force_insert=True
    )
    touch(case)
    wind(case)
    audit.record("case.suspended", case, by=by)
    return case


@transaction.atomic
def resume(case: Case, *, by: Actor, expected: int | None = None) -> Case:
    """Let the clock run again."""
    case = taken(case, expected=expected)
    access.may_resume(by, case).or_refuse()
    running = Suspension.objects.select_for_update(of=("self",)).get(case=case, ended_at__isnull=True)
    running.ended_at, running.ended_by_id = clock.now(), by.person_id
    running.save(update_fields=["ended_at", "ended_by"])
    touch(case)
    wind(case)
    audit.record("case.resumed", case, by=by)
    return case


@transaction.atomic
def extend(case: Case, *, by: Actor, days: int, unit: str, reason: str, expected: int | None = None) -> Case:
    """Give the present step more days."""
    case = taken(case, expected=expected)
    access.may_extend(by, case).or_refuse()
    reason = needs(
        reason, what=_("Why is more time needed?"), next_step=_("A sentence is enough; the worker reads it.")
    )
    if not 1 <= days <= MAX_EXTENSION_DAYS:
        raise Refused(no(_("More time is given in days from 1 to 90."), _("Choose another number of days."), "days"))
    ExtensionFact(
        case=case,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
        state=case.state,
        days=days,
        unit=unit,
        reason=reason,
    ).save(force_insert=True)
    touch(case)
    wind(case)
    audit.record("case.extended", case, by=by, days=days, unit=unit)
    return case


@transaction.atomic
def save_view(*, by: Actor, name: str, query: str) -> SavedView:
    """Keep the present filters under a name; the same name is replaced."""
    access.may_save_view(by).or_refuse()
    name = needs(name, what=_("The view needs a name."), next_step=_("Write a short name."))[:40]
    assert by.person_id is not None  # whoever works on matters is a person
    view = SavedView.objects.filter(person=by.person_id, name=name).first() or SavedView(
        person_id=by.person_id, name=name
    )
    view.query = query[:500]
    view.save()
    audit.record("view.saved", view, by=by)
    return view


@transaction.atomic
def delete_view(view_id: UUID, *, by: Actor) -> None:
    """Forget a saved view of one's own."""
    view = access.visible_views(by).filter(pk=view_id).first()
    if view is not None:
        audit.record("view.deleted", view, by=by)
        view.delete()
