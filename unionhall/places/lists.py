"""Which kinds of host, equipment and items of the checklist come with the product? Rows to begin with; a federation adds its own."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SINCE = date(2024, 1, 1)
SOURCE = "随平台提供，可由各级工会增补"
CHECKLIST_SOURCE = "工会驿站“六有”标准及运营主体、教育功能两项；细目为平台示范，以本级工会文件为准"


def shipped_host_kinds() -> Iterator[dict[str, Any]]:
    for row in _rows("host_kinds"):
        yield {**row, "aliases": _words(row["aliases"]), "order": int(row["order"]), "source": SOURCE}


def shipped_equipment() -> Iterator[dict[str, Any]]:
    for row in _rows("equipment"):
        facts = {"aliases": _words(row["aliases"]), "order": int(row["order"]), "is_need": row["is_need"] == "1"}
        yield {**row, **facts, "source": SOURCE}


def shipped_checklist() -> Iterator[dict[str, Any]]:
    for row in _rows("checklist"):
        facts = {"points": int(row["points"]), "order": int(row["order"]), "is_grave": row["is_grave"] == "1"}
        yield {**row, **facts, "kinds": _words(row["kinds"]), "since": SINCE, "source": CHECKLIST_SOURCE}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _words(text: str) -> list[str]:
    return [word for word in text.split("|") if word]
