"""The list of shared problems, one problem, and from how many people on a body hears of them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.cases import api as cases
from unionhall.cases.enums import Kind
from unionhall.core.http import actor_of
from unionhall.core.paging import page as keyset
from unionhall.organisations import api as organisations
from unionhall.surveys import api as surveys
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact, Happening
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..counting import REST
from ..enums import StepKind
from ..forms import WatchForm
from ..models import ProblemStep, SharedProblem, Voice
from ..states import ProblemState
from .frame import crumbs, problem_in_scope, weigher

TABS = (ProblemState.PROPOSED, ProblemState.OPEN, ProblemState.CLOSED, ProblemState.DISMISSED)
LETTERS_SHOWN = 200
ICONS = {
    StepKind.FOUND: "search", StepKind.ACCEPTED: "circle-check", StepKind.DISMISSED: "circle-x", StepKind.MERGED: "merge",
    StepKind.SPLIT: "split", StepKind.PLANNED: "calendar-clock", StepKind.NOTED: "pencil", StepKind.SURVEYED: "clipboard-list",
    StepKind.POLICY: "scale", StepKind.ANSWERED: "send", StepKind.LEFT_OUT: "x", StepKind.CLOSED: "archive",
    StepKind.REOPENED: "rotate-ccw",
}  # fmt: skip


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Problems that wait for a decision first; then those taken up, done, dismissed."""
    actor = weigher(request)
    mine = access.visible_problems(actor)
    counts = queries.counted_by_state(mine)
    state = request.GET.get("state", "")
    if state not in TABS:
        state = next((s for s in TABS if counts.get(s)), ProblemState.PROPOSED)
    found = keyset(
        queries.listed(mine, state=state), order=("-found_at", "id"), after=request.GET.get("after"), size=50
    )
    context = {
        "page": found,
        "state": state,
        "tabs": [
            Choice(s.label, f"{reverse('problems:problems')}?state={s}", current=s == state, count=counts.get(s, 0))
            for s in TABS
        ],
        "columns": [
            Column(_("Problem")),
            Column(_("People"), numeric=True),
            Column(_("Sites"), numeric=True),
            Column(_("Body")),
            Column(_("Responsible")),
            Column(_("To be solved by")),
            Column(_("Wait for an answer"), numeric=True),
        ],
        "watched": _watched(actor),
    }
    return page(request, "problems/problems.html", context)


def _watched(actor: Any) -> list[dict[str, Any]]:
    """The bodies for which one says from how many people on a problem is shared."""
    known = queries.measures()
    bodies = organisations.visible_organisations(actor).filter(pk__in=actor.organisation_ids(*access.CHAIRS))
    return [
        {"body": body, "measure": queries.measure_for(body, known), "own": body.pk in known}
        for body in bodies.order_by("level", "code", "pk")
    ]


