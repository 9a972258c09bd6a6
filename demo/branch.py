"""A branch whose people work far from home: 320 staff at twenty sites, 270 of them posted away (mechanism R6)."""

import random
from datetime import timedelta

from unionhall.core import audit
from unionhall.organisations.actions import place_in_tree
from unionhall.organisations.enums import Industry, Level, OrganisationKind
from unionhall.organisations.models import Employer, Organisation
from unionhall.people.enums import Channel
from unionhall.people.models import Membership, Person

from .bodies import BUILDER, Bodies
from .employers import Employers, credit_code
from .moments import Calendar
from .people import MEMBER_PHONES, MEMBERS, People, Register
from .places import Places

STAFF, AWAY = 320, 270
NAME = "瑞江输变电运维分公司"
PLACE = "990102006"
SERIAL = 19_870_320


def build(places: Places, employers: Employers, bodies: Bodies, people: People, days: Calendar) -> Organisation:
    """The branch, its union and its members; drawn by itself, so that nobody else in the demo changes."""
    place = places.by_code[PLACE]
    employer = Employer(
        name=NAME,
        uscc=credit_code(PLACE[:6], SERIAL),
        division=place,
        industry=Industry.MINING_ENERGY,
        address=f"{place.name}江滨路118号",
    )
    employer.save(force_insert=True)
    employers.named["branch"] = employer
    union = Organisation(
        name=f"{NAME}工会委员会", short_name="输变电运维分公司工会", code="RJ-U320", level=Level.UNION,
        kind=OrganisationKind.UNION, parent=bodies.by_code[PLACE], employer=employer, division=place,
        industry=Industry.MINING_ENERGY,
    )  # fmt: skip
    place_in_tree(union)
    union.save(force_insert=True)
    draw = random.Random(STAFF)
    register = Register(draw, days, first=500)
    register.names.seed_instance(STAFF)
    phone = iter(range(MEMBER_PHONES + 10 * MEMBERS, MEMBER_PHONES + 10 * MEMBERS + 11 * STAFF, 11))
    members = [
        register.person(
            next(phone), PLACE, age=draw.randrange(23, 58), channel=draw.choices(list(Channel.values), (88, 7, 5))[0]
        )
        for _n in range(STAFF)
    ]
    memberships = [
        Membership(person=person, organisation=union, since=days.founded_on + timedelta(days=draw.randrange(600)))
        for person in members
    ]
    Person.objects.bulk_create(members)
    Membership.objects.bulk_create(memberships)
    people.members[union.code] = members
    audit.record_many(
        [
            audit.Entry("employer.registered", employer, BUILDER),
            audit.Entry("organisation.founded", union, BUILDER),
            *(audit.Entry("person.entered", row, BUILDER) for row in members),
            *(audit.Entry("membership.recorded", row, BUILDER) for row in memberships),
        ]
    )
    return union
