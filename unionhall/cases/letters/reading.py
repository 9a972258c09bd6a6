"""What does one row of old letters say? Cleaned, dated, sorted by the words in it; or the reason why it is rejected."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.verdict import Refused, no

from ..enums import Kind

EARLIEST = 1950
MAX_BODY = 50_000
DAY_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%Y.%m.%d %H:%M:%S", "%Y.%m.%d", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日", "%Y%m%d",
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z",
)  # fmt: skip

# Words that speak for a kind, the more telling first. The first kind with a word in the title wins, then in the body.
WORDS: Sequence[tuple[str, tuple[str, ...]]] = (
    (Kind.INJURY, ("工伤", "职业病", "伤残鉴定", "劳动能力鉴定", "工亡")),
    (Kind.PLATFORM, ("外卖", "骑手", "快递员", "网约车", "配送员")),
    (Kind.WOMEN, ("产假", "生育保险", "生育津贴", "哺乳", "孕期", "女职工")),
    (Kind.WAGES, ("拖欠工资", "欠薪", "工资", "薪水", "农民工工资", "工钱", "加班费", "奖金", "提成", "绩效")),
    (Kind.SOCIAL_INSURANCE, ("社保", "养老保险", "医疗保险", "医保", "失业保险", "失业金", "公积金", "退休", "养老金", "新农合", "社会保险")),
    (Kind.DISMISSAL, ("辞退", "解雇", "裁员", "开除", "经济补偿", "赔偿金", "下岗")),
    (Kind.CONTRACT, ("劳动合同", "签合同", "试用期", "劳务派遣", "编制", "转正", "用工")),
    (Kind.HOURS_LEAVE, ("加班", "休假", "年假", "双休", "超时", "工作时间", "值班", "放假")),
    (Kind.LIVING, ("食堂", "伙食", "饭菜", "宿舍", "住宿", "班车", "通勤车")),
    (Kind.SAFETY, ("安全生产", "高温", "粉尘", "噪音作业", "防护用品", "劳动保护")),
)  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """One message as it will become a case."""

    row: int
    key: str
    kind: str
    title: str
    body: str
    at: datetime
    writer: str = ""
    phone: str = ""
    employer: str = ""
    place: str = ""
    site: str = ""

    @property
    def account(self) -> str:
        """The words of the letter, its title first unless the body begins with it."""
        return self.body if not self.title or self.body.startswith(self.title) else f"{self.title}\n\n{self.body}"


def clean(text: str) -> str:
    """Line ends and spaces as people mean them; what spreadsheets leave behind is taken out; rare characters stay."""
    text = (
        text.replace("_x000D_", "\n")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u3000", " ")
        .replace("\xa0", " ")
    )
    text = "".join(c for c in text if c == "\n" or c == "\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+", " ", text)).strip()


def letter(row: int, cells: Mapping[str, str], mapping: Mapping[str, str]) -> Letter:
    """The letter a row holds; refuses with the reason when it holds none."""
    said = {field: clean(cells.get(column, "")) for field, column in mapping.items()}
    body, title = said.get("body", ""), said.get("title", "")
    if not body and not title:
        raise Refused(no(_("the message is empty"), code="empty"))
    if len(body) > MAX_BODY:
        raise Refused(no(format_lazy(_("the message has more than {n} characters"), n=MAX_BODY), code="too_long"))
    at = moment(said["at"]) if "at" in said else clock.now()
    writer = said.get("writer", "")[:60]
    return Letter(
        row=row,
        key=key_of(writer, title, body),
        kind=kind_of(title, body),
        title=title[:120],
        body=body or title,
        at=at,
        writer=writer,
        phone=said.get("phone", "")[:20],
        employer=said.get("employer", "")[:120],
        place=said.get("place", "")[:120],
        site=" ".join(said.get("site", "").split())[:60],
    )


def moment(text: str) -> datetime:
    """A day and time as spreadsheets write them, in China's time. Impossible and future ones are refused."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        raise Refused(no(_("the date is missing"), code="no_date"))
    for form in DAY_FORMATS:
        try:
            found = datetime.strptime(text.split(".")[0] if form.endswith("%S") else text, form)  # noqa: DTZ007
        except ValueError:
            continue
        aware = found if timezone.is_aware(found) else timezone.make_aware(found)
        if not aware.year >= EARLIEST or aware > clock.now() + timedelta(days=1):
            break
        return aware
    raise Refused(no(format_lazy(_("the date “{text}” is impossible"), text=text[:40]), code="date"))


def key_of(writer: str, title: str, body: str) -> str:
    """The same words of the same writer are the same letter, however spaces fall."""
    words = "\0".join(re.sub(r"\s+", "", unicodedata.normalize("NFKC", part)) for part in (writer, title, body))
    return hashlib.sha256(words.encode()).hexdigest()


def kind_of(title: str, body: str) -> str:
    """The kind whose words stand in the title, else in the body; “other” when none do."""
    for text in (title, body):
        for kind, words in WORDS:
            if any(word in text for word in words):
                return kind
    return Kind.OTHER
