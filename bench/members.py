"""How long does a list of members take, complete, sealed, indexed and audited? Beside it: a raw COPY of the same rows, and
django-import-export on a smaller number of rows of the same file. Then one person among them, asked for over HTTP.

`python -m bench members [--rows 100000] [--peer-rows 2000] [--lookups 400]`
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import ground

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国文斌辉志海燕春梅欣宇浩然子涵"
REGIONS = ("360102", "360111", "360402", "360502", "360702", "360802", "360902", "361002", "361102", "360302")
HEADS = ("序号", "联系电话", "姓名", "所属工会代码", "身份证号码", "入会日期", "性别")
UNIONS = 400


def main(arguments: list[str]) -> None:
    """Make the file, write it, compare, ask."""
    parser = argparse.ArgumentParser(prog="bench members")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peer-rows", type=int, default=2_000)
    parser.add_argument("--lookups", type=int, default=400)
    parser.add_argument("--again", action="store_true", help="write the same file a second time: all unchanged")
    said = parser.parse_args(arguments)
    ground.database("bench_members", fresh=True)
    ground.set_up()
    body, officer = federation()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "members.csv"
        make_file(path, said.rows)
        print(ground.machine())
        print(f"{said.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB of GB 18030 text, {UNIONS} unions")
        whole = measure("import", lambda: bring(path, body), said.rows)
        print(f"  {whole.said}")
        if said.again:
            again = measure("the same file again", lambda: bring(path, body), said.rows)
            print(f"  {again.said}")
        raw = measure(
            "raw COPY of the same rows, no index but the key, nothing sealed", lambda: raw_copy(path), said.rows
        )
        print(f"share of a raw COPY: it takes {raw.seconds / whole.seconds:.1%} of the time of the import")
        peer(path, said.peer_rows, whole.rate)
    lookups(officer, said.rows, said.lookups)


class Measured:
    """Wall clock, own processor time, that of the preparing process, memory."""

    def __init__(self, seconds: float, cpu: float, children: float, peak: float, said: str, rate: float) -> None:
        self.seconds, self.cpu, self.children, self.peak, self.said, self.rate = (
            seconds,
            cpu,
            children,
            peak,
            said,
            rate,
        )


def measure(what: str, act: Any, rows: int) -> Measured:
    watch = Watch()
    watch.start()
    began, used = time.perf_counter(), os.times()
    said = str(act())
    seconds, after = time.perf_counter() - began, os.times()
    watch.stop()
    cpu = after.user + after.system - used.user - used.system
    children = after.children_user + after.children_system - used.children_user - used.children_system
    print(
        f"{what}: {seconds:.1f} s, {rows / seconds:,.0f} rows/s; processor: {cpu:.1f} s here, {children:.1f} s preparing, "
        f"{watch.database:.1f} s database; peak memory {watch.peak / 1e6:,.0f} MB resident, beside it the database's backend {watch.database_peak / 1e6:,.0f} MB"
    )
    return Measured(seconds, cpu, children, watch.peak, said, rows / seconds)


class Watch(threading.Thread):
    """Resident memory of this process and its children, proportional memory of the database's backend, twice a second; and the backend's time."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = self.database_peak = 0
        self.database = 0.0
        self.ended = threading.Event()
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.backend = int(cursor.fetchone()[0])
        self.at_first = processor(self.backend)

    def run(self) -> None:
        while not self.ended.wait(0.5):
            self.database_peak = max(self.database_peak, memory(self.backend, "Pss:"))
            self.peak = max(self.peak, sum(memory(pid, "Rss:") for pid in family(os.getpid())))
            self.database = processor(self.backend) - self.at_first

    def stop(self) -> None:
        self.ended.set()
        self.join()
        self.database = processor(self.backend) - self.at_first


