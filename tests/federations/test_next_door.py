"""The same people with the same telephones live in two federations. Does anything that one gave out open a door next door?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.adversary.walking import walk
from tests.federations.cloning import clone, drop
from tests.matrix.people import sign_in
from unionhall.cases import actions as cases
from unionhall.cases.models import Case
from unionhall.cases.reactions.worker import ask_for_feedback
from unionhall.cases.tests import world as worlds
from unionhall.cases.tests.world import World
from unionhall.core import audit, clock, files, sealed, tokens
from unionhall.core.actor import system
from unionhall.core.federations import Federation, inside, making, of_the_installation, registry
from unionhall.people import actions as people
from unionhall.people.models import Account, Person, SignInCode

BY = system("test")
PHONE = "13900000001"
PASSWORDS = {"nanpu": "mountain-river-42", "beihe": "harbour-lantern-77"}


@dataclass
class Home:
    """One federation with its people, a case at work and one that has ended; the words tell whose they are."""

    federation: Federation
    world: World
    case: Case
    ended: Case


@pytest.fixture(scope="module")
def homes(three: dict[str, Federation], django_db_blocker: Any) -> Iterator[tuple[Home, Home]]:
    """Two more beside the three, filled once and committed; the three stay empty, so whoever reads them reads astray."""
    from procrastinate.contrib.django import procrastinate_app
    from procrastinate.testing import InMemoryConnector

    made: list[Home] = []
    with django_db_blocker.unblock():
        try:
            with procrastinate_app.current_app.replace_connector(InMemoryConnector()):
                for name in PASSWORDS:
                    made.append(_home(making.create(name, (f"{name}.example",), fill=clone)))
            yield made[0], made[1]
        finally:
            for home in made:
                drop(home.federation)
            with of_the_installation(), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {registry.TABLE} WHERE name = ANY(%s)", [list(PASSWORDS)])
            registry.forget()
            connection.close()


def _home(federation: Federation) -> Home:
    with inside(federation):
        world = worlds.build.__wrapped__()  # type: ignore[attr-defined]  # made anew: the keys are another's
        case = world.case_in("accepted", account=f"欠薪，发生在{federation.name}")
        ended = world.case_in("closed", worker="ma", account=f"欠薪，发生在{federation.name}")
        people.open_account(world.people["lin"], by=BY, username="lin")
        people.open_account(world.people["cheng"], by=BY, username="cheng", password=PASSWORDS[federation.name])
    return Home(federation, world, case, ended)


Pair = tuple[Home, Home]


@pytest.fixture
def pair(homes: Pair, a: Federation) -> Pair:
    """Inside a transaction of the test."""
    return homes


def at(federation: Federation) -> Client:
    return Client(headers={"host": federation.hosts[0]})


def signed_in(federation: Federation, name: str) -> Client:
    client = at(federation)
    with inside(federation):
        sign_in(client, Account.objects.get(username=name))
    return client


# -- coming in ---------------------------------------------------------------------------------------------------------


def test_a_code_sent_by_one_lets_nobody_into_the_other(pair: Pair) -> None:
    a, b = (home.federation for home in pair)
    codes = {}
    for federation in (a, b):
        door = at(federation)
        assert door.post("/sign-in/", {"phone": PHONE}).status_code == 303
        with inside(federation):
            row = SignInCode.objects.get(used_at__isnull=True)
            codes[federation.name] = (door, "".join(c for c in row.text if c.isdigit())[:6])
    (door_a, code_a), (door_b, code_b) = codes.values()
    if code_a != code_b:
        assert door_b.post("/sign-in/code/", {"code": code_a}).status_code == 422
    assert door_b.post("/sign-in/code/", {"code": code_b}).status_code == 303
    with inside(b):
        key = door_b.cookies[settings.SESSION_COOKIE_NAME].value
        account = Session.objects.get(session_key=key).get_decoded()["_auth_user_id"]
        assert Account.objects.get(pk=account).person_id == pair[1].world.people["lin"].pk
    with inside(a):
        assert not Session.objects.filter(session_key=key).exists()
        assert SignInCode.objects.filter(used_at__isnull=True).count() == 1, "the other one's code still stands"
    assert door_a.post("/sign-in/code/", {"code": code_a}).status_code == 303


def test_a_password_of_one_is_wrong_in_the_other_and_wrong_tries_lock_one_door_only(pair: Pair) -> None:
    a, b = (home.federation for home in pair)

    def tried(federation: Federation, password: str) -> int:
        return at(federation).post("/sign-in/officers/", {"username": "cheng", "password": password}).status_code

    assert [tried(b, PASSWORDS["nanpu"]) for _ in range(6)][:1] == [422]
    assert tried(b, PASSWORDS["beihe"]) != 303, "too many tries there"
    assert tried(a, PASSWORDS["nanpu"]) == 303, "and none here"


def test_a_session_key_carried_over_is_nobodys(pair: Pair) -> None:
    (a, b), (case_a, case_b) = zip(*((home.federation, home.case) for home in pair), strict=True)
    own = signed_in(a, "lin")
    assert own.get(f"/cases/mine/{case_a.pk}/").status_code == 200
    stranger = at(b)
    stranger.cookies[settings.SESSION_COOKIE_NAME] = own.cookies[settings.SESSION_COOKIE_NAME].value
    for path in ("/me/", f"/cases/mine/{case_b.pk}/", f"/cases/mine/{case_a.pk}/"):
        assert stranger.get(path).status_code == 302
    assert own.get(f"/cases/mine/{case_a.pk}/").status_code == 200, "and it was not ended by being shown elsewhere"


def test_no_cookie_is_given_to_more_than_the_host_that_was_asked(pair: Pair) -> None:
    client = signed_in(pair[0].federation, "lin")
    client.get("/me/")
    client.get("/sign-in/")
    assert client.cookies
    assert all(not morsel["domain"] for morsel in client.cookies.values() if morsel.key != settings.SESSION_COOKIE_NAME)
    assert settings.SESSION_COOKIE_DOMAIN is settings.CSRF_COOKIE_DOMAIN is settings.LANGUAGE_COOKIE_DOMAIN is None
    assert not settings.USE_X_FORWARDED_HOST, "the host that chooses the federation is the one that Django sees"


# -- links and files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["feedback", "password"])
def test_a_link_of_one_leads_nowhere_in_the_other(pair: Pair, kind: str) -> None:
    a, b = (home.federation for home in pair)
    world, case = pair[0].world, pair[0].ended
    with inside(a):
        if kind == "feedback":
            path = reverse("cases:feedback", args=[tokens.issue("feedback", case, by=BY, ttl=timedelta(days=1))])
        else:
            raws: list[str] = []
            people.invite(
                world.people["dong"], by=world.actor("an"), username="dong", reason="新来的",
                address_of=lambda raw: raws.append(raw) or raw,
            )  # fmt: skip
            path = reverse("people:new_password", args=raws)
    there = at(b).get(path)
    here = at(a).get(path)
    assert here.status_code == 200
    assert there.status_code in (404, 409, 410)
    assert "林" not in there.content.decode()


def test_what_is_told_by_text_names_the_host_of_its_federation(pair: Pair) -> None:
    from unionhall.notices.models import Message

    for federation, case in ((home.federation, home.ended) for home in pair):
        with inside(federation):
            Message.objects.filter(template="feedback").delete()
            ask_for_feedback(case)
            told = [one.body for one in Message.objects.filter(template="feedback")]
            assert told
            assert all(f"//{federation.hosts[0]}" in text for text in told), told


def test_a_file_is_handed_out_by_its_own_federation_alone(pair: Pair) -> None:
    (a, b), (case_a, case_b) = zip(*((home.federation, home.case) for home in pair), strict=True)
    paths = {}
    for federation, case in ((home.federation, home.case) for home in pair):
        with inside(federation):
            stored = files.store(files.as_upload(federation.name.encode(), f"{federation.name}.txt"), by=BY)
            row = cases.add_file(
                case,
                by=pair[0].world.actor("zhou") if federation == a else pair[1].world.actor("zhou"),
                stored=stored,
                audience="worker",
            )
            paths[federation.name] = reverse("cases:my_file", args=[case.pk, row.pk])
    mine = signed_in(a, "lin")
    handed = mine.get(paths["nanpu"])
    assert (handed.status_code, b"".join(handed.streaming_content)) == (200, b"nanpu")  # type: ignore[attr-defined]
    assert mine.get(paths["beihe"]).status_code == 404
    assert signed_in(b, "lin").get(paths["nanpu"]).status_code == 404
    assert case_a.pk != case_b.pk


# -- lists -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lin", "cheng"])
def test_a_walk_through_the_pages_of_one_reads_no_table_of_another(pair: Pair, name: str) -> None:
    """PostgreSQL itself counts which tables this transaction looked into, whatever the pages show."""
    case_a, b = pair[0].case, pair[1].federation
    client = signed_in(b, name)
    before = _looked_into()
    seen = 0
    for page in walk(client, most=24):
        seen += page.status == 200
        assert "发生在nanpu" not in page.text, page.url
        assert str(case_a.pk) not in page.text, page.url
        assert "nanpu.example" not in page.text, page.url
    assert seen > 8
    after = _looked_into()
    elsewhere = {place for place, count in after.items() if count != before.get(place, 0) and not place.startswith(OWN)}
    assert elsewhere == set()
    assert after != before


OWN = ("fed_beihe.", "jobs_beihe.", f"{registry.SCHEMA}.")


def _looked_into() -> dict[str, int]:
    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del"
            " FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


def test_a_place_in_a_list_of_one_is_no_place_in_the_other(pair: Pair) -> None:
    from unionhall.core import paging

    a, b = (home.federation for home in pair)
    with inside(a):
        mark = paging._made("x", False, [])
        assert paging._read(mark, "x", []) == (False, [])
    with inside(b), pytest.raises(paging.BadCursor):
        paging._read(mark, "x", [])


def test_one_telephone_finds_each_federations_own_person(pair: Pair) -> None:
    found = {}
    for federation, world in ((home.federation, home.world) for home in pair):
        with inside(federation):
            person = Person.objects.get(phone_lookup=sealed.lookup(PHONE, "phone"))
            assert person.pk == world.people["lin"].pk
            found[federation.name] = (person.pk, bytes(person.phone_lookup))
    with inside(pair[0].federation):
        assert not Person.objects.filter(phone_lookup=found["beihe"][1]).exists()


# -- what a process keeps ----------------------------------------------------------------------------------------------


def test_a_value_approved_in_one_is_not_in_the_book_of_the_other(pair: Pair) -> None:
    from unionhall.parameters import actions as parameters
    from unionhall.parameters.api import current_book
    from unionhall.parameters.comparing import Line

    day = date(2027, 1, 1)
    worth: dict[str, Decimal] = {"nanpu": Decimal(2300), "beihe": Decimal(2400)}

    def in_force() -> Any:
        return current_book().value("minimum_wage.monthly", "江西", tier=1, on=day).value

    for federation, world in ((home.federation, home.world) for home in pair):
        with inside(federation):
            line = Line(1, "minimum_wage.monthly", "江西", worth[federation.name], day, tier=1, unit="yuan/month")
            source = {"document": "赣人社发〔2026〕5号", "url": "https://hr.example/5"}
            proposal = parameters.propose([line], by=world.actor("cheng"), **source)
            before = in_force()
            parameters.approve(proposal, by=world.actor("xiao"))
            assert in_force() == worth[federation.name] != before
    for _turn in range(2):
        for federation in (home.federation for home in pair):
            with inside(federation):
                assert in_force() == worth[federation.name]


def test_a_model_learnt_in_one_is_not_handed_to_the_other(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    from unionhall.cases.models import TriageModel
    from unionhall.cases.triage import in_use

    opened: list[Any] = []
    monkeypatch.setattr(in_use, "_opened", lambda pk: opened.append(pk) or f"model {pk}")
    monkeypatch.setattr(in_use, "_read", {})
    keys = {}
    for federation in (home.federation for home in pair):
        with inside(federation):
            keys[federation.name] = TriageModel.objects.create(
                about="kind", saved=b"x", source="test", trained_at=clock.now(), trained_on=1, in_use=True
            ).pk
    for _turn in range(3):
        for federation in (home.federation for home in pair):
            with inside(federation):
                assert in_use.model_in_use("kind") == (keys[federation.name], f"model {keys[federation.name]}")
    assert opened == list(keys.values()), "each is read once, though asked for in turns"


def test_a_members_card_of_one_is_a_forgery_in_the_other(pair: Pair) -> None:
    from unionhall.core.sealed import signing_keys

    a, b = (home.federation for home in pair)
    with inside(a):
        ours = [key.public_key().public_bytes_raw() for key in signing_keys("member card").values()]
    with inside(b):
        theirs = [key.public_key().public_bytes_raw() for key in signing_keys("member card").values()]
    assert not set(ours) & set(theirs)


# -- the trail and the jobs --------------------------------------------------------------------------------------------


def test_tampering_with_one_trail_is_found_there_and_the_other_stays_whole(pair: Pair) -> None:
    a, b = (home.federation for home in pair)
    heads = {}
    for federation in (a, b):
        with inside(federation):
            assert audit.verify().ok
            heads[federation.name] = audit.head()
    with inside(b):
        assert not audit.verify(anchor=heads["nanpu"]).ok, "the head of one is no anchor in the other"
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_auditentry SET verb = 'nothing.happened' WHERE id = (SELECT min(id::text)::uuid FROM core_auditentry)"
            )
        assert not audit.verify().ok
    with inside(a):
        assert audit.verify(anchor=heads["nanpu"]).ok


@pytest.mark.real_jobs
def test_work_queued_by_a_request_stands_in_the_queue_of_its_host(pair: Pair) -> None:
    a, b = (home.federation for home in pair)
    before = {one.name: _queued(one) for one in (a, b)}
    assert at(b).post("/sign-in/", {"phone": PHONE}).status_code == 303
    assert _queued(a) == before["nanpu"]
    assert _queued(b) == before["beihe"] + 1


def _queued(federation: Federation) -> int:
    with inside(federation), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'people.deliver_code'")
        return int(cursor.fetchone()[0])


def test_a_job_with_the_key_of_anothers_row_finds_nothing(pair: Pair) -> None:
    a, b = (home.federation for home in pair)
    with inside(a):
        row = people.send_code(PHONE, by=BY, address="127.0.0.1")
    with inside(b):
        assert people.deliver_code(row.pk, by=BY) is None
    with inside(a):
        row.refresh_from_db()
        assert (row.attempts, row.delivered_at) == (0, None)


# -- work of the installation itself -----------------------------------------------------------------------------------


@pytest.fixture
def of_nobody(pair: Pair) -> Iterator[None]:
    with of_the_installation():
        yield


def test_work_of_the_installation_finds_no_table_of_the_first_federation(of_nobody: None) -> None:
    """`public` holds the first one's people: what forgot to say whom it is about fails instead of reading them."""
    from django.db import ProgrammingError, transaction

    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        Person.objects.count()


def test_figures_of_modules_name_their_federation(pair: Pair) -> None:
    told = Client().get("/metrics").content.decode()
    for name in ("ruijiang", "donghai", "xiling", "nanpu", "beihe"):
        assert f'unionhall_ledger_checked_seconds{{federation="{name}"}} -1.0' in told
