"""What happened in a case, by whom, and who may read it: every kind of fact in one order, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.ui.parts import Happening
from unionhall.ui.words import date_words, datetime_words, money

from .. import access, routing
from ..enums import Audience, CallbackOutcome, Purpose
from ..models import (
    Attendance,
    Callback,
    Case,
    CaseFile,
    Feedback,
    Instalment,
    Resolution,
    Session,
    Settlement,
    Transfer,
    TransferStep,
)
from .file_words import PAST


@dataclass(frozen=True)
class Entry(Happening):
    """A happening with the files that belong to it."""

    files: tuple[tuple[str, str], ...] = ()


def of(actor: Actor, case: Case) -> list[Entry]:
    """The whole timeline of a case its reader may open on the desk, newest first."""
    entries: list[Entry] = []
    for part in (
        _statuses,
        _assignments,
        _routings,
        _stops,
        _extensions,
        _notes,
        _sessions,
        _files,
        _transfers,
        _settlements,
        _callbacks,
        _feedbacks,
        _resolutions,
        _shown_phones,
    ):
        entries += part(actor, case)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def since(actor: Actor, case: Case, moment: datetime) -> list[Entry]:
    """What colleagues did after somebody opened the file."""
    return [entry for entry in of(actor, case) if isinstance(entry.at, datetime) and entry.at > moment]


def _statuses(_actor: Actor, case: Case) -> Iterable[Entry]:
    for fact in case.statuses.order_by("at", "pk"):
        words, icon, tone = PAST.get(fact.verb, (fact.get_to_state_display(), "circle", "neutral"))
        yield Entry(fact.at, words, fact.reason, fact.by_name, icon, tone)


def _assignments(_actor: Actor, case: Case) -> Iterable[Entry]:
    for fact in case.assignments.order_by("at", "pk"):
        words = (
            _("In the hands of %(name)s") % {"name": fact.handler_name} if fact.handler_name else _("In nobody's hands")
        )
        yield Entry(fact.at, words, fact.get_why_display(), fact.by_name, "user-check")


def _routings(_actor: Actor, case: Case) -> Iterable[Entry]:
    for fact in case.routings.select_related("body").order_by("at", "pk"):
        why = "\n".join(routing.sentences(fact.why))
        yield Entry(fact.at, _("Sent to %(body)s") % {"body": fact.body.name}, why, fact.by_name, "route")


def _stops(_actor: Actor, case: Case) -> Iterable[Entry]:
    for fact in case.suspensions.select_related("ended_by").order_by("at", "pk"):
        yield Entry(fact.at, _("The clock was stopped"), fact.reason, fact.by_name, "pause", "amber")
        if fact.ended_at:
            by = fact.ended_by.name if fact.ended_by else ""
            yield Entry(fact.ended_at, _("The clock runs again"), "", by, "play")


def _extensions(_actor: Actor, case: Case) -> Iterable[Entry]:
    for fact in case.extensions.order_by("at", "pk"):
        words = _("%(days)s more %(unit)s") % {"days": fact.days, "unit": fact.get_unit_display()}
        yield Entry(fact.at, words, fact.reason, fact.by_name, "calendar-plus")


def _notes(actor: Actor, case: Case) -> Iterable[Entry]:
    for note in access.visible_notes(actor, case).filter(transfer__isnull=True).order_by("at", "pk"):
        words, icon = (_("Note"), "pencil") if note.by_name else (_("Message from the worker"), "message-circle")
        yield Entry(note.at, words, note.text, note.by_name, icon, seen_by=_readers(note.audience))


def _readers(audience: str) -> str:
    return str(Audience(audience).label)


def _sessions(actor: Actor, case: Case) -> Iterable[Entry]:
    people = Prefetch("attendances", Attendance.objects.order_by("pk"))
    sessions: Iterable[Session] = access.visible_sessions(actor, case).prefetch_related(people).order_by("at", "pk")
    for session in sessions:
        lines = [_("Held %(when)s") % {"when": datetime_words(session.held_at)}]
        if session.place:
            lines[0] = _("%(held)s, at %(place)s") % {"held": lines[0], "place": session.place}
        lines += [_attended(row) for row in session.attendances.all()]
        readers = Audience.WORKER if session.shared_with_worker else Audience.INTERNAL
        yield Entry(
            session.at,
            session.get_kind_display(),
            "\n".join([*lines, *([session.outcome] if session.outcome else [])]),
            session.by_name,
            "users",
            seen_by=_readers(readers),
        )


def _attended(row: Attendance) -> str:
    who = _("%(who)s (%(part)s)") % {"who": row.who, "part": row.part} if row.part else row.who
    return f"· {who}" if row.present else _("· %(who)s: called, did not come") % {"who": who}


def _files(actor: Actor, case: Case) -> Iterable[Entry]:
    rows: Iterable[CaseFile] = (
        access.visible_files(actor, case).filter(transfer__isnull=True).select_related("stored").order_by("at", "pk")
    )
    for row in rows:
        yield Entry(
            row.at,
            row.label or _("File added"),
            "",
            row.by_name or _("the worker"),
            "paperclip",
            seen_by=_readers(row.audience),
            files=((row.stored.name, reverse("cases:file_download", args=[case.pk, row.pk])),),
        )


def _transfers(actor: Actor, case: Case) -> Iterable[Entry]:
    open_to_me = set(access.visible_transfers(actor).filter(case=case).values_list("pk", flat=True))
    steps = Prefetch("steps", TransferStep.objects.order_by("at", "pk"))
    transfers: Iterable[Transfer] = (
        Transfer.objects.filter(case=case)
        .select_related("to_body", "from_body", "offered_by")
        .prefetch_related(steps)
        .order_by("offered_at", "pk")
    )
    for transfer in transfers:
        url = transfer.get_absolute_url() if transfer.pk in open_to_me else ""
        offered = Entry(
            transfer.offered_at,
            _("%(purpose)s → %(body)s") % {"purpose": transfer.get_purpose_display(), "body": transfer.to_body.name},
            _passed_on(transfer),
            transfer.offered_by.name if transfer.offered_by else "",
            "send",
            url=url,
            seen_by=_readers(Audience.AGENCY),
        )
        yield offered
        yield from (step(row, transfer, url) for row in transfer.steps.all())
        if transfer.answered_at and transfer.state != "offered":
            yield answered(transfer, url)


def _passed_on(transfer: Transfer) -> str:
    lines = [transfer.summary, _("Our number: %(number)s") % {"number": transfer.number}]
    if transfer.override_reason:
        lines.append(_("Without the worker's consent: %(reason)s") % {"reason": transfer.override_reason})
    lines.append(
        _("The worker's name was passed on.") if transfer.names_worker else _("The worker's name was not passed on.")
    )
    if transfer.state == "offered":
        lines.append(_("Answer asked for by %(day)s.") % {"day": date_words(transfer.reply_due_on)})
    return "\n".join(lines)


def step(row: TransferStep, transfer: Transfer, url: str) -> Entry:
    by = row.by_name or (transfer.to_body.name if row.by_agency else "")
    title = _("%(step)s on %(day)s") % {"step": row.get_kind_display(), "day": date_words(row.on)}
    return Entry(row.at, title, row.text, by, "landmark" if row.by_agency else "send", url=url)


def answered(transfer: Transfer, url: str) -> Entry:
    title = _("%(body)s: %(state)s") % {"body": transfer.to_body.name, "state": transfer.get_state_display()}
    lines = [transfer.answer] if transfer.answer else []
    if transfer.their_number:
        lines.append(_("Their number: %(number)s") % {"number": transfer.their_number})
    good = transfer.state in ("accepted", "done")
    at = transfer.ended_at or transfer.answered_at or transfer.offered_at
    return Entry(
        at, title, "\n".join(lines), "", "mail-check" if good else "mail-x", "green" if good else "neutral", url
    )


def _settlements(_actor: Actor, case: Case) -> Iterable[Entry]:
    instalments = Prefetch("instalments", Instalment.objects.order_by("position", "pk"))
    settlements: Iterable[Settlement] = case.settlements.prefetch_related(instalments).order_by("at", "pk")
    for row in settlements:
        lines = [row.terms]
        lines += [
            _("%(n)s. %(amount)s by %(day)s")
            % {"n": i.position, "amount": money(i.amount), "day": date_words(i.due_on)}
            for i in row.instalments.all()
        ]
        title = _("Settlement over %(amount)s, signed on %(day)s") % {
            "amount": money(row.amount),
            "day": date_words(row.signed_on),
        }
        if row.replaced_at:
            title = _("%(settlement)s (replaced later)") % {"settlement": title}
        yield Entry(row.at, title, "\n".join(lines), row.by_name, "file-check", seen_by=_readers(Audience.WORKER))


def _callbacks(_actor: Actor, case: Case) -> Iterable[Entry]:
    rows: Iterable[Callback] = Callback.objects.filter(case=case).select_related("done_by").order_by("due_on", "pk")
    tones = {CallbackOutcome.PERFORMED: "green", CallbackOutcome.UNPAID: "red", CallbackOutcome.PARTLY: "amber"}
    for row in rows:
        if row.done_at is None:
            continue
        lines = [_("Paid so far: %(amount)s") % {"amount": money(row.paid)}] if row.paid is not None else []
        yield Entry(
            row.done_at,
            _("Call-back: %(outcome)s") % {"outcome": row.get_outcome_display()},
            "\n".join([*lines, *([row.note] if row.note else [])]),
            row.done_by.name if row.done_by else "",
            "phone-call",
            tones.get(CallbackOutcome(row.outcome), "neutral"),
        )


def _feedbacks(_actor: Actor, case: Case) -> Iterable[Entry]:
    for row in Feedback.objects.filter(case=case).order_by("given_at", "pk"):
        title = _("The worker says: %(solved)s") % {"solved": row.get_solved_display()}
        yield Entry(
            row.given_at, title, row.comment, "", "message-circle", "green" if row.solved == "solved" else "amber"
        )


def _resolutions(_actor: Actor, case: Case) -> Iterable[Entry]:
    for row in Resolution.objects.filter(case=case).order_by("at", "pk"):
        words = {"stage": row.get_stage_display(), "manner": row.get_manner_display()}
        title = _("Resolved %(stage)s, by %(manner)s") % words
        if row.voided_at:
            title = _("%(resolved)s (voided by the reopening)") % {"resolved": title}
        yield Entry(row.at, title, "", row.by_name, "badge-check", "neutral" if row.voided_at else "green")


def _shown_phones(_actor: Actor, case: Case) -> Iterable[Entry]:
    readers = _readers(Audience.WORKER)
    for row in audit.entries_about(case).filter(verb="case.phone_shown"):
        why = str(Purpose(row.purpose).label) if row.purpose in Purpose.values else row.purpose
        yield Entry(row.at, _("The worker's number was shown"), why, row.actor_name, "eye", seen_by=readers)
