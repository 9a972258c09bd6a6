"""Which union bodies and agencies are there, and who answers for what?"""

from dataclasses import dataclass

from unionhall.core import audit
from unionhall.core.actor import system
from unionhall.organisations.api import place_in_tree
from unionhall.organisations.enums import AgencyKind, Industry, Level, OrganisationKind
from unionhall.organisations.models import Division, Employer, Organisation, Responsibility

from .employers import Employers
from .moments import Calendar
from .places import COUNTIES, RIVERSIDE, TOWNSHIPS, Places

BUILDER = system("demo")
UNIONS = 150
AGENCIES = {
    AgencyKind.PROCURATORATE: "人民检察院",
    AgencyKind.COURT: "人民法院",
    AgencyKind.LABOUR_AUTHORITY: "人力资源和社会保障局",
    AgencyKind.JUSTICE_BUREAU: "司法局",
    AgencyKind.ARBITRATION: "劳动人事争议仲裁委员会",
}


@dataclass(frozen=True)
class Bodies:
    """The tree: by division code for federations, by (code, kind) for agencies, by employer for grassroots unions."""

    city: Organisation
    by_code: dict[str, Organisation]
    agencies: dict[tuple[str, str], Organisation]
    unions: list[Organisation]
    couriers: Organisation
    night_market: Organisation

    @property
    def counties(self) -> list[Organisation]:
        return [self.by_code[code] for code in COUNTIES]

    @property
    def townships(self) -> list[Organisation]:
        return [self.by_code[code] for code in TOWNSHIPS]

    def union_at(self, employer: Employer) -> Organisation:
        return next(union for union in self.unions if union.employer_id == employer.pk)

    @property
    def everything(self) -> list[Organisation]:
        return [*self.by_code.values(), *self.unions, *self.agencies.values()]


def build(places: Places, employers: Employers, days: Calendar) -> Bodies:
    city = _federation(places.city, None, "瑞工", "（0990）1261 0000")
    by_code = {places.city.code: city}
    for number, place in enumerate(places.counties, 1):
        by_code[place.code] = _federation(place, city, f"{place.name[:2]}工", f"（0990）1261 1{number:03d}")
    counties = {place.name[:2] for place in places.counties}
    for number, place in enumerate(places.townships, 1):
        short = place.name if place.name[:2] in counties else place.name.removesuffix("街道").rstrip("镇乡")
        by_code[place.code] = _federation(place, by_code[place.code[:6]], f"{short}工", f"（0990）1261 2{number:03d}")
    couriers = _union(
        "瑞江市快递外卖货运行业工会联合会", "市快递外卖货运行业工会", "RJ-H01", city, OrganisationKind.INDUSTRIAL_UNION,
        division=places.city, industry=Industry.TRANSPORT, case_prefix="快运工", receives_cases=True,
        phone="（0990）1261 3001", address="瑞江市东澜区高新街道创业大道 66 号快递小哥之家",
    )  # fmt: skip
    night_market = _union(
        "灯市口夜市联合工会", "灯市口夜市联合工会", "RJ-L01", by_code[RIVERSIDE], OrganisationKind.JOINT_UNION,
        division=places.by_code[RIVERSIDE], industry=Industry.CATERING, case_prefix="灯市工", receives_cases=True,
        phone="（0990）1261 3002", address="瑞江市东澜区滨江街道灯市口 1 号二楼",
    )  # fmt: skip
    unions = [couriers, night_market, *_at_employers(employers, by_code)]
    agencies = _agencies([places.city, *places.counties])
    everything = [*by_code.values(), *unions, *agencies.values()]
    Organisation.objects.bulk_create(everything)
    rules = _responsibilities(places, by_code, couriers, night_market, days)
    Responsibility.objects.bulk_create(rules)
    audit.record_many(
        [
            *(audit.Entry("organisation.founded", body, BUILDER) for body in everything),
            *(audit.Entry("responsibility.recorded", rule, BUILDER) for rule in rules),
        ]
    )
    return Bodies(city, by_code, agencies, unions, couriers, night_market)


def _federation(place: Division, parent: Organisation | None, prefix: str, phone: str) -> Organisation:
    body = Organisation(
        name=f"{place.name}总工会" if place.level < Level.TOWNSHIP else f"{place.name}总工会（职工服务站）",
        short_name=f"{place.name}总工会",
        code=f"RJ-{place.code}",
        case_prefix=prefix,
        kind=OrganisationKind.FEDERATION,
        level=place.level,
        parent=parent,
        division=place,
        receives_cases=True,
        phone=phone,
        address=f"{place.parent.name if place.parent else place.name}{place.name if place.parent else ''}职工之家一楼服务大厅",
    )
    place_in_tree(body)
    return body


def _union(name: str, short: str, code: str, parent: Organisation, kind: str, **facts: object) -> Organisation:
    body = Organisation(name=name, short_name=short, code=code, level=Level.UNION, kind=kind, parent=parent, **facts)
    place_in_tree(body)
    return body


def _at_employers(employers: Employers, by_code: dict[str, Organisation]) -> list[Organisation]:
    made = []
    for number, employer in enumerate(employers.all[: UNIONS - 2], 1):
        parent = by_code[employer.division.code] if employer.division else by_code["990100"]
        short = employer.name.replace("（瑞江）", "").removesuffix("有限公司")
        names = (f"{employer.name}工会委员会", f"{short}工会"[:40], f"RJ-U{number:03d}")
        facts = {"employer": employer, "division": employer.division, "industry": employer.industry}
        made.append(_union(*names, parent, OrganisationKind.UNION, **facts))
    return made


def _agencies(places: list[Division]) -> dict[tuple[str, str], Organisation]:
    made = {}
    for place in places:
        for kind, name in AGENCIES.items():
            body = Organisation(
                name=f"{place.name}{name}",
                short_name=f"{place.name}{name}"[:40],
                code=f"RJ-{place.code}-{kind}",
                kind=OrganisationKind.AGENCY,
                agency_kind=kind,
                level=place.level,
                division=place,
            )
            place_in_tree(body)
            made[place.code, str(kind)] = body
    return made


def _responsibilities(
    places: Places,
    by_code: dict[str, Organisation],
    couriers: Organisation,
    night_market: Organisation,
    days: Calendar,
) -> list[Responsibility]:
    def rule(body: Organisation, place: Division, industry: str = "") -> Responsibility:
        return Responsibility(organisation=body, division=place, industry=industry, since=days.founded_on)

    rules = [rule(body, places.by_code[code]) for code, body in by_code.items()]
    rules += [rule(couriers, place, Industry.TRANSPORT) for place in places.by_code.values()]
    rules.append(rule(night_market, places.by_code[RIVERSIDE], Industry.CATERING))
    return rules
