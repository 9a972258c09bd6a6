"""The file of a batch for the bank: the same batch makes the same bytes, whoever asks and in whichever language."""

import hashlib
from typing import Any

from django.utils import translation

from unionhall.core.export import CSV, XLSX, write_csv, write_xlsx

from .enums import FileKind
from .models import Batch

COLUMNS = [
    ("number", "编号"), ("title", "收款人户名"), ("account", "收款账号"), ("bank", "开户银行"), ("amount", "金额"),
    ("currency", "币种"), ("words", "附言"),
]  # fmt: skip
TYPES = {FileKind.CSV: CSV, FileKind.XLSX: XLSX}


def render(batch: Batch, kind: str) -> bytes:
    """One row a payment, in the order of their numbers; no bank's own layout, but the columns each of them asks for."""
    rows = [_row(payment) for payment in batch.payments.select_related("payee", "account").order_by("number")]
    with translation.override("zh-hans"):
        if kind == FileKind.CSV:
            return write_csv(rows, COLUMNS)
        return write_xlsx(rows, COLUMNS, sheet=batch.number, made_at=batch.prepared_at)


def digest(content: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(content).hexdigest()


def file_name(batch: Batch) -> str:
    return f"{batch.number}.{batch.file_kind}"


def _row(payment: Any) -> dict[str, Any]:
    return {
        "number": payment.number,
        "title": payment.payee.title,
        "account": payment.account.number,
        "bank": payment.account.bank,
        "amount": f"{payment.amount:.2f}",
        "currency": "CNY",
        "words": payment.number,
    }
