"""Transfers and referrals: the list for both sides, and the page of one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionhall.core import audit, files, paging
from unionhall.core.actor import Actor
from unionhall.people.enums import HANDLERS, Role
from unionhall.ui.parts import Choice, Column, Fact, FileLine
from unionhall.ui.responses import page
from unionhall.ui.words import date_words, datetime_words

from .. import access
from ..enums import IdentityLevel, Purpose
from ..models import Complainant, Transfer
from ..states import TransferState
from . import file_timeline
from .file_acts import Offer, by_reason
from .file_timeline import Entry
from .transfers_words import ACTS, LINK

PAGE_SIZE = 50
SHOWN = {
    "waiting": (TransferState.OFFERED,),
    "open": (TransferState.ACCEPTED,),
    "ended": (TransferState.DECLINED, TransferState.REVOKED, TransferState.LAPSED, TransferState.RETURNED, TransferState.DONE),
}  # fmt: skip


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what is open, and for the sender what has ended; the nearest reply clock first."""
    actor: Actor = request.actor
    if not actor.holds(*HANDLERS, Role.SUPERVISOR, Role.PARTNER):
        raise Http404
    shown = request.GET.get("show", "waiting")
    shown = shown if shown in SHOWN else "waiting"
    visible = access.visible_transfers(actor)
    counts = paging.capped_counts({name: visible.filter(state__in=states) for name, states in SHOWN.items()})
    rows = visible.filter(state__in=SHOWN[shown]).select_related("to_body", "from_body")
    found = paging.page(rows, order=("reply_due_on", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    return page(
        request,
        "cases/transfers/list.html",
        {
            "shown": shown,
            "page": found,
            "rows": [Line(row, access.is_sender(actor, row)) for row in found.items],
            "tabs": _tabs(shown, counts, sends=actor.holds(*HANDLERS, Role.SUPERVISOR)),
            "columns": _columns(),
        },
        fragment="list",
    )


def _tabs(shown: str, counts: dict[str, Any], *, sends: bool) -> list[Choice]:
    here = reverse("cases:transfers")
    labels = {"waiting": _("Waiting for an answer"), "open": _("Open"), "ended": _("Ended")}
    return [
        Choice(label, f"{here}?show={name}", name == shown, int(counts[name]))
        for name, label in labels.items()
        if sends or name != "ended"
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Answer by")),
        Column(_("Number")),
        Column(_("What is asked")),
        Column(_("Sender")),
        Column(_("Receiver")),
    ]


@dataclass(frozen=True)
class Line:
    """A transfer in the list, seen from one side."""

    row: Transfer
    sent: bool

    @property
    def waits(self) -> bool:
        return self.row.state == TransferState.OFFERED


# --- one transfer ----------------------------------------------------------------------------------------------------------


@require_safe
@never_cache
def transfer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One transfer. The receiver reads what was passed on and nothing else; the worker can see that they did."""
    actor: Actor = request.actor
    row = transfer_in_scope(actor, pk)
    if not access.is_sender(actor, row):
        audit.record_read(row.case, by=actor, purpose=Purpose.TRANSFER)
    return page(request, "cases/transfers/transfer.html", transfer_context(actor, row), fragment="transfer")


@require_safe
def transfer_file(request: HttpRequest, pk: UUID, file: UUID) -> FileResponse:
    """A file that was passed on."""
    row = transfer_in_scope(request.actor, pk)
    found = get_object_or_404(access.visible_transfer_files(request.actor, row).select_related("stored"), pk=file)
    audit.record("file.downloaded", found, by=request.actor, purpose=Purpose.TRANSFER, transfer=str(row.pk))
    return files.as_response(found.stored)


def transfer_in_scope(actor: Actor, pk: UUID) -> Transfer:
    """The transfer, if this actor's body sent it, or holds it while it is open; else there is none."""
    rows: QuerySet[Transfer] = access.visible_transfers(actor)
    return get_object_or_404(rows.select_related("to_body", "from_body", "case", "case__body"), pk=pk)


def transfer_context(actor: Actor, row: Transfer, *, link: str = "") -> dict[str, Any]:
    """What stands on the page of a transfer, for the side that looks."""
    sent = access.is_sender(actor, row)
    offers = [Offer(act, act.may(actor, row), reverse(f"cases:{act.noun}", args=[row.pk])) for act in ACTS]
    mine = [offer for offer in offers if offer.verdict or _is_of_my_side(offer, sent)]
    barred = [offer for offer in mine if not offer.verdict]
    may_open = sent and access.desk_cases(actor).filter(pk=row.case_id).exists()
    return {
        "transfer": row,
        "sent": sent,
        "trail": [Choice(_("Transfers"), reverse("cases:transfers")), Choice(row.number)],
        "facts": facts_of(row, sent=sent),
        "workers": names_passed_on(row),
        "files": [_file_line(row, found) for found in _files(actor, row)],
        "timeline": steps_of(actor, row),
        "offers": {"moves": [offer for offer in mine if offer.verdict], "barred": barred},
        "barred": by_reason(barred),
        "may_open_case": may_open,
        "link": link,
    }


# Acts of the other side are not shown greyed: they are no business of this one.
SENDERS = ("transfer_revocation", LINK.noun)


def _is_of_my_side(offer: Offer, sent: bool) -> bool:
    return (offer.act.noun in SENDERS) == sent


def facts_of(row: Transfer, *, sent: bool) -> list[Fact]:
    return [
        Fact(_("What is asked"), row.get_purpose_display(), row.get_kind_display()),
        Fact(_("Sender"), row.from_body.name, row.from_body.phone),
        Fact(_("Receiver"), row.to_body.name),
        Fact(_("Number of the sender"), row.number),
        Fact(_("Number of the receiver"), row.their_number),
        Fact(_("Offered"), datetime_words(row.offered_at)),
        *([Fact(_("Consent"), _consent_words(row))] if sent else []),
        *([Fact(_("Answer"), row.answer)] if row.answer else []),
    ]


def _consent_words(row: Transfer) -> str:
    if row.consent is None:
        return _("without consent: %(reason)s") % {"reason": row.override_reason}
    return _("given on %(day)s") % {"day": date_words(row.consent.given_at)}


def names_passed_on(row: Transfer) -> list[str]:
    """The worker's name, only if it was to be passed on, and a hidden one only with consent."""
    if not row.names_worker:
        return []
    levels = [IdentityLevel.NAMED, *([IdentityLevel.HIDDEN] if row.consent_id else [])]
    people = Complainant.objects.filter(Q(case=row.case_id) | Q(case__group=row.case_id), identity_level__in=levels)
    return [person.name for person in people.order_by("joined_at", "pk") if person.name]


def _files(actor: Actor, row: Transfer) -> Any:
    return access.visible_transfer_files(actor, row).select_related("stored").order_by("at", "pk")


def _file_line(row: Transfer, found: Any) -> FileLine:
    url = reverse("cases:transfer_file", args=[row.pk, found.pk])
    return FileLine(found.stored.name, url, found.stored.size, found.at, found.by_name, found.label)


def steps_of(actor: Actor, row: Transfer) -> list[Entry]:
    """The steps of both sides, newest first; nothing else of the case."""
    offered = Entry(row.offered_at, _("Offered to %(body)s") % {"body": row.to_body.name}, "", "", "send")
    steps = [
        file_timeline.step(step, row, "") for step in access.visible_transfer_steps(actor, row).order_by("at", "pk")
    ]
    answered = [file_timeline.answered(row, "")] if row.answered_at and row.state != TransferState.OFFERED else []
    return sorted([offered, *steps, *answered], key=lambda entry: entry.at, reverse=True)
