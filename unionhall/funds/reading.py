"""What does a file of the bank say? Columns under the names banks use; one amount with its sign, or two columns out and in."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.tables import Limits, Row, Table, TableError
from unionhall.lawbook import reading as people_write
from unionhall.lawbook.reading import Unreadable

from .actions.reconciling import Movement

LIMITS = Limits(size=5 * 1024 * 1024, rows=20_000, columns=60, cell=500)
HEADS = {
    "booked_on": ("日期", "记账日期", "交易日期", "入账日期", "交易时间", "date", "bookedon"),
    "amount": ("金额", "交易金额", "发生额", "amount"),
    "out": ("借方金额", "支出", "支出金额", "借方", "借方发生额", "out", "debit"),
    "in": ("贷方金额", "收入", "收入金额", "贷方", "贷方发生额", "in", "credit"),
    "reference": ("摘要", "附言", "用途", "备注", "交易附言", "reference", "remark"),
    "title": ("对方户名", "对方名称", "户名", "收付款人", "name", "counterparty"),
    "bank_reference": ("流水号", "交易流水号", "凭证号", "序列号", "bankreference", "id"),
}  # fmt: skip
KNOWN = {word: name for name, words in HEADS.items() for word in words}
MOST = Decimal(10_000_000_000)


def movements(table: Table) -> list[Movement]:
    """Every row of the bank's table. Raises TableError with the row that cannot be read."""
    heads = {}
    for column in table.columns:
        name = KNOWN.get(re.sub(r"[\s_./:-]|\(.*?\)", "", unicodedata.normalize("NFKC", column).lower()))
        if name and name not in heads:
            heads[name] = column
    if "booked_on" not in heads or not heads.keys() & {"amount", "out", "in"}:
        raise TableError(
            _(
                "The table needs a column for the day (记账日期) and one for the amount (金额, or 借方金额 and 贷方金额)."
            ),
            format_lazy(_("Its columns are: {columns}."), columns=", ".join(table.columns)),
        )
    return [found for row in table if (found := _movement(row, heads)) is not None]


def _movement(row: Row, heads: dict[str, str]) -> Movement | None:
    said = {name: row.get(column, "").strip() for name, column in heads.items()}
    amount = _amount(row, said.get("amount", "")) + _amount(row, said.get("in", "")) - _amount(row, said.get("out", ""))
    if not amount:
        return None
    try:
        day = people_write.day(said["booked_on"].split(" ")[0])
    except Unreadable:
        raise TableError(
            format_lazy(_("Row {row}: “{text}” is no day."), row=row.number, text=said["booked_on"][:30]),
            row=row.number,
        ) from None
    return Movement(
        row.number, day, amount, said.get("reference", ""), said.get("title", ""), said.get("bank_reference", "")
    )


def _amount(row: Row, said: str) -> Decimal:
    text = re.sub(r"[,\s¥元]", "", unicodedata.normalize("NFKC", said))
    if not text:
        return Decimal(0)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= MOST or amount != amount.quantize(Decimal("0.01")):
        raise TableError(
            format_lazy(_("Row {row}: “{text}” is no amount."), row=row.number, text=said[:30]), row=row.number
        )
    return amount
