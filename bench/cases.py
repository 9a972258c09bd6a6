"""How does the desk feel with 100,000 and with 1,000,000 cases?

Fills a database of its own through COPY, then asks as an officer of a county and of the city: the list of 50 by nearest clock,
filters, later pages, the file, one transition, the API's list; in milliseconds, at both sizes. Then requests per second of the
list beside a bare Django page with the same 50 rows, on the same server with the same workers.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from zoneinfo import ZoneInfo

from bench import ground

CHINA = ZoneInfo("Asia/Shanghai")
OPEN_SHARE = 0.3
COUNTIES, TOWNSHIPS, EMPLOYERS, HANDLERS = 3, 21, 2_000, 60


def main(arguments: list[str]) -> None:
    """Run at each size and print one table."""
    parser = argparse.ArgumentParser(prog="bench cases")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=8, help="of load for requests per second")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    results: dict[int, dict[str, float]] = {}
    address = ground.database("bench_cases", fresh=True)
    ground.set_up()
    about = ground.machine()
    world = build()
    have = 0
    for size in sorted(options.sizes):
        begun = time.perf_counter()
        fill(world, have, size)
        have = size
        print(f"{size:>9,} cases in place after {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        results[size] = {**measure(world), **load(world, address, options.seconds)}
    if options.json:
        print(json.dumps({"machine": about, "results": results}, indent=2))
        return
    print(f"\n{about}; medians, milliseconds unless said otherwise\n")
    sizes = list(results)
    print(f"{'':46}" + "".join(f"{size:>12,}" for size in sizes) + "     ratio")
    for what in results[sizes[0]]:
        values = [results[size][what] for size in sizes]
        ratio = values[-1] / values[0] if values[0] else 0
        print(f"{what:46}" + "".join(f"{value:12.1f}" for value in values) + f"{ratio:10.2f}")


# --- the data ----------------------------------------------------------------------------------------------------------


def build() -> dict[str, Any]:
    """Bodies, employers and people; the cases come by COPY."""
    from unionhall.cases.enums import DayUnit
    from unionhall.cases.models import ServicePromise
    from unionhall.cases.states import State
    from unionhall.core.actor import system
    from unionhall.organisations import actions as organisations
    from unionhall.organisations.enums import Industry, Level, OrganisationKind
    from unionhall.organisations.models import Employer, Organisation
    from unionhall.people import actions as people
    from unionhall.people.enums import Role

    by = system("bench")

    def body(name: str, level: int, parent: Organisation | None) -> Organisation:
        facts = {"kind": OrganisationKind.FEDERATION, "case_prefix": name[:10], "receives_cases": True}
        return organisations.found(by=by, name=name, code=name, level=level, parent=parent, **facts)

    city = body("测市", Level.CITY, None)
    counties = [body(f"测县{n}", Level.COUNTY, city) for n in range(COUNTIES)]
    towns = [body(f"测镇{n}", Level.TOWNSHIP, counties[n % COUNTIES]) for n in range(TOWNSHIPS)]
    employers = [Employer(name=f"测试单位{n:05}", industry=Industry.OTHER) for n in range(EMPLOYERS)]
    Employer.objects.bulk_create(employers)

    def officer(name: str, where: Organisation, role: str) -> Any:
        person = people.enter(by=by, name=name)
        people.appoint(person, by=by, organisation=where, role=role, since=date(2020, 1, 1))
        return people.open_account(person, by=by, username=name)

    handlers = [officer(f"handler{n}", towns[n % TOWNSHIPS], Role.COORDINATOR) for n in range(HANDLERS)]
    for state, days in ((State.RECEIVED, 5), (State.ACCEPTED, 3), (State.CONSULTING, 15)):
        ServicePromise.objects.create(
            state=state, days=days, unit=DayUnit.WORKING, since=date(2020, 1, 1), source="bench"
        )
    return {
        "city": city,
        "counties": counties,
        "towns": towns,
        "employers": employers,
        "handlers": handlers,
        "county_officer": officer("county", counties[0], Role.OFFICER),
        "city_officer": officer("city", city, Role.OFFICER),
        "town_officer": officer("town", towns[0], Role.OFFICER),
    }


def fill(world: dict[str, Any], have: int, size: int) -> None:
    """Rows have…size of cases, their complainants, statuses and routings, by COPY."""
    from django.db import connection

    from unionhall.cases.enums import Kind
    from unionhall.cases.models import FAR, Case, Complainant, RoutingFact, StatusFact
    from unionhall.cases.states import ENDED, OPEN
    from unionhall.core.ids import new_id
    from unionhall.core.sealed import seal

    rng = random.Random(f"{have}-{size}")
    now, today = datetime.now(CHINA), datetime.now(CHINA).date()
    account = seal("两个月工资没有发，多次讨要没有结果。", "cases.Case.account")
    name, no_phone = seal("张三", "cases.Complainant.name"), seal("", "cases.Complainant.phone")
    kinds, opens, ended = list(Kind.values), [s for s in OPEN if s != "mediating"], [s for s in ENDED if s != "refused"]

    def case(number: int) -> dict[str, Any]:
        town = rng.choice(world["towns"])
        employer = rng.choice(world["employers"])
        is_open = rng.random() < OPEN_SHARE
        received = now - timedelta(minutes=rng.randrange(60 * 24 * 365 * 3))
        return {
            **dict.fromkeys(f.attname for f in Case._meta.concrete_fields),
            "id": new_id(), "number": f"测〔2026〕{number:07}号", "kind": rng.choice(kinds), "title": f"工资 · {employer.name}",
            "account": account, "source": "web", "employer_id": employer.pk, "employer_name": employer.name, "industry": "other",
            "amount": rng.randrange(100_000), "body_id": town.pk, **town.ancestors_by_column,
            "handler_id": rng.choice(world["handlers"]).person_id if rng.random() < 0.8 else None,
            "state": rng.choice(opens) if is_open else rng.choice(ended), "received_at": received, "entered_at": received,
            "accepted_at": received, "closed_at": None if is_open else received,
            "due_on": today + timedelta(days=rng.randrange(-20, 60)) if is_open else FAR,
            "due_provisional": False, "paused": False, "is_group": False, "version": 1,
        }  # fmt: skip

    def copy(model: Any, rows: list[dict[str, Any]]) -> None:
        columns = [f for f in model._meta.concrete_fields if f.attname in rows[0]]
        names = ", ".join(connection.ops.quote_name(f.column) for f in columns)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as out,
        ):
            for row in rows:
                out.write_row([row[f.attname] for f in columns])

    def blank(model: Any, **facts: Any) -> dict[str, Any]:
        empty = {f.attname: "" if f.empty_strings_allowed and not f.null else None for f in model._meta.concrete_fields}
        return {**empty, "id": new_id(), **facts}

    for start in range(have, size, 20_000):
        cases = [case(n) for n in range(start, min(size, start + 20_000))]
        copy(Case, cases)
        copy(Complainant, [
            blank(Complainant, case_id=c["id"], identity_level="named", name=name, phone=no_phone, phone_lookup=None, receipt_lookup=None, amount=c["amount"], joined_at=c["received_at"])
            for c in cases
        ])  # fmt: skip
        copy(StatusFact, [
            blank(StatusFact, case_id=c["id"], at=c["received_at"] + timedelta(hours=n), verb=verb, to_state=to)
            for c in cases
            for n, (verb, to) in enumerate((("receive", "received"), ("accept", "accepted"), ("consult", c["state"])))
        ])  # fmt: skip
        copy(
            RoutingFact,
            [blank(RoutingFact, case_id=c["id"], body_id=c["body_id"], at=c["received_at"], why="[]") for c in cases],
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


# --- one at a time ------------------------------------------------------------------------------------------------------


def signed_in(account: Any) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def got(client: Any, path: str) -> str:
    """The page's text; anything but 200 stops the bench."""
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return str(answer.content.decode())


