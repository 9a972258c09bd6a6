"""The limits of one case: for the desk with all that was entered, and for the worker in plain words."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.cases import api as cases
from unionhall.core.http import actor_of
from unionhall.core.verdict import Verdict
from unionhall.lawbook.acts import Article
from unionhall.papers import api as papers
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice, Happening
from unionhall.ui.responses import page
from unionhall.ui.words import date_words

from .. import access, calendars, queries, wording
from ..enums import CalendarKind, EventKind, Standing
from ..models import LimitEvent, LimitFact
from .frame import calendar_asked, case_in_scope, crumbs

TONES = {
    Standing.MET: "green", Standing.LATE: "red", Standing.MISSED: "red", Standing.UNSURE: "amber", Standing.PAUSED: "neutral",
    Standing.STOPPED: "outline", Standing.OVERTAKEN: "outline", Standing.OPENS: "outline", Standing.UNKNOWN: "amber",
}  # fmt: skip
SHOWN_IN_PANEL = 4


@dataclass(frozen=True)
class Line:
    """One limit as a page shows it."""

    limit: calendars.Reckoned
    words: str
    who: str
    period: str
    moved: str
    articles: list[tuple[str, str]]
    bring: str
    log: list[dict[str, Any]]
    longer: str = ""
    tone: str = "neutral"
    kept_by: dict[str, str] = field(default_factory=dict)
    stop_url: str = ""
    again_url: str = ""
    event_url: str = ""
    drafts: list[papers.Draftable] = field(default_factory=list)

    @property
    def standing(self) -> Standing:
        return self.limit.standing


@require_safe
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All limits of a case, what they run from, what was entered; as a panel on the file, those that run."""
    actor, case = actor_of(request), case_in_scope(request, pk)
    may = access.may_enter(actor, case)
    found = queries.reckoned(case)
    events = list(queries.events_in_force(case))
    drafts = [one for one in papers.draftable(case, actor) if one.may]
    shown = [
        _calendar(case, kind, found.get(kind) or calendars.Calendar(kind), events, may, drafts)
        for kind in queries.kinds_for(case, found)
    ]
    lines = [line for calendar in shown for line in calendar["lines"]]
    running = sorted(
        (line for line in lines if line.limit.is_running), key=lambda line: queries.order_day(line.limit.raw)
    )
    context = {
        "case": case,
        "trail": crumbs(case),
        "may": may,
        "calendars": shown,
        "running": running[:SHOWN_IN_PANEL],
        "more": max(0, len(running) - SHOWN_IN_PANEL),
        "missed": [line for line in lines if line.standing == Standing.MISSED and line.limit.is_ours],
        "notes": [note for calendar in shown for note in calendar["notes"]] if not lines else [],
        "proposals": [
            {"name": wording.fact_words(one.calendar, one.name), "value": wording.value_words(one.value)}
            for one in (queries.proposals(case, by=actor) if may else [])
        ],
        "history": [_happening(row, may) for row in queries.history(case)],
        "others": [
            Choice(kind.label, reverse("limits:days", args=[case.pk, kind])) for kind in CalendarKind
            if may and kind not in [calendar["kind"] for calendar in shown]
        ],
    }  # fmt: skip
    return page(request, "limits/of_case.html", context, fragment="panel")


@require_safe
def days(request: HttpRequest, pk: UUID, calendar: str) -> HttpResponse:
    """Which day is to be entered? Those that make sense now, and what is known of each."""
    actor, case, kind = actor_of(request), case_in_scope(request, pk), calendar_asked(calendar)
    access.may_enter(actor, case).or_refuse()
    facts = {fact.name: fact for fact in queries.facts_in_force(case) if fact.calendar == kind}
    asked = calendars.asked_now(kind, {name: fact.value for name, fact in facts.items()})
    names = [fact.name for fact in asked] + [name for name in facts if name in calendars.askable(kind)]
    rows = [
        {
            "words": wording.fact_words(kind, name),
            "value": wording.value_words(facts[name].value) if name in facts else "",
            "url": reverse("limits:fact", args=[case.pk, kind, name]),
        }
        for name in dict.fromkeys(names)
    ]
    context = {"case": case, "kind": kind, "trail": crumbs(case, Choice(kind.label)), "rows": rows}
    return page(request, "limits/days.html", context)


