"""Somebody's own data: who opened a worker's file, the reading she objects to, and a file a court has called for."""

from collections.abc import Iterator
from datetime import timedelta

from unionhall.cases import access as cases_access
from unionhall.cases import actions as cases
from unionhall.cases.models import Case, Complainant
from unionhall.core import audit, clock
from unionhall.organisations.models import Organisation
from unionhall.people.enums import Role
from unionhall.people.models import Person
from unionhall.privacy import actions
from unionhall.privacy.actions import holds

from ..moments import CHINA
from ..world import Story, World


def objection(world: World) -> Story:
    """Lin sees who opened her file, and asks why."""
    yield world.days.now.astimezone(CHINA) - timedelta(days=2, hours=3)
    mine = Complainant.objects.filter(person=world.person("lin")).order_by("-joined_at", "pk").first()
    if mine is None:
        return
    case = Case.objects.select_related("body").get(pk=mine.case_id)
    for role in (Role.COORDINATOR, Role.OFFICER):
        person = _there(world, case.body, role)
        if person is not None:
            reader = world.act(person)
            audit.record_read(case, by=reader, purpose=cases_access.purpose_of(reader, case))
    above = case.body.parent
    officer = _there(world, above, Role.OFFICER)
    entry = None
    if officer is not None and cases_access.may_open_outside(world.act(officer), case):
        reader = world.act(officer)
        cases.open_outside(case, by=reader, reason="核对上报数字")
        entry = audit.record_read(case, by=reader, purpose="核对上报数字")
    yield clock.now() + timedelta(hours=4)
    actions.object_to(
        by=world.act("lin"), entry_id=entry.pk if entry else None,
        text="核对数字为什么要打开我的材料？里面有我的病历，请说明看了什么。",
    )  # fmt: skip


def hold(world: World) -> Story:
    """A court has called for a file; until then nothing of it goes."""
    yield world.ago(20)
    case = Case.objects.filter(closed_at__isnull=False).order_by("pk").first()
    if case is not None:
        holds.place(
            by=world.act("an"), reason="法院已调取该案材料", until=clock.today() + timedelta(days=400),
            subject_type="cases.Case", subject_id=str(case.pk),
        )  # fmt: skip


def _there(world: World, body: Organisation | None, role: Role) -> Person | None:
    """Somebody on duty in this role, if there is such a body and such a person."""
    return world.people.on_duty.get(body.code, {}).get(role) if body is not None else None


def stories(world: World) -> Iterator[Story]:
    yield objection(world)
    yield hold(world)
