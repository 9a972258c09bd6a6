"""Which limits run, from these facts? Pure: facts and events in, limits out; nothing is read or written here.

    reckon(CalendarKind.DISPUTE, {"received_on": "2026-06-01"}, [], on=today).limits

The days come from the law book (`lawbook.procedure`, `lawbook.collective`); this file says which of its questions are asked, which day
keeps a limit, which events may be entered for it, and how it is called where nobody may learn what the matter is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from unionhall.lawbook.acts import Article
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.collective import contract_review as contract
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.facts import Day, Fact, YesNo
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.procedure.agenda import WHO, WORKER_ACTS, Entry, entry
from unionhall.lawbook.procedure.limitation import (
    CLAIM,
    COMPLAINT,
    INTERRUPTIONS,
    PROMISE,
    SUSPENSION,
    UNSURE_FOR,
    Limit,
)
from unionhall.lawbook.reading import BadFacts
from unionhall.lawbook.words import Words

from .enums import CalendarKind, Standing

FUNCTIONS = {
    CalendarKind.DISPUTE: "dispute_calendar",
    CalendarKind.INJURY: "injury_calendar",
    CalendarKind.COLLECTIVE: "collective",
}
NOT_ASKED = {"on"}
STOPPED = "stopped."
"""A fact by this name and a limit's says that it is not pursued; its value is the day the limit runs from."""

# The fact that says a limit was kept, by limit.
KEPT_BY: dict[tuple[str, str], str] = {
    (CalendarKind.DISPUTE, "limitation"): "applied_on",
    (CalendarKind.DISPUTE, "mediation"): "mediation_ended_on",
    (CalendarKind.DISPUTE, "acceptance"): "accepted_on",
    (CalendarKind.DISPUTE, "service"): "served_on",
    (CalendarKind.DISPUTE, "answer"): "answered_on",
    (CalendarKind.DISPUTE, "award"): "received_on",
    (CalendarKind.DISPUTE, "sue"): "sued_on",
    (CalendarKind.DISPUTE, "employer_sues"): "employer_acted_on",
    (CalendarKind.DISPUTE, "set_aside"): "employer_acted_on",
    (CalendarKind.DISPUTE, "appeal"): "appealed_on",
    (CalendarKind.DISPUTE, "appeal_ruling"): "appealed_on",
    (CalendarKind.DISPUTE, "payment_order"): "objected_on",
    (CalendarKind.DISPUTE, "enforcement"): "enforced_on",
    (CalendarKind.DISPUTE, "inspection"): "complained_on",
    (CalendarKind.INJURY, "employer_applies"): "employer_applied_on",
    (CalendarKind.INJURY, "worker_applies"): "worker_applied_on",
    (CalendarKind.INJURY, "decision"): "decision_received_on",
    (CalendarKind.INJURY, "reconsideration"): "objected_on",
    (CalendarKind.INJURY, "suit"): "objected_on",
    (CalendarKind.INJURY, "assessment"): "assessment_received_on",
    (CalendarKind.INJURY, "reassessment"): "again_applied_on",
    (CalendarKind.COLLECTIVE, "submit"): "received",
    (CalendarKind.COLLECTIVE, "review"): "objected_on",
    (CalendarKind.COLLECTIVE, "answer"): "answered_on",
}
# What is drafted next while a limit runs, by the names of `papers.enums.PaperKind`.
NEXT_PAPERS: dict[tuple[str, str], tuple[str, ...]] = {
    (CalendarKind.DISPUTE, "limitation"): ("arbitration_application", "evidence_list", "payment_order"),
    (CalendarKind.DISPUTE, "hearing_notice"): ("evidence_list",),
    (CalendarKind.DISPUTE, "sue"): ("evidence_list", "support_request"),
    (CalendarKind.DISPUTE, "inspection"): ("notice_letter",),
}
# Limits that matter no more once one of these days is known, kept or not.
OVERTAKEN_BY: dict[tuple[str, str], tuple[str, ...]] = {
    (CalendarKind.DISPUTE, name): ("award_on", "received_on")
    for name in ("mediation", "acceptance", "service", "answer", "hearing_notice", "postponement")
}
# Limits that take events, the events they take, and the calculator's name for the suspensions.
TAKES: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {
    (CalendarKind.DISPUTE, "limitation"): ((CLAIM, COMPLAINT, PROMISE, SUSPENSION), "suspensions"),
    (CalendarKind.INJURY, "worker_applies"): ((SUSPENSION,), "delays"),
    (CalendarKind.INJURY, "decision"): ((SUSPENSION,), "waiting"),
}
# What a limit is called outside the file: no health, no injury.
QUIETLY: dict[str, Words] = {
    "employer_applies": Words("单位申报", "the employer's application"),
    "worker_applies": Words("职工一方申报", "application by the worker's side"),
    "decision": Words("行政部门决定", "decision of the authority"),
    "reconsideration": Words("申请行政复议", "ask for reconsideration"),
    "suit": Words("行政诉讼", "suit over a decision"),
    "assessment": Words("结论作出", "a conclusion is due"),
    "reassessment": Words("申请再次作出结论", "ask for a second conclusion"),
    "review": Words("可以申请复查", "a review may be asked for"),
}


