"""Who may move what, and what they hear otherwise."""

from types import SimpleNamespace

import pytest
from django.db.models import TextChoices
from django.utils.translation import override

from unionhall.core import lifecycle
from unionhall.core.actor import SYSTEM, Actor
from unionhall.core.ids import new_id
from unionhall.core.lifecycle import Lifecycle, Move
from unionhall.core.verdict import Refused

WANG = Actor(person_id=new_id(), name="王明")


class Light(TextChoices):
    RED = "red", "red"
    GREEN = "green", "green"
    OFF = "off", "switched off"
    LOST = "lost", "lost"


@pytest.fixture
def lamp():
    yield Lifecycle(
        "lamp",
        go=Move([Light.RED], Light.GREEN, label="let go"),
        stop=Move([Light.GREEN], Light.RED),
        switch_off=Move([Light.RED, Light.GREEN], Light.OFF, system=True, label="switch off"),
    )
    lifecycle.LIFECYCLES.pop("lamp")


def record(state):
    return SimpleNamespace(state=state)


def test_a_verb_moves_the_record(lamp):
    subject = record("red")
    assert lamp.may(subject, "go", WANG)
    lamp.move(subject, "go", WANG)
    assert subject.state == Light.GREEN


def test_a_refusal_names_the_state_and_what_can_be_done(lamp):
    with override("en"):
        verdict = lamp.may(record("red"), "stop", WANG)
        assert str(verdict.reason) == "This is not possible now: the present state is “red”."
        assert str(verdict.next_step) == "What can be done now: let go."
        assert verdict.code == "wrong_state"
        gone = lamp.may(record("off"), "go", WANG)
        assert "switched off" in str(gone.reason)
        assert str(gone.next_step) == "Nothing further can be done with it in this state."


def test_a_system_move_is_closed_to_people_but_not_to_the_system(lamp):
    subject = record("green")
    assert lamp.may(subject, "switch_off", WANG).code == "system_only"
    assert lamp.may(subject, "switch_off").code == "system_only"
    with pytest.raises(Refused):
        lamp.move(subject, "switch_off", WANG)
    assert subject.state == "green"
    assert lamp.may(subject, "switch_off", SYSTEM)
    lamp.move(subject, "switch_off", SYSTEM)
    assert subject.state == Light.OFF


def test_moving_from_the_wrong_state_is_refused_and_changes_nothing(lamp):
    subject = record("off")
    with pytest.raises(Refused):
        lamp.move(subject, "go")
    assert subject.state == "off"


def test_what_can_be_reached_and_where_it_ends(lamp):
    assert lamp.reachable() == {Light.RED, Light.GREEN, Light.OFF}
    assert lamp.final() == [Light.OFF, Light.LOST]
    assert lamp.verbs_from("green") == ["stop"]
    assert lamp.verbs_from("green", system=True) == ["stop", "switch_off"]


def test_the_drawing_is_always_the_same(lamp):
    assert lamp.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> red",
        "    red --> green: go",
        "    green --> red: stop",
        "    red --> off: switch_off (system)",
        "    green --> off: switch_off (system)",
        "    off --> [*]",
        "    lost --> [*]",
    ]


def test_a_lifecycle_is_registered_under_its_name(lamp):
    assert lifecycle.LIFECYCLES["lamp"] is lamp


def test_a_table_with_foreign_states_is_a_mistake():
    class Other(TextChoices):
        ONE = "one", "one"

    with pytest.raises(ValueError, match="must be a member"):
        Lifecycle("broken", go=Move([Other.ONE], Light.GREEN))
    with pytest.raises(ValueError, match="at least one"):
        Lifecycle("empty")
    assert "broken" not in lifecycle.LIFECYCLES


def test_an_unknown_verb_is_a_mistake(lamp):
    with pytest.raises(KeyError):
        lamp.may(record("red"), "fly")
