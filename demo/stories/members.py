"""Joining and moving: home unions by platform and trade, two who want to join, one who wants to move, some whose membership is kept."""

from datetime import date

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.identity import identity_check
from unionhall.members import actions
from unionhall.organisations.enums import Industry
from unionhall.people import api as people
from unionhall.people.enums import RetainedWhy

from ..world import Story, World

BY = system("demo members")
NEW = (("石磊", "16188880001", "99010119950412301"), ("古丽", "16188880002", "99010119990720402"))
KEPT = (RetainedWhy.UNEMPLOYED, RetainedWhy.RETIRED, RetainedWhy.LEAVE, RetainedWhy.RETIRED)


def homes_are_named(world: World) -> Story:
    """Riders and couriers have a home with the couriers' union, those of the night market with its joint union."""
    yield world.ago(120)
    since = clock.today()
    for platform in ("rider", "courier"):
        actions.name_home(world.bodies.couriers, by=BY, since=since, platform=platform)
    actions.name_home(world.bodies.night_market, by=BY, since=since, industry=Industry.CATERING)
    actions.change_door(world.bodies.couriers, by=BY, open=True, at_once=False, asks_employer=True)


def some_are_kept(world: World) -> Story:
    """Out of work, retired, on leave: they stay members."""
    yield world.ago(40)
    for person, why in zip(world.people.members_of(world.bodies.couriers)[3:], KEPT, strict=False):
        membership = people.membership_of(person.pk)
        if membership is not None:
            actions.retain(membership, by=BY, since=date(clock.today().year, 1, 1), why=why)


def two_want_to_join(world: World) -> Story:
    """One has waited so long that the body above is told; one came by the poster this week."""
    for number, days in enumerate((24, 3)):
        yield world.ago(days)
        name, phone, seventeen = NEW[number]
        person = people.enter(by=BY, name=name, phone=phone)
        actions.apply(
            world.bodies.couriers,
            by=people.actor_of_person(person),
            person_id=person.pk,
            consented=True,
            identity_number=seventeen + identity_check(seventeen),
            employer_name="飞鸽速递",
        )


def one_wants_to_move(world: World) -> Story:
    """From the night market's union to the couriers': both see it."""
    yield world.ago(2)
    person = world.people.members_of(world.bodies.night_market)[2]
    actions.apply(
        world.bodies.couriers,
        by=people.actor_of_person(person),
        person_id=person.pk,
        consented=True,
        employer_name="飞鸽速递",
    )


def stories(world: World) -> list[Story]:
    return [homes_are_named(world), some_are_kept(world), two_want_to_join(world), one_wants_to_move(world)]
