"""What people may ask about their data, who answers, and what is left of them when they are erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from unionhall.cases import actions as cases
from unionhall.cases.models import Case, Complainant
from unionhall.cases.tests import world as small
from unionhall.core import audit, clock, registry, rotation
from unionhall.core import tasks as core_tasks
from unionhall.core.actor import system
from unionhall.core.models import PersonKey
from unionhall.core.sealed import destroy_key, seal, unseal
from unionhall.core.verdict import Refused
from unionhall.people import actions as people
from unionhall.people.models import Account, Person
from unionhall.privacy import access, actions, queries
from unionhall.privacy.models import LegalHold, Objection, RetentionRun
from unionhall.privacy.states import ErasureState, ObjectionState

pytestmark = pytest.mark.django_db
NIGHT = system("night")


@pytest.fixture
def world():
    return small.build()


def read(world, who, case, purpose="duty"):
    return audit.record_read(case, by=world.actor(who), purpose=purpose)


# --- who looked ------------------------------------------------------------------------------------------------------


def test_a_worker_sees_every_reading_of_their_matters_but_their_own(world):
    case = world.bring("lin")
    read(world, "zhou", case)
    read(world, "lin", case, "own")
    read(world, "zhou", world.bring("ma"))
    assert [entry.actor_id for entry in queries.looks_at(world.people["lin"].pk)] == [world.people["zhou"].pk]


def test_who_was_exposed_goes_both_ways(world):
    case = world.bring("lin")
    read(world, "zhou", case)
    read(world, "zhou", case)
    lin, zhou = world.people["lin"].pk, world.people["zhou"].pk
    since, until = clock.now() - timedelta(hours=1), clock.now() + timedelta(hours=1)
    [found] = queries.exposed_by(zhou, since, until)
    assert (found.person_id, found.times, found.kinds) == (lin, 2, {"cases.Case"})
    assert [(one.actor_id, one.times) for one in queries.lookers_at(lin, since, until)] == [(zhou, 2)]
    assert queries.exposed_by(zhou, since - timedelta(days=2), since) == []


def test_the_command_names_keys_and_no_names(world):
    from unionhall.privacy.commands import exposed

    read(world, "zhou", world.bring("lin"))
    day = f"{clock.today():%Y-%m-%d}"
    result = CliRunner().invoke(exposed, ["--account", world.people["zhou"].name, "--from", day, "--to", day, "--json"])
    assert [row["person"] for row in json.loads(result.output)["persons"]] == [str(world.people["lin"].pk)]
    assert world.people["lin"].name not in result.output


# --- objections ------------------------------------------------------------------------------------------------------


def object_(world, who="zhou"):
    entry = read(world, who, world.bring("lin"))
    return actions.object_to(by=world.actor("lin"), text="他不该看我的材料", entry_id=entry.pk)


def test_an_objection_names_whom_it_is_against_and_is_due_in_fifteen_days(world):
    objection = object_(world)
    assert objection.against_id == world.people["zhou"].pk
    assert objection.due_on == clock.today() + timedelta(days=15)


def test_a_supervisor_above_answers_and_the_worker_is_told(world):
    objection = object_(world)
    found = access.visible_objections(world.actor("jian")).get()
    answered = actions.uphold(found, by=world.actor("jian"), text="已提醒，今后不再打开")
    assert (answered.state, answered.answered_by_id) == (ObjectionState.UPHELD, world.people["jian"].pk)
    from unionhall.notices.models import Message

    assert Message.objects.filter(person=world.people["lin"], template="news", about_id=str(objection.pk)).exists()


def test_nobody_answers_an_objection_to_themselves(world):
    objection = object_(world, "jian")
    assert not access.visible_objections(world.actor("jian")).exists()
    with pytest.raises(Refused):
        actions.dismiss(objection, by=world.actor("jian"), text="没有问题")


def test_whoever_is_tied_to_an_employer_learns_of_no_objection(world):
    from unionhall.people.enums import TieKind

    object_(world)
    people.record_tie(world.people["jian"], by=NIGHT, employer=world.factory, kind=TieKind.RELATIVE)
    assert not access.visible_objections(world.actor("jian")).exists()


def test_nobody_objects_to_a_reading_of_somebody_elses_record(world):
    entry = read(world, "zhou", world.bring("ma"))
    with pytest.raises(Refused):
        actions.object_to(by=world.actor("lin"), text="不该看", entry_id=entry.pk)


def test_an_objection_is_taken_back_by_whoever_made_it_only(world):
    objection = object_(world)
    with pytest.raises(Refused):
        actions.withdraw(objection, by=world.actor("ma"))
    assert actions.withdraw(objection, by=world.actor("lin")).state == ObjectionState.WITHDRAWN


# --- being erased ----------------------------------------------------------------------------------------------------

CANARIES = ("林氏独名", "13900007777", "110101199003070038", "独一无二的经过", "lin-canary", "独家异议")


def canary(world):
    """A worker whose every word can be told apart, with an ended matter."""
    person = people.enter(by=NIGHT, name=CANARIES[0], phone=CANARIES[1], identity_number=CANARIES[2])
    people.open_account(person, by=NIGHT, username=CANARIES[4], email="lin-canary@example.org")
    world.people["canary"] = person
    case = world.bring("canary", account=CANARIES[3])
    cases.withdraw(case, by=world.actor("canary"), reason=CANARIES[3])
    actions.object_to(by=world.actor("canary"), text=CANARIES[5])
    return person, Case.objects.get(pk=case.pk)


def erase(world, who="canary"):
    erasure = actions.ask_erasure(by=world.actor(who))
    with clock.at(clock.now() + timedelta(days=5)):
        actions.erase_due(by=NIGHT)
    erasure.refresh_from_db()
    return erasure


def every_table():
    """Everything in the database as text, sealed columns opened as the product would open them."""
    from django.apps import apps

    connection.run_last_acts()
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed and model._meta.app_label != "procrastinate":
            continue
        for row in model._base_manager.values_list():
            yield model._meta.label, " ".join(str(value) for value in row)


def left_of(words):
    return sorted({(label, word) for label, text in every_table() for word in words if word in text})


def test_of_an_erased_person_no_word_is_left_in_any_table(world):
    person, _case = canary(world)
    assert {word for _label, word in left_of(CANARIES)} == set(CANARIES)
    assert erase(world).state == ErasureState.DONE
    assert left_of(CANARIES) == []
    tomb = Person.objects.get(pk=person.pk)
    assert (tomb.phone_lookup, tomb.identity_lookup, tomb.birth_on) == (None, None, None)
    assert not Account.objects.get(person=person).is_active


def test_who_came_in_by_a_list_has_a_key_of_their_own_by_the_next_morning(world):
    one = Person.objects.create(name="批量", phone="13800009999", entered_at=clock.now())
    PersonKey.objects.filter(pk=one.pk).delete()
    with connection.cursor() as cursor:  # as a list of a million names is written
        cursor.execute(
            "UPDATE people_person SET phone = %s WHERE id = %s", [seal("13800009999", "people.Person.phone"), one.pk]
        )
    core_tasks.give_own_keys(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE id = %s", [one.pk])
        copy = bytes(cursor.fetchone()[0])
    assert copy[2:18] == one.pk.bytes
    assert Person.objects.get(pk=one.pk).phone == "13800009999"
    assert rotation.give_own_keys(by=NIGHT) == 0, "once is enough"
    destroy_key(one.pk)
    assert unseal(copy, "people.Person.phone") == ""


def test_the_key_is_destroyed_so_that_no_copy_of_the_columns_opens(world):
    person, _case = canary(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE id = %s", [person.pk])
        copy = cursor.fetchone()[0]
    erase(world)
    assert PersonKey.objects.get(pk=person.pk).secret is None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET phone = %s WHERE id = %s", [copy, person.pk])
    assert Person.objects.get(pk=person.pk).phone == ""


def test_an_open_matter_keeps_a_person_until_it_ends(world):
    case = world.bring("lin")
    assert erase(world, "lin").state == ErasureState.ASKED
    cases.withdraw(Case.objects.get(pk=case.pk), by=world.actor("lin"), reason="不办了")
    with clock.at(clock.now() + timedelta(days=5)):
        assert actions.erase_due(by=NIGHT) == 1


def test_whoever_holds_a_post_is_not_erased(world):
    assert erase(world, "zhou").state == ErasureState.ASKED


def test_three_days_are_left_to_think_again(world):
    erasure = actions.ask_erasure(by=world.actor("ma"))
    assert actions.erase_due(by=NIGHT) == 0
    assert actions.stay(erasure, by=world.actor("ma")).state == ErasureState.WITHDRAWN


def test_a_matter_of_several_stays_until_the_last_of_them_is_erased(world):
    _person, case = canary(world)
    Complainant(case=case, person=world.people["ma"], identity_level="named", name="马", joined_at=clock.now()).save()
    erase(world)
    case.refresh_from_db()
    assert case.account == CANARIES[3]
    assert not Complainant.objects.get(case=case, person=world.people["canary"]).name


# --- legal hold and retention ------------------------------------------------------------------------------------------


def hold(world, **about):
    person = world.people["holder"] = people.enter(by=NIGHT, name="安保")
    return LegalHold.objects.create(
        reason="法院调取", placed_by=person, placed_at=clock.now(), until=clock.today() + timedelta(days=9000), **about
    )


def test_a_held_person_is_not_erased(world):
    person, _case = canary(world)
    hold(world, person=person)
    assert erase(world).state == ErasureState.ASKED


def run_after(years):
    with clock.at(clock.now() + timedelta(days=366 * years)):
        return actions.keep_in_time(by=NIGHT)


def test_ten_years_after_it_ended_a_matter_is_emptied_and_counted(world):
    _person, case = canary(world)
    run_after(9)
    case.refresh_from_db()
    assert case.account == CANARIES[3]
    runs = {run.record: run.done for run in run_after(11)}
    case.refresh_from_db()
    assert case.account == ""
    assert runs["cases.Case"] == 1
    assert RetentionRun.objects.filter(record="cases.Case", done=1, days=3653).exists()


def test_a_second_night_finds_nothing_more_to_do(world):
    canary(world)
    run_after(11)
    assert run_after(11) == []


@pytest.mark.parametrize("about", ["person", "record"])
def test_what_is_on_hold_stays_and_the_night_says_so(world, about):
    person, case = canary(world)
    hold(
        world,
        **({"person": person} if about == "person" else {"subject_type": "cases.Case", "subject_id": str(case.pk)}),
    )
    runs = {run.record: (run.done, run.held) for run in run_after(11)}
    case.refresh_from_db()
    assert case.account == CANARIES[3]
    assert runs["cases.Case"] == (0, 1)


def test_retention_is_by_the_rule_in_force_on_the_day():
    one = registry.records()["cases.Case"]
    assert one.rule(clock.today()).days == 3653


def test_nobody_but_the_system_runs_retention(world):
    with pytest.raises(Refused):
        actions.keep_in_time(by=world.actor("zhou"))


def test_an_objection_is_exported_with_ones_data(world):
    object_(world)
    held = people.export_own_data(world.people["lin"], by=world.actor("lin"))
    assert [row["text"] for row in held["privacy"]["objections"]] == ["他不该看我的材料"]
    assert Objection.objects.count() == 1


# --- opening outside one's usual work ----------------------------------------------------------------------------------


def test_an_officer_above_says_why_before_the_file_opens_and_the_worker_reads_it(world, client):
    from tests.matrix.people import sign_in

    case = world.bring("lin")
    account = people.open_account(world.people["dong"], by=NIGHT, username="dong-x")
    sign_in(client, account)
    first = client.get(f"/cases/{case.pk}/")
    assert "两个月工资没发" not in first.content.decode()
    assert not queries.looks_at(world.people["lin"].pk).exists()
    client.post(f"/cases/{case.pk}/opening/", {"reason": "信访复核"})
    assert "两个月工资没发" in client.get(f"/cases/{case.pk}/").content.decode()
    [look] = queries.looks_at(world.people["lin"].pk)
    assert look.purpose == "信访复核"


def test_the_supervisor_is_told_of_a_file_opened_from_outside(world):
    from unionhall.notices.models import Message

    case = world.bring("lin")
    cases.open_outside(case, by=world.actor("dong"), reason="信访复核")
    assert Message.objects.filter(person=world.people["jian"], template="looked").exists()


def test_whoever_is_on_duty_there_needs_no_reason(world):
    with pytest.raises(Refused):
        cases.open_outside(world.bring("lin"), by=world.actor("zhou"), reason="看看")