@dataclass(frozen=True)
class Told:
    """What one event did to a limit."""

    day: date
    kind: str
    effect: str
    days: int


@dataclass(frozen=True)
class Reckoned:
    """One limit of a calendar, as it stands on a day."""

    calendar: str
    name: str
    words: Words
    who: str
    starts_on: date
    count: int
    unit: str
    raw: date | None
    effective: date | None
    on: date
    done_on: date | None = None
    overdue: bool | None = None
    opens: bool = False
    paused: bool = False
    stopped: bool = False
    overtaken: bool = False
    bring: Words | None = None
    articles: tuple[Article, ...] = ()
    log: tuple[Told, ...] = ()
    longer: date | None = None
    """The day it ends on if an extension is approved."""

    @property
    def who_words(self) -> Words:
        return WHO[self.who]

    @property
    def is_ours(self) -> bool:
        """Whether the worker's side acts."""
        return self.who in WORKER_ACTS

    @property
    def standing(self) -> Standing:
        if self.opens:
            return Standing.OPENS
        if self.done_on is not None:
            return Standing.LATE if self.overdue else Standing.MET
        if self.overtaken:
            return Standing.OVERTAKEN
        if self.stopped and not self.overdue:
            return Standing.STOPPED
        if self.raw is None:
            return Standing.UNKNOWN
        if self.paused:
            return Standing.PAUSED
        if self.on <= self.raw or self.overdue is False:
            return Standing.RUNNING
        return Standing.MISSED if self.overdue else Standing.UNSURE

    @property
    def is_running(self) -> bool:
        return self.standing in (Standing.RUNNING, Standing.PAUSED, Standing.UNSURE, Standing.UNKNOWN)

    @property
    def may_be_stopped(self) -> bool:
        """Whether it runs, or was missed and nobody has said yet that nothing follows from that."""
        return self.is_running or (self.standing == Standing.MISSED and not self.stopped)

    @property
    def days_left(self) -> int | None:
        """Days until the day to act by; below nothing once it is past."""
        return (self.raw - self.on).days if self.raw is not None and self.done_on is None else None

    @property
    def waits_for_notice(self) -> bool:
        """Whether nobody can say yet to which day it moves: that year's holiday notice is not out."""
        return self.effective is None and self.done_on is None


@dataclass(frozen=True)
class Calendar:
    """What a calendar says on a day: its limits, the soonest first among those that run, and what else is to be known."""

    kind: str
    limits: tuple[Reckoned, ...] = ()
    notes: tuple[Words, ...] = ()
    assumptions: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Happened:
    """An event as the reckoning takes it."""

    target: str
    kind: str
    day: date
    until: date | None = None


@dataclass(frozen=True)
class _Said:
    facts: dict[str, Any] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)


def calculator(kind: str) -> Calculator:
    return calculators()[FUNCTIONS[CalendarKind(kind)]]


def askable(kind: str) -> dict[str, Fact]:
    """The facts of a calendar that are entered on a case: days, and yes or no, by name."""
    return {
        fact.name: fact
        for fact in calculator(kind).facts
        if isinstance(fact.kind, (Day, YesNo)) and fact.name not in NOT_ASKED
    }


