"""Which column of a spreadsheet holds the message, its title, its date, its writer? Guessed, shown, and corrected by hand."""

from collections.abc import Mapping, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused, no

# What a letter can hold, with the headings under which it is found. The earlier heading is the surer one.
HEADINGS: dict[str, tuple[str, ...]] = {
    "body": ("留言详情", "留言内容", "来信内容", "信件内容", "诉求内容", "问题描述", "内容", "详情", "正文", "message", "body", "content", "text"),
    "title": ("留言主题", "来信主题", "信件标题", "诉求标题", "主题", "标题", "title", "subject"),
    "at": ("留言时间", "来信时间", "来信日期", "受理时间", "提交时间", "时间", "日期", "date", "time", "created", "created_at"),
    "writer": ("留言用户", "写信人", "来信人", "姓名", "用户", "诉求人", "name", "user", "writer", "author"),
    "reference": ("留言编号", "信件编号", "受理编号", "编号", "序号", "id", "number", "no"),
    "phone": ("联系电话", "手机号码", "手机号", "手机", "电话", "phone", "mobile", "tel"),
    "employer": ("用人单位", "被反映单位", "涉及单位", "企业名称", "单位名称", "单位", "公司", "employer", "company"),
    "place": ("所属区域", "所在地", "地区", "区域", "区县", "县区", "地址", "place", "district", "area"),
    "site": ("工作地点", "工作场所", "所在站点", "站点", "网点", "厂区", "工地", "site", "workplace"),
    "label": ("label", "一级标签", "类别", "分类", "问题类型", "标签", "category", "kind"),
}  # fmt: skip
REQUIRED = ("body",)


def guess(columns: Sequence[str]) -> dict[str, str]:
    """Field → column. A heading counts when it equals a known one, then when it contains one of two or more characters."""
    found: dict[str, str] = {}
    plain = {column: column.strip().lower() for column in columns}
    for exact in (True, False):
        for field, headings in HEADINGS.items():
            if field in found:
                continue
            for heading in headings:
                free = [c for c in columns if c not in found.values() and _fits(plain[c], heading, exact=exact)]
                if free:
                    found[field] = free[0]
                    break
    return found


def _fits(column: str, heading: str, *, exact: bool) -> bool:
    if exact:
        return column == heading
    return len(heading) > 1 and not heading.isascii() and heading in column


def settle(columns: Sequence[str], *, remembered: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """The mapping to use: what was said by hand, over what was remembered for this source, over the guess."""
    unknown_fields = sorted(set(said) - set(HEADINGS))
    if unknown_fields:
        raise Refused(
            no(
                format_lazy(_("Unknown field: {fields}."), fields=", ".join(unknown_fields)),
                format_lazy(_("Fields are: {fields}."), fields=", ".join(HEADINGS)),
                "map_field",
            )
        )
    missing = sorted(set(said.values()) - set(columns) - {""})
    if missing:
        raise Refused(
            no(
                format_lazy(_("The file has no column “{column}”."), column=missing[0]),
                format_lazy(_("Its columns are: {columns}."), columns=", ".join(columns)),
                "map_column",
            )
        )
    kept = {field: column for field, column in remembered.items() if column in columns}
    mapping = {**guess(columns), **kept}
    for field, column in said.items():
        mapping = {f: c for f, c in mapping.items() if c != column or f == field}
        mapping[field] = column
    mapping = {field: mapping[field] for field in HEADINGS if mapping.get(field)}
    for field in REQUIRED:
        if field not in mapping:
            raise Refused(
                no(
                    format_lazy(
                        _("No column seems to hold the message. The columns are: {columns}."),
                        columns=", ".join(columns),
                    ),
                    _("Say which one it is: --map body=COLUMN"),
                    "no_body_column",
                )
            )
    return mapping