@require_safe
def problem(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What several say, how it spreads, what was done, and what may be done. No letter is shown here."""
    actor, found = actor_of(request), problem_in_scope(request, pk)
    context = {
        "problem": found,
        "crumbs": crumbs(found),
        "summary": _summary(found),
        "spreads": _spreads(found),
        "plan": _plan(found),
        "steps": [_happening(step) for step in found.steps.order_by("-at", "-pk")[:100]],
        "letters": _letters(actor, found),
        "waiting": found.voices.filter(left_at__isnull=True, answered_at__isnull=True).count(),
        "acts": _acts(actor, found),
        "may_leave_out": access.may_leave_out(actor, found),
        "surveys": _surveys(actor, found),
        "answers": list(found.answers.order_by("-at", "-pk")[:20]),
    }
    return page(request, "problems/problem.html", context)


def _summary(found: SharedProblem) -> str:
    people = ngettext("%(n)s person", "%(n)s people", found.people) % {"n": found.people}
    letters = ngettext("%(n)s letter", "%(n)s letters", found.letters) % {"n": found.letters}
    sites = ngettext("%(n)s site", "%(n)s sites", found.sites) % {"n": found.sites}
    return _("%(people)s raised it in %(letters)s from %(sites)s.") % {
        "people": people,
        "letters": letters,
        "sites": sites,
    }


def _spreads(found: SharedProblem) -> list[dict[str, Any]]:
    """People by site, employer, kind and month, in words; small counts stand together without a name."""
    heads = {"site": _("By site"), "employer": _("By employer"), "kind": _("By kind"), "month": _("By month")}
    spreads = []
    for key, title in heads.items():
        rows = [_row(key, row) for row in found.spread.get(key, [])]
        if rows:
            spreads.append({"title": title, "rows": rows})
    return spreads


def _row(key: str, row: list[Any]) -> tuple[str, str]:
    if row[0] == REST:
        words = ngettext(
            "%(n)s with fewer than %(limit)s people", "%(n)s, each with fewer than %(limit)s people", row[1]
        ) % {"n": row[1], "limit": settings.SMALL_COUNT}
        return words, "" if row[2] is None else str(row[2])
    name = row[0]
    if key == "kind":
        name = str(Kind(name).label) if name in Kind.values else name
    elif key == "month" and (day := parse_date(f"{name}-01")):
        name = date_format(day, "YEAR_MONTH_FORMAT")
    return name, str(row[1])


def _plan(found: SharedProblem) -> list[Fact]:
    return [
        Fact(_("Responsible"), found.owner.name if found.owner else ""),
        Fact(_("Work begins on"), date_format(found.starts_on) if found.starts_on else ""),
        Fact(_("To be solved by"), date_format(found.due_on) if found.due_on else ""),
        Fact(_("What is to be reached"), found.aim),
    ]


def _happening(step: ProblemStep) -> Happening:
    kind = StepKind(step.kind)
    text = step.text
    if step.on:
        day = date_format(step.on)
        text = f"{text}\n\n{_('From %(day)s') % {'day': day} if kind == StepKind.POLICY else _('By %(day)s') % {'day': day}}"
    return Happening(step.at, kind.label, text.strip(), step.by_name, ICONS.get(kind, "circle"))


def _surveys(actor: Any, found: SharedProblem) -> list[Any]:
    """The problem's surveys as far as this person sees surveys."""
    return list(
        surveys.visible_surveys(actor)
        .filter(pk__in=surveys.surveys_for(queries.purpose_of(found)).values("pk"))
        .order_by("drafted_at", "pk")
    )


def _letters(actor: Any, found: SharedProblem) -> dict[str, Any]:
    """The letters' files as far as this person opens files: their numbers, never their words."""
    voices = access.visible_voices(actor, found)
    open_to = cases.visible_cases(actor).filter(pk__in=voices.values("case"))
    answered = dict(voices.values_list("case", "answered_at"))
    rows = open_to.select_related("body").defer("account").order_by("-received_at", "pk")[:LETTERS_SHOWN]
    return {
        "rows": [{"case": case, "answered": answered.get(case.pk)} for case in rows],
        "closed_to_you": len(answered) - open_to.count(),
    }


def _acts(actor: Any, found: SharedProblem) -> list[dict[str, Any]]:
    """Every act with its verdict, the likeliest first."""
    offered = (
        ("acceptance", access.may_accept, _("Take it up"), "circle-check"),
        ("answer", access.may_answer_writers, _("Answer everybody who wrote"), "send"),
        ("plan", access.may_plan, _("Set owner and dates"), "calendar-clock"),
        ("note", access.may_note, _("Write a note"), "pencil"),
        ("policy", access.may_record_policy, _("Record what was changed"), "scale"),
        ("survey", access.may_survey, _("Draft a survey"), "clipboard-list"),
        ("splitting", access.may_split, _("Split"), "split"),
        ("merging", access.may_merge, _("Merge into another"), "merge"),
        ("closing", access.may_close, _("Close as done"), "archive"),
        ("dismissal", access.may_dismiss, _("Dismiss"), "circle-x"),
        ("reopening", access.may_reopen, _("Take it up again"), "rotate-ccw"),
    )
    acts = [
        {
            "verdict": may(actor, found),
            "label": label,
            "icon": icon,
            "kind": "",
            "url": reverse(f"problems:{noun}", args=[found.pk]),
        }
        for noun, may, label, icon in offered
    ]
    possible = [act for act in acts if act["verdict"]]
    if possible:
        possible[0]["kind"] = "primary"
    return possible


@require_safe
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The problem a letter speaks in, as a panel on its file; it shows nothing of the other letters."""
    actor = actor_of(request)
    case = get_object_or_404(cases.desk_cases(actor), pk=pk)
    voices = Voice.objects.filter(case=case, left_at__isnull=True, problem__in=access.visible_problems(actor))
    voice = get_object_or_404(voices.select_related("problem"))
    trail = [Choice(case.number, reverse("cases:case", args=[case.pk])), Choice(_("Shared problem"))]
    context = {"case": case, "voice": voice, "problem": voice.problem, "trail": trail}
    return page(request, "problems/of_case.html", context, fragment="panel")


@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From how many people at how many sites a body hears of a shared problem."""
    actor = weigher(request)
    if pk not in actor.organisation_ids(*access.CHAIRS):
        raise Http404
    body = organisations.visible_organisations(actor).filter(pk=pk).first()
    if body is None:
        raise Http404
    now = queries.measure_for(body, queries.measures())
    start = {"people": now.people, "sites": now.sites, "days": now.days}
    return ask(
        request,
        WatchForm(request.POST if request.method == "POST" else None, initial=start),
        act=lambda said: actions.set_watch(body, by=actor, **said),
        title=_("When is a problem shared? %(body)s") % {"body": body.short_name},
        lead=_(
            "Letters are put together as a problem when so many people raise it at so many sites. Bodies below without a rule of their own follow this one."
        ),
        button=_("Record"),
        done=_("Recorded. The search of the coming night goes by it."),
        back=("problems:problems",),
        crumbs=crumbs(),
    )
