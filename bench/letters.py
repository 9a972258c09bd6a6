"""How long does it take to bring in 9,000 letters, and to find on a second run that all of them are there?

Beside it, in the same run: a raw COPY of as many rows of text into a table with one unique index, the floor of any import.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import ground


def main(arguments: list[str]) -> None:
    """Make the file, bring it in twice, copy it raw."""
    parser = argparse.ArgumentParser(prog="bench letters")
    parser.add_argument("--rows", type=int, default=9_000)
    rows = parser.parse_args(arguments).rows
    ground.database("bench_letters", fresh=True)
    ground.set_up()
    from bench.cases import build

    build()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.csv"
        write(path, rows)
        first, report = timed(path)
        again, second = timed(path)
        raw = copy_raw(path)
    print(ground.machine())
    print(
        f"{rows:,} letters, brought in:     {first:7.1f} s  ({report.imported:,} cases, {rows / first:,.0f} a second)"
    )
    print(
        f"the same file again:          {again:7.1f} s  ({second.already_there:,} there already, {second.imported} new)"
    )
    print(f"raw COPY of the same rows:    {raw:7.2f} s  (ratio {first / raw:,.0f})")


def write(path: Path, rows: int) -> None:
    """Letters of 30 to 600 characters, all different."""
    rng = random.Random(9)
    words = [
        "工资",
        "加班",
        "社保",
        "合同",
        "经理",
        "工地",
        "拖欠",
        "三个月",
        "多次",
        "反映",
        "没有",
        "答复",
        "希望",
        "解决",
        "领导",
        "单位",
    ]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"])
        for n in range(rows):
            body = "，".join("".join(rng.choices(words, k=4)) for _ in range(rng.randrange(3, 60)))
            writer.writerow(
                [
                    n,
                    f"U{n}",
                    f"反映{rng.choice(words)}问题",
                    f"20{n % 9 + 10}/1/{n % 28 + 1} 8:00:00",
                    f"{body}。第{n}封",
                ]
            )


def timed(path: Path) -> tuple[float, Any]:
    from unionhall.cases.letters import importing
    from unionhall.core.actor import system

    begun = time.perf_counter()
    report = importing.run(path, by=system("bench"), said={}, where={})
    return time.perf_counter() - begun, report


def copy_raw(path: Path) -> float:
    from django.db import connection

    with connection.cursor() as cursor, path.open(encoding="utf-8", newline="") as source:
        cursor.execute("CREATE TEMP TABLE raw (id text PRIMARY KEY, a text, b text, c text, d text)")
        begun = time.perf_counter()
        with cursor.copy("COPY raw FROM STDIN") as out:
            for row in csv.reader(source):
                out.write_row(row)
        return time.perf_counter() - begun
