"""Entering the tree of a federation, or the units of a joint union, from a spreadsheet: all rows or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.choices import chosen
from unionhall.core.tables import read_table
from unionhall.core.verdict import Refused, no

from . import actions, queries
from .enums import AgencyKind, Industry, JointScope, Level, OrganisationKind
from .models import Division, Employer, JointUnit, Organisation

COLUMNS = {
    "code": "代码", "name": "名称", "level": "层级", "kind": "类型", "parent": "上级代码", "short_name": "简称",
    "case_prefix": "案号字头", "place_code": "区划代码", "place_name": "区划名称", "industry": "行业", "agency_kind": "协作单位类型",
    "employer_name": "用人单位", "employer_uscc": "统一社会信用代码", "phone": "电话", "address": "地址",
    "joint_of": "联合范围", "founded_on": "成立日期",
}  # fmt: skip
UNIT_COLUMNS = {
    "name": "名称", "spot": "位置", "uscc": "统一社会信用代码", "industry": "行业", "workers": "职工人数",
}  # fmt: skip
NEEDED = ("code", "name", "level", "kind")


def bring_bodies(path: Path, *, by: Actor, dry_run: bool = False) -> dict[str, Any]:
    """Enter the bodies of a file. One bad row and nothing is written; the report names every bad row with its reason."""
    return _brought(path, COLUMNS, NEEDED, lambda said: _enter(said, by=by), dry_run=dry_run)


def bring_units(path: Path, *, code: str, by: Actor, dry_run: bool = False) -> dict[str, Any]:
    """Enter the units of a file into a joint union. One bad row and nothing is written."""
    body = queries.body_of_code(code)
    if body is None:
        raise Refused(no(_("No body is called this. Copy its full name or its code."), code="body"))
    return _brought(path, UNIT_COLUMNS, ("name",), lambda said: _unit(body, said, by=by), dry_run=dry_run)


def _unit(body: Organisation, said: dict[str, str], *, by: Actor) -> bool:
    """One unit; False when it is there already."""
    if not said["name"]:
        raise Refused(no(format_lazy(_("“{column}” is empty."), column=UNIT_COLUMNS["name"]), code="empty"))
    if said["workers"] and not (said["workers"].isascii() and said["workers"].isdigit() and len(said["workers"]) < 7):
        raise Refused(no(_("The number of workers is no number."), code="workers"))
    spot = " ".join(said["spot"].split())[:60]
    if JointUnit.objects.filter(
        organisation=body, name=" ".join(said["name"].split())[:120], spot=spot, until__isnull=True
    ).exists():
        return False
    actions.cover(
        body,
        by=by,
        name=said["name"][:120],
        spot=spot,
        employer=actions.register_employer(by=by, name=said["name"], uscc=said["uscc"]) if said["uscc"] else None,
        industry=chosen(Industry, said["industry"], column=UNIT_COLUMNS["industry"]) if said["industry"] else "",
        workers=int(said["workers"]) if said["workers"] else None,
    )
    return True


def _brought(
    path: Path,
    columns: dict[str, str],
    needed: tuple[str, ...],
    enter: Callable[[dict[str, str]], bool],
    *,
    dry_run: bool,
) -> dict[str, Any]:
    """Every row of a file through `enter`; all of it, or nothing."""
    table = read_table(path)
    where = {
        field: next((c for c in table.columns if c.strip() in (field, word)), "") for field, word in columns.items()
    }
    if missing := [field for field in needed if not where[field]]:
        raise Refused(
            no(
                format_lazy(_("The file has no column “{column}”."), column=f"{missing[0]} / {columns[missing[0]]}"),
                format_lazy(_("Its columns are: {columns}."), columns=", ".join(table.columns)),
                "columns",
            )
        )
    report: dict[str, Any] = {"read": 0, "entered": 0, "already_there": 0, "rejected": [], "dry_run": dry_run}
    with transaction.atomic():
        for row in table:
            report["read"] += 1
            said = {field: row.get(column, "").strip() if column else "" for field, column in where.items()}
            try:
                with transaction.atomic():
                    report["entered" if enter(said) else "already_there"] += 1
            except Refused as refusal:
                report["rejected"].append({"row": row.number, "reason": str(refusal)})
        if dry_run or report["rejected"]:
            transaction.set_rollback(True)
    if report["rejected"]:
        report["entered"] = 0
    return report


def _enter(said: dict[str, str], *, by: Actor) -> bool:
    """One body; False when its code is there already."""
    for field in NEEDED:
        if not said[field]:
            raise Refused(no(format_lazy(_("“{column}” is empty."), column=COLUMNS[field]), code="empty"))
    if Organisation.objects.filter(code=said["code"]).exists():
        return False
    kind = chosen(OrganisationKind, said["kind"], column=COLUMNS["kind"])
    level = int(chosen(Level, said["level"], column=COLUMNS["level"]))
    place = _place(said, level, by=by)
    body = actions.found(
        by=by,
        name=said["name"],
        short_name=said["short_name"] or said["name"][:40],
        code=said["code"],
        level=level,
        kind=kind,
        parent=_parent(said["parent"]),
        case_prefix=said["case_prefix"],
        receives_cases=bool(said["case_prefix"]),
        division=place,
        industry=chosen(Industry, said["industry"], column=COLUMNS["industry"]) if said["industry"] else "",
        agency_kind=chosen(AgencyKind, said["agency_kind"], column=COLUMNS["agency_kind"])
        if said["agency_kind"]
        else "",
        employer=_employer(said, place, by=by),
        phone=said["phone"],
        address=said["address"],
        joint_of=chosen(JointScope, said["joint_of"], column=COLUMNS["joint_of"]) if said["joint_of"] else "",
        founded_on=_day(said["founded_on"]),
    )
    if place is not None and body.receives_cases:
        actions.answer_for(body, by=by, division=place, industry=body.industry, since=clock.today())
    return True


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-").replace(".", "-"))
    except ValueError as error:
        reason = format_lazy(_("“{text}” is no day."), text=text)
        raise Refused(no(reason, _("Write it like 2024-03-01."), "day")) from error


def _parent(code: str) -> Organisation | None:
    if not code:
        return None
    parent = Organisation.objects.filter(code=code).first()
    if parent is None:
        raise Refused(
            no(
                format_lazy(_("The body above it, “{code}”, is not known."), code=code),
                _("Put parents above their children."),
            )
        )
    return parent


def _place(said: dict[str, str], level: int, *, by: Actor) -> Division | None:
    """The place by its code; a new one lies in the place whose code begins it."""
    if not said["place_code"]:
        return None
    return actions.name_place(
        by=by, code=said["place_code"], name=said["place_name"] or said["name"], level=min(level, Level.TOWNSHIP)
    )


def _employer(said: dict[str, str], place: Division | None, *, by: Actor) -> Employer | None:
    if not said["employer_name"] and not said["employer_uscc"]:
        return None
    name = said["employer_name"] or said["name"]
    return actions.register_employer(by=by, name=name, uscc=said["employer_uscc"], division=place)