@cases.own
@require_safe
def mine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The days that matter to the worker, on their own page: what they do by when, and what others do."""
    actor = actor_of(request)
    case = get_object_or_404(cases.own_cases(actor), pk=pk)
    found = [limit for calendar in queries.reckoned(case).values() for limit in calendar.limits]
    if not found:
        raise Http404
    told = [limit for limit in found if limit.is_running or (limit.is_ours and limit.standing == Standing.MISSED)]
    told.sort(key=lambda limit: queries.order_day(limit.raw))
    context = {
        "case": case,
        "ours": [_line(limit) for limit in told if limit.is_ours],
        "others": [_line(limit) for limit in told if not limit.is_ours],
        "trail": [Choice(_("Home"), "/"), Choice(case.number, reverse("cases:my_matter", args=[case.pk])), Choice(_("Days that matter"))],
    }  # fmt: skip
    return page(request, "limits/mine.html", context, fragment="panel")


def _calendar(
    case: Any,
    kind: CalendarKind,
    found: calendars.Calendar,
    events: list[LimitEvent],
    may: Verdict,
    drafts: list[papers.Draftable],
) -> dict[str, Any]:
    return {
        "kind": kind,
        "label": kind.label,
        "lines": [_line(limit, case=case, events=events, may=bool(may), drafts=drafts) for limit in found.limits],
        "notes": [in_language(words) for words in found.notes],
        "assumptions": [in_language(words) for words in found.assumptions],
        "days_url": reverse("limits:days", args=[case.pk, kind]),
    }


def _line(
    limit: calendars.Reckoned,
    *,
    case: Any = None,
    events: list[LimitEvent] | None = None,
    may: bool = False,
    drafts: list[papers.Draftable] | None = None,
) -> Line:
    acts: dict[str, Any] = {}
    if case is not None and may:
        acts = _acts(limit, case)
        wanted = calendars.NEXT_PAPERS.get((limit.calendar, limit.name), ()) if limit.is_running else ()
        acts["drafts"] = [one for one in drafts or [] if one.kind in wanted]
    log = [_logged(told, limit, events or []) for told in limit.log]
    return Line(
        limit, in_language(limit.words), in_language(limit.who_words), wording.period_words(limit), _moved(limit),
        _articles(limit.articles), in_language(limit.bring), log,
        _("If an extension is approved: %(day)s.") % {"day": date_words(limit.longer)} if limit.longer else "",
        TONES.get(limit.standing, "neutral"), **acts,
    )  # fmt: skip


def _acts(limit: calendars.Reckoned, case: Any) -> dict[str, Any]:
    at = [case.pk, limit.calendar]
    acts: dict[str, Any] = {}
    name = calendars.KEPT_BY.get((limit.calendar, limit.name))
    if limit.is_running or limit.standing == Standing.MISSED:
        if name:
            acts["kept_by"] = {
                "label": wording.fact_words(limit.calendar, name), "url": reverse("limits:fact", args=[*at, name])
            }  # fmt: skip
        if limit.name in calendars.targets(limit.calendar):
            acts["event_url"] = reverse("limits:event", args=at)
    if limit.may_be_stopped:
        acts["stop_url"] = reverse("limits:stop", args=[*at, limit.name])
    if limit.stopped:
        acts["again_url"] = reverse("limits:again", args=[*at, limit.name])
    return acts


def _moved(limit: calendars.Reckoned) -> str:
    """What is said of the moved day, second to the day to act by."""
    if limit.opens or limit.done_on or limit.raw is None:
        return ""
    if limit.effective is None:
        return _("The holiday notice of that year is not out: nobody knows yet whether the day moves. Act by this day.")
    if limit.effective == limit.raw:
        return ""
    return _("The last day is a day off: it moves to %(day)s. Do not count on it.") % {
        "day": date_words(limit.effective)
    }


def _articles(articles: tuple[Article, ...]) -> list[tuple[str, str]]:
    return [(in_language(one.words), in_language(one.plain)) for one in articles]


def _logged(told: calendars.Told, limit: calendars.Reckoned, events: list[LimitEvent]) -> dict[str, Any]:
    """One event, what it did, and what shows it."""
    event = next(
        (
            one for one in events
            if (one.calendar, one.target, one.kind, one.day) == (limit.calendar, limit.name, told.kind, told.day)
        ),
        None,
    )  # fmt: skip
    return {
        "day": told.day,
        "until": event.until if event else None,
        "what": _("%(what)s: %(effect)s") % {"what": EventKind(told.kind).label, "effect": wording.effect_words(told)},
        "evidence": event.evidence if event else "",
        "event": event,
        "open": event is not None and event.kind == EventKind.SUSPENSION and event.until is None,
    }


def _happening(row: LimitFact | LimitEvent, may: Verdict) -> dict[str, Any]:
    """One line of what was entered: in force with its ways out, or crossed out with the reason."""
    if isinstance(row, LimitEvent):
        title = _("%(what)s, %(day)s") % {"what": row.get_kind_display(), "day": date_words(row.day)}
        if row.until:
            title = _("%(what)s until %(day)s") % {"what": title, "day": date_words(row.until)}
        undo = reverse("limits:event_withdrawal", args=[row.pk])
    else:
        stopped = row.name.startswith(calendars.STOPPED)
        words, value = wording.fact_words(row.calendar, row.name), wording.value_words(row.value)
        title = words if stopped else _("%(fact)s — %(value)s") % {"fact": words, "value": value}
        undo = "" if stopped else reverse("limits:fact_withdrawal", args=[row.pk])
    text = [row.evidence]
    if row.ended_at:
        who = row.ended_by_name or _("the system")
        text.append(_("Does not count any more (%(who)s): %(why)s") % {"who": who, "why": row.reason or "—"})
    happening = Happening(
        row.at, title, "\n\n".join(filter(None, text)), row.by_name, "x" if row.ended_at else "calendar-check",
        "neutral",
    )  # fmt: skip
    return {"happening": happening, "ended": row.ended_at, "undo": undo if may and not row.ended_at else ""}
