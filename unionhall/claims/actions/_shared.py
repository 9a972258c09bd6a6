"""What the actions on findings and claims have in common."""

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import held, queries, reckoning
from ..models import Claim, KeptFinding

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant


def locked(finding: KeptFinding) -> KeptFinding:
    """The finding, locked."""
    return KeptFinding.objects.select_for_update(of=("self",)).select_related("case", "complainant").get(pk=finding.pk)


def hashed(key: str) -> str | None:
    return hashlib.sha256(key.encode()).hexdigest() if key else None


def needs(text: str, *, what: Any, next_step: Any) -> str:
    """The words, without blanks around them; refused when there are none."""
    text = text.strip()
    if not text:
        raise Refused(no(what, next_step, "missing"))
    return text


def name_for_file(by: Actor) -> str:
    return "" if by.via == "system" else by.name[:60]


def write_finding(
    case: "Case",
    told: dict[str, Any],
    *,
    by: Actor,
    complainant: "Complainant | None",
    by_worker: bool,
    key: str | None = None,
    replaces: KeptFinding | None = None,
) -> KeptFinding:
    """One row for a finding, with what the file knew at this moment."""
    known = _known_now(told["fn"], case, complainant)
    kept = KeptFinding(
        case=case,
        complainant=complainant,
        calculator=told["fn"],
        on=told["on"],
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_for_file(by),
        by_worker=by_worker,
        content=json.dumps({"finding": told, "held": known}, ensure_ascii=False),
        book=reckoning.version_of(told),
        key=key,
        replaces=replaces,
    )
    kept.save(force_insert=True)
    kept.refresh_from_db(fields=["on"])
    return kept


def _known_now(fn: str, case: "Case", complainant: "Complainant | None") -> dict[str, Any]:
    calculator = reckoning.calculator(fn)
    if calculator is None:
        return {}
    findings = queries.known_of(case, complainant.pk if complainant else None)
    return {name: fact.value for name, fact in held.known(calculator, case, findings, complainant).items()}


def write_claims(finding: KeptFinding, items: Iterable[str], *, by: Actor) -> tuple[list[Claim], list[str]]:
    """Claims of these items; and those that the finding does not hold."""
    told, missing, made = finding.finding, [], []
    for path in items:
        one = reckoning.sum_at(told, path)
        if one is None:
            missing.append(path)
            continue
        made.append(
            Claim(
                finding=finding,
                case_id=finding.case_id,
                complainant_id=finding.complainant_id,
                calculator=finding.calculator,
                item=path,
                sealed_amount=f"{one.amount:.2f}",
                articles=reckoning.articles_of(told, one.amount),
                provisional=reckoning.is_provisional(told),
                at=clock.now(),
                by_id=by.person_id,
                by_name=name_for_file(by),
            )
        )
    Claim.objects.bulk_create(made)
    return made, missing


def claimed_items(finding_id: UUID) -> list[Claim]:
    """The claims of a finding that are in force, locked."""
    found = Claim.objects.select_for_update(of=("self",)).filter(finding=finding_id, ended_at__isnull=True)
    return list(found.order_by("at", "pk"))


def end(claims: Iterable[Claim], reason: str) -> None:
    for claim in claims:
        claim.ended_at, claim.reason = clock.now(), reason
        claim.save(update_fields=["ended_at", "reason"])


NO_RESULT = no(
    _("A value is missing, so there is no amount to keep."),
    _("Enter it from the local notice, and reckon again."),
    "no_result",
)
