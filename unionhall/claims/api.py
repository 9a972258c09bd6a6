"""What other modules may use of findings and claims."""

from typing import TYPE_CHECKING, Any

from unionhall.core.actor import Actor

from . import held, queries
from .access import may_keep, may_reckon, visible_claims, visible_findings
from .actions import claim, keep, recompute
from .exports import held_about
from .models import Claim
from .reckoning import book_in_use, name_of, sums, usual_claims, version_of
from .slots import findings_of_case

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant


def claims_of(case: "Case", *, by: Actor) -> list[Claim]:
    """The claims in force of a case, and of its members where it is a group, as far as this reader sees them."""
    found = visible_claims(by).filter(ended_at__isnull=True)
    inside = queries.with_members(case)
    return list(found.filter(case__in=inside).select_related("case", "finding", "complainant").order_by("at", "pk"))


def held_facts(case: "Case", *, by: Actor, complainant: "Complainant | None" = None) -> dict[str, Any]:
    """What the file knows, under the names of `Fact.held`, as plain values: of the case, its worker, and its findings."""
    worker = complainant or queries.only_worker(case, by)
    seen = visible_findings(by).filter(pk__in=queries.known_of(case, worker.pk if worker else None).values("pk"))
    return held.held_by(case, queries.newest_first(seen), worker)


__all__ = [
    "book_in_use",
    "claim",
    "claims_of",
    "findings_of_case",
    "held_about",
    "held_facts",
    "keep",
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
