"""The agreement of a settlement as a Word document, from the facts of the file.

It goes to the employer as well: a worker who asked that their name be hidden from the employer, or who stayed anonymous,
has no name in it, and the worker's own account is not repeated.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import translation
from docxtpl import DocxTemplate

from unionhall.core.capitals import capital_yuan

from ..enums import IdentityLevel, Manner, PartyRole
from ..models import Case, CaseFile, Complainant, Instalment, Party, Settlement

TEMPLATE = Path(__file__).parent / "agreement.docx"
HIDDEN = "申请人（姓名不向用人单位公开）"
TITLES = {Manner.MEDIATION: "调解协议书", Manner.NEGOTIATION: "协商和解协议书"}
NAMED_AT_MOST = 30


@dataclass(frozen=True)
class Document:
    """A file just written, with the name it goes by."""

    name: str
    content: bytes


def agreement(settlement: Settlement) -> Document:
    """Write the agreement of a settlement in force. Chinese whatever the reader's language: it is for the parties."""
    case = settlement.case
    with translation.override("zh-hans"):
        facts = _facts(case, settlement)
    template = DocxTemplate(TEMPLATE)
    template.render(facts, autoescape=True)
    rendered: Any = template.docx  # get_docx() would load the empty template anew
    properties = rendered.core_properties
    properties.author, properties.title = case.body.name, f"{facts['title']} {case.number}"
    written = io.BytesIO()
    template.save(written)
    earlier = CaseFile.objects.filter(case=case, stored__kind="agreement").count()
    version = f" 第{earlier + 1}版" if earlier else ""
    return Document(f"{facts['title']} {case.number}{version}.docx", written.getvalue())


def _facts(case: Case, settlement: Settlement) -> dict[str, Any]:
    employers = Party.objects.filter(case=case, role=PartyRole.EMPLOYER, ended_on__isnull=True).select_related(
        "employer"
    )
    instalments = Instalment.objects.filter(settlement=settlement).order_by("position", "pk")
    return {
        "title": TITLES.get(Manner(settlement.manner), "和解协议书"),
        "number": case.number,
        "body": case.body.name,
        "handler": case.handler.name if case.handler else "",
        "workers": _workers(case),
        "employers": [
            {"name": party.name, "uscc": (party.employer.uscc or "") if party.employer else ""}
            for party in employers.order_by("added_at", "pk")
        ]
        or [{"name": case.employer_name or "（未写明）", "uscc": ""}],
        "matter": _matter(case),
        "terms": [line.strip() for line in settlement.terms.splitlines() if line.strip()],
        "amount": _yuan(settlement.amount),
        "capitals": capital_yuan(settlement.amount),
        "signed_on": day(settlement.signed_on),
        "instalments": [
            {"position": row.position, "due_on": day(row.due_on), "amount": _yuan(row.amount)} for row in instalments
        ],
        "deduction": _deduction(settlement.deduction),
        "is_wages": case.kind == "wages",
    }


def _workers(case: Case) -> list[str]:
    """Names as far as the employer may read them; a group names the first and counts the rest."""
    rows = Complainant.objects.filter(case__group=case) if case.is_group else Complainant.objects.filter(case=case)
    count = rows.count()
    shown = rows.order_by("joined_at", "pk")[:NAMED_AT_MOST]
    names = [row.name if row.identity_level == IdentityLevel.NAMED and row.name else HIDDEN for row in shown]
    hidden = names.count(HIDDEN)
    named = [name for name in names if name != HIDDEN]
    if hidden:
        named.append(HIDDEN if hidden == 1 else f"{HIDDEN}共{hidden}人")
    return [*named, f"等共{count}人"] if count > NAMED_AT_MOST else named or [HIDDEN]


def _matter(case: Case) -> str:
    """What it is about, without the worker's own words."""
    parts = [f"{case.get_kind_display()}争议"]
    if case.happened_on:
        parts.append(f"发生于{day(case.happened_on)}")
    if case.amount is not None:
        parts.append(f"争议金额{_yuan(case.amount)}元")
    return "，".join(parts) + "。"


def _deduction(finding: dict[str, Any] | None) -> dict[str, Any] | None:
    """The law book's finding, as it was on the day of the event: table, articles, value used."""
    if not finding or not finding.get("result"):
        return None
    articles: list[str] = []
    for step in finding["steps"]:
        articles += [article["words"]["zh"] for article in step["articles"]]
    value = finding["parameters"][0] if finding["parameters"] else None
    least = f"{value['region']}最低工资 {_yuan(Decimal(value['value']))} 元/月".strip() if value else ""
    return {
        "rows": [
            {key: _yuan(Decimal(amount)) for key, amount in row.items()} | {"n": n}
            for n, row in enumerate(finding["result"]["rows"], 1)
        ],
        "back": _yuan(Decimal(finding["result"]["illegal_excess_total"])),
        "lawful": _yuan(Decimal(finding["result"]["lawful_total"])),
        "left": _yuan(Decimal(finding["result"]["loss_outstanding"])),
        "on": day(date.fromisoformat(finding["on"])),
        "least": least,
        "articles": "、".join(dict.fromkeys(articles)),
    }


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"
