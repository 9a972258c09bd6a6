"""What is entered about limits, each on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused
from unionhall.ui.asking import ask
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice
from unionhall.ui.responses import redirect_after_post

from .. import access, actions, calendars, forms, queries, wording
from ..enums import EventKind
from ..models import LimitEvent, LimitFact
from .frame import calendar_asked, case_in_scope, crumbs, page_of

GET_AND_POST = ["GET", "HEAD", "POST"]


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, case: Any, form: Any, act: Any, *, title: str, **words: Any) -> HttpResponse:
    return ask(request, form, act=act, back=page_of(case), crumbs=crumbs(case, Choice(title)), title=title, **words)


@require_http_methods(GET_AND_POST)
def fact(request: HttpRequest, pk: UUID, calendar: str, name: str) -> HttpResponse:
    """Entering one day or answer, or putting it right."""
    actor, case, kind = actor_of(request), case_in_scope(request, pk), calendar_asked(calendar)
    asked = calendars.askable(kind).get(name)
    if asked is None:
        raise Http404
    access.may_enter(actor, case).or_refuse()
    old = queries.fact_in_force(case, kind, name)
    proposed = next(
        (one.value for one in queries.proposals(case, by=actor) if (one.calendar, one.name) == (kind, name)), ""
    )
    start = {"value": old.value if old else proposed}
    form = forms.FactForm(_posted(request), fact=asked, corrects=old is not None, initial=start)

    def act(said: dict[str, Any]) -> None:
        actions.record(
            case, kind, {name: said["value"]}, by=actor, evidence=said["evidence"], reason=said.get("reason", "")
        )

    return _asked(
        request, case, form, act, title=_("Put a day right") if old else _("Enter what happened"), button=_("Record"),
        done=_("Recorded. The limits are reckoned anew."),
        lead=_("What stood here before stays readable in the log.") if old else "",
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def proposals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirming what the file knows."""
    actor, case = actor_of(request), case_in_scope(request, pk)
    access.may_enter(actor, case).or_refuse()
    proposed = queries.proposals(case, by=actor)
    choices = [
        (one.key, f"{wording.fact_words(one.calendar, one.name)} — {wording.value_words(one.value)}")
        for one in proposed
    ]
    form = forms.ProposalsForm(
        _posted(request), proposals=choices, initial={"chosen": [key for key, _words in choices]}
    )

    def act(said: dict[str, Any]) -> None:
        actions.confirm(case, said["chosen"], by=actor)

    return _asked(
        request, case, form, act, title=_("Is this right?"), button=_("Confirm"), done=_("Confirmed. The limits run from these days."),
        lead=_("These days start limits of the law. Confirm what is right; leave out what is not, and enter it by hand."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def event(request: HttpRequest, pk: UUID, calendar: str) -> HttpResponse:
    """Entering what interrupted a limit, or a time in which nobody could act."""
    actor, case, kind = actor_of(request), case_in_scope(request, pk), calendar_asked(calendar)
    taking = calendars.targets(kind)
    if not taking:
        raise Http404
    access.may_enter(actor, case).or_refuse()
    known = {limit.name: limit for found in queries.reckoned(case).values() for limit in found.limits}
    named = [(name, in_language(known[name].words) if name in known else wording.limit_words(name)) for name in taking]
    kinds = [(value, label) for value, label in EventKind.choices if any(value in takes for takes in taking.values())]
    start = {"target": named[0][0], "kind": kinds[0][0]}
    form = forms.EventForm(_posted(request), targets=named, kinds=kinds, initial=start)

    def act(said: dict[str, Any]) -> LimitEvent:
        return actions.note_event(case, kind, by=actor, **said)

    return _asked(
        request, case, form, act, title=_("What interrupts or suspends the limit?"), button=_("Record"),
        done=_("Recorded. The log says what it did to the limit."),
        lead=_("After an interruption the whole time runs anew; a time in which nobody could act is added."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def fact_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A day was entered by mistake."""
    actor = actor_of(request)
    row: LimitFact = get_object_or_404(access.visible_facts(actor).select_related("case"), pk=pk)
    access.may_take_back(actor, row).or_refuse()
    return _asked(
        request, row.case, forms.ReasonForm(_posted(request)), lambda said: actions.take_back(row, by=actor, reason=said["reason"]),
        title=_("Take a day back"), button=_("Take the entry back"), done=_("Taken back."), danger=True,
        lead=f"{wording.fact_words(row.calendar, row.name)} {wording.value_words(row.value)}",
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def event_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An event was entered by mistake, or cannot be shown."""
    actor = actor_of(request)
    row: LimitEvent = get_object_or_404(access.visible_events(actor).select_related("case"), pk=pk)
    access.may_take_back(actor, row).or_refuse()
    return _asked(
        request, row.case, forms.ReasonForm(_posted(request)),
        lambda said: actions.take_back_event(row, by=actor, reason=said["reason"]),
        title=_("Take an event back"), button=_("Take the entry back"), done=_("Taken back."), danger=True,
        lead=row.get_kind_display(),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def event_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reason for which nobody could act is over."""
    actor = actor_of(request)
    row: LimitEvent = get_object_or_404(access.visible_events(actor).select_related("case"), pk=pk)
    access.may_end_suspension(actor, row).or_refuse()
    return _asked(
        request, row.case, forms.EndForm(_posted(request)), lambda said: actions.end_suspension(row, by=actor, until=said["until"]),
        title=_("It is over"), button=_("Record"), done=_("Recorded. The limit runs on."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def stop(request: HttpRequest, pk: UUID, calendar: str, name: str) -> HttpResponse:
    """A limit is not pursued any more."""
    actor, case, kind = actor_of(request), case_in_scope(request, pk), calendar_asked(calendar)
    found = queries.reckoned(case).get(kind)
    limit = next((one for one in found.limits if one.name == name), None) if found else None
    if limit is None:
        raise Http404
    access.may_enter(actor, case).or_refuse()
    return _asked(
        request, case, forms.ReasonForm(_posted(request)),
        lambda said: actions.stop(case, kind, name, by=actor, reason=said["reason"]),
        title=_("Not pursue “%(limit)s” any more?") % {"limit": in_language(limit.words)}, button=_("Do not pursue it"),
        done=_("Nobody is reminded of it any more."), lead=_("For example because the sides have settled. The limit of the law itself goes on."),
    )  # fmt: skip


@require_POST
def again(request: HttpRequest, pk: UUID, calendar: str, name: str) -> HttpResponse:
    """A limit that was given up is pursued again."""
    case, kind = case_in_scope(request, pk), calendar_asked(calendar)
    try:
        actions.take_up(case, kind, name, by=actor_of(request))
    except Refused as refusal:
        return redirect_after_post(request, *page_of(case), message=str(refusal))
    return redirect_after_post(request, *page_of(case), message=_("The limit is pursued again."))
