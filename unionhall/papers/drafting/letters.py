"""One letter, two documents (一函两书): the notice, the opinion to the employer, the recommendation to the labour authority.

They speak of rules and, for workers who gave their name, of sums; never of what a worker wrote.
"""

from __future__ import annotations

from unionhall.core import clock
from unionhall.organisations.enums import AgencyKind

from .. import queries
from ..content import GAP, Block, Content
from ..enums import LimitUnit
from ..models import Paper
from ..states import PaperState
from .source import Source, day

UNITS = {LimitUnit.WORKING: "个工作日", LimitUnit.CALENDAR: "日"}


def notice_letter(source: Source) -> Content:
    """The employer is told of the rules and asked to look for itself."""
    return Content(
        "工会劳动法律监督提示函",
        [
            Block("to", "", f"{_employer(source)}："),
            Block(
                "matter",
                "提示事项",
                "\n".join(
                    [
                        f"本会在履行劳动法律监督职责中了解到，你单位在{source.case.get_kind_display()}方面可能存在不符合劳动法律法规的情形，现予提示。",
                        *_told(source),
                    ]
                ),
            ),
            _law(source),
            *_sums(source, "涉及的金额", "按现有材料核算，涉及下列款项："),
            Block(
                "ask",
                "请予办理",
                f"请你单位自收到本函之日起{_limit(source, 'ask')}内对照上述规定自查，有不符合规定的及时改正，并将情况书面告知本会。\n"
                "依据：《工会法》第二十三条、第二十六条。",
            ),
            *_end(source),
        ],
    )


def opinion(source: Source) -> Content:
    """After a notice that brought nothing: what is found, and what the employer is to put right."""
    return Content(
        "工会劳动法律监督意见书",
        [
            Block("to", "", f"{_employer(source)}："),
            Block("before", "前期情况", _before(source, "before")),
            Block(
                "matter",
                "认定的情况",
                "\n".join(
                    [
                        f"经了解，你单位在{source.case.get_kind_display()}方面存在不符合劳动法律法规、侵害职工合法权益的情形。",
                        *_told(source),
                    ]
                ),
            ),
            _law(source),
            *_sums(source, "应当支付的金额", "按现有材料核算，应当支付下列款项："),
            Block(
                "ask",
                "监督意见",
                f"请你单位改正上述情形，自收到本意见书之日起{_limit(source, 'ask')}内书面答复本会，说明情况和改正措施。认为本意见不适当的，请书面说明理由。\n"
                "依据：《工会法》第二十三条。逾期不答复或者没有正当理由不改正的，本会将提请有关部门依法处理。",
            ),
            *_end(source),
        ],
    )


def recommendation(source: Source) -> Content:
    """After an opinion that brought nothing: the labour authority is asked to look into it. Names are masked."""
    receiver = source.agency(AgencyKind.LABOUR_AUTHORITY) or f"{source.lack('to', 'receiver')}人力资源和社会保障局"
    return Content(
        "工会劳动法律监督建议书",
        [
            Block("to", "", f"{receiver}："),
            Block("before", "前期情况", _before(source, "before")),
            Block(
                "matter",
                "用人单位和有关情况",
                "\n".join(
                    [
                        f"用人单位：{_employer(source, 'matter')}{'（' + source.employer['uscc'] + '）' if source.employer['uscc'] else ''}",
                        f"该单位在{source.case.get_kind_display()}方面存在不符合劳动法律法规的情形。",
                        *_told(source),
                    ]
                ),
            ),
            _law(source),
            *_sums(source, "涉及的金额", "按现有材料核算，涉及下列款项（职工姓名已作隐去处理）："),
            Block(
                "ask",
                "建议",
                f"建议贵局依法调查处理，并自收到本建议书之日起{_limit(source, 'ask')}内将处理情况书面反馈本会。\n依据：《工会法》第二十三条。",
            ),
            *_end(source),
        ],
    )


def _employer(source: Source, block: str = "to") -> str:
    return source.employer["name"] or source.lack(block, "employer")


def _told(source: Source) -> list[str]:
    """The findings by title; without any, a gap to be written in."""
    titles = list(dict.fromkeys(kept.finding["title"]["zh"] for kept in source.findings))
    if not titles:
        return [f"具体情形：{source.lack('matter', 'findings')}"]
    return [f"{n}. 涉及{title}" for n, title in enumerate(titles, 1)]


def _law(source: Source) -> Block:
    lines = [f"{words}：{plain}" if plain else words for words, plain in source.articles.items()]
    if not lines:
        lines = [source.lack("law", "findings")]
    return Block("law", "有关规定", "\n".join(lines))


def _sums(source: Source, head: str, text: str) -> list[Block]:
    """Only where there is something that may be told."""
    table = source.claims_table("claims", head, text)
    return [table] if table.rows else []


def _limit(source: Source, block: str) -> str:
    found = queries.reply_limit(source.case, source.kind, by=source.by, on=clock.today())
    if found is None:
        return f"{source.lack(block, 'reply_limit')}日"
    return f"{int(found.value)}{UNITS[LimitUnit(found.unit)]}"


def _before(source: Source, block: str) -> str:
    """Which letters went before, and what came of each."""
    lines: list[str] = []
    letter: Paper | None = source.follows
    while letter is not None:
        lines.insert(0, _one_before(letter))
        letter = letter.follows
    return "\n".join(lines) or f"此前发出的文书：{source.lack(block, 'letter_before')}"


def _one_before(letter: Paper) -> str:
    sent, title = letter.sending, f"《{letter.content['title']}》（{letter.number or GAP}）"
    words = f"{day(sent.sent_on)}，本会发出{title}，要求于{day(sent.reply_due_on)}前答复。"
    if letter.state == PaperState.ANSWERED:
        return f"{words}{day(letter.reply.answered_on)}收到答复，{'有关情形已改正' if letter.reply.followed else '有关情形没有改正'}。"
    return f"{words}期限届满，未收到答复。"


def _end(source: Source) -> list[Block]:
    case = source.case
    handler = case.handler.name if case.handler else source.lack("contact", "handler")
    phone = case.body.phone or source.lack("contact", "body_phone")
    return [
        Block("contact", "联系方式", f"联系人：{handler}　　电话：{phone}"),
        Block("closing", "", f"{case.body.name}（盖章）\n{day(clock.today())}", right=True),
    ]
