"""Which column of a list holds the name, the identity number, the phone? Guessed by heading and by content, then corrected by hand."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused, no

from .enums import Field

if TYPE_CHECKING:
    from unionhall.core.tables import Row

# The headings under which each is found. The earlier heading is the surer one.
HEADINGS: dict[str, tuple[str, ...]] = {
    Field.NAME: ("姓名", "会员姓名", "职工姓名", "员工姓名", "名字", "name", "full name", "fullname"),
    Field.IDENTITY: ("身份证号码", "身份证号", "公民身份号码", "居民身份证", "身份证", "证件号码", "证件号", "身份号码", "identity number", "id number", "identity", "id card"),
    Field.PHONE: ("手机号码", "手机号", "移动电话", "手机", "联系电话", "联系方式", "电话号码", "电话", "phone", "mobile", "tel", "telephone"),
    Field.BIRTH: ("出生日期", "出生年月日", "出生年月", "生日", "出生", "birth", "date of birth", "birthday", "born"),
    Field.SEX: ("性别", "sex", "gender"),
    Field.SINCE: ("入会日期", "入会时间", "入会年月", "加入工会时间", "入会", "member since", "since", "joined"),
    Field.UNION: ("工会代码", "工会组织代码", "基层工会代码", "所属工会", "基层工会", "工会名称", "所在工会", "工会组织", "工会", "union", "union code"),
    Field.USCC: ("统一社会信用代码", "社会信用代码", "单位信用代码", "信用代码", "uscc", "credit code"),
}  # fmt: skip
REQUIRED = (Field.NAME,)
SAMPLE = 200

LOOKS: dict[str, re.Pattern[str]] = {
    Field.IDENTITY: re.compile(r"[1-9]\d{16}[\dXx]|[1-9]\d{14}"),
    Field.PHONE: re.compile(r"(?:\+?86)?1[3-9]\d{9}"),
    Field.USCC: re.compile(r"(?=.*[A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}"),
    Field.SEX: re.compile(r"男|女|男性|女性|male|female|[MF]", re.I),
    Field.NAME: re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]+[·•・][\u3400-\u9fff·•・]+"),
}
MUST_LOOK = {Field.IDENTITY, Field.PHONE, Field.USCC, Field.SEX}
NOT_NAMES = re.compile(r"[男女]|汉族|.*(?:公司|工会|学校|部|车间|科|族|局)")


def plain(head: str) -> str:
    text = unicodedata.normalize("NFKC", head).lower()
    return (
        re.sub(r"\(.*?\)|（.*?）|[\s_*:：/]+", " ", text).replace(" ", "")
        if not text.isascii()
        else " ".join(text.replace("_", " ").split())
    )


def own(heads: Sequence[str]) -> list[str]:
    """The columns of a list without that of the reasons, which a rejected sheet brings along when it comes again."""
    reasons = ("Why it came back", str(_("Why it came back")))
    return [head for head in heads if head not in reasons]


def is_heads(cells: Sequence[str]) -> bool:
    """Whether a row is one of column names: two or more of its cells are headings we know."""
    known = {heading for headings in HEADINGS.values() for heading in headings}
    return sum(plain(cell) in known for cell in cells if cell) >= 2


def guess(heads: Sequence[str], sample: "Sequence[Row]") -> dict[str, str]:
    """Field → column. A heading is worth up to 1, the look of the cells up to 1; the surest pair is taken first."""
    pairs = []
    for field in Field.values:
        for head in heads:
            worth = _heading(field, plain(head)) + _look(field, [row.get(head, "") for row in islice(sample, SAMPLE)])
            if worth >= 0.5:
                pairs.append((-worth, Field.values.index(field), heads.index(head), field, head))
    found: dict[str, str] = {}
    for _worth, _n, _m, field, head in sorted(pairs):
        if field not in found and head not in found.values():
            found[field] = head
    return {field: found[field] for field in Field.values if field in found}


def _heading(field: str, head: str) -> float:
    for place, heading in enumerate(HEADINGS[field]):
        if head == heading:
            return 1 - place / 100
        if len(heading) > 1 and not heading.isascii() and heading in head:
            return 0.7 - place / 100
    return 0.0


def _look(field: str, cells: Sequence[str]) -> float:
    """How far the cells look like it; much less than nothing where they clearly are something else."""
    said = [re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", cell)) for cell in cells if cell.strip()]
    if field not in LOOKS or not said:
        return 0.0
    fits = sum(
        bool(LOOKS[field].fullmatch(cell)) and (field != Field.NAME or not NOT_NAMES.fullmatch(cell)) for cell in said
    ) / len(said)
    if field in MUST_LOOK:
        return fits if fits >= 0.5 else (0.0 if fits >= 0.1 else -1.0)
    return 0.55 * fits


def settle(
    heads: Sequence[str],
    sample: "Sequence[Row]",
    *,
    remembered: Mapping[str, str],
    said: Mapping[str, str],
    whole: bool = True,
) -> dict[str, str]:
    """The columns to use: what was said by hand, over what was remembered for this body, over the guess. An empty word takes one off.

    Without `whole` what is needed may be missing still: somebody is going to say it.
    """
    _known(heads, said)
    kept = {field: head for field, head in remembered.items() if head in heads and field in Field.values}
    columns = dict(kept) if kept else guess(heads, sample)
    for field, head in said.items():
        columns = {f: h for f, h in columns.items() if h != head or f == field}
        columns[field] = head
    columns = {field: columns[field] for field in Field.values if columns.get(field)}
    for field in REQUIRED:
        if whole and field not in columns:
            raise Refused(
                no(
                    format_lazy(
                        _("No column seems to hold the name. The columns are: {columns}."), columns=", ".join(heads)
                    ),
                    _("Say which one it is."),
                    "no_name_column",
                )
            )
    return columns


def _known(heads: Sequence[str], said: Mapping[str, str]) -> None:
    unknown = sorted(set(said) - set(Field.values))
    if unknown:
        raise Refused(
            no(
                format_lazy(_("Unknown field: {fields}."), fields=", ".join(unknown)),
                format_lazy(_("Fields are: {fields}."), fields=", ".join(Field.values)),
                "map_field",
            )
        )
    missing = sorted(set(said.values()) - set(heads) - {""})
    if missing:
        raise Refused(
            no(
                format_lazy(_("The file has no column “{column}”."), column=missing[0]),
                format_lazy(_("Its columns are: {columns}."), columns=", ".join(heads)),
                "map_column",
            )
        )
