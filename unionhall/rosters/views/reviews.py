"""Rows that somebody looks at: is this the person on record?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.core.sealed import mask_identity, mask_phone
from unionhall.people import api as people
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted
from unionhall.ui.words import date_words

from .. import access, actions, forms, queries
from ..enums import Decision
from ..models import RosterRow
from . import frame


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The rows that wait, the oldest first; decided ones with ?all=1, to be undone."""
    actor = frame.keeper(request)
    rows = access.visible_reviews(actor).select_related("source__organisation")
    every = request.GET.get("all") == "1"
    listed = page_of(rows if every else queries.waiting(rows), order=("id",), after=request.GET.get("after"), size=50)
    context = {
        "page": listed,
        "every": every,
        "rows": [(row, queries.masked(queries.said_by(row))) for row in listed.items],
        "crumbs": frame.review_crumbs(),
        "columns": [
            Column(_("Row")),
            Column(_("What it says")),
            Column(_("Why")),
            Column(_("List of")),
            Column(_("Decision")),
        ],
    }
    return page(request, "rosters/reviews.html", context)


@require_http_methods(frame.GET_AND_POST)
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One row beside the person on record; posted, it is that person."""
    actor, row = actor_of(request), _in_scope(request, pk)
    form = forms.JoinForm(frame.posted(request), names_differ=_names_differ(row))
    status, done = submitted(
        request, form, lambda said: actions.join_row(row, by=actor, take_name=said.get("take_name", False))
    )
    if status == DONE:
        return redirect_after_post(request, done or row, message=_("Put together. It can be undone here."))
    return page(request, "rosters/review.html", _beside(actor, row, form), status=status)


@require_http_methods(frame.GET_AND_POST)
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The row is somebody else."""
    actor, row = actor_of(request), _in_scope(request, pk)
    access.may_enter_anew(actor, row).or_refuse()
    return ask(
        request, forms.DecisionForm(frame.posted(request)), back=("rosters:review", row.pk), title=_("Enter as somebody new"),
        act=lambda _said: actions.enter_row(row, by=actor), button=_("Enter as somebody new"), done=_("Entered. It can be undone here."),
        lead=_("A new person and a new membership. The person on record stays as they are."),
        crumbs=frame.review_crumbs(Choice(_("Row %(n)d") % {"n": row.number}, row.get_absolute_url())),
    )  # fmt: skip


@require_http_methods(frame.GET_AND_POST)
def omission(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The row is not taken."""
    actor, row = actor_of(request), _in_scope(request, pk)
    access.may_decide(actor, row).or_refuse()
    return ask(
        request, forms.DecisionForm(frame.posted(request)), back=("rosters:reviews",), title=_("Leave this row out"),
        act=lambda _said: actions.leave_row(row, by=actor), button=_("Leave it out"), done=_("Left out. What is on record stays."),
        crumbs=frame.review_crumbs(Choice(_("Row %(n)d") % {"n": row.number}, row.get_absolute_url())),
    )  # fmt: skip


@require_http_methods(frame.GET_AND_POST)
def undoing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The decision was wrong."""
    actor, row = actor_of(request), _in_scope(request, pk)
    merge = queries.live_merge(row)
    if merge is not None:
        access.may_undo(actor, merge).or_refuse()
    return ask(
        request, forms.DecisionForm(frame.posted(request)), back=("rosters:review", row.pk), title=_("Undo this decision"), danger=True,
        act=lambda _said: actions.undo_row(row, by=actor), button=_("Undo it"), done=_("Undone. The row waits again."),
        lead=_("What it wrote is taken back: facts, membership, and a person entered by it. The row waits again."),
        crumbs=frame.review_crumbs(Choice(_("Row %(n)d") % {"n": row.number}, row.get_absolute_url())),
    )  # fmt: skip


def _beside(actor: Actor, row: RosterRow, form: Any) -> dict[str, Any]:
    """What the row says beside what is on record. Numbers are masked on both sides: enough to compare."""
    said, merge = queries.said_by(row), queries.live_merge(row)
    held = people.bulk.membership_of(row.person_id) if row.person_id else None
    person = row.person
    lines = [(_("name of the member"), said["name"], person.name if person else "")]
    lines += [
        (
            _("identity number"),
            mask_identity(said["identity"]),
            mask_identity(person.identity_number) if person else "",
        ),
        (_("phone"), mask_phone(said["phone"]), mask_phone(person.phone) if person else ""),
        (_("date of birth"), said["birth_on"] or "", person.birth_on.isoformat() if person and person.birth_on else ""),
        (_("union"), queries.body_name(row.organisation_id), held.organisation.name if held else ""),
        (_("member since"), said["since"] or "", date_words(held.since) if held else ""),
    ]
    return {
        "row": row,
        "lines": lines,
        "form": form if row.decision == Decision.WAITING else None,
        "merge": merge,
        "may_join": access.may_join(actor, row),
        "may_enter": access.may_enter_anew(actor, row),
        "may_leave": access.may_decide(actor, row),
        "columns": [Column(_("What")), Column(_("In the list")), Column(_("On record"))],
        "crumbs": frame.review_crumbs(Choice(_("Row %(n)d") % {"n": row.number})),
    }


def _names_differ(row: RosterRow) -> bool:
    return bool(row.person and row.person.name != queries.said_by(row)["name"])


def _in_scope(request: HttpRequest, pk: UUID) -> RosterRow:
    found = access.visible_reviews(actor_of(request)).select_related("source__organisation", "person", "review_at")
    return get_object_or_404(found, pk=pk)
