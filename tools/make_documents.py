"""Make the Word templates that documents are written from: `python -m tools.make_documents`, or `--check` to compare.

The result is the same bytes each time, so that a template in the repository can be compared with this text.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

ROOT = Path(__file__).resolve().parent.parent
AGREEMENT = ROOT / "unionhall" / "cases" / "documents" / "agreement.docx"
PAPER = ROOT / "unionhall" / "papers" / "paper.docx"
SONG, HEI = "宋体", "黑体"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def agreement() -> bytes:
    """The agreement: parties, matter, terms, instalments, deduction, effect, signatures."""
    document = _page()
    _title(document, "{{ title }}")
    _line(document, "{{ number }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _parties(document)
    _heading(document, "争议事项")
    _line(document, "{{ matter }}")
    _heading(document, "协议内容")
    _line(document, "经{{ body }}主持，双方自愿达成如下协议：")
    _line(document, "{%p for term in terms %}")
    _line(document, "{{ loop.index }}. {{ term }}")
    _line(document, "{%p endfor %}")
    _line(document, "用人单位支付劳动者人民币 {{ amount }} 元（大写：{{ capitals }}）。")
    _line(document, "{%p if instalments %}")
    _heading(document, "分期支付")
    _table(
        document, ["期次", "支付日期", "金额（元）"], "row in instalments", ["row.position", "row.due_on", "row.amount"]
    )
    _line(document, "{%p endif %}")
    _line(document, "{%p if deduction %}")
    _heading(document, "扣款核算")
    _line(
        document,
        "按{{ deduction.on }}适用的规定核算：每月扣除不超过当月工资的20%，扣除后低于最低工资标准的，按最低工资标准支付。{{ deduction.least }}",
    )
    _table(
        document,
        ["月", "当月工资", "最多可扣", "实际扣除", "应补发", "实发"],
        "row in deduction.rows",
        ["row.n", "row.wage", "row.cap", "row.deducted", "row.illegal_excess", "row.paid_to_worker"],
    )
    _line(
        document,
        "依法可扣合计 {{ deduction.lawful }} 元；应当补发合计 {{ deduction.back }} 元；未抵完的损失 {{ deduction.left }} 元。依据：{{ deduction.articles }}。",
    )
    _line(document, "{%p endif %}")
    _heading(document, "效力与履行")
    _line(
        document,
        "本协议由双方签名或者盖章，经调解员签名并加盖调解组织印章后生效，对双方具有约束力（《劳动争议调解仲裁法》第14条）。",
    )
    _line(document, "{%p if is_wages %}")
    _line(
        document,
        "用人单位在约定期限内不履行的，劳动者可以持本协议依法向人民法院申请支付令（《劳动争议调解仲裁法》第16条）。",
    )
    _line(document, "{%p endif %}")
    _line(document, "本协议一式三份，双方及{{ body }}各执一份。到期后{{ body }}将电话回访履行情况。")
    _signatures(document)
    return _steady(document)


def paper() -> bytes:
    """Any other paper: its title and number, what is doubtful, then headed parts with paragraphs and tables."""
    document = _page()
    _title(document, "{{ title }}")
    _line(document, "{{ number }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, "{%p for doubt in doubts %}")
    _line(document, "※ {{ doubt }}")
    document.paragraphs[-1].runs[0].bold = True
    _line(document, "{%p endfor %}")
    _line(document, "{%p for block in blocks %}")
    _line(document, "{%p if block.head %}")
    _heading(document, "{{ block.head }}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if block.right %}")
    _line(document, "{%p for words in block.paragraphs %}")
    _line(document, "{{ words }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, "{%p endfor %}")
    _line(document, "{%p elif block.key == 'to' %}")  # stays on one page with the signature after it
    _line(document, "{%p for words in block.paragraphs %}")
    _line(document, "{{ words }}")
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.paragraphs[-1].paragraph_format.space_before = Pt(6)
    _line(document, "{%p endfor %}")
    _line(document, "{%p else %}")
    _line(document, "{%p for words in block.paragraphs %}")
    _line(document, "{{ words }}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if block.table == 'claims' %}")
    cells = ["loop.index", "row.0", "row.1", "row.2"]
    _table(document, ["序号", "项目", "金额（元）", "依据"], "row in block.rows", cells, widths=[1.3, 5.2, 3.2, 5.7])
    _line(document, "合计人民币 {{ block.total_words }} 元（大写：{{ block.capitals }}）。")
    document.paragraphs[-1].paragraph_format.space_before = Pt(6)
    _line(document, "{%p endif %}")
    _line(document, "{%p if block.table == 'evidence' %}")
    heads = ["序号", "证据名称", "证明内容", "来源", "页数"]
    cells = ["loop.index", "row.0", "row.1", "row.2", "row.3"]
    _table(document, heads, "row in block.rows", cells, widths=[1.3, 5.6, 4.8, 2.2, 1.5])
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")
    return _steady(document)


def _page() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), SONG)
    style.paragraph_format.line_spacing = 1.5
    style.paragraph_format.space_after = Pt(0)
    return document


def _title(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(22)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEI)


def _heading(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.bold = True
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEI)


def _line(document: Any, text: str, *, align: Any = None) -> None:
    paragraph = document.add_paragraph(text)
    if align is not None:
        paragraph.alignment = align


def _parties(document: Any) -> None:
    table = document.add_table(rows=4, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Cm(3), Cm(12.4)
    rows = (
        ("劳动者", "{{ workers|join('、') }}"),
        (
            "用人单位",
            "{% for one in employers %}{{ one.name }}{% if one.uscc %}（{{ one.uscc }}）{% endif %}{% if not loop.last %}；{% endif %}{% endfor %}",
        ),
        ("调解组织", "{{ body }}"),
        ("承办人", "{{ handler }}"),
    )
    for row, (label, value) in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = label, value
        row.cells[0].width, row.cells[1].width = Cm(3), Cm(12.4)


def _table(document: Any, heads: list[str], loop: str, cells: list[str], *, widths: list[float] | None = None) -> None:
    """A table whose middle row is repeated. Widths in centimetres."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    if widths:
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
        cell.paragraphs[0].runs[0].bold = True
    table.rows[1].cells[0].text = f"{{%tr for {loop} %}}"
    for cell, name in zip(table.rows[2].cells, cells, strict=True):
        cell.text = f"{{{{ {name} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def _signatures(document: Any) -> None:
    table = document.add_table(rows=3, cols=2)
    lines = (
        ("劳动者（签名）：", "用人单位（盖章）："),
        ("调解员（签名）：", "调解组织（印章）："),
        ("签订日期：{{ signed_on }}", ""),
    )
    for row, (left, right) in zip(table.rows, lines, strict=True):
        row.height = Cm(1.6)
        row.cells[0].text, row.cells[1].text = left, right


def _steady(document: Any) -> bytes:
    """The file with its dates fixed, so that the same text is the same bytes."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Unionhall"
    properties.created = properties.modified = EPOCH.replace(tzinfo=None)
    properties.comments = ""
    made, steady = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return steady.getvalue()


DOCUMENTS = {AGREEMENT: agreement, PAPER: paper}


def main() -> int:
    differ = 0
    for path, make in DOCUMENTS.items():
        made = make()
        if "--check" in sys.argv:
            same = path.exists() and path.read_bytes() == made
            differ += not same
            print(f"{path.name}: current" if same else f"{path.name} differs; run python -m tools.make_documents")
        else:
            path.write_bytes(made)
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
