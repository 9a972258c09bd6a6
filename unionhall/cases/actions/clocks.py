"""The columns that lists are sorted by are a copy of the log's answer. Recompute them, or prove them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from unionhall.core import audit
from unionhall.core.actor import Actor

from .. import access, queries
from ..models import Case
from ._shared import wind

BATCH = 500


@dataclass(frozen=True)
class Difference:
    """A case whose columns said something else than its log."""

    number: str
    had: tuple[date, bool, bool]
    should: tuple[date, bool, bool]

    def as_dict(self) -> dict[str, Any]:
        names = ("due_on", "due_provisional", "paused")
        return {
            "number": self.number,
            "had": dict(zip(names, self.had, strict=True)),
            "should": dict(zip(names, self.should, strict=True)),
        }


@dataclass
class Recomputed:
    """How many cases were looked at, and which differed."""

    cases: int = 0
    differing: list[Difference] = field(default_factory=list)


def recompute(*, by: Actor, check: bool = False, provisional: bool = False) -> Recomputed:
    """Read every clock anew from the log of events; with `check` only compare. `provisional`: only days not yet certain.

    Works in batches and can be stopped at any moment: what is right already is left alone.
    """
    access.may_recompute(by).or_refuse()
    known, report = queries.promises(), Recomputed()
    for cases in _batches(provisional):
        answers = queries.clocks_of(cases, known)
        for case in cases:
            report.cases += 1
            should = queries.due_of(answers[case.pk], ended=case.is_ended)
            had = (case.due_on, case.due_provisional, case.paused)
            if had == should:
                continue
            report.differing.append(Difference(case.number, had, should))
            if not check:
                with transaction.atomic():
                    wind(Case.objects.locked(case.pk))
    if report.differing and not check:
        audit.record("clocks.recomputed", None, by=by, cases=report.cases, changed=len(report.differing))
    return report


def _batches(provisional: bool) -> Iterator[list[Case]]:
    wanted = Case.objects.select_related("body").order_by("pk")
    if provisional:
        wanted = wanted.filter(due_provisional=True)
    last = None
    while cases := list((wanted.filter(pk__gt=last) if last else wanted)[:BATCH]):
        yield cases
        last = cases[-1].pk
