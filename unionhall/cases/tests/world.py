"""A small federation for tests: one city, two counties with a township each, people of every role, employers.

The smallest world in which routing, ties, scopes and transfers all mean something. Everybody has a name.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.snapshot import remembered
from unionhall.cases import actions
from unionhall.cases.enums import DayUnit, IdentityLevel, Kind
from unionhall.cases.models import Case, ServicePromise
from unionhall.cases.states import State
from unionhall.core.actor import Actor, system
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import AgencyKind, Industry, Level, OrganisationKind
from unionhall.organisations.models import Division, Employer, Organisation
from unionhall.people import actions as people
from unionhall.people import queries
from unionhall.people.enums import Role
from unionhall.people.models import Person

BUILDER = system("test world")
LONG_AGO = date(2020, 1, 1)


@dataclass
class World:
    """The federation of Ruijiang, small."""

    city: Organisation
    east: Organisation
    west: Organisation
    harbour: Organisation
    hill: Organisation
    factory_union: Organisation
    procuratorate: Organisation
    harbour_place: Division
    hill_place: Division
    factory: Employer
    courier: Employer
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """What a person may do today, built as at sign-in."""
        return queries.actor_of_person(self.people[name])

    def bring(self, worker: str = "lin", **facts: Any) -> Case:
        """A matter from a worker against the factory, in the harbour township, unless said otherwise."""
        facts = {
            "kind": Kind.WAGES,
            "account": "两个月工资没发",
            "employer": self.factory,
            "division": self.harbour_place,
            "identity_level": IdentityLevel.NAMED,
            **facts,
        }
        return actions.bring(by=self.actor(worker), **facts).case

    def case_in(self, state: str, worker: str = "lin", **facts: Any) -> Case:
        """A matter that has come as far as a state, handled by Zhou of the harbour township."""
        case = self.bring(worker, **facts)
        zhou = self.actor("zhou")
        path: dict[str, list[str]] = {
            State.RECEIVED: [],
            State.ACCEPTED: ["accept"],
            State.CONSULTING: ["accept", "consult"],
            State.NEGOTIATING: ["accept", "negotiate"],
            State.MEDIATING: ["accept", "mediate"],
            State.FAILED: ["accept", "mediate", "fail"],
            State.ARBITRATION: ["accept", "arbitrate"],
            State.LITIGATION: ["accept", "arbitrate", "litigate"],
            State.SETTLED: ["accept", "mediate", "settle"],
            State.PERFORMED: ["accept", "mediate", "settle", "perform"],
            State.CLOSED: ["accept", "close"],
            State.WITHDRAWN: ["accept", "withdraw"],
            State.REFUSED: ["refuse"],
            State.REOPENED: ["accept", "close", "reopen"],
        }
        arguments: dict[str, dict[str, Any]] = {
            "fail": {"reason": "双方差距太大"},
            "settle": {
                "manner": "mediation",
                "terms": "扣两成，其余付清",
                "amount": 8000,
                "signed_on": date(2026, 6, 1),
            },
            "close": {"reason": "已答复", "manner": "advice"},
            "withdraw": {"reason": "来电撤回"},
            "refuse": {"reason": "属于劳动监察", "competent_name": "市劳动监察支队"},
            "reopen": {"reason": "没有解决"},
        }
        for verb in path[state]:
            case = getattr(actions, verb)(case, by=zhou, **arguments.get(verb, {}))
        return case


@remembered
def build() -> World:
    """Make the world. Call inside a database test."""
    places = _places()
    city = _body("瑞江市总工会", "C", Level.CITY, None, "瑞工", places["city"])
    east = _body("东城县总工会", "E", Level.COUNTY, city, "东工", places["east"])
    west = _body("西岭县总工会", "W", Level.COUNTY, city, "西工", places["west"])
    harbour = _body("港湾街道总工会", "EH", Level.TOWNSHIP, east, "港工", places["harbour"])
    hill = _body("青山镇总工会", "WH", Level.TOWNSHIP, west, "青工", places["hill"])
    factory = organisations.register_employer(
        by=BUILDER, name="宏达制造有限公司", division=places["harbour"], industry=Industry.MANUFACTURING
    )
    courier = organisations.register_employer(
        by=BUILDER, name="飞鸽速递有限公司", division=places["hill"], industry=Industry.TRANSPORT, is_platform=True
    )
    factory_union = organisations.found(
        by=BUILDER,
        name="宏达制造工会",
        code="EH1",
        level=Level.UNION,
        kind=OrganisationKind.UNION,
        parent=harbour,
        employer=factory,
        case_prefix="宏工",
        receives_cases=True,
    )
    procuratorate = organisations.found(
        by=BUILDER,
        name="瑞江市人民检察院",
        code="P",
        level=Level.CITY,
        kind=OrganisationKind.AGENCY,
        agency_kind=AgencyKind.PROCURATORATE,
    )
    world = World(
        city,
        east,
        west,
        harbour,
        hill,
        factory_union,
        procuratorate,
        places["harbour"],
        places["hill"],
        factory,
        courier,
    )
    _people(world)
    _promises()
    return world


def _places() -> dict[str, Division]:
    made: dict[str, Division] = {}
    for key, name, code, level, parent in (
        ("city", "瑞江市", "990100", Level.CITY, None),
        ("east", "东城县", "990121", Level.COUNTY, "city"),
        ("west", "西岭县", "990122", Level.COUNTY, "city"),
        ("harbour", "港湾街道", "990121001", Level.TOWNSHIP, "east"),
        ("hill", "青山镇", "990122101", Level.TOWNSHIP, "west"),
    ):
        made[key] = Division.objects.create(name=name, code=code, level=level, parent=made.get(parent or ""))
    return made


def _body(name: str, code: str, level: int, parent: Organisation | None, prefix: str, place: Division) -> Organisation:
    body = organisations.found(
        by=BUILDER,
        name=name,
        code=code,
        level=level,
        kind=OrganisationKind.FEDERATION,
        parent=parent,
        case_prefix=prefix,
        receives_cases=True,
        division=place,
    )
    organisations.answer_for(body, by=BUILDER, division=place, since=LONG_AGO)
    return body


def _people(world: World) -> None:
    posts: list[tuple[str, str, str, Organisation | None, str]] = [
        ("lin", "林小满", "13900000001", None, ""),
        ("ma", "马骏", "13900000002", None, ""),
        ("wei", "魏家人", "13900000003", None, ""),
        ("zhou", "周敏", "13900000010", world.harbour, Role.COORDINATOR),
        ("he", "何律师", "13900000011", world.harbour, Role.LAWYER),
        ("sun", "孙调解", "13900000012", world.harbour, Role.MEDIATOR),
        ("hong", "洪干事", "13900000013", world.harbour, Role.OFFICER),
        ("dong", "董科长", "13900000014", world.east, Role.OFFICER),
        ("xi", "席科长", "13900000015", world.west, Role.OFFICER),
        ("qing", "秦主任", "13900000016", world.hill, Role.OFFICER),
        ("cheng", "程部长", "13900000017", world.city, Role.OFFICER),
        ("jian", "简督导", "13900000018", world.east, Role.SUPERVISOR),
        ("chang", "常主席", "13900000019", world.factory_union, Role.GRASSROOTS_CHAIR),
        ("su", "苏检察官", "13900000020", world.procuratorate, Role.PARTNER),
        ("xiao", "肖系统", "13900000021", world.city, Role.SYSTEM_ADMIN),
        ("an", "安全保", "13900000022", world.city, Role.SECURITY_ADMIN),
        ("shen", "沈审计", "13900000023", world.city, Role.AUDIT_ADMIN),
    ]
    for key, name, phone, body, role in posts:
        person = people.enter(by=BUILDER, name=name, phone=phone)
        world.people[key] = person
        if body is not None:
            people.appoint(person, by=BUILDER, organisation=body, role=role, since=LONG_AGO)


def _promises() -> None:
    for state, days, unit in (
        (State.RECEIVED, 5, DayUnit.WORKING),
        (State.ACCEPTED, 3, DayUnit.WORKING),
        (State.CONSULTING, 15, DayUnit.CALENDAR),
        (State.NEGOTIATING, 20, DayUnit.WORKING),
        (State.MEDIATING, 30, DayUnit.CALENDAR),
        (State.REOPENED, 3, DayUnit.WORKING),
        (State.PERFORMED, 15, DayUnit.CALENDAR),
    ):
        ServicePromise.objects.create(state=state, days=days, unit=unit, since=LONG_AGO, source="测试服务承诺")
