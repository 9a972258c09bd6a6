"""Findings come onto the file, give way to better ones, or are set aside; nothing is lost."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Conflict, Refused, no
from unionhall.lawbook.finding import Finding

from .. import access, queries, reckoning
from ..enums import Standing
from ..events import FindingKept, FindingReplaced
from ..models import KeptFinding
from ._shared import NO_RESULT, claimed_items, end, hashed, locked, name_for_file, needs, write_claims, write_finding

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant


@transaction.atomic
def keep(
    case: "Case", finding: Finding, *, by: Actor, key: str = "", complainant: "Complainant | None" = None
) -> KeptFinding:
    """Keep a finding on the file as it was reckoned. The same key gets the same finding, however often it is sent.

    `complainant` says whose it is where the case has several; the only one is taken by itself.
    """
    access.may_keep(by, case).or_refuse()
    if finding.result is None:
        raise Refused(NO_RESULT)
    type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)
    told = finding.as_dict()
    if (same := queries.kept_under(case, hashed(key) or "")) is not None:
        if (same.calculator, same.finding["inputs"]) != (told["fn"], told["inputs"]):
            raise Conflict(
                no(
                    _("This key was used for another finding."),
                    _("Use a new key for a new finding."),
                    "idempotency_key_reused",
                )
            )
        return same
    complainant = complainant or queries.only_worker(case, by)
    by_worker = not access.may_reckon(by, case)
    kept = write_finding(case, told, by=by, complainant=complainant, by_worker=by_worker, key=hashed(key))
    audit.record("finding.kept", kept, by=by, case=str(case.pk), calculator=kept.calculator)
    announce(FindingKept(kept.pk, case.pk, kept.calculator, by.person_id))
    return kept


@transaction.atomic
def recompute(
    finding: KeptFinding, *, by: Actor, reason: str, said: Mapping[str, Any] | None = None
) -> tuple[KeptFinding, list[str]]:
    """Reckon again with today's book, with other facts where they are `said`; the old one is kept with its reason.

    Returns the finding in force, and the claimed items that the new one does not hold any more. Where everything comes out
    the same, nothing is replaced. Raises BadFacts.
    """
    old = locked(finding)
    access.may_recompute(by, old).or_refuse()
    told = old.finding
    new = reckoning.find(old.calculator, told["inputs"] if said is None else said, on=old.on)
    if new.result is None:
        raise Refused(NO_RESULT)
    fresh = new.as_dict()
    if (fresh["inputs"], fresh["result"], reckoning.version_of(fresh)) == (told["inputs"], told["result"], old.book):
        if old.differs_at is not None:
            old.differs_at, old.would = None, ""
            old.save(update_fields=["differs_at", "would"])
            audit.record("finding.difference_gone", old, by=by, case=str(old.case_id))
        return old, []
    reason = needs(reason, what=_("Why is it reckoned again?"), next_step=_("A few words are enough."))
    old.standing, old.ended_at, old.ended_by_name, old.reason = (
        Standing.REPLACED,
        clock.now(),
        name_for_file(by),
        reason,
    )
    old.save(update_fields=["standing", "ended_at", "ended_by_name", "reason"])
    kept = write_finding(
        old.case, fresh, by=by, complainant=old.complainant, by_worker=not access.may_reckon(by, old.case), replaces=old
    )
    claims = claimed_items(old.pk)
    end(claims, reason)
    _made, missing = write_claims(kept, [claim.item for claim in claims], by=by)
    audit.record("finding.replaced", old, by=by, case=str(old.case_id), now=str(kept.pk), claims_lost=len(missing))
    announce(FindingReplaced(kept.pk, old.pk, old.case_id, kept.calculator, by.person_id))
    return kept, missing


@transaction.atomic
def set_aside(finding: KeptFinding, *, by: Actor, reason: str) -> KeptFinding:
    """The finding does not count any more: it was kept by mistake, or its facts fell away. Its claims are dropped."""
    old = locked(finding)
    access.may_set_aside(by, old).or_refuse()
    reason = needs(reason, what=_("Why is it set aside?"), next_step=_("A few words are enough."))
    old.standing, old.ended_at, old.ended_by_name, old.reason = (
        Standing.SET_ASIDE,
        clock.now(),
        name_for_file(by),
        reason,
    )
    old.save(update_fields=["standing", "ended_at", "ended_by_name", "reason"])
    claims = claimed_items(old.pk)
    end(claims, reason)
    audit.record("finding.set_aside", old, by=by, case=str(old.case_id), claims=len(claims))
    return old


@transaction.atomic
def note_difference(finding: KeptFinding, *, by: Actor, would: Mapping[str, Any] | None) -> KeptFinding:
    """Note what would come out now, or that it comes out as kept again; the finding itself stays as it is."""
    access.may_note_difference(by).or_refuse()
    kept = locked(finding)
    if not kept.in_force or kept.would_be == (dict(would) if would else None):
        return kept
    kept.differs_at = clock.now() if would else None
    kept.would = json.dumps(would, ensure_ascii=False) if would else ""
    kept.save(update_fields=["differs_at", "would"])
    if would:
        audit.record("finding.difference_noted", kept, by=by, case=str(kept.case_id))
    else:
        audit.record("finding.difference_gone", kept, by=by, case=str(kept.case_id))
    return kept
