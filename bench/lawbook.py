"""What does a sum with its full explanation cost? Severance for 1,000 and 100,000 workers, and an Excel batch of 2,000 rows.

Beside it in the same run, on the same people, each in a process of its own:
- OpenFisca-Core computing an equivalent formula of three branches over arrays; it returns one rounded number a person.
- Reading and writing the same sheet without reckoning: what any program must spend on the file itself.
Ours returns for each person the result, every step in two languages with its formula, articles in plain words, other
readings, values used with their source, what is unverified, and the day to act by. Seconds are of processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

OPENFISCA = "openfisca-core==43.*"
ROWS = 2_000


def main(arguments: list[str]) -> None:
    """Every measurement, one line each."""
    parser = argparse.ArgumentParser(prog="bench lawbook")
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "SIZE"), help=argparse.SUPPRESS)
    said = parser.parse_args(arguments)
    if said.one:
        print(json.dumps(_measured(said.one[0], int(said.one[1]))))
        return
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(f"{'people':>9}  {'':34}{'seconds':>9}{'CPU s':>9}{'people/s':>11}{'MB':>8}")
    for size in (int(number) for number in said.sizes.split(",")):
        for what in ("result", "explained", "json"):
            _print(size, what, _ours(what, size))
        _print(size, "OpenFisca-Core, the number alone", _openfisca(size))
    for what in ("sheet", "batch"):
        _print(ROWS, what, _ours(what, ROWS))


def _ours(what: str, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench", "lawbook", "--one", what, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _openfisca(size: int) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump(people(size), file)
    uv = Path(sys.executable).parent / "uv"
    peer = Path(__file__).parent / "openfisca_peer.py"
    command = [
        str(uv),
        "run",
        "--no-project",
        "--python",
        sys.executable,
        "--with",
        OPENFISCA,
        "python",
        str(peer),
        file.name,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _print(size: int, what: str, found: dict[str, Any]) -> None:
    rate = size / found["cpu"] if found["cpu"] else 0
    print(
        f"{size:>9,}  {what:34}{found['seconds']:>9.2f}{found['cpu']:>9.2f}{rate:>11,.0f}{found['mb']:>8,}  sum {found['sum']:,.2f}",
        flush=True,
    )


def people(count: int) -> list[dict[str, Any]]:
    """Invented workers: hired since 2008, wages around the minimum, around the average and above three times it."""
    chance = random.Random(20260901)
    made = []
    for _ in range(count):
        hire = date(2008, 1, 1) + timedelta(days=chance.randrange(5500))
        end = min(hire + timedelta(days=30 + chance.randrange(5800)), date(2024, 12, 31))
        wage = chance.choice([1800, 4200, 6500, 9800, 15000, 42000]) + chance.randrange(1000)
        made.append(
            {
                "hire": hire.isoformat(), "end": end.isoformat(), "reason": "art40_3", "social_avg": "9000",
                "min_wage": "2200", "wages": [str(wage + chance.randrange(300)) for _ in range(12)],
            }
        )  # fmt: skip
    return made


def _measured(what: str, size: int) -> dict[str, Any]:
    work = {"result": _results, "explained": _explained, "json": _json, "batch": _batch, "sheet": _sheet}[what](size)
    began, began_cpu = time.perf_counter(), time.process_time()
    total = work()
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - began_cpu,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "sum": float(total),
    }


def _each(size: int, use: Callable[[Any], object]) -> Callable[[], object]:
    from unionhall.lawbook.contents import calculators

    everyone, find = people(size), calculators()["severance"].find
    today = date(2026, 9, 1)

    def run() -> object:
        total = 0
        for person in everyone:
            found = find(person, today=today)
            use(found)
            total += found.result["total"]
        return total

    return run


def _results(size: int) -> Callable[[], object]:
    """The finding itself, whose steps are already there."""
    return _each(size, lambda found: found.result)


def _explained(size: int) -> Callable[[], object]:
    """With all steps, articles, values, readings and days as plain values."""
    return _each(size, lambda found: found.as_dict())


def _json(size: int) -> Callable[[], object]:
    """The same, written as JSON."""
    return _each(size, lambda found: json.dumps(found.as_dict(), ensure_ascii=False))


def _table(folder: Path, size: int) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(folder / "in.xlsx"))
    sheet = book.add_worksheet()
    header = ["姓名", "hire", "end", "reason", "social_avg", "min_wage", *[f"wages{n}" for n in range(1, 13)]]
    sheet.write_row(0, 0, header)
    for number, person in enumerate(people(size), 1):
        row = [f"工人{number}", *[person[key] for key in header[1:6]], *[float(wage) for wage in person["wages"]]]
        sheet.write_row(number, 0, row)
    book.close()
    return folder / "in.xlsx"


def _batch(size: int) -> Callable[[], object]:
    """One Excel of workers in, one with the answers out."""
    from unionhall.lawbook.batch import reckon_table
    from unionhall.lawbook.contents import calculators

    folder = Path(tempfile.mkdtemp())
    table = _table(folder, size)
    return lambda: reckon_table(calculators()["severance"], table, folder / "out.xlsx")["answered"]


def _sheet(size: int) -> Callable[[], object]:
    """The same sheet read and written, nothing reckoned."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    folder = Path(tempfile.mkdtemp())
    table = _table(folder, size)

    def run() -> int:
        rows = list(CalamineWorkbook.from_path(str(table)).get_sheet_by_index(0).iter_rows())
        book = xlsxwriter.Workbook(str(folder / "out.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
        return len(rows) - 1

    return run