def family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def memory(pid: int, kind: str) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(kind):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def processor(pid: int) -> float:
    try:
        cells = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return 0.0
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def federation() -> tuple[Any, Any]:
    """One county with its unions, and an officer."""
    from unionhall.core.actor import system
    from unionhall.organisations import api as organisations
    from unionhall.organisations.enums import Level, OrganisationKind
    from unionhall.people import api as people
    from unionhall.people.enums import Role

    by = system("bench")
    body = organisations.found(
        by=by, name="赣州市总工会", code="G", level=Level.CITY, kind=OrganisationKind.FEDERATION, parent=None
    )
    unions = [
        organisations.found(
            by=by, name=f"第{n}号企业工会", code=f"G{n:04}", level=Level.UNION, kind=OrganisationKind.UNION, parent=body
        )
        for n in range(UNIONS)
    ]
    officer = people.enter(by=by, name="管登记", phone="13900000001")
    people.appoint(officer, by=by, organisation=body, role=Role.OFFICER, since=date(2020, 1, 1), reason="bench")
    people.appoint(
        officer, by=by, organisation=unions[1], role=Role.GRASSROOTS_CHAIR, since=date(2020, 1, 1), reason="bench"
    )
    account = people.open_account(officer, by=by, username="bench", password="bench-bench-42")
    return body, account


def number(n: int) -> str:
    from unionhall.core.identity import identity_check

    born = date(1962, 1, 1) + timedelta(days=(n * 7919) % 15000)
    front = f"{REGIONS[n % 10]}{born:%Y%m%d}{(n // 15000) * 10 % 1000 + n % 10:03d}"
    return front + identity_check(front)


