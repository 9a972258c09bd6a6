"""Service promises: entered with the day they begin and the text they stand in; never changed, only followed by others."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.choices import chosen
from unionhall.core.tables import read_table
from unionhall.core.verdict import Refused, no
from unionhall.organisations.enums import Level

from .. import access
from ..enums import DayUnit, Kind
from ..models import ServicePromise
from ..states import State
from ._shared import needs

COLUMNS = {
    "state": "环节",
    "kind": "类别",
    "level": "层级",
    "days": "天数",
    "unit": "单位",
    "since": "开始",
    "until": "结束",
    "source": "依据",
}


@transaction.atomic
def promise(
    *,
    by: Actor,
    state: str,
    days: int,
    unit: str,
    since: date,
    source: str,
    kind: str = "",
    level: int | None = None,
    until: date | None = None,
) -> ServicePromise | None:
    """Record a promise; None when the same one stands there already."""
    access.may_promise(by).or_refuse()
    source = needs(source, what=_("Where is this promised?"), next_step=_("Name the text and its number."))
    if not 1 <= days <= 366:
        raise Refused(no(_("A promise is kept within 1 to 366 days."), _("Check the number of days."), "days"))
    if until is not None and until < since:
        raise Refused(no(_("The last day lies before the first."), _("Check the days."), "until"))
    known = ServicePromise.objects.filter(state=state, kind=kind, level=level, since=since).first()
    if known is not None:
        if (known.days, known.unit) != (days, unit):
            raise Refused(
                no(
                    _("Another promise begins on the same day for the same step."),
                    _("Let the new one begin on a later day."),
                    "same_day",
                )
            )
        return None
    row = ServicePromise(
        state=state, kind=kind, level=level, days=days, unit=unit, since=since, until=until, source=source[:200]
    )
    row.save(force_insert=True)
    audit.record("promise.recorded", row, by=by, state=state, days=days, unit=unit)
    return row


def bring_promises(path: Path, *, by: Actor) -> dict[str, Any]:
    """Record the promises of a spreadsheet: all rows or none, each bad one named with its reason."""
    table = read_table(path)
    where = {
        field: next((c for c in table.columns if c.strip() in (field, word)), "") for field, word in COLUMNS.items()
    }
    for field in ("state", "days", "unit", "since", "source"):
        if not where[field]:
            raise Refused(
                no(
                    format_lazy(_("The file has no column “{column}”."), column=f"{field} / {COLUMNS[field]}"),
                    format_lazy(_("Its columns are: {columns}."), columns=", ".join(table.columns)),
                    "columns",
                )
            )
    report: dict[str, Any] = {"read": 0, "entered": 0, "already_there": 0, "rejected": []}
    with transaction.atomic():
        for row in table:
            report["read"] += 1
            said = {field: row.get(column, "").strip() if column else "" for field, column in where.items()}
            try:
                with transaction.atomic():
                    report["entered" if promise(by=by, **_facts(said)) else "already_there"] += 1
            except Refused as refusal:
                report["rejected"].append({"row": row.number, "reason": str(refusal)})
        if report["rejected"]:
            transaction.set_rollback(True)
            report["entered"] = 0
    return report


def _facts(said: dict[str, str]) -> dict[str, Any]:
    level = chosen(Level, said["level"], column=COLUMNS["level"]) if said["level"] else ""
    return {
        "state": chosen(State, said["state"], column=COLUMNS["state"]),
        "kind": chosen(Kind, said["kind"], column=COLUMNS["kind"]) if said["kind"] else "",
        "level": int(level) if level else None,
        "days": int(said["days"]) if said["days"].isdecimal() else 0,
        "unit": chosen(DayUnit, said["unit"], column=COLUMNS["unit"]),
        "since": _day(said["since"]),
        "until": _day(said["until"]) if said["until"] else None,
        "source": said["source"],
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        raise Refused(
            no(format_lazy(_("“{text}” is no day."), text=text[:40]), _("Write days like 2026-01-31."), "day")
        ) from None
