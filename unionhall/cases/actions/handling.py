"""In whose hands is a case: put into somebody's, and out of them again."""

from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.people import api as people

from .. import access, queries
from ..events import CaseAssigned, CaseReleased
from ..models import Case
from ._shared import log_assignment, taken, touch

if TYPE_CHECKING:
    from unionhall.people.models import Person


@transaction.atomic
def assign(case: Case, *, by: Actor, handler: "Person", expected: int | None = None) -> Case:
    """Put somebody in charge: on duty at the body, tied to no employer in the matter."""
    case = taken(case, expected=expected)
    access.may_assign(by, case).or_refuse()
    on_duty = people.people_with_posts(case.body_id).filter(pk=handler.pk).exists()
    tied = bool(people.tied_among([handler.pk], queries.employers_named(case), on=clock.today()))
    access.may_be_assigned(by, case, handler.pk, on_duty=on_duty, tied=tied).or_refuse()
    if case.handler_id == handler.pk:
        return case
    case.handler_id = handler.pk
    touch(case, "handler")
    log_assignment(case, by=by, handler_name=handler.name)
    audit.record("case.assigned", case, by=by, handler=str(handler.pk))
    announce(CaseAssigned(case_id=case.pk, handler_id=handler.pk, by_id=by.person_id))
    return case


@transaction.atomic
def release(case: Case, *, by: Actor, why: str) -> Case:
    """Take the case out of the hands of somebody who cannot handle it any more; it stands with those nobody handles."""
    case = taken(case)
    access.may_release(by, case).or_refuse()
    if case.handler_id is None:
        return case
    had, case.handler_id = case.handler_id, None
    touch(case, "handler")
    log_assignment(case, by=by, handler_name="", why=why)
    audit.record("case.released", case, by=by, handler=str(had), why=why)
    announce(CaseReleased(case_id=case.pk, body_id=case.body_id, why=why))
    return case
