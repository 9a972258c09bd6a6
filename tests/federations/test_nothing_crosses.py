"""Two federations with the same people, sign-in names and case numbers: is nothing of one visible in the other?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client

from unionhall.cases.models import Case
from unionhall.cases.tests import world as worlds
from unionhall.cases.tests.world import World
from unionhall.core import audit, clock, federations, files, paging, ratelimit, sealed
from unionhall.core.actor import system
from unionhall.core.federations import CrossedFederations, Federation, NoFederation, inside
from unionhall.core.models import AuditEntry, NumberSeries, StoredFile
from unionhall.core.numbering import next_number
from unionhall.core.saying import address
from unionhall.people import actions as people
from unionhall.people.models import Account, Person

BY = system("test")


@pytest.fixture
def both(a: Federation, b: Federation) -> dict[str, tuple[Federation, World, Case]]:
    """The same small world and the same first case, in each."""
    made = {}
    for federation in (a, b):
        with inside(federation):
            world = worlds.build.__wrapped__()  # type: ignore[attr-defined]  # made anew: the keys are another's
            case = world.case_in("accepted", account=f"欠薪，发生在{federation.name}")
            people.open_account(world.people["lin"], by=BY, username="lin")
            made[federation.name] = (federation, world, case)
    return made


@contextmanager
def signed_in(federation: Federation, name: str) -> Iterator[Client]:
    client = Client()
    with inside(federation):
        client.force_login(Account.objects.get(username=name), backend=settings.AUTHENTICATION_BACKENDS[0])
    yield client


def test_the_same_names_and_numbers_live_in_both(both: dict[str, tuple[Federation, World, Case]]) -> None:
    cases = [case for _federation, _world, case in both.values()]
    assert cases[0].number == cases[1].number
    assert cases[0].pk != cases[1].pk
    for federation, world, case in both.values():
        with inside(federation):
            assert [one.pk for one in Case.objects.all()] == [case.pk]
            assert Person.objects.count() == len(world.people)
            assert Account.objects.get(username="lin").person_id == world.people["lin"].pk


def test_pages_show_the_federation_of_their_host_and_a_session_counts_there_alone(
    both: dict[str, tuple[Federation, World, Case]],
) -> None:
    (a, _, case_a), (b, _, case_b) = both.values()
    with signed_in(a, "lin") as client:
        own = client.get(f"/cases/mine/{case_a.pk}/", headers={"host": "ruijiang.example"})
        assert own.status_code == 200
        assert case_a.number in own.content.decode()
        assert client.get(f"/cases/mine/{case_b.pk}/", headers={"host": "ruijiang.example"}).status_code == 404
        for host in b.hosts:
            there = client.get(f"/cases/mine/{case_b.pk}/", headers={"host": host})
            assert (there.status_code, there.headers.get("Location", "")[:9]) == (302, "/sign-in/")


def test_a_token_of_one_opens_nothing_in_the_other(both: dict[str, tuple[Federation, World, Case]]) -> None:
    (a, world, case_a), (_, _, case_b) = both.values()
    with inside(a):
        account = Account.objects.get(username="lin")
        until = clock.today() + timedelta(days=1)
        _token, raw = people.make_token(account, by=world.actor("lin"), name="测试", scopes=["read"], until=until)
    program = Client(headers={"Authorization": f"Bearer {raw}"})
    seen = {
        (host, which): program.get(f"/api/cases/{pk}", headers={"host": host}).status_code
        for host in ("ruijiang.example", "donghai.example")
        for which, pk in (("a", case_a.pk), ("b", case_b.pk))
    }
    assert seen == {
        ("ruijiang.example", "a"): 200,
        ("ruijiang.example", "b"): 404,
        ("donghai.example", "a"): 401,
        ("donghai.example", "b"): 401,
    }


def test_files_lie_apart(a: Federation, b: Federation, settings: Any) -> None:
    with inside(b):
        kept = files.store(ContentFile(b"hello", name="a.txt"), by=BY)
        assert files.is_whole(kept)
        path = files.keeping._storage().path(kept.storage_name)
    assert path.startswith(f"{settings.MEDIA_ROOT}/federations/donghai/")
    with inside(a), pytest.raises(FileNotFoundError):
        files.open_stored(kept)
    with inside(a):
        assert not StoredFile.objects.filter(pk=kept.pk).exists()


def test_what_one_sealed_or_signed_the_other_does_not_open(a: Federation, b: Federation) -> None:
    with inside(a):
        secret, found, signed = sealed.seal("13900000001", "t"), sealed.lookup("13900000001", "phone"), _signed()
    with inside(b):
        with pytest.raises(sealed.SealError):
            sealed.unseal(secret, "t")
        assert bytes(sealed.lookup("13900000001", "phone")) != bytes(found)
        with pytest.raises(signing.BadSignature):
            signing.loads(signed, salt=federations.salted(paging.SALT))
        own = sealed.seal("13900000001", "t")
        assert sealed.unseal(own, "t") == "13900000001"
    with inside(a), pytest.raises(sealed.SealError):
        sealed.unseal(own, "t")


def test_the_federation_that_was_here_first_keeps_its_keys(a: Federation) -> None:
    with federations.of_the_installation():
        before = sealed.seal("13900000001", "t")
    with inside(a):
        assert sealed.unseal(before, "t") == "13900000001"


def test_cached_values_and_counted_tries_stay_where_they_were_made(a: Federation, b: Federation) -> None:
    with inside(a):
        cache.set("seen", "a")
        assert ratelimit.limit("door", "1", times=1, seconds=60)
        assert not ratelimit.limit("door", "1", times=1, seconds=60)
    with inside(b):
        assert cache.get("seen") is None
        assert ratelimit.limit("door", "1", times=1, seconds=60)
    with inside(a):
        cache.delete("seen")


def test_each_has_an_audit_chain_and_number_series_of_its_own(both: dict[str, tuple[Federation, World, Case]]) -> None:
    heads = []
    for federation, _, case in both.values():
        with inside(federation):
            connection.run_last_acts()  # type: ignore[attr-defined]  # what commit would do
            assert audit.verify().ok
            assert set(AuditEntry.objects.filter(verb="case.accept").values_list("subject_id", flat=True)) == {
                str(case.pk)
            }
            heads.append(audit.head())
            with transaction.atomic():
                assert next_number("x", "y", 2026) == 1
    assert heads[0][1] != heads[1][1]


def test_links_name_the_host_of_the_federation(a: Federation, b: Federation) -> None:
    with inside(a):
        assert address("/x/").split("//")[1].startswith("ruijiang.example")
    with inside(b):
        assert address("/x/").split("//")[1].startswith("donghai.example")


def test_nothing_is_read_where_nobody_said_which_federation(a: Federation) -> None:
    with pytest.raises(NoFederation, match="donghai, ruijiang, xiling"):
        Person.objects.count()
    with pytest.raises(NoFederation):
        files.keeping._storage().exists("x")
    with pytest.raises(NoFederation):
        sealed.seal("x", "t")


def test_a_transaction_belongs_to_one_federation(a: Federation, b: Federation) -> None:
    with inside(a), transaction.atomic():
        Person.objects.count()
        with inside(b), pytest.raises(CrossedFederations):
            Person.objects.count()
    with inside(b), transaction.atomic():
        Person.objects.count()


def test_no_name_of_a_table_leads_out_of_the_federation(b: Federation) -> None:
    with inside(b), connection.cursor() as cursor:
        cursor.execute("SELECT current_schemas(false)")
        assert cursor.fetchone()[0] == ["fed_donghai", "jobs_donghai"]
        cursor.execute("SELECT to_regclass('django_migrations')::text, to_regclass('federation')")
        assert cursor.fetchone() == ("django_migrations", None)


def test_no_foreign_key_and_no_default_leads_out_of_a_schema(b: Federation) -> None:
    with inside(b), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conname FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid"
            " WHERE c.contype = 'f' AND f.relnamespace <> t.relnamespace"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'fed_donghai'::regnamespace AND c.relname LIKE 'procrast%%'"
        )
        assert cursor.fetchall() == [], "the jobs' tables have triggers: they stand beside"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_walk_through_both_finds_in_each_what_was_done_there(a: Federation, b: Federation, seed: int) -> None:
    """Acts in one or the other, nested, rolled back, interrupted: what is then there is what a simple model says."""
    walk = random.Random(seed)
    expected: dict[str, dict[str, int]] = {a.name: {}, b.name: {}}

    def act(federation: Federation, depth: int, kept: bool) -> None:
        with inside(federation):
            series, value = walk.choice("pqr"), walk.randrange(1000)
            NumberSeries.objects.filter(scope="walk", series=series).delete()
            NumberSeries.objects.create(scope="walk", series=series, year=2026, last=value)
            if kept:
                expected[federation.name][series] = value
        if depth and walk.random() < 0.5:
            act(walk.choice((a, b)), depth - 1, kept)

    for _step in range(25):
        federation, kept = walk.choice((a, b)), walk.random() < 0.7
        with inside(federation):
            point = transaction.savepoint()
            act(walk.choice((a, b)), 2, kept)
            if not kept:
                transaction.savepoint_rollback(point)
        for one in (a, b):
            with inside(one):
                there = dict(NumberSeries.objects.filter(scope="walk").values_list("series", "last"))
            assert there == expected[one.name]


def _signed() -> str:
    return signing.dumps(["x"], salt=federations.salted(paging.SALT))
