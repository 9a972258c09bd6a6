"""Two hundred canaries in the cases of one employer, and everybody tied to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from unionhall.cases import actions
from unionhall.cases.models import Case
from unionhall.cases.tests.world import BUILDER, LONG_AGO, World, build
from unionhall.claims import actions as claims
from unionhall.claims import reckoning
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.people import actions as people
from unionhall.people.enums import Role, TieKind
from unionhall.people.models import Account, Membership

FAMILY_NAMES, GIVEN = "欧阳司徒上官诸葛夏侯", "蕻藜笙翊珩霁煊媱"
ROUNDS = 40


@dataclass
class Planted:
    """The small federation with everybody's secrets in it, and the canaries to look for."""

    world: World
    canaries: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)

    def found_in(self, text: str) -> list[str]:
        return [canary for canary in self.canaries if canary in text]


TIED = {
    "chang": "chair of the union at the employer, who is its personnel manager",
    "gong": "member of that union, and officer of the township",
    "gu": "the employer's counsel, lawyer of the township",
    "qin_tied": "relative of its owner, officer of the county",
    "yuan": "worker there, without a post",
}
OUTSIDERS = {
    "": "nobody is signed in",
    "wei": "a worker elsewhere",
    "xi": "officer of another county",
    "qing": "officer of another township",
    "su": "prosecutor, to whom nothing was transferred",
    "xiao": "system administrator",
    "an": "security administrator",
    "shen": "audit administrator",
}


def plant() -> Planted:
    world = build()
    made = Planted(world)
    _tie(world)
    # The handlers at township and county are tied, so every one of these matters lies with the city.
    cheng = world.actor("cheng")
    for n in range(ROUNDS):
        name = f"{FAMILY_NAMES[n % 5 * 2 : n % 5 * 2 + 2]}{GIVEN[n % 8]}{chr(0x4E00 + 37 * n)}"
        phone, identity = f"177{n:04d}7{n:03d}", _identity(n)
        words, note = f"口供{n:03d}号暗扣奖金", f"内情{n:03d}号录音"
        person = people.enter(by=BUILDER, name=name, phone=phone, identity_number=identity)
        world.people[f"victim{n}"] = person
        case = actions.bring(
            by=world.actor(f"victim{n}"), kind="wages", account=words, employer=world.factory,
            division=world.harbour_place, identity_level="hidden" if n % 2 else "named",
        ).case  # fmt: skip
        if n % 4 == 0:
            case = actions.accept(case, by=cheng)
            actions.write_note(case, by=cheng, text=note, audience="internal")
        else:
            actions.message(case, by=world.actor(f"victim{n}"), text=note)
        made.cases.append(case)
        made.canaries += [name, phone, identity, words, note]
    assert {case.body_id for case in made.cases} == {world.city.pk}
    assert len(set(made.canaries)) == 5 * ROUNDS
    made.canaries += _reckoned(made.cases[0], cheng)
    for key in {*TIED, *OUTSIDERS, "cheng", "hong"} - {""}:
        made.accounts[key] = Account.objects.create(
            person=world.people[key], username=f"{key}-secrecy", opened_at=clock.now()
        )
    return made


def _reckoned(case: Case, by: Actor) -> list[str]:
    """A finding with what the worker earns, and a claim made of it; how both are written on pages and in tables."""
    told = {
        "hire": "2019-03-01",
        "end": "2026-02-28",
        "reason": "art41",
        "wages": ["4321.09"],
        "region": "江西",
        "tier": 1,
    }
    kept = claims.keep(case, reckoning.find("severance", told), by=by)
    claims.claim(kept, ["total"], by=by)
    total = kept.finding["result"]["total"]
    return ["4321.09", "4,321.09", total, f"{float(total):,.2f}"]


def _identity(n: int) -> str:
    base = f"990121{1970 + n % 30}0{1 + n % 9}1{n % 9}{n:03d}"
    total = sum(int(d) * w for d, w in zip(base, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return base + "10X98765432"[total % 11]


def _tie(world: World) -> None:
    for key, name, phone in (("gong", "龚会员", "13900000041"), ("gu", "顾律师", "13900000042"),
                             ("qin_tied", "秦亲属", "13900000043"), ("yuan", "袁工友", "13900000044")):  # fmt: skip
        world.people[key] = people.enter(by=BUILDER, name=name, phone=phone)
    for key, body, role in (("gong", world.harbour, Role.OFFICER), ("gu", world.harbour, Role.LAWYER),
                            ("qin_tied", world.east, Role.OFFICER)):  # fmt: skip
        people.appoint(world.people[key], by=BUILDER, organisation=body, role=role, since=LONG_AGO)
    for key, kind in (
        ("gu", TieKind.COUNSEL),
        ("qin_tied", TieKind.RELATIVE),
        ("chang", TieKind.PERSONNEL),
        ("yuan", TieKind.EMPLOYEE),
    ):
        people.record_tie(world.people[key], by=BUILDER, employer=world.factory, kind=kind)
    Membership.objects.create(person=world.people["gong"], organisation=world.factory_union, since=LONG_AGO)
