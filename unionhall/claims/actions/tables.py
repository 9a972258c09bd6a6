"""The findings of many workers, from one table, kept together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.lawbook.finding import plain

from .. import access, queries, reckoning
from ..models import KeptFinding
from ..tabling import SoundRow
from .claiming import claim
from .keeping import keep, recompute

if TYPE_CHECKING:
    from unionhall.cases.models import Case


@transaction.atomic
def keep_table(
    case: "Case", rows: Sequence[SoundRow], *, by: Actor, claimed: bool, reason: str
) -> tuple[list[KeptFinding], int]:
    """Keep a finding for each row. A worker's finding by the same calculator that says otherwise is replaced, with the
    reason; one that says the same stays. Returns what is in force now, and how many of them are new."""
    access.may_reckon(by, case).or_refuse()
    found, fresh = [], 0
    for row in rows:
        worker = row.worker.person
        old = queries.latest_of(row.worker.case, worker.pk if worker else None, row.finding.calculator)
        if old is None:
            kept = keep(row.worker.case, row.finding, by=by, complainant=worker)
        elif old.finding["inputs"] == plain(row.finding.inputs):
            kept = old
        else:
            kept, _lost = recompute(old, by=by, reason=reason, said=row.finding.inputs)
        fresh += old is None or kept.pk != old.pk
        if claimed and not kept.claims.filter(ended_at__isnull=True).exists():
            claim(kept, reckoning.usual_claims(kept.finding), by=by)
        found.append(kept)
    audit.record("claims.table_read", case, by=by, rows=len(rows), fresh=fresh)
    return found, fresh


@transaction.atomic
def note_export(case: "Case", *, by: Actor, rows: int) -> None:
    """The claims of a case leave as a spreadsheet."""
    access.may_export_claims(by, case).or_refuse()
    audit.record("claims.exported", case, by=by, rows=rows)