def make_file(path: Path, rows: int) -> None:
    """A list as unions send it: GB 18030, its columns in an order of their own, two rows in a thousand wrong."""
    seen: set[str] = set()
    with path.open("w", encoding="gb18030", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(HEADS)
        n = made = 0
        while made < rows:
            n += 1
            identity = number(n)
            if identity in seen:
                continue
            seen.add(identity)
            made += 1
            name = SURNAMES[n * 31 % len(SURNAMES)] + GIVEN[n * 17 % len(GIVEN)] + GIVEN[n // 7 % len(GIVEN)]
            if n % 97 == 0:
                name = f"阿依古丽·买买提{GIVEN[n % 40]}"
            if n % 500 == 0:
                identity = identity[:17] + ("0" if identity[17] != "0" else "1")
            phone = f"1{3 + n % 7}{n:09d}"
            writer.writerow(
                [
                    made,
                    phone,
                    name,
                    f"G{n % UNIONS:04}",
                    identity,
                    f"20{n % 20:02}-0{1 + n % 9}-15",
                    "男" if int(identity[16]) % 2 else "女",
                ]
            )


def bring(path: Path, body: Any) -> str:
    from unionhall.rosters.commands import run

    report = run(path, body, said={}, elsewhere="move", dry_run=False, rejected=path.with_name("back.csv"))
    return f"{report['counts']}"


def raw_copy(path: Path) -> str:
    """The same rows into a table of text columns: parsed, copied, nothing checked, sealed, looked up or audited."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS bench_raw; CREATE TABLE bench_raw (n integer PRIMARY KEY, phone text, name text, code text, identity text, since date, sex text)"
        )
        with path.open(encoding="gb18030", newline="") as opened, cursor.copy("COPY bench_raw FROM STDIN") as copy:
            reader = csv.reader(opened)
            next(reader)
            for row in reader:
                copy.write_row(row)
        cursor.execute("SELECT count(*) FROM bench_raw")
        return str(cursor.fetchone()[0])


def peer(path: Path, rows: int, our_rate: float) -> None:
    """django-import-export on the first rows of the same file, into tables of the same columns, sealed by the same fields."""
    try:
        import import_export  # type: ignore[import-untyped]
    except ImportError:
        print("django-import-export: not installed (uv sync --group bench)")
        return
    import tablib  # type: ignore[import-untyped]
    from django.apps import apps
    from django.db import transaction
    from import_export import fields, resources

    from unionhall.core import clock
    from unionhall.core.identity import birth_of, check_identity_number, sex_of
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Membership, Person

    bodies = dict(Organisation.objects.values_list("code", "pk"))
    assert apps.is_installed("unionhall.people")

    class PersonResource(resources.ModelResource):
        """A person by identity number, with the membership after saving."""

        name = fields.Field(attribute="name", column_name="姓名")
        phone = fields.Field(attribute="phone", column_name="联系电话")
        identity_number = fields.Field(attribute="identity_number", column_name="身份证号码")

        class Meta:
            model = Person
            fields = ("name", "phone", "identity_number")
            import_id_fields = ("identity_number",)
            use_transactions = True

        def get_instance(self, instance_loader: Any, row: Any) -> Any:
            from unionhall.people.queries import person_by_identity

            return person_by_identity(row["身份证号码"])

        def before_save_instance(self, instance: Any, row: Any, **_more: Any) -> None:
            check_identity_number(instance.identity_number).or_refuse()
            instance.birth_on, instance.sex = birth_of(instance.identity_number), sex_of(instance.identity_number)
            instance.entered_at = clock.now()

        def after_save_instance(self, instance: Any, row: Any, **_more: Any) -> None:
            Membership.objects.get_or_create(
                person=instance,
                until=None,
                defaults={"organisation_id": bodies[row["所属工会代码"]], "since": row["入会日期"]},
            )

    with path.open(encoding="gb18030", newline="") as opened:
        reader = csv.reader(opened)
        heads = next(reader)
        data = tablib.Dataset(headers=heads)
        for row in reader:
            # A phone is held once: the rows are other people than those of the import, so that both do the same work.
            data.append(
                [row[0], "1" + str(9_900_000_000 + int(row[0])), row[2], row[3], _another(row[4]), row[5], row[6]]
            )
            if len(data) == rows:
                break
    began, used = time.perf_counter(), time.process_time()
    with transaction.atomic():
        result = PersonResource().import_data(data, dry_run=False, raise_errors=False)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    rate = rows / seconds
    print(
        f"django-import-export {import_export.__version__}: {rows:,} rows in {seconds:.1f} s, {rate:,.0f} rows/s, {cpu:.1f} s of processor here; "
        f"{result.totals}; without audit lines, review, report or resuming. The import is {our_rate / rate:.0f} times as fast"
    )


def _another(identity: str) -> str:
    from unionhall.core.identity import identity_check

    front = "110101" + identity[6:17]
    return front + identity_check(front)


def lookups(account: Any, rows: int, times: int) -> None:
    """One person by identity number, asked over HTTP from a server of its own."""

    token = _token(account)
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--workers",
            "1",
            "--port",
            "8977",
            "--log-level",
            "warning",
            "config.wsgi:application",
        ],
        cwd=ground.ROOT,
    )
    try:
        _wait()
        taken, found = [], 0
        for n in range(times + 20):
            began = time.perf_counter()
            status = _ask(token, number(1 + UNIONS * ((n * 7907) % max(1, rows // UNIONS))))
            if n >= 20:
                taken.append((time.perf_counter() - began) * 1000)
            found += status == 200
            assert status in (200, 404), status
        taken.sort()
        print(
            f"one person by identity number among {rows:,}, over HTTP, {times} times ({found} answers with a person): p50 {statistics.median(taken):.1f} ms, "
            f"p99 {taken[int(len(taken) * 0.99) - 1]:.1f} ms"
        )
    finally:
        server.terminate()
        server.wait()
    print(f"peak memory of this process so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _token(account: Any) -> str:
    from unionhall.core import clock
    from unionhall.core.sealed import lookup
    from unionhall.people.models import ApiToken
    from unionhall.people.queries import PERSONAL_TOKEN

    raw = f"{PERSONAL_TOKEN}bench{account.pk.hex}"
    ApiToken.objects.create(
        account=account, name="bench", token_hash=lookup(raw, "token"), scopes=["read", "write"], made_at=clock.now(),
        expires_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    return raw


def _ask(token: str, identity: str) -> int:
    import http.client
    import json

    global _line
    if _line is None:
        _line = http.client.HTTPConnection("127.0.0.1", 8977, timeout=30)
    _line.request(
        "POST", "/api/rosters/lookup", json.dumps({"identity_number": identity, "purpose": "核对名册"}),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )  # fmt: skip
    answer = _line.getresponse()
    answer.read()
    return answer.status


_line: Any = None


def _wait() -> None:
    import http.client

    for _n in range(120):
        try:
            line = http.client.HTTPConnection("127.0.0.1", 8977, timeout=2)
            line.request("GET", "/healthz")
            line.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("The server did not come up.")
