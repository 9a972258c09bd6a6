"""The law on one file: the sum that is kept and claimed, the day by which to act, and the application written from both."""

from datetime import timedelta

from unionhall.cases.models import Case
from unionhall.claims import api as claims
from unionhall.core.actor import Actor
from unionhall.lawbook.contents import calculators
from unionhall.limits import api as limits
from unionhall.limits.enums import CalendarKind, EventKind
from unionhall.papers import api as papers
from unionhall.papers.enums import PaperKind
from unionhall.parameters.api import current_book

from ..world import Story, World

MONTHS_WITHOUT = 300
"""Days worked without a written contract."""


def double_wage(world: World, case: Case, clerk: Actor) -> Story:
    """No contract for ten months: the second wage is reckoned and claimed, the year runs, the application stands ready."""
    day = world.days.days_ago(45)
    facts = {"hire": day - timedelta(days=MONTHS_WITHOUT), "end": day, "wage": "6400"}
    finding = calculators()["double_wage"].find(facts, book=current_book(), today=world.days.today)
    kept = claims.keep(case, finding, by=clerk, key="double-wage")
    claims.claim(kept, ["amount"], by=clerk)
    limits.record(case, CalendarKind.DISPUTE, {"known_on": day, "ended_on": day}, by=clerk, evidence="离职证明")
    limits.note_event(
        case, CalendarKind.DISPUTE, target="limitation", kind=EventKind.CLAIM, day=day + timedelta(days=9),
        by=clerk, evidence="职工把要求发给了站长，微信截图在材料里。",
    )  # fmt: skip
    yield world.later(1, 1)
    papers.draft(case, PaperKind.ARBITRATION_APPLICATION, by=clerk)
