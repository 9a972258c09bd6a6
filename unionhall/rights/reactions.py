"""What follows here when something happens elsewhere; the pairs stand in unionhall/wiring.py."""

from dataclasses import replace

from unionhall.cases import api as cases
from unionhall.cases.events import CaseCameWith
from unionhall.claims import api as claims
from unionhall.core.actor import ANONYMOUS, Actor, system
from unionhall.core.verdict import Refused
from unionhall.people import api as people

from .enclosing import opened

READER = system("answers that become matters")


def keep_enclosed(event: CaseCameWith) -> None:
    """A matter was made of an answer: the finding is kept with it. The sum stands in the story in any case."""
    finding = opened(event.enclosed)
    if finding is None or finding.result is None:
        return
    case = cases.visible_cases(READER).get(pk=event.case_id)
    try:
        claims.keep(case, finding, by=_who_brought(event))
    except Refused:
        return


def _who_brought(event: CaseCameWith) -> Actor:
    """The worker; one who stays unknown acts by the receipt they are about to be given."""
    if event.by_id is not None:
        return people.actor_of_person(people.visible_people(READER).get(pk=event.by_id))
    case = cases.visible_cases(READER).get(pk=event.case_id)
    complainant = cases.visible_complainants(READER, case).order_by("joined_at", "pk").first()
    return replace(ANONYMOUS, via="link", link=f"receipt:{complainant.pk}") if complainant else ANONYMOUS
