"""Elections: called, recorded, approved; of a union that is formed, or of one that stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionhall.core.http import actor_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice

from .. import access, actions, forms, queries
from ..enums import UnionForm
from ..models import Election
from . import frame
from .terms import body_in_scope, way_to_body

GET_AND_POST = ["GET", "HEAD", "POST"]


def _back(election: Election) -> tuple[Any, ...]:
    if election.formation_id:
        return ("forming:formation", election.formation_id)
    return ("forming:term", election.body_id)


def _trail(request: HttpRequest, election: Election, words: str) -> list[Choice]:
    if election.formation is not None:
        return frame.way_to(request, election.formation, words)
    assert election.body is not None
    return way_to_body(election.body, words)


@require_http_methods(GET_AND_POST)
def calling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the first election of a union that is being formed."""
    found, actor = frame.formation_in_scope(request, pk), actor_of(request)
    access.may_call_election(actor, found).or_refuse()
    form = forms.ElectionForm(frame.posted(request))
    organiser = found.form == UnionForm.ORGANISER
    return ask(
        request, form, act=lambda _said: actions.call_election(found, by=actor, **form.facts(organiser=organiser)),
        back=("forming:formation", found.pk), title=_("Call the election"), button=_("Call it"),
        done=_("The election is called. The roll is fixed."),
        lead=_("All who have signed are to come: %(n)s people. From now on the list does not change.")
        % {"n": found.signatures.count()},
        crumbs=frame.way_to(request, found, _("Election")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def re_election(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the election for the next term of a union."""
    body, actor = body_in_scope(request, pk), actor_of(request)
    access.may_call_re_election(actor, body).or_refuse()
    form = forms.ElectionForm(frame.posted(request))
    return ask(
        request, form, act=lambda _said: actions.call_re_election(body, by=actor, **form.facts()),
        back=("forming:term", body.pk), title=_("Call the election"), button=_("Call it"),
        done=_("The election is called. The roll is fixed."),
        lead=_("All members are to come: %(n)s people.") % {"n": queries.members_of(body)},
        crumbs=way_to_body(body, _("Election")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what was counted."""
    election, actor = frame.election_in_scope(request, pk), actor_of(request)
    access.may_record_result(actor, election).or_refuse()
    form = forms.ResultForm(frame.posted(request), candidates=queries.candidates_of(election))
    return ask(
        request, form, act=lambda _said: actions.record_result(election, by=actor, **form.facts), back=_back(election),
        title=_("Record the result"), button=_("Record it"), done=_("Recorded. The body above approves it."),
        lead=_("%(n)s people were to come. Whoever more than half of them voted for is elected.") % {"n": election.roll},
        crumbs=_trail(request, election, _("Result")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The body above approves; a first election registers the union."""
    election, actor = frame.election_in_scope(request, pk), actor_of(request)
    access.may_approve(actor, election).or_refuse()
    elected = "、".join(
        f"{one.name}（{one.get_seat_display()}）" for one in queries.candidates_of(election) if one.elected
    )
    first = election.formation is not None
    return ask(
        request, forms.WordsForm(frame.posted(request)), act=lambda _said: actions.approve(election, by=actor),
        back=_back(election), title=_("Approve the result"), button=_("Approve and register") if first else _("Approve"),
        done=_("The union is registered.") if first else _("Approved. The term of office has begun."),
        lead=_("%(out)s of %(roll)s took part. Elected: %(names)s.")
        % {"out": election.given_out, "roll": election.roll, "names": elected},
        crumbs=_trail(request, election, _("Approval")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def repetition(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The result does not count."""
    election, actor = frame.election_in_scope(request, pk), actor_of(request)
    access.may_set_aside(actor, election).or_refuse()
    return ask(
        request, forms.ReasonForm(frame.posted(request)), back=_back(election), danger=True,
        act=lambda said: actions.set_aside(election, by=actor, reason=said["reason"]),
        title=_("Have it held again"), button=_("Have it held again"), done=_("They were told."),
        crumbs=_trail(request, election, _("Held again")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def calling_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The election does not take place."""
    election, actor = frame.election_in_scope(request, pk), actor_of(request)
    access.may_call_off(actor, election).or_refuse()
    return ask(
        request, forms.ReasonForm(frame.posted(request)), back=_back(election), danger=True,
        act=lambda said: actions.call_off(election, by=actor, reason=said["reason"]),
        title=_("Call the election off"), button=_("Call it off"), done=_("Called off. The list is open again."),
        crumbs=_trail(request, election, _("Called off")),
    )  # fmt: skip
