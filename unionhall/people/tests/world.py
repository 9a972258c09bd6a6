"""A small body with people of every kind, each with the means to sign in."""

from dataclasses import dataclass, field
from datetime import date

from tests.snapshot import remembered
from unionhall.core.actor import Actor, system
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import AgencyKind, Level, OrganisationKind
from unionhall.organisations.models import Employer, Organisation
from unionhall.people import actions, queries
from unionhall.people.enums import Role
from unionhall.people.models import Account, Person

SYSTEM = system("test world")
LONG_AGO = date(2020, 1, 1)
PASSWORD = "mountain-river-42"


@dataclass
class World:
    city: Organisation
    east: Organisation
    factory_union: Organisation
    court: Organisation
    factory: Employer
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return queries.actor_of_person(self.people[name])

    def account(self, name: str) -> Account:
        return Account.objects.get(person=self.people[name])


@remembered
def build() -> World:
    """Make the world. Call inside a database test."""
    city = _body("瑞江市总工会", "C", Level.CITY, None)
    east = _body("东城县总工会", "E", Level.COUNTY, city)
    factory = organisations.register_employer(by=SYSTEM, name="宏达制造有限公司")
    union = organisations.found(
        by=SYSTEM,
        name="宏达制造工会",
        code="E1",
        level=Level.UNION,
        kind=OrganisationKind.UNION,
        parent=east,
        employer=factory,
    )
    court = organisations.found(
        by=SYSTEM,
        name="瑞江市人民法院",
        code="K",
        level=Level.CITY,
        kind=OrganisationKind.AGENCY,
        agency_kind=AgencyKind.COURT,
    )
    world = World(city, east, union, court, factory)
    for key, name, phone, body, role in (
        ("lin", "林小满", "13900000001", None, ""),
        ("wei", "魏家人", "13900000003", None, ""),
        ("zhou", "周敏", "13900000010", east, Role.COORDINATOR),
        ("dong", "董科长", "13900000014", east, Role.OFFICER),
        ("jian", "简督导", "13900000018", east, Role.SUPERVISOR),
        ("chang", "常主席", "13900000019", union, Role.GRASSROOTS_CHAIR),
        ("su", "苏法官", "13900000020", court, Role.PARTNER),
        ("xiao", "肖系统", "13900000021", city, Role.SYSTEM_ADMIN),
        ("an", "安全保", "13900000022", city, Role.SECURITY_ADMIN),
        ("shen", "沈审计", "13900000023", city, Role.AUDIT_ADMIN),
    ):
        person = actions.enter(by=SYSTEM, name=name, phone=phone)
        world.people[key] = person
        actions.open_account(person, by=SYSTEM, username=key, password=PASSWORD if body else None)
        if body is not None:
            actions.appoint(person, by=SYSTEM, organisation=body, role=role, since=LONG_AGO, reason="测试任命")
    return world


def _body(name: str, code: str, level: int, parent: Organisation | None) -> Organisation:
    return organisations.found(
        by=SYSTEM, name=name, code=code, level=level, kind=OrganisationKind.FEDERATION, parent=parent
    )
