"""A list brought in as a spreadsheet, row by row; and a masked list taken out."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.tables import Limits, Rejected, TableError, read_table
from unionhall.core.verdict import Refused

from .. import access
from ..enums import ConsentWay, EntrySource
from ..models import Register
from .entries import enter

LIMITS = Limits(size=5 * 1024 * 1024, rows=2_000, columns=40, cell=2_000)
COLUMNS = {
    "name": ("姓名", "name"),
    "identity_number": ("身份证号", "身份证号码", "公民身份号码", "identity_number"),
    "phone": ("手机号", "手机号码", "电话", "phone"),
    "place": ("村（社区）", "村", "社区", "place"),
    "reason": ("原因", "列入原因", "reason"),
    "consent_through": ("同意方式", "consent"),
}


@dataclass
class Imported:
    """What came of a list: how many rows were read and entered, and each other one with its reason."""

    read: int = 0
    entered: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def bring_list(register: Register, *, by: Actor, source: Any) -> Imported:
    """Enter the people of a spreadsheet. A row that cannot be entered is named with its reason and stops no other."""
    access.may_import(by, register).or_refuse()
    unreadable: list[Rejected] = []
    table = read_table(source, limits=LIMITS, rejects=unreadable)
    where = {key: next((c for c in table.columns if c.strip() in words), "") for key, words in COLUMNS.items()}
    for key in ("name", "reason"):
        if not where[key]:
            raise TableError(
                format_lazy(_("The file has no column “{column}”."), column=COLUMNS[key][0]),
                format_lazy(_("Its columns are: {columns}."), columns="、".join(table.columns)),
                code="columns",
            )
    done = Imported()
    for row in table:
        done.read += 1
        said = {key: row.get(column, "").strip() if column else "" for key, column in where.items()}
        try:
            with transaction.atomic():
                facts: dict[str, Any] = {**said, "consent_through": _way(said)}
                enter(register, by=by, source=EntrySource.IMPORT, **facts)
        except Refused as refusal:
            done.rejected.append((row.number, str(refusal)))
        else:
            done.entered += 1
    done.read += len(unreadable)
    done.rejected = sorted([*done.rejected, *((one.number, str(one.reason)) for one in unreadable)])
    audit.record("register.imported", register, by=by, read=done.read, entered=done.entered)
    return done


def _way(said: dict[str, str]) -> str:
    """How the person agreed, by its code or its words; anything else is no consent."""
    word = said["consent_through"]
    known = {str(label): value for value, label in ConsentWay.choices}
    return word if word in ConsentWay.values else known.get(word, "")


@transaction.atomic
def note_export(register: Register, *, by: Actor, rows: int) -> None:
    """A masked list leaves; that is written down."""
    access.may_export(by, register).or_refuse()
    audit.record("register.exported", register, by=by, rows=rows)
