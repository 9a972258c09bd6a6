"""What a worker takes out of their own matters: theirs, and nothing of others or of the desk."""

import json

import pytest

from unionhall.cases import actions
from unionhall.cases.enums import Audience
from unionhall.cases.exports import held_about
from unionhall.cases.tests.world import build

pytestmark = pytest.mark.django_db


def test_a_worker_takes_out_their_matters_without_the_desks_own_notes() -> None:
    world = build()
    case = world.case_in("settled")
    world.bring("ma")
    zhou = world.actor("zhou")
    actions.write_note(case, by=zhou, text="只给同事看", audience=Audience.INTERNAL)
    actions.write_note(case, by=zhou, text="请带上合同", audience=Audience.WORKER)
    held = held_about(world.people["lin"].pk)
    text = json.dumps(held, ensure_ascii=False)
    assert [matter["number"] for matter in held] == [case.number]
    assert "请带上合同" in text
    assert "只给同事看" not in text
    assert held[0]["settlements"][0]["amount"] == "8000.00"


def test_every_module_that_holds_persons_answers() -> None:
    from unionhall.people.exports import collect

    world = build()
    world.bring()
    held = collect(world.people["lin"].pk)
    assert {"people", "cases", "notices"} <= set(held)
    json.dumps(held)