def asked_now(kind: str, facts: Mapping[str, str]) -> list[Fact]:
    """Those that make sense with what is known, in the order in which things happen."""
    known = {name: value == "yes" if value in ("yes", "no") else value for name, value in facts.items()}
    return [fact for fact in askable(kind).values() if fact.when is None or fact.when(known)]


def targets(kind: str) -> dict[str, tuple[str, ...]]:
    """The limits of a calendar that take events, and which."""
    return {name: kinds for (calendar, name), (kinds, _fact) in TAKES.items() if calendar == kind}


def quiet_words(name: str, words: Words) -> Words:
    """What a limit is called where nobody may learn what the matter is."""
    return QUIETLY.get(name, words)


def reckon(kind: str, facts: Mapping[str, str], events: Iterable[Happened], *, on: date) -> Calendar:
    """The calendar as on a day. Raises BadFacts where facts contradict each other or the first one is missing."""
    said = _sorted_out(facts)
    if not _starts(said.facts):
        return Calendar(kind)
    if kind == CalendarKind.COLLECTIVE:
        return _stop(_collective(said.facts, on), said.stopped)
    given = {**said.facts, **_events(kind, events), "on": on.isoformat()}
    found = calculator(kind).find(given, today=on)
    return _stop(_overtake(_from_finding(kind, found, on), said.facts), said.stopped)


def _sorted_out(facts: Mapping[str, str]) -> _Said:
    said = _Said()
    for name, value in facts.items():
        if name.startswith(STOPPED):
            said.stopped[name.removeprefix(STOPPED)] = value
        else:
            said.facts[name] = value
    return said


def _starts(facts: Mapping[str, Any]) -> bool:
    """A yes alone starts a calendar only where the law says that no limit runs."""
    return any(value not in ("yes", "no") for value in facts.values()) or any(
        facts.get(name) == "yes" for name in ("unpaid_wages", "violation_continues")
    )