def measure(world: dict[str, Any]) -> dict[str, float]:
    """Medians of one request at a time, inside the process: middleware, queries, template."""
    from unionhall.cases.models import Case
    from unionhall.core.actor import SYSTEM
    from unionhall.people.actions import accounts

    found: dict[str, float] = {}
    handler = world["handlers"][0].person_id
    for who in ("town_officer", "county_officer", "city_officer"):
        client = signed_in(world[who])
        label = who.split("_")[0]
        found[f"list of 50 by nearest clock, {label}"] = ground.median_ms(lambda c=client: got(c, "/cases/"))
    county, city = signed_in(world["county_officer"]), signed_in(world["city_officer"])
    for name, query in (
        ("state", "state=consulting"), ("kind", "kind=injury"), ("overdue", "clock=overdue"), ("nobody in charge", "handler=none"),
        ("one handler", f"handler={handler}"), ("state and kind", "state=accepted&kind=wages"), ("employer's name", "employer=00077"),
        ("newest first", "order=newest"),
    ):  # fmt: skip
        found[f"filter {name}, county"] = ground.median_ms(lambda q=query: got(county, f"/cases/?{q}"))
        found[f"filter {name}, city"] = ground.median_ms(lambda q=query: got(city, f"/cases/?{q}"))
    path = "/cases/"
    for _n in range(20):
        following = re.search(
            r'href="([^"]*after=[^"]+)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*after=[^"]+)"', got(city, path)
        )
        if not following:
            break
        path = (following.group(1) or following.group(2)).replace("&amp;", "&")
        path = path if path.startswith("/") else f"/cases/{path}"
    found["page 21 of the list, city"] = ground.median_ms(lambda: got(city, path))
    some = list(
        Case.objects.filter(at_county=world["counties"][0].pk, state="consulting")
        .order_by("pk")
        .values_list("pk", flat=True)[:40]
    )
    each = iter(some * 10)
    found["the file of one case, county"] = ground.median_ms(lambda: got(county, f"/cases/{next(each)}/"))
    town = signed_in(world["town_officer"])
    fresh = iter(
        Case.objects.filter(body=world["towns"][0].pk, state="received")
        .order_by("pk")
        .values_list("pk", flat=True)[:60]
    )

    def accept() -> None:
        answer = town.post(f"/cases/{next(fresh)}/acceptance/", {"version": 1})
        if answer.status_code not in (200, 302, 303):
            raise SystemExit(f"acceptance answered {answer.status_code}")

    found["one transition (accept), township"] = ground.median_ms(accept)
    _token, raw = accounts.make_token(
        world["county_officer"], by=SYSTEM, name="bench", scopes=["read"], until=date.today() + timedelta(days=30)
    )
    from django.test import Client

    api = Client(HTTP_HOST="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {raw}")
    found["API list of 50, county"] = ground.median_ms(lambda: got(api, "/api/cases?limit=50"))
    found["kilobytes of the list page"] = len(got(county, "/cases/").encode()) / 1024
    return found


