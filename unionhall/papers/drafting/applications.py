"""Papers a worker files, drafted for them: to the arbitration commission, the court, the procuratorate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from unionhall.claims import api as claims
from unionhall.core import clock
from unionhall.core.capitals import capital_yuan
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.reading import BadFacts
from unionhall.organisations.enums import AgencyKind

from ..content import GAP, Block, Content, yuan
from .source import NAMED_AT_MOST, SEXES, Source, day

SIGNATURE = "申请人（签名或者盖章）：　　　　　　\n　　　　年　　月　　日"
ARREARS = "arrears"


def arbitration(source: Source) -> Content:
    """劳动争议调解仲裁法 art. 28: the parties, the requests with the facts and reasons, the evidence and its sources."""
    receiver = source.agency(AgencyKind.ARBITRATION) or source.lack("to", "receiver") + "劳动人事争议仲裁委员会"
    return Content(
        "劳动人事争议仲裁申请书",
        [
            _applicant(source),
            _respondent(source, "被申请人"),
            source.claims_table("claims", "仲裁请求", "请求裁决被申请人向申请人支付下列款项："),
            _facts(source),
            Block(
                "evidence",
                "证据和证据来源",
                f"证据和证据来源见所附《证据清单》。\n证人姓名和住所：{source.lack('evidence', 'witness')}",
            ),
            Block("to", "", f"此致\n{receiver}"),
            Block("closing", "", SIGNATURE, right=True),
        ],
    )


def evidence_list(source: Source) -> Content:
    """The attachments of the file in order, and what is still to be collected."""
    return Content(
        "证据清单",
        [
            Block("matter", "案由", f"{source.case.get_kind_display()}争议"),
            Block(
                "parties", "当事人", f"申请人：{_names(source, 'parties')}\n被申请人：{_employer(source, 'parties')}"
            ),
            source.evidence_table("evidence", "证据"),
            Block("closing", "", f"提交人{SIGNATURE.removeprefix('申请人')}", right=True),
        ],
    )


def payment_order(source: Source) -> Content:
    """劳动合同法 art. 30, 劳动争议调解仲裁法 art. 16, 民事诉讼法 art. 225: a sum of money that is due, and its ground."""
    agreed = source.case.settlements.filter(replaced_at__isnull=True).first()
    table = source.claims_table("claims", "债权的组成", "申请人对被申请人享有下列债权：")
    if agreed is not None:
        paid = source.case.callbacks.filter(paid__isnull=False).order_by("-done_at", "-pk").first()
        due = max(Decimal(0), agreed.amount - (paid.paid if paid and paid.paid else Decimal(0)))
        ground = (
            f"双方于{day(agreed.signed_on)}达成协议（{source.case.number}），被申请人应当支付人民币{yuan(agreed.amount)}元，"
            f"至今尚欠{yuan(due)}元。依据《劳动争议调解仲裁法》第十六条，申请人可以持调解协议书依法申请支付令。"
        )
        table = Block(
            "claims",
            table.head,
            table.text,
            table.table,
            [["调解协议约定的款项", yuan(due), "《劳动争议调解仲裁法》第16条"]],
        )
        source.lacking = [one for one in source.lacking if one != ("claims", "claims")]
    else:
        due = table.total if table.total is not None else Decimal(0)
        ground = (
            "被申请人拖欠或者未足额支付劳动报酬。依据《劳动合同法》第三十条第二款，申请人可以依法向人民法院申请支付令。"
        )
        if not source.claims:
            ground = f"债权的根据：{source.lack('ground', 'basis')}。\n{ground}"
    fee = _fee(due) if due else None
    fee_words = f"{yuan(fee)} 元" if fee is not None else f"{source.lack('request', 'fee')} 元（由人民法院核定）"
    amount = f"{yuan(due)} 元（大写：{capital_yuan(due)}）" if due else f"{GAP} 元"
    court = source.agency(AgencyKind.COURT) or f"{source.lack('to', 'receiver')}人民法院"
    return Content(
        "支付令申请书",
        [
            _applicant(source),
            _respondent(source, "被申请人"),
            Block(
                "request",
                "请求事项",
                f"一、请求依法向被申请人发出支付令，督促其向申请人支付人民币 {amount}。\n二、申请费 {fee_words}由被申请人负担。",
            ),
            table,
            Block("ground", "事实与理由", "\n".join([ground, *source.reckoned()])),
            Block("law", "依据", "《民事诉讼法》第二百二十五条：债权人请求债务人给付金钱，与债务人没有其他债务纠纷，支付令能够送达债务人的，可以向有管辖权的基层人民法院申请支付令。"),
            Block("to", "", f"此致\n{court}"),
            Block("closing", "", SIGNATURE, right=True),
        ],
    )  # fmt: skip


def support_request(source: Source) -> Content:
    """民事诉讼法 art. 15: support for somebody whose rights were infringed and who can hardly sue alone."""
    receiver = source.agency(AgencyKind.PROCURATORATE) or f"{source.lack('to', 'receiver')}人民检察院"
    body = source.case.body.name
    return Content(
        "支持起诉申请书",
        [
            _applicant(source),
            _respondent(source, "被申请人"),
            source.claims_table("claims", "申请事项", "请求人民检察院依法支持申请人向人民法院提起诉讼，要求被申请人支付下列款项："),
            _facts(source),
            Block(
                "union",
                "工会意见",
                f"本案由{body}办理（{source.case.number}）。依据《工会法》第二十二条，职工申请劳动争议仲裁或者提起诉讼的，工会给予支持和帮助；"
                f"依据《民事诉讼法》第十五条，{body}商请贵院支持申请人起诉。",
            ),
            Block("to", "", f"此致\n{receiver}"),
            Block("closing", "", f"{SIGNATURE}\n{body}（盖章）", right=True),
        ],
    )  # fmt: skip


def _applicant(source: Source) -> Block:
    """The worker as the law asks for; what the file need not hold, the worker fills in."""
    if len(source.workers) != 1:
        return Block(
            "applicant", "申请人", f"{_names(source, 'applicant')}\n（各申请人的身份信息和联系方式由本人填写：{GAP}）"
        )
    worker = source.workers[0]
    name = source.name_of(worker)
    lines = [f"姓名：{name if name != GAP else source.lack('applicant', 'name')}"]
    if name != GAP:
        person: Any = worker.person
        sex, born = SEXES.get(person.sex if person else "", ""), person.birth_on if person else None
        lines.append(f"性别：{sex or source.lack('applicant', 'sex')}")
        lines.append(f"出生日期：{day(born) if born else source.lack('applicant', 'born')}")
    lines += [f"住址：{source.lack('applicant', 'address')}", f"联系电话：{source.lack('applicant', 'phone')}"]
    return Block("applicant", "申请人", "\n".join(lines))


def _respondent(source: Source, head: str) -> Block:
    known = source.employer
    return Block(
        "respondent",
        head,
        "\n".join(
            [
                f"名称：{_employer(source, 'respondent')}",
                f"统一社会信用代码：{known['uscc'] or source.lack('respondent', 'uscc')}",
                f"住所：{known['address'] or source.lack('respondent', 'employer_address')}",
                f"法定代表人或者主要负责人：{source.lack('respondent', 'representative')}",
                f"联系电话：{source.lack('respondent', 'employer_phone')}",
            ]
        ),
    )


def _facts(source: Source) -> Block:
    """The employment, the worker's own account, and each sum step by step."""
    held, lines = source.held, []
    if held.get("hired_on") or held.get("wage") or held.get("wages"):
        employer = source.employer["name"] or GAP
        parts = [
            f"申请人于{day(held['hired_on'])}入职{employer}" if held.get("hired_on") else f"申请人系{employer}职工"
        ]
        if held.get("wage"):
            parts.append(f"月工资{held['wage']}元")
        if held.get("left_on"):
            parts.append(f"{day(held['left_on'])}离职")
        lines.append("，".join(parts) + "。")
    else:
        lines.append(f"申请人于{source.lack('facts', 'facts')}入职，月工资{GAP}元。")
    if source.case.happened_on:
        lines.append(f"争议发生于{day(source.case.happened_on)}。")
    if not source.case.is_group:
        lines += [line for line in source.clean(source.case.account).splitlines() if line.strip()]
    lines += source.reckoned()
    return Block("facts", "事实与理由", "\n".join(lines))


def _names(source: Source, block: str) -> str:
    """Names as far as they may be read; those who hide theirs are counted."""
    names = [source.name_of(worker) for worker in source.workers[:NAMED_AT_MOST]]
    named = [name for name in names if name != GAP]
    hidden = len(source.workers) - len(named)
    if not source.workers or (hidden and len(source.workers) == 1):
        return source.lack(block, "name")
    if hidden:
        source.lack(block, "name")
        named.append(f"{GAP}等{hidden}人")
    return "、".join(named)


def _employer(source: Source, block: str) -> str:
    return source.employer["name"] or source.lack(block, "employer")


def _fee(amount: Decimal) -> Decimal | None:
    """The court's fee for a payment order by the law book, where it reckons it."""
    calculator = calculators().get(ARREARS)
    if calculator is None:
        return None
    try:
        found = calculator.find(
            {"due": str(amount), "paid": "0", "ordered_overdue": False}, book=claims.book_in_use(), today=clock.today()
        )
    except BadFacts:
        return None
    result = found.result
    return Decimal(str(result["payment_order_fee"])) if isinstance(result, dict) else None