def _events(kind: str, events: Iterable[Happened]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        _kinds, suspensions = TAKES[kind, event.target]
        if event.kind == SUSPENSION:
            until = event.until.isoformat() if event.until else None
            rows.setdefault(suspensions, []).append({"from": event.day.isoformat(), "to": until})
        elif event.kind in INTERRUPTIONS:
            rows.setdefault("interruptions", []).append({"day": event.day.isoformat(), "kind": event.kind})
    return rows


def _from_finding(kind: str, found: Finding, on: date) -> Calendar:
    answer = found.answer
    if not isinstance(answer.result, Mapping):
        return Calendar(kind, notes=tuple(need.why for need in answer.needs))
    rows = answer.result["limits"]
    longer = {other.result["name"]: other.result["raw"] for other in answer.alternatives}
    limits = [
        Reckoned(
            kind, row["name"], row["words"], row["who"], row["start"], row["count"], row["unit"], row["raw"],
            row["effective"], on, row["done_on"], row["overdue"], row["earliest"], row["paused"],
            bring=row["bring"], articles=step.articles, longer=longer.get(row["name"]),
            log=tuple(Told(told["day"], told["kind"], told["effect"], told["days"]) for told in row["events"]),
        )
        for row, step in zip(rows, answer.steps, strict=False)
    ]  # fmt: skip
    notes = tuple(step.words for step in answer.steps[len(rows) :])
    return Calendar(kind, _in_order(limits), notes, answer.assumptions[:-1])


def _collective(facts: Mapping[str, Any], on: date) -> Calendar:
    found = calculator(CalendarKind.COLLECTIVE).find(facts, today=on)
    answer = found.answer
    if not isinstance(answer.result, Mapping):
        return Calendar(CalendarKind.COLLECTIVE, notes=tuple(need.why for need in answer.needs))
    days = {name: date.fromisoformat(value) for name, value in facts.items()}
    entries = [entry(_filing(days["signed"]), on, done_on=days.get("received"), bring=THREE_COPIES)]
    if received := days.get("received"):
        entries.append(entry(_review(received), on, done_on=days.get("objected_on")))
    if asked := days.get("asked_on"):
        entries.append(entry(_answer(asked), on, done_on=days.get("answered_on")))
    limits = [_from_entry(one, on) for one in entries]
    if expires := days.get("expires_on"):
        limits.append(_renewal(answer.result["renew_from"], expires, on))
    notes = tuple(step.words for step in answer.steps)
    return Calendar(CalendarKind.COLLECTIVE, _in_order(limits), notes)


def _from_entry(one: Entry, on: date) -> Reckoned:
    limit, found = one.limit, one.found
    words = limit.words or Words(limit.name, limit.name)
    return Reckoned(
        CalendarKind.COLLECTIVE, limit.name, words, limit.who, found.start, limit.count, limit.unit, found.raw,
        found.effective, on, one.done_on, one.overdue, bring=one.bring, articles=limit.articles,
    )  # fmt: skip


def _filing(signed: date) -> Limit:
    words = Words("把集体合同报送人社部门审查", "file the collective contract for review")
    return Limit("submit", signed, contract.FILING_DAYS, "days", "employer", words, (contract.FILING,))


def _review(received: date) -> Limit:
    words = Words(
        "审查部门提出异议；没有异议，第二天起生效", "object to the contract; if not, it is in force from the day after"
    )
    articles = (contract.REVIEW, contract.IN_FORCE, contract.LABOUR_LAW)
    return Limit("review", received, contract.REVIEW_DAYS, "days", "authority", words, articles, moves=False)


def _answer(asked: date) -> Limit:
    words = Words("书面答复协商要求", "answer the request for bargaining in writing")
    return Limit("answer", asked, contract.ANSWER_DAYS, "days", "either", words, (contract.REQUEST, contract.UNION))


def _renewal(start: date, expires: date, on: date) -> Reckoned:
    words = Words("续签或者重签集体合同", "renew the collective contract")
    return Reckoned(
        CalendarKind.COLLECTIVE, "renewal", words, "either", start, contract.RENEWAL_MONTHS, "months", expires, expires, on,
        overdue=on > expires, articles=(contract.TERM,),
    )  # fmt: skip


def _overtake(calendar: Calendar, facts: Mapping[str, Any]) -> Calendar:
    """What was not kept and matters no more: the award is there, or the hearing has been."""
    limits = []
    for limit in calendar.limits:
        later = any(name in facts for name in OVERTAKEN_BY.get((calendar.kind, limit.name), ()))
        is_over = limit.count < 0 and limit.on > limit.starts_on
        limits.append(replace(limit, overtaken=True) if limit.done_on is None and (later or is_over) else limit)
    return replace(calendar, limits=tuple(limits))


def _stop(calendar: Calendar, stopped: Mapping[str, str]) -> Calendar:
    """Limits that are not pursued say so, as long as they run from the same day as when that was said."""
    limits = [
        replace(limit, stopped=True) if stopped.get(limit.name) == limit.starts_on.isoformat() else limit
        for limit in calendar.limits
    ]
    return replace(calendar, limits=_in_order(limits))


def _in_order(limits: Iterable[Reckoned]) -> tuple[Reckoned, ...]:
    """Those that run first, the soonest first; then those missed; then the others."""
    rank = {Standing.MISSED: 1, Standing.OPENS: 2, Standing.STOPPED: 4, Standing.OVERTAKEN: 5}
    return tuple(
        sorted(
            limits, key=lambda one: (0 if one.is_running else rank.get(one.standing, 3), one.raw or date.max, one.name)
        )
    )


def steps_before(limit: Any, days: Iterable[int]) -> list[int]:
    """How many days before its end the worker's side is reminded: those that lie inside the period."""
    if limit.raw is None:
        return []
    return [step for step in days if limit.raw - timedelta(days=step) > limit.starts_on]


THREE_COPIES = Words("首席代表签字的文本一式三份", "Three copies signed by the chief negotiators")

__all__ = [
    "KEPT_BY",
    "NEXT_PAPERS",
    "QUIETLY",
    "STOPPED",
    "UNSURE_FOR",
    "BadFacts",
    "Calendar",
    "Happened",
    "Reckoned",
    "Told",
    "askable",
    "asked_now",
    "calculator",
    "quiet_words",
    "reckon",
    "steps_before",
    "targets",
]