# --- many at once -------------------------------------------------------------------------------------------------------


def load(world: dict[str, Any], address: str, seconds: float) -> dict[str, float]:
    """Requests per second of the list and of a bare Django page with the same rows, in turns, on two workers each."""
    client = signed_in(world["county_officer"])
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    env = {**os.environ, "DATABASE_URL": address}
    found: dict[str, list[float]] = {"list": [], "bare": []}
    servers = {
        "list": (8511, _serve("config.wsgi:application", 8511, env), "/cases/", cookie),
        "bare": (
            8512,
            _serve("bench.bare:application", 8512, {**env, "BENCH_COUNTY": str(world["counties"][0].pk)}),
            "/",
            "",
        ),
    }
    try:
        for port, _process, path, held in servers.values():
            _ready(port, path, held)
        for _turn in range(3):
            for name, (port, _process, path, held) in servers.items():
                found[name].append(_rate(port, path, held, seconds / 3))
    finally:
        for _port, process, _path, _held in servers.values():
            process.terminate()
            process.wait(20)
    page, bare = statistics.median(found["list"]), statistics.median(found["bare"])
    return {
        "requests per second, list page": page,
        "requests per second, bare Django page": bare,
        "list page as % of the bare page": 100 * page / bare,
    }


def _serve(target: str, port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "2",
        "--no-ws", "--log-level", "warning", target,
    ]  # fmt: skip
    return subprocess.Popen(command, cwd=ground.ROOT, env=env)


def _ready(port: int, path: str, cookie: str) -> None:
    for _n in range(100):
        try:
            if _get(HTTPConnection("127.0.0.1", port, timeout=20), path, cookie) == 200:
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit(f"nothing answered 200 on port {port}{path}")


def _get(connection: HTTPConnection, path: str, cookie: str) -> int:
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _rate(port: int, path: str, cookie: str, seconds: float) -> float:
    """Answers of 200 per second, asked for by four clients that keep their connections."""
    counts = [0] * 4
    until = time.perf_counter() + seconds

    def ask(index: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until:
            counts[index] += _get(connection, path, cookie) == 200

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
