"""The columns of the matrix: everyone who may knock, and how they stand to the case they ask about.

The world is the small federation of `unionhall/cases/tests/world.py`, with the neighbours this table needs. Lin's case lies
with the union of Harbour township, in the East county of the city.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client

from tests.snapshot import remembered
from unionhall.core import clock
from unionhall.core.actor import Actor, system

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Transfer
    from unionhall.cases.tests.world import World
    from unionhall.people.models import Account

WHO = {
    # column: (name in the world, how they stand to Lin's case)
    "anonymous": ("", "nobody is signed in"),
    "worker": ("lin", "the worker whose case it is"),
    "other_worker": ("ma", "another worker"),
    "family": ("wei", "a family member with Lin's mandate"),
    "coordinator": ("zhou", "coordinator of the body that has the case"),
    "lawyer": ("he", "lawyer of that body"),
    "mediator": ("sun", "mediator of that body"),
    "officer": ("hong", "officer of that body"),
    "officer_above": ("dong", "officer of the county above it"),
    "officer_top": ("cheng", "officer of the city above both"),
    "supervisor": ("jian", "supervisor of the county above"),
    "officer_sibling": ("lang", "officer of the township beside it"),
    "officer_other_branch": ("xi", "officer of another county"),
    "chair_below": ("xin", "chair of a union below it, tied to nobody in the case"),
    "chair_tied": ("chang", "chair of the union at the employer the case names"),
    "officer_tied": ("qian", "officer of that body, relative of the employer's owner"),
    "partner": ("su", "prosecutor's office that holds an open transfer of the case"),
    "other_partner": ("fa", "court that holds nothing"),
    "system_admin": ("xiao", "system administrator"),
    "security_admin": ("an", "security administrator"),
    "audit_admin": ("shen", "audit administrator"),
}


@dataclass
class Stage:
    """The world of the matrix: the small federation, Lin's case, its transfer, and everybody's account."""

    world: World
    case: Case
    transfer: Transfer
    accounts: dict[str, Account] = field(default_factory=dict)
    doors: dict[str, tuple[Any, str]] = field(default_factory=dict)
    """Of those who signed in before anything was asked: the cookies of their browser, and the token of their program."""

    def open_doors(self) -> None:
        """Sign everybody in once. What a row does to their session or token is undone with the row."""
        for who in WHO:
            client = self.client(who)
            self.doors[who] = (client.cookies, "" if who == "anonymous" else token(self.accounts[who]))

    def actor(self, who: str) -> Actor:
        """The actor of a column."""
        return self.world.actor(WHO[who][0])

    def person(self, who: str) -> Any:
        """The person of a column."""
        return self.world.people[WHO[who][0]]

    def tie_the_officer(self) -> None:
        """Record Qian's tie, once the case lies where it lies: a tie known before would have sent it one level up."""
        from unionhall.people import actions as people
        from unionhall.people.enums import TieKind

        by = system("matrix")
        people.record_tie(self.person("officer_tied"), by=by, employer=self.world.factory, kind=TieKind.RELATIVE)

    def client(self, who: str) -> Client:
        """A browser signed in as a column."""
        client = Client()
        if who in self.doors:
            client.cookies = copy.deepcopy(self.doors[who][0])
        elif who != "anonymous":
            sign_in(client, self.accounts[who])
        return client

    def program(self, who: str) -> Client:
        """A column's own program: the API hears tokens and no cookies."""
        if who == "anonymous":
            return Client()
        raw = self.doors[who][1] if who in self.doors else token(self.accounts[who])
        return Client(headers={"Authorization": f"Bearer {raw}"})


def sign_in(client: Client, account: Account) -> None:
    """Sign in as *account* with everything its role asks for, second factor included."""
    from unionhall.people import sessions

    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])  # type: ignore[arg-type]
    session = client.session
    session[sessions.CAME_BY] = "password"
    session[sessions.SECOND_FACTOR] = True
    session.save()


def token(account: Account) -> str:
    """A personal token of *account* that may read and write."""
    from unionhall.core.sealed import lookup
    from unionhall.people.models import ApiToken
    from unionhall.people.queries import PERSONAL_TOKEN

    raw = f"{PERSONAL_TOKEN}matrix{account.pk.hex}"
    ApiToken.objects.create(
        account=account, name="matrix", token_hash=lookup(raw, "token"), scopes=["read", "write"],
        made_at=clock.now(), expires_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    return raw


@remembered
def build() -> Stage:
    """Make the world. Call inside a database test."""
    from unionhall.cases import actions
    from unionhall.cases.enums import TransferKind, TransferPurpose
    from unionhall.cases.tests import world as small

    world = small.build()
    _neighbours(world)
    case = world.bring("lin")
    case = actions.accept(case, by=world.actor("zhou"))
    transfer = actions.offer(
        case,
        by=world.actor("hong"),
        to_body=world.procuratorate,
        kind=TransferKind.REFERRAL,
        purpose=next(iter(TransferPurpose)),
        summary="请求支持起诉",
        override_reason="劳动者无法联系，期限将至",
    )
    stage = Stage(world, case, transfer)
    _accounts(stage)
    return stage


def _neighbours(world: World) -> None:
    from unionhall.cases.tests.world import BUILDER, LONG_AGO
    from unionhall.organisations import actions as organisations
    from unionhall.organisations.enums import AgencyKind, Level, OrganisationKind
    from unionhall.people import actions as people
    from unionhall.people.enums import MandateBasis, MandateKind, Role

    wharf = organisations.found(
        by=BUILDER, name="码头街道总工会", code="EW", level=Level.TOWNSHIP, kind=OrganisationKind.FEDERATION,
        parent=world.east, case_prefix="码工", receives_cases=True,
    )  # fmt: skip
    shops = organisations.found(
        by=BUILDER, name="港湾商圈联合工会", code="EH2", level=Level.UNION, kind=OrganisationKind.JOINT_UNION,
        parent=world.harbour, case_prefix="商工", receives_cases=True,
    )  # fmt: skip
    court = organisations.found(
        by=BUILDER, name="瑞江市人民法院", code="CT", level=Level.CITY, kind=OrganisationKind.AGENCY,
        agency_kind=AgencyKind.COURT,
    )  # fmt: skip
    for key, name, phone, body, role in (
        ("lang", "郎干事", "13900000031", wharf, Role.OFFICER),
        ("xin", "辛主席", "13900000032", shops, Role.GRASSROOTS_CHAIR),
        ("qian", "钱干事", "13900000033", world.harbour, Role.OFFICER),
        ("fa", "法官", "13900000034", court, Role.PARTNER),
    ):
        world.people[key] = people.enter(by=BUILDER, name=name, phone=phone)
        people.appoint(world.people[key], by=BUILDER, organisation=body, role=role, since=LONG_AGO)
    mandate = people.give_mandate(
        world.people["lin"], by=world.actor("lin"), agent=world.people["wei"], kind=MandateKind.FAMILY,
        basis=MandateBasis.ONLINE,
    )  # fmt: skip
    people.accept_mandate(mandate, by=world.actor("wei"))


def _accounts(stage: Stage) -> None:
    from unionhall.people.models import Account

    for who, (key, _how) in WHO.items():
        if key:
            person = stage.world.people[key]
            account = Account.objects.filter(person=person).first()
            stage.accounts[who] = account or Account.objects.create(
                person=person, username=f"{key}-matrix", opened_at=clock.now()
            )
