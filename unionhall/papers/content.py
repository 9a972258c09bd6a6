"""What does a paper consist of? Headed paragraphs and tables, gaps where the file knows nothing, and what is doubtful in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionhall.core.capitals import capital_yuan

GAP = "____"
CLAIMS, EVIDENCE = "claims", "evidence"
COLUMNS = {CLAIMS: ("项目", "金额（元）", "依据"), EVIDENCE: ("证据名称", "证明内容", "来源", "页数")}
AMOUNT = 1
"""The column of a claim that is money."""
DOUBTFUL = "以下数值待核实"
ROWS_AT_MOST, CELL_AT_MOST, TEXT_AT_MOST = 400, 600, 12_000
MOST = Decimal(10) ** 12

LACKING = {
    "name": _("the worker's name: to be filled in by the worker when signing"),
    "sex": _("the worker's sex"),
    "born": _("the worker's date of birth"),
    "address": _("the worker's address: to be filled in by the worker"),
    "phone": _("the worker's phone: to be filled in by the worker"),
    "employer": _("the name of the employer"),
    "uscc": _("the employer's unified social credit code"),
    "employer_address": _("the employer's address"),
    "representative": _("the employer's legal representative"),
    "employer_phone": _("the employer's phone"),
    "claims": _("what is claimed: reckon, and tick the items on the finding"),
    "facts": _("when the worker was hired, and at what wage"),
    "receiver": _("who it goes to"),
    "evidence": _("evidence: nothing is on the file yet"),
    "shows": _("what a piece of evidence shows"),
    "witness": _("names and addresses of witnesses, if there are any"),
    "basis": _("what the debt rests on: a settlement or a claim"),
    "fee": _("the fee: the court fixes it"),
    "reply_limit": _("within how many days an answer is due by the local rule"),
    "findings": _("which rules are concerned: reckon first, or write them in"),
    "body_phone": _("the phone of the body"),
    "handler": _("who handles the matter"),
    "letter_before": _("number and day of the letter before"),
}


@dataclass
class Block:
    """One part of a paper: a heading, paragraphs, a table."""

    key: str
    head: str = ""
    text: str = ""
    table: str = ""
    rows: list[list[str]] = field(default_factory=list)
    right: bool = False
    """Set to the right margin: signature and day."""

    @property
    def has_gap(self) -> bool:
        return GAP in self.text or any(GAP in cell for row in self.rows for cell in row)

    @property
    def total(self) -> Decimal | None:
        """The sum of a table of claims; None where an amount is a gap, or there is none."""
        if self.table != CLAIMS or not self.rows:
            return None
        amounts = [amount_in(row[AMOUNT]) for row in self.rows]
        return None if None in amounts else sum((one for one in amounts if one is not None), Decimal(0))

    @property
    def paragraphs(self) -> list[str]:
        return [line.rstrip(" \t") for line in self.text.splitlines() if line.strip()]

    @property
    def capitals(self) -> str:
        total = self.total
        return GAP if total is None else capital_yuan(total)

    @property
    def total_words(self) -> str:
        total = self.total
        return GAP if total is None else yuan(total)


@dataclass
class Content:
    """A whole paper. `lacking`: (block, key of LACKING). `doubts` follow from the findings and cannot be edited away."""

    title: str
    blocks: list[Block]
    lacking: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "blocks": [
                {"key": b.key, "head": b.head, "text": b.text, "table": b.table, "rows": b.rows, "right": b.right}
                for b in self.blocks
            ],
            "lacking": [list(one) for one in self.lacking],
            "doubts": self.doubts,
            "findings": self.findings,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Content:
        return cls(
            kept["title"],
            [Block(**block) for block in kept["blocks"]],
            [(block, key) for block, key in kept["lacking"]],
            list(kept["doubts"]),
            list(kept["findings"]),
        )

    def still_lacking(self) -> list[tuple[str, Any]]:
        """(the part's heading, what the file lacks), as long as the part still has its gap."""
        open_blocks = {block.key: block.head or self.title for block in self.blocks if block.has_gap}
        found = [(open_blocks[key], LACKING[what]) for key, what in self.lacking if key in open_blocks]
        return list(dict.fromkeys(found))

    @property
    def plain_text(self) -> str:
        """Every word of it, to be searched for what must not stand there."""
        parts = [self.title, *self.doubts]
        for block in self.blocks:
            parts += [block.head, block.text, *("\t".join(row) for row in block.rows)]
        return "\n".join(parts)


def edited(old: Content, texts: Mapping[str, str], tables: Mapping[str, Iterable[Iterable[str]]]) -> Content:
    """The paper with other words; empty rows fall out. Parts that are not named stay as they are."""
    blocks = []
    for block in old.blocks:
        rows = block.rows
        if block.table and block.key in tables:
            width = len(COLUMNS[block.table])
            kept = [[str(cell).strip()[:CELL_AT_MOST] for cell in row][:width] for row in tables[block.key]]
            rows = [row + [""] * (width - len(row)) for row in kept if any(row)][:ROWS_AT_MOST]
        text = texts.get(block.key, block.text).replace("\r\n", "\n").strip()[:TEXT_AT_MOST]
        blocks.append(Block(block.key, block.head, text, block.table, rows, block.right))
    return Content(old.title, blocks, old.lacking, old.doubts, old.findings)


def unreadable_amounts(content: Content) -> list[tuple[str, int, str]]:
    """(block, row, what stands there) for each amount that is neither a number nor a gap."""
    return [
        (block.key, n, row[AMOUNT])
        for block in content.blocks
        if block.table == CLAIMS
        for n, row in enumerate(block.rows)
        if GAP not in row[AMOUNT] and amount_in(row[AMOUNT]) is None
    ]


def amount_in(text: str) -> Decimal | None:
    """`"12,345.60"` or `"¥12345.6元"` → a Decimal; None for a gap and for anything that is no amount."""
    bare = re.sub(r"[,，\s¥￥元]", "", text)
    if not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", bare):
        return None
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found if found < MOST else None


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"
