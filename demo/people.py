"""Who lives and works in the demo federation? Named people for every role, officers of every body, three thousand members."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from faker import Faker

from unionhall.core import audit
from unionhall.core.identity import identity_check
from unionhall.core.sealed import lookup
from unionhall.organisations.enums import AgencyKind
from unionhall.organisations.models import Organisation
from unionhall.people.enums import Channel, MandateBasis, MandateKind, Role, Sex, TieKind
from unionhall.people.models import Mandate, Membership, Person, Post, Tie

from .bodies import BUILDER, Bodies
from .employers import Employers
from .moments import Calendar
from .places import HARBOUR, TOWNSHIPS

MEMBERS = 3_000
# Prefix 161: well formed (1, then 3 to 9), so that every check of a form passes, and allotted to nobody: of the 16x only 162, 165, 166
# and 167 are given out in the tables of segments (github.com/VincentSit/ChinaMobilePhoneNumberRegex, README-CN.md), and
# libphonenumber's pattern for China knows 16[25-7] alone. The demo's gateway sends nothing anyway; this is the second bolt.
CAST_PHONES, STAFF_PHONES, MEMBER_PHONES = 16_100_000_000, 16_101_000_000, 16_110_000_000


@dataclass(frozen=True)
class Figure:
    """Somebody of the cast: a name, an age, where they serve and in which role; workers serve nowhere."""

    name: str
    sex: str
    age: int
    body: str = ""
    role: str = ""


CITY, EAST, STREET = "990100", "990102", HARBOUR
CAST: dict[str, Figure] = {
    "lin": Figure("林小满", "female", 34),
    "ma": Figure("马骏", "male", 29),
    "daughter": Figure("欧阳雨桐", "female", 22),
    "ou": Figure("欧阳国栋", "male", 52),
    "gu": Figure("古丽娜尔·买买提", "female", 31),
    "chang": Figure("常青", "male", 47, "union:factory", Role.GRASSROOTS_CHAIR),
    "zhou": Figure("周敏", "female", 38, STREET, Role.COORDINATOR),
    "xu": Figure("许建国", "male", 55, STREET, Role.COORDINATOR),
    "he": Figure("何正言", "male", 41, STREET, Role.LAWYER),
    "sun": Figure("孙秉和", "male", 61, STREET, Role.MEDIATOR),
    "hong": Figure("洪波", "male", 44, STREET, Role.OFFICER),
    "dong": Figure("董蕾", "female", 45, EAST, Role.OFFICER),
    "qi": Figure("齐思远", "male", 36, EAST, Role.LAWYER),
    "cheng": Figure("程远山", "male", 50, CITY, Role.OFFICER),
    "fang": Figure("方婷", "female", 33, CITY, Role.COORDINATOR),
    "shenlaw": Figure("沈若溪", "female", 39, CITY, Role.LAWYER),
    "wu": Figure("吴桂兰", "female", 58, CITY, Role.MEDIATOR),
    "jian": Figure("简毅", "male", 49, CITY, Role.SUPERVISOR),
    "gao": Figure("高路", "male", 42, "couriers", Role.OFFICER),
    "tong": Figure("童欣", "female", 35, "couriers", Role.COORDINATOR),
    "deng": Figure("邓灯市", "male", 40, "night_market", Role.COORDINATOR),
    "su": Figure("苏明", "female", 37, "agency:990100:procuratorate", Role.PARTNER),
    "fa": Figure("罗慎行", "male", 46, "agency:990100:court", Role.PARTNER),
    "ren": Figure("任立群", "male", 43, "agency:990102:labour_authority", Role.PARTNER),
    "si": Figure("司徒静", "female", 40, "agency:990102:justice_bureau", Role.PARTNER),
    "zhong": Figure("钟衡", "male", 51, "agency:990102:arbitration", Role.PARTNER),
    "xiao": Figure("肖文", "male", 32, CITY, Role.SYSTEM_ADMIN),
    "an": Figure("安然", "female", 36, CITY, Role.SECURITY_ADMIN),
    "shen": Figure("沈佩", "female", 48, CITY, Role.AUDIT_ADMIN),
}


@dataclass
class People:
    """The cast by key, the members of each union, and who is on duty at each body."""

    cast: dict[str, Person]
    members: dict[str, list[Person]] = field(default_factory=dict)
    on_duty: dict[str, dict[str, Person]] = field(default_factory=dict)
    """By body code: role → person."""

    def members_of(self, body: Organisation) -> list[Person]:
        return self.members.get(body.code, [])


class Register:
    """Makes persons with sound identity numbers, each used once."""

    def __init__(self, draw: random.Random, days: Calendar, *, first: int = 0) -> None:
        """`first`: from which serial number on identity numbers are given, where another register gave some before."""
        self.draw, self.days, self.first = draw, days, first
        self.names = Faker("zh_CN")
        self.names.seed_instance(2026)
        self.serials: dict[tuple[str, date], int] = {}
        self.persons: list[Person] = []
        self.posts: list[Post] = []

    def person(
        self, phone: int, place: str, *, name: str = "", sex: str = "", age: int = 0, channel: str = ""
    ) -> Person:
        sex = sex or self.draw.choice(("female", "male"))
        name = name or (self.names.name_female() if sex == "female" else self.names.name_male())
        born_on = self.days.today - timedelta(
            days=round((age or self.draw.randrange(19, 59)) * 365.25) + self.draw.randrange(365)
        )
        number = self._identity(place, born_on, sex)
        row = Person(
            name=name,
            phone=str(phone),
            phone_lookup=lookup(str(phone), "phone"),
            identity_number=number,
            identity_lookup=lookup(number, "identity"),
            birth_on=born_on,
            sex=Sex(sex),
            channel=channel or Channel.TEXT,
            entered_at=self.days.founded_at,
        )
        self.persons.append(row)
        return row

    def _identity(self, place: str, born_on: date, sex: str) -> str:
        region = place[:6] if len(place) >= 6 and place != CITY else "990102"
        key = (region, born_on)
        serial = self.serials.get(key, self.first) + 2
        self.serials[key] = serial
        odd = serial - 1 if sex == "male" else serial
        first = f"{region}{born_on:%Y%m%d}{odd:03d}"
        return first + identity_check(first)

    def appoint(self, person: Person, body: Organisation, role: str) -> None:
        self.posts.append(Post(person=person, organisation=body, role=role, since=self.days.founded_on))


def build(bodies: Bodies, employers: Employers, days: Calendar, draw: random.Random) -> People:
    register = Register(draw, days)
    people = People({})
    for number, (key, figure) in enumerate(CAST.items(), 1):
        body = _body(figure.body, bodies, employers)
        place = body.division.code if body and body.division else HARBOUR
        people.cast[key] = register.person(
            CAST_PHONES + number, place, name=figure.name, sex=figure.sex, age=figure.age
        )
        if body is not None:
            register.appoint(people.cast[key], body, figure.role)
            people.on_duty.setdefault(body.code, {}).setdefault(figure.role, people.cast[key])
    _staff(register, people, bodies)
    memberships = _members(register, people, bodies, employers)
    ties, mandates = _ties(people, employers, days), _mandates(people, days)
    for model, rows in (
        (Person, register.persons), (Post, register.posts), (Membership, memberships), (Tie, ties), (Mandate, mandates),
    ):  # fmt: skip
        model.objects.bulk_create(rows, batch_size=1_000)
    audit.record_many(
        [
            *(audit.Entry("person.entered", row, BUILDER) for row in register.persons),
            *(audit.Entry("post.given", row, BUILDER, details={"role": row.role}) for row in register.posts),
            *(audit.Entry("membership.recorded", row, BUILDER) for row in memberships),
            *(audit.Entry("tie.recorded", row, BUILDER, details={"kind": row.kind}) for row in ties),
            *(audit.Entry("mandate.given", row, BUILDER, details={"kind": row.kind}) for row in mandates),
        ]
    )
    return people


def _body(where: str, bodies: Bodies, employers: Employers) -> Organisation | None:
    if not where:
        return None
    kind, _, rest = where.partition(":")
    match kind:
        case "union":
            return bodies.union_at(employers.named[rest])
        case "agency":
            code, _, agency = rest.partition(":")
            return bodies.agencies[code, agency]
        case "couriers" | "night_market":
            return getattr(bodies, kind)  # type: ignore[no-any-return]
    return bodies.by_code[where]


def _staff(register: Register, people: People, bodies: Bodies) -> None:
    """Everybody else on duty: a full desk at each county, two people at each township, a chair at each union."""
    phone = iter(range(STAFF_PHONES, STAFF_PHONES + 100_000))
    wanted: list[tuple[Organisation, tuple[str, ...]]] = [
        *(
            (body, (Role.OFFICER, Role.COORDINATOR, Role.LAWYER, Role.MEDIATOR, Role.SUPERVISOR))
            for body in bodies.counties
        ),
        *((body, (Role.OFFICER, Role.COORDINATOR, Role.MEDIATOR)) for body in bodies.townships),
        *((body, (Role.GRASSROOTS_CHAIR,)) for body in bodies.unions),
        *(
            (body, (Role.PARTNER,))
            for body in bodies.agencies.values()
            if body.agency_kind != AgencyKind.JUSTICE_BUREAU
        ),
    ]
    for body, roles in wanted:
        present = people.on_duty.setdefault(body.code, {})
        place = body.division.code if body.division else CITY
        for role in roles:
            if role not in present:
                person = register.person(next(phone), place, age=register.draw.randrange(28, 58))
                present[role] = person
                register.appoint(person, body, role)


def _members(register: Register, people: People, bodies: Bodies, employers: Employers) -> list[Membership]:
    """Members by union; the workers of the cast belong to the unions of their stories."""
    cast = people.cast
    garments = bodies.union_at(employers.named["garments"])
    people.members[garments.code] = [cast["lin"], cast["gu"]]
    people.members[bodies.couriers.code] = [cast["ma"]]
    people.members[bodies.union_at(employers.named["builder"]).code] = [cast["ou"]]
    told_about = {employer.pk for employer in employers.named.values()}
    weights = [
        60 if union.employer_id is None else 30 if union.employer_id in told_about else register.draw.randrange(6, 30)
        for union in bodies.unions
    ]
    phone = iter(range(MEMBER_PHONES, MEMBER_PHONES + 10 * MEMBERS, 7))
    chosen = register.draw.choices(bodies.unions, weights=weights, k=MEMBERS - 4)
    for union in chosen:
        place = union.division.code if union.division and union.division.code in TOWNSHIPS else HARBOUR
        channel = register.draw.choices((Channel.TEXT, Channel.PHONE, Channel.ONLINE), weights=(88, 7, 5))[0]
        people.members.setdefault(union.code, []).append(register.person(next(phone), place, channel=channel))
    by_code = {union.code: union for union in bodies.unions}
    return [
        Membership(
            person=person,
            organisation=by_code[code],
            since=register.days.founded_on + timedelta(days=register.draw.randrange(600)),
        )
        for code, persons in people.members.items()
        for person in persons
    ]


def _ties(people: People, employers: Employers, days: Calendar) -> list[Tie]:
    """Why some on duty are barred: routing sends those matters one level up."""
    since = days.founded_on
    cast, named = people.cast, employers.named
    return [
        Tie(person=cast["hong"], employer=named["factory"], kind=TieKind.RELATIVE, since=since),
        Tie(person=cast["he"], employer=named["dispatch_two"], kind=TieKind.COUNSEL, since=since),
        Tie(person=cast["qi"], employer=employers.all[30], kind=TieKind.COUNSEL, since=since),
        Tie(person=cast["wu"], employer=employers.all[52], kind=TieKind.OWNER, since=since),
    ]


def _mandates(people: People, days: Calendar) -> list[Mandate]:
    cast = people.cast
    return [
        Mandate(
            principal=cast["ou"],
            agent=cast["daughter"],
            kind=MandateKind.FAMILY,
            basis=MandateBasis.IN_PERSON,
            since=days.days_ago(200),
            recorded_by=cast["zhou"],
            recorded_at=days.founded_at,
            accepted_at=days.founded_at,
        ),
        Mandate(
            principal=cast["gu"],
            agent=cast["xu"],
            kind=MandateKind.OFFICER,
            basis=MandateBasis.PAPER,
            since=days.days_ago(150),
            recorded_by=cast["zhou"],
            recorded_at=days.founded_at,
            accepted_at=days.founded_at,
        ),
    ]
