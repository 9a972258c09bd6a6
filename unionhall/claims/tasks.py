"""Background work on findings. Every task may be run twice and may be killed at any point."""

import logging
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from unionhall.lawbook.reading import BadFacts

from . import actions, held, queries, reckoning
from .models import KeptFinding

log = logging.getLogger(__name__)
STEP = 200


@app.periodic(cron="50 19 * * *")
@app.task(name="claims.look_at_findings", queue="bulk", queueing_lock="claims.look_at_findings", pass_context=False)
def look_at_findings(timestamp: int) -> None:
    """Once a night: which kept findings would come out differently today?"""
    log.info("findings looked at", extra={"differ": look_at_all()})


def look_at_all() -> int:
    """Reckon every finding in force again and note what differs. Returns for how many the note changed."""
    last: UUID | None = None
    changed = 0
    while found := queries.after_key(last, STEP):
        for kept in found:
            would = would_be(kept)
            if would != kept.would_be:
                actions.note_difference(kept, by=queries.READER, would=would)
                changed += 1
        last = found[-1].pk
    return changed


def would_be(kept: KeptFinding) -> dict[str, Any] | None:
    """What would come out today where it is not what was kept: another result, a value that is missing, or facts that
    changed on the file since."""
    told = kept.finding
    try:
        now = reckoning.find(kept.calculator, told["inputs"], on=kept.on).as_dict()
    except (BadFacts, KeyError):
        return {"result": None}
    noted: dict[str, Any] = {}
    if now["result"] != told["result"]:
        noted["result"] = now["result"]
    if changed := changed_facts(kept):
        noted["changed"] = sorted(changed)
    return noted or None


def changed_facts(kept: KeptFinding) -> dict[str, held.Known]:
    """Facts that the file knew otherwise when the finding was kept."""
    calculator = reckoning.calculator(kept.calculator)
    if calculator is None:
        return {}
    others = [one for one in queries.known_of(kept.case, kept.complainant_id) if one.pk != kept.pk and one.at > kept.at]
    return held.changed_since(kept, held.known(calculator, kept.case, others, kept.complainant))
