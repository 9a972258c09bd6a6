"""How do several limits become one calendar: who acts by when, what is done, what is late, and what comes next?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..dated import NeedsParameter
from ..finding import Answer, Deadline, Step
from ..reading import Unreadable
from ..words import Words
from .limitation import EFFECTS, INTERRUPTIONS, SUSPENSION, Event, Limit, Reckoned, reckon
from .period import BY_RAW, UNITS

WHO = {
    "worker": Words("职工", "worker"),
    "worker_side": Words("职工、近亲属或工会", "worker, relatives or union"),
    "employer": Words("单位", "employer"),
    "either": Words("任何一方", "either side"),
    "mediator": Words("调解组织", "mediation body"),
    "commission": Words("仲裁委员会", "arbitration commission"),
    "court": Words("法院", "court"),
    "authority": Words("社保行政部门", "social insurance authority"),
    "assessors": Words("劳动能力鉴定委员会", "assessment committee"),
    "inspection": Words("劳动监察", "labour inspection"),
}
WORKER_ACTS = {"worker", "worker_side", "either"}


@dataclass(frozen=True)
class Entry:
    """One limit of a calendar; `done_on` the day on which it was kept, or too late; `bring` what it needs.

    `earliest`: the day is not one to act by but one after which something may be asked for.
    """

    limit: Limit
    found: Reckoned
    on: date
    done_on: date | None = None
    bring: Words | None = None
    earliest: bool = False

    @property
    def overdue(self) -> bool | None:
        """Whether it is over and nothing was done, or was done too late; None where that cannot be said."""
        return False if self.earliest else self.found.overdue(self.done_on or self.on)

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.overdue is not True and not self.earliest

    def as_row(self) -> dict[str, Any]:
        limit, found = self.limit, self.found
        return {
            "name": limit.name,
            "words": limit.words,
            "who": limit.who,
            "who_words": WHO[limit.who],
            "start": found.start,
            "count": limit.count,
            "unit": limit.unit,
            "raw": found.raw,
            "effective": found.effective,
            "done_on": self.done_on,
            "overdue": self.overdue,
            "earliest": self.earliest,
            "paused": found.is_paused,
            "days_left": found.days_left(self.on) if self.done_on is None else None,
            "article": limit.articles[0].words if limit.articles else None,
            "bring": self.bring,
            "events": [
                {"day": told.event.day, "kind": told.event.kind, "effect": told.effect, "days": told.days}
                for told in found.log
            ],
        }


def entry(
    limit: Limit,
    on: date,
    *,
    done_on: date | None = None,
    bring: Words | None = None,
    events: Iterable[Event] = (),
    earliest: bool = False,
) -> Entry:
    """A limit reckoned with those events that count for it."""
    return Entry(limit, reckon(limit, events), on, done_on, bring, earliest)


def answer(
    entries: Sequence[Entry],
    *,
    steps: tuple[Step, ...] = (),
    assumptions: tuple[Words, ...] = (),
    extra: dict[str, Any] | None = None,
) -> Answer:
    """The calendar, its steps, and the next act of the worker's side."""
    ahead = next_act(entries)
    return Answer(
        {"limits": [one.as_row() for one in entries], "next": ahead.limit.name if ahead else None, **(extra or {})},
        steps=(*(_step(one) for one in entries), *steps),
        assumptions=(*assumptions, BY_RAW),
        deadlines=tuple(_deadline(one) for one in entries if one.is_open and one.found.raw is not None),
        needs=_needs(entries),
        headline=_headline(entries, ahead),
    )


def next_act(entries: Iterable[Entry]) -> Entry | None:
    """What the worker's side has to do first, of what is still open."""
    mine = [one for one in entries if one.is_open and one.limit.who in WORKER_ACTS and one.found.raw is not None]
    return min(mine, key=lambda one: one.found.raw or date.max, default=None)


def in_order(days: Iterable[tuple[str, date | None, date | None]]) -> None:
    """Raise Unreadable where a day lies before the one it follows: (fact, day, the day before it)."""
    for name, day, before in days:
        if day is not None and before is not None and day < before:
            raise Unreadable(
                Words(f"这一天不能早于 {before}，请再看一下。", f"It cannot be before {before}. Please look again."),
                name,
            )


def suspensions_of(rows: Iterable[dict[str, Any]], fact: str) -> list[Event]:
    """Rows of from and to as events. Raises Unreadable where one ends before it begins."""
    events = []
    for row in rows:
        if row["to"] is not None and row["to"] < row["from"]:
            raise Unreadable(ENDS_FIRST, fact)
        events.append(Event(SUSPENSION, row["from"], row["to"]))
    return events


def _step(one: Entry) -> Step:
    limit, found = one.limit, one.found
    words = limit.words or Words(limit.name, limit.name)
    unit = UNITS[limit.unit]
    raw, moved = found.raw or "?", found.effective or "?"
    log_zh = "".join(f"；{told.event.day} {_kind(told.event).zh}：{EFFECTS[told.effect].zh}" for told in found.log)
    log_en = "".join(f"; {told.event.day} {_kind(told.event).en}: {EFFECTS[told.effect].en}" for told in found.log)
    late_zh = "；已经过了" if one.overdue else ""
    late_en = "; it is over" if one.overdue else ""
    return Step(
        Words(
            f"{WHO[limit.who].zh}：{words.zh}，{raw}（顺延后 {moved}）{log_zh}{late_zh}。",
            f"{WHO[limit.who].en}: {words.en}, {raw} (moved: {moved}){log_en}{late_en}.",
        ),
        f"{found.start} {limit.count:+d} {unit.en} → {raw} → {moved}",
        limit.articles,
    )


def _kind(event: Event) -> Words:
    return INTERRUPTIONS.get(event.kind, BLOCKED)


def _deadline(one: Entry) -> Deadline:
    limit, found = one.limit, one.found
    assert found.raw is not None
    words = limit.words or Words(limit.name, limit.name)
    return Deadline(limit.name, words, found.start, found.raw, found.effective, limit.articles)


def _needs(entries: Iterable[Entry]) -> tuple[NeedsParameter, ...]:
    missing = [one.found.missing for one in entries if one.found.missing]
    return tuple({need.on.year: need for need in missing}.values())


def _headline(entries: Sequence[Entry], ahead: Entry | None) -> Words:
    late = [one for one in entries if one.overdue and one.done_on is None and one.limit.words]
    if ahead is not None and ahead.limit.words:
        said = ahead.limit.words
        return Words(
            f"下一步：{said.zh}，最晚 {ahead.found.raw}。", f"Next: {said.en}, by {ahead.found.raw} at the latest."
        )
    if late:
        names_zh = "、".join(one.limit.words.zh for one in late if one.limit.words)
        names_en = ", ".join(one.limit.words.en for one in late if one.limit.words)
        return Words(f"这些期限已经过了：{names_zh}。", f"These limits are over: {names_en}.")
    return Words("职工这边现在没有要赶的期限。", "No limit runs against the worker at present.")


ENDS_FIRST = Words("结束的那天比开始还早，请再看一下。", "It ends before it begins. Please look again.")
BLOCKED = Words("有正当理由耽误", "blocked for good reason")
