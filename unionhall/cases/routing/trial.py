"""What would rules have done with last month's cases? Read, never written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet

from unionhall.core import clock
from unionhall.organisations.enums import LEVEL_COLUMN

from ..models import Case, RoutingFact
from .router import Router
from .rules import Matter, Rule, in_force

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

DAYS, MOST, EXAMPLES = 30, 5_000, 10


@dataclass(frozen=True)
class Example:
    """One case and where it would go."""

    id: UUID
    number: str
    rule: str
    went: str
    goes: str


@dataclass
class Trial:
    """The answer of a dry run. `sent` counts what the rules tried would send; `elsewhere` those that went to another body."""

    days: int = DAYS
    most: int = MOST
    read: int = 0
    cut: bool = False
    sent: int = 0
    taken_before: int = 0
    elsewhere: int = 0
    by_rule: list[tuple[str, int]] = field(default_factory=list)
    ways: list[tuple[str, str, int]] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For programs and the console."""
        return {
            **{
                name: getattr(self, name)
                for name in ("days", "most", "read", "cut", "sent", "taken_before", "elsewhere")
            },
            "by_rule": [{"rule": rule, "cases": n} for rule, n in self.by_rule],
            "ways": [{"from": went, "to": goes, "cases": n} for went, goes, n in self.ways],
            "examples": [
                {"id": str(e.id), "number": e.number, "rule": e.rule, "from": e.went, "to": e.goes}
                for e in self.examples
            ],
        }


def trial(cases: QuerySet[Case], owner: "Organisation", *, draft: Rule | None = None) -> Trial:
    """Send the last thirty days' cases of a body's area once more: by the rules in force, or with a draft among them.

    A draft stands in the place of the rule it would follow, or after the body's other rules; its days are not asked, its hours
    are. `cases` are those the reader may see: others are neither counted nor named.
    """
    rules = _with(in_force(), owner, draft)
    router = Router(on=clock.today(), rules=rules)
    report = Trial()
    rows, report.cut = _rows(cases, owner, words=any(rule.words for rule in rules))
    went = _first_bodies(rows)
    ways: Counter[tuple[str, str]] = Counter()
    by_rule: Counter[str] = Counter({rule.name: 0 for rule in rules if draft is None and rule.owner.pk == owner.pk})
    for case in rows:
        report.read += 1
        matter = matter_of(case)
        route = router.route(matter)
        if draft is not None and route.rule is not draft:
            report.taken_before += _speaks_of(router, draft, matter)
            continue
        if route.rule is None or route.rule.owner.pk != owner.pk:
            continue
        report.sent += 1
        by_rule[route.rule.name] += 1
        before = went.get(case.pk, case.body.short_name)
        ways[before, route.body.short_name] += 1
        report.elsewhere += before != route.body.short_name
        if len(report.examples) < EXAMPLES:
            report.examples.append(Example(case.pk, case.number, route.rule.name, before, route.body.short_name))
    report.by_rule = list(by_rule.items())
    report.ways = [(before, after, n) for (before, after), n in ways.most_common()]
    return report


def matter_of(case: Case) -> Matter:
    """A case as routing saw it when it came."""
    return Matter(
        kind=case.kind,
        account=case.account if "account" in case.__dict__ else "",
        at=case.entered_at,
        division=case.division,
        industry=case.industry,
        employers=(case.employer_id,) if case.employer_id else (),
        to_chair=case.to_chair,
    )


def sent_lately(cases: QuerySet[Case], lines: Iterable[UUID]) -> dict[UUID, int]:
    """How many of these cases each rule, in whatever version, sent in the last thirty days."""
    facts = RoutingFact.objects.filter(
        rule__line__in=list(lines), at__gte=clock.now() - timedelta(days=DAYS), case__in=cases.values("pk")
    )
    counted = facts.values("rule__line").annotate(n=Count("case", distinct=True)).order_by("rule__line")
    return {row["rule__line"]: row["n"] for row in counted}


def _with(rules: list[Rule], owner: "Organisation", draft: Rule | None) -> list[Rule]:
    if draft is None:
        return rules
    if any(rule.line == draft.line for rule in rules):
        return [draft if rule.line == draft.line else rule for rule in rules]
    return [*rules, draft]


def _rows(cases: QuerySet[Case], owner: "Organisation", *, words: bool) -> tuple[list[Case], bool]:
    here = {LEVEL_COLUMN[owner.level]: owner.pk}
    rows = cases.filter(**here, is_group=False, received_at__gte=clock.now() - timedelta(days=DAYS))
    rows = rows.select_related("body", "division__parent__parent__parent").order_by("-received_at", "pk")
    found = list(rows[: MOST + 1] if words else rows.defer("account")[: MOST + 1])
    return found[:MOST], len(found) > MOST


def _first_bodies(rows: Sequence[Case]) -> dict[UUID, str]:
    """To which body each case went when it came."""
    facts = (
        RoutingFact.objects.filter(case__in=[case.pk for case in rows]).order_by("case", "at", "pk").distinct("case")
    )
    return dict(facts.values_list("case", "body__short_name"))


def _speaks_of(router: Router, draft: Rule, matter: Matter) -> bool:
    """Whether a draft would have sent a matter that an earlier rule takes."""
    over = router.rules_over(router.answer(matter)[0])
    return any(rule is draft for rule in over) and draft.fits(matter, router.around(matter.division))
