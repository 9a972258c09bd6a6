"""How many officers sign in a second, beside page requests, and how many members move with one step?

Signing in: a server of its own; each officer asks for the page and sends name and password, from addresses of this machine's
own network so that no limit is met; 50 page requests a second go on beside. The limit is the password's hash alone, in this process.
Moving: a member asks, an officer of the new union says yes, each a transaction with its audit lines and messages; the limit
is the same two rows of membership by raw SQL, a commit each.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import re
import statistics
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from bench import ground

PORT = 8978
PASSWORD = "a-long-word-42"
PAGE = "/law/"


def main(arguments: list[str]) -> None:
    """Measure both and print them beside their limits."""
    parser = argparse.ArgumentParser(prog="bench doors")
    parser.add_argument("--officers", type=int, default=200)
    parser.add_argument("--moves", type=int, default=500)
    parser.add_argument("--at-once", type=int, default=4)
    options = parser.parse_args(arguments)
    ground.database("unionhall_bench_doors", fresh=True)
    ground.set_up()
    first, second, chair = _bodies()
    _officers(second, options.officers)
    people = _members(first, options.moves * 2)
    print(ground.machine())
    _sign_in(options.officers, options.at_once)
    _move(people, second, chair, options.moves)


def _bodies() -> tuple[Any, Any, Any]:
    """Two unions of one city, and who answers for the second."""
    from unionhall.core.actor import system
    from unionhall.members import actions as members
    from unionhall.organisations import api as organisations
    from unionhall.organisations.enums import Level, OrganisationKind
    from unionhall.people import api as people
    from unionhall.people.enums import Role
    from unionhall.people.queries import actor_of_person

    by = system("bench")
    city = organisations.found(by=by, name="赣州市总工会", code="G", level=Level.CITY, kind=OrganisationKind.FEDERATION, parent=None)  # fmt: skip
    unions = [
        organisations.found(by=by, name=f"第{n}号企业工会", code=f"G{n}", level=Level.UNION, kind=OrganisationKind.UNION, parent=city)
        for n in (1, 2)
    ]  # fmt: skip
    chair = people.enter(by=by, name="管登记", phone="13900000001")
    people.appoint(chair, by=by, organisation=unions[1], role=Role.GRASSROOTS_CHAIR, since=date(2020, 1, 1), reason="bench")  # fmt: skip
    actor = actor_of_person(chair)
    members.change_door(unions[1], by=actor, open=True, at_once=True, asks_employer=False)
    return unions[0], unions[1], actor


def _officers(body: Any, count: int) -> None:
    from unionhall.core.actor import system
    from unionhall.people import api as people
    from unionhall.people.enums import Role
    from unionhall.people.models import Account

    by, hashed = system("bench"), ""
    for n in range(count):
        person = people.enter(by=by, name=f"干部{n}", phone=f"137{n:08}")
        people.appoint(person, by=by, organisation=body, role=Role.COORDINATOR, since=date(2020, 1, 1), reason="bench")
        account = people.open_account(person, by=by, username=f"officer{n}", password=PASSWORD if not hashed else None)
        if hashed:
            Account.objects.filter(pk=account.pk).update(password=hashed)
        hashed = hashed or account.password


def _members(union: Any, count: int) -> list[Any]:
    from unionhall.core.actor import system
    from unionhall.people import api as people
    from unionhall.people.enums import EnteredThrough

    from .members import number

    by, found = system("bench"), []
    for n in range(count):
        person = people.enter(by=by, name=f"会员{n}", phone=f"136{n:08}")
        people.books.complete_person(person.pk, by=by, name="", identity_number=number(n))
        people.books.begin_membership(
            person.pk, by=by, organisation=union, since=date(2024, 1, 1), through=EnteredThrough.JOINED
        )
        found.append(person)
    return found


# --- signing in ---------------------------------------------------------------------------------------------------------


def _sign_in(officers: int, at_once: int) -> None:
    from django.contrib.auth.hashers import check_password, make_password

    hashed = make_password(PASSWORD)
    alone = ground.median_ms(lambda: check_password(PASSWORD, hashed))
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--port", str(PORT),
         "--log-level", "warning", "config.wsgi:application"], cwd=ground.ROOT,
    )  # fmt: skip
    try:
        _wait()
        asked, done = itertools.count(), threading.Event()
        pages: list[float] = []
        beside = [threading.Thread(target=_pages, args=(done, pages), daemon=True) for _n in range(2)]
        for thread in beside:
            thread.start()
        taken: list[float] = []
        hands = [threading.Thread(target=_hand, args=(asked, officers, taken)) for _n in range(at_once)]
        begun = time.perf_counter()
        for thread in hands:
            thread.start()
        for thread in hands:
            thread.join()
        seconds = time.perf_counter() - begun
        done.set()
        assert len(taken) == officers, f"{officers - len(taken)} could not sign in"
        print(
            f"signing in: {officers / seconds:.1f} a second over HTTP ({at_once} at once, p50 {statistics.median(taken):.0f} ms with the page of it), "
            f"beside {len(pages) / seconds:.0f} page requests a second (p50 {statistics.median(pages):.0f} ms)"
        )
        print(
            f"the hash alone: {alone:.1f} ms, so that one core could check {1000 / alone:.1f} a second: the product reaches {officers / seconds * alone / 1000:.2f} of it"
        )
    finally:
        server.terminate()
        server.wait()


def _hand(asked: Any, officers: int, taken: list[float]) -> None:
    while (n := next(asked)) < officers:
        begun = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60, source_address=(f"127.0.{n % 20 + 1}.1", 0))
        line.request("GET", "/sign-in/officers/")
        answer = line.getresponse()
        page, cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie") or []
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, answer.status
        said = urlencode({"username": f"officer{n}", "password": PASSWORD, "csrfmiddlewaretoken": token[1]})
        line.request("POST", "/sign-in/officers/", said, {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(each.partition(";")[0] for each in cookies),
        })  # fmt: skip
        answer = line.getresponse()
        answer.read()
        line.close()
        if answer.status in (302, 303):
            taken.append((time.perf_counter() - begun) * 1000)


def _pages(done: threading.Event, pages: list[float]) -> None:
    """25 a second."""
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    turn = time.perf_counter()
    while not done.is_set():
        begun = time.perf_counter()
        line.request("GET", PAGE)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        pages.append((time.perf_counter() - begun) * 1000)
        turn += 1 / 25
        time.sleep(max(0.0, turn - time.perf_counter()))


def _wait() -> None:
    for _n in range(120):
        try:
            line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            line.request("GET", "/healthz")
            line.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)


# --- moving -------------------------------------------------------------------------------------------------------------


def _move(people: list[Any], union: Any, chair: Any, moves: int) -> None:
    from django.db import connection, transaction

    from unionhall.core import clock
    from unionhall.core.ids import new_id
    from unionhall.members import actions as members
    from unionhall.people.enums import EnteredThrough
    from unionhall.people.models import Membership
    from unionhall.people.queries import actor_of_person

    ours, least = people[:moves], people[moves:]
    actors = [actor_of_person(person) for person in ours]
    begun = time.perf_counter()
    for person, actor in zip(ours, actors, strict=True):
        asked = members.apply(union, by=actor, person_id=person.pk, consented=True)
        if asked.state != "accepted":
            members.accept(asked, by=chair)
    product = moves / (time.perf_counter() - begun)
    assert Membership.objects.filter(organisation=union, until__isnull=True).count() == moves
    table, today = Membership._meta.db_table, clock.today()
    begun = time.perf_counter()
    for person in least:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET until = %s WHERE person_id = %s AND until IS NULL", [today - timedelta(days=1), person.pk])  # fmt: skip
            Membership.objects.bulk_create([
                Membership(id=new_id(), person_id=person.pk, organisation=union, since=today, entered_through=EnteredThrough.TRANSFER)
            ])  # fmt: skip
    raw = len(least) / (time.perf_counter() - begun)
    print(
        f"moving with one step: {product:.1f} a second (asked, accepted, audited, told), the same rows alone {raw:.0f} a second: {raw / product:.1f} times as many"
    )
