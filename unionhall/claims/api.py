"""What other modules may use of findings and claims."""

from typing import TYPE_CHECKING, Any

from unionhall.core.actor import Actor
from unionhall.lawbook.calculator import Calculator

from . import held, queries
from .access import may_keep, may_reckon, visible_claims, visible_findings
from .actions import claim, keep, recompute
from .exports import held_about
from .models import Claim, KeptFinding
from .reckoning import book_in_use, name_of, sums, usual_claims, version_of
from .slots import findings_of_case

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from unionhall.cases.models import Case, Complainant


def claims_of(case: "Case", *, by: Actor) -> list[Claim]:
    """The claims in force of a case, and of its members where it is a group, as far as this reader sees them."""
    found = visible_claims(by).filter(ended_at__isnull=True)
    inside = queries.with_members(case)
    return list(found.filter(case__in=inside).select_related("case", "finding", "complainant").order_by("at", "pk"))


def known_facts(
    calculator: Calculator, case: "Case", *, by: Actor, complainant: "Complainant | None" = None
) -> dict[str, Any]:
    """What the file knows of a calculator's facts, by their names, as far as this reader may read it."""
    worker, findings = _seen(case, by, complainant)
    return {name: fact.value for name, fact in held.known(calculator, case, findings, worker).items()}


def held_facts(case: "Case", *, by: Actor, complainant: "Complainant | None" = None) -> dict[str, Any]:
    """What the file knows, under the names of `Fact.held`, as plain values: of the case, its worker, and its findings."""
    worker, findings = _seen(case, by, complainant)
    return held.held_by(case, findings, worker)


def _seen(
    case: "Case", by: Actor, complainant: "Complainant | None"
) -> "tuple[Complainant | None, QuerySet[KeptFinding]]":
    """Whose facts they are, and the findings this reader sees of them."""
    worker = complainant or queries.only_worker(case, by)
    known = queries.known_of(case, worker.pk if worker else None)
    return worker, queries.newest_first(visible_findings(by).filter(pk__in=known.values("pk")))


__all__ = [
    "book_in_use",
    "claim",
    "claims_of",
    "findings_of_case",
    "held_about",
    "held_facts",
    "keep",
    "known_facts",
    "may_keep",
    "may_reckon",
    "name_of",
    "recompute",
    "sums",
    "usual_claims",
    "version_of",
    "visible_claims",
    "visible_findings",
]
