"""The acts on a shared problem, each on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.cases import api as cases
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused
from unionhall.people import api as people
from unionhall.triage.problems import discover
from unionhall.ui.asking import ask
from unionhall.ui.marked import MarkedForm
from unionhall.ui.responses import redirect_after_post

from .. import access, actions, forms, queries
from ..models import SharedProblem
from .frame import crumbs, page_of, problem_in_scope

GET_AND_POST = ["GET", "HEAD", "POST"]
OWNERS_SHOWN = 300
TIGHTER = 0.3
"""How near letters must be to be ticked together when a problem is split."""


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, found: SharedProblem, form: Any, act: Any, **words: Any) -> HttpResponse:
    return ask(request, form, act=act, back=page_of(found), crumbs=crumbs(found), **words)


@require_http_methods(GET_AND_POST)
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taking a problem up."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_accept(actor, found).or_refuse()
    form = forms.AcceptanceForm(_posted(request), initial={"title": found.title, "expected": found.version})
    return _asked(
        request, found, form, lambda said: actions.accept(found, by=actor, **said),
        title=_("Take the problem up"), button=_("Take it up"), done=_("The problem is taken up. Say who is responsible next."),
        lead=_("It gets an owner and dates, and everybody who wrote gets an answer."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def dismissal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Saying that it is no shared problem."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_dismiss(actor, found).or_refuse()
    form = forms.DismissalForm(_posted(request), initial={"expected": found.version})
    return _asked(
        request, found, form, lambda said: actions.dismiss(found, by=actor, reason=said["words"], expected=said["expected"]),
        title=_("Dismiss the proposal"), button=_("Dismiss"), done=_("Dismissed."), danger=True,
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taking a problem up again."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_reopen(actor, found).or_refuse()
    form = forms.ReopeningForm(_posted(request), initial={"expected": found.version})
    return _asked(
        request, found, form, lambda said: actions.reopen(found, by=actor, reason=said["words"], expected=said["expected"]),
        title=_("Take the problem up again"), button=_("Take it up again"), done=_("The problem is taken up again."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closing a problem as done."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_close(actor, found).or_refuse()
    form = forms.ClosingForm(_posted(request), initial={"expected": found.version})
    return _asked(
        request, found, form, lambda said: actions.close(found, by=actor, outcome=said["words"], expected=said["expected"]),
        title=_("Close the problem as done"), button=_("Close as done"), done=_("The problem is closed."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def merging(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two problems are one."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_merge(actor, found).or_refuse()
    others = access.visible_problems(actor).filter(state__in=queries.LIVE).exclude(pk=found.pk)
    named = [(str(other.pk), f"{other.title} · {other.people}") for other in others.order_by("-found_at", "pk")[:200]]
    form = forms.MergingForm(_posted(request), problems=named, initial={"expected": found.version})

    def act(said: dict[str, Any]) -> SharedProblem:
        into = get_object_or_404(others, pk=said["into"])
        return actions.merge(found, by=actor, into=into, expected=said["expected"])

    return _asked(
        request, found, form, act, onward="problems:problem",
        title=_("Merge “%(title)s” into another problem") % {"title": found.title}, button=_("Merge"), done=_("The two are one problem now."),
        lead=_("Its letters go over to the other problem; what was written here stays readable."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def splitting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Some letters speak of another thing."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_split(actor, found).or_refuse()
    letters = _letters(actor, found)
    start = {"expected": found.version, "letters": _closest(found, {key for key, _words in letters})}
    form = forms.SplittingForm(_posted(request), letters=letters, initial=start)

    def act(said: dict[str, Any]) -> SharedProblem:
        chosen = [UUID(key) for key in said["letters"]]
        return actions.split(found, chosen, by=actor, title=said["title"], expected=said["expected"])

    return _asked(
        request, found, form, act, onward="problems:problem",
        title=_("Split “%(title)s”") % {"title": found.title}, button=_("Make it a problem of its own"), done=_("There are two problems now."),
    )  # fmt: skip


def _letters(actor: Actor, found: SharedProblem) -> list[tuple[str, str]]:
    """The letters one may open, by number and place of work."""
    voices = access.visible_voices(actor, found)
    rows = cases.visible_cases(actor).filter(pk__in=voices.values("case")).order_by("-received_at", "pk")
    return [
        (str(row.pk), " · ".join(filter(None, (row.number, row.get_kind_display(), row.site or row.employer_name))))
        for row in rows.defer("account")[:OWNERS_SHOWN]
    ]


def _closest(found: SharedProblem, choosable: set[str]) -> list[str]:
    """The smaller part, when the letters fall into parts by their words."""
    letters = cases.heard(by=queries.READER, among=queries.live_cases(found))
    parts = discover([one.told for one in letters], people=2, near=TIGHTER)
    if len(parts) < 2:
        return []
    smallest = min(parts, key=lambda part: (len(part.members), part.members))
    return [key for n in smallest.members if (key := str(letters[n].case_id)) in choosable]


@require_http_methods(GET_AND_POST)
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Owner, dates and aim."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_plan(actor, found).or_refuse()
    on_duty = people.on_duty_at(queries.bodies_at_hand(found))
    known = {str(person): name for _body, person, name in on_duty}
    if actor.person_id:
        known.setdefault(str(actor.person_id), actor.name)
    named = sorted(known.items(), key=lambda one: (one[1], one[0]))[:OWNERS_SHOWN]
    start = {
        "owner": str(found.owner_id or ""), "starts_on": found.starts_on, "due_on": found.due_on, "aim": found.aim,
        "expected": found.version,
    }  # fmt: skip
    form = forms.PlanForm(_posted(request), people=named, initial=start)

    def act(said: dict[str, Any]) -> SharedProblem:
        owner = queries.person_to_own(UUID(said["owner"]), actor) if said["owner"] else None
        return actions.plan(found, by=actor, **{**said, "owner": owner})

    return _asked(
        request, found, form, act,
        title=_("Who is responsible, and until when?"), button=_("Record"), done=_("Recorded."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A note on what was done or heard."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_note(actor, found).or_refuse()
    return _asked(
        request, found, forms.NoteForm(_posted(request)), lambda said: actions.note(found, by=actor, **said),
        title=_("Write a note"), button=_("Record"), done=_("Recorded."),
        lead=_("Only those who work on the problem read it."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def policy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A change of a rule or a practice."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_record_policy(actor, found).or_refuse()
    return _asked(
        request, found, forms.PolicyForm(_posted(request)), lambda said: actions.record_policy(found, by=actor, **said),
        title=_("Record what was changed because of the letters"), button=_("Record"), done=_("Recorded. Tell those who wrote."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One answer to everybody who wrote."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_answer_writers(actor, found).or_refuse()
    last = found.answers.order_by("-at", "-pk").first()
    form = forms.AnswerForm(_posted(request), initial={"expected": found.version, "text": last.text if last else ""})
    waiting = found.voices.filter(left_at__isnull=True, answered_at__isnull=True).count()
    return _asked(
        request, found, form, lambda said: actions.answer_writers(found, by=actor, **said),
        title=_("Answer everybody who wrote"), button=_("Send the answer"), done=_("Everybody who wrote has the answer."),
        lead=ngettext(
            "%(n)s letter waits for an answer.", "%(n)s letters wait for an answer.", waiting
        ) % {"n": waiting},
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A survey of those the problem touches."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    access.may_survey(actor, found).or_refuse()
    return _asked(
        request, found, MarkedForm(_posted(request)), lambda said: actions.draft_survey(found, by=actor), onward="surveys:survey",
        title=_("Draft a survey"), button=_("Draft it"), done=_("The draft is there. Put its questions into your own words."),
        lead=_("It asks the members at the employers that the letters name, or everybody below the body; not the writers as such. A chair opens it."),
    )  # fmt: skip


@require_POST
def letter_out(request: HttpRequest, pk: UUID, case_pk: UUID) -> HttpResponse:
    """Taking one letter out of a problem."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    try:
        actions.leave_out(found, case_pk, by=actor)
    except Refused as refusal:
        return redirect_after_post(request, *page_of(found), message=str(refusal))
    return redirect_after_post(request, *page_of(found), message=_("The letter is taken out."))
