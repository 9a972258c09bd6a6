"""May the employer lay off under art. 41, or are too few to go? Twenty workers, or a tenth of the staff. (Rule C25.)"""

from __future__ import annotations

from datetime import date

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact, Whole
from ..finding import Answer, Deadline, Step, deadline
from ..reading import Unreadable
from ..words import Words

LEAST_WORKERS = 20
ONE_IN = 10
"""劳动合同法 art. 41: twenty workers or more, or ten per cent or more of the staff."""
NOTICE_DAYS = 30
REHIRE_MONTHS = 6
FORTY_ONE = article("labour_contract_law", "41")
FORTY_TWO = article("labour_contract_law", "42")


def layoff(book: Book, *, n: int, total: int, told_on: date | None, laid_off_on: date | None) -> Answer:
    """Whether art. 41 applies to `n` of `total` workers. Source: 劳动合同法 41, 42."""
    if n > total:
        raise Unreadable(MORE_THAN_ALL, "n")
    if told_on and laid_off_on and laid_off_on < told_on:
        raise Unreadable(BEFORE_TOLD, "laid_off_on")
    enough, share = n >= LEAST_WORKERS, n * ONE_IN >= total
    allowed = enough or share
    return Answer(
        {"art41": allowed},
        steps=(
            _count_step(n, enough),
            _share_step(n, total, share),
            *(_procedure(told_on, laid_off_on) if allowed else (INDIVIDUALLY,)),
        ),
        assumptions=(REASON,) if allowed else (),
        deadlines=_deadlines(told_on, laid_off_on) if allowed else (),
        headline=Words(
            "够得上裁员的人数，可以走第四十一条，程序要走完。",
            "Enough for a lay-off under art. 41, with its procedure.",
        )
        if allowed
        else Words("人数不够，不能按裁员办。", "Too few for a lay-off under art. 41."),
    )


def _count_step(n: int, enough: bool) -> Step:
    zh, en = ("达到", "reached") if enough else ("没有达到", "not reached")
    return Step(
        Words(f"要裁 {n} 人，{zh} {LEAST_WORKERS} 人。", f"{n} are to go; {LEAST_WORKERS} are {en}."),
        f"{n} {'≥' if enough else '<'} {LEAST_WORKERS}",
        (FORTY_ONE,),
    )


def _share_step(n: int, total: int, share: bool) -> Step:
    zh, en = ("达到", "reached") if share else ("没有达到", "not reached")
    return Step(
        Words(f"占职工 {total} 人的比例{zh}百分之十。", f"A tenth of the staff of {total} is {en}."),
        f"{n} × {ONE_IN} = {n * ONE_IN} {'≥' if share else '<'} {total}",
        (FORTY_ONE,),
    )


def _procedure(told_on: date | None, laid_off_on: date | None) -> tuple[Step, ...]:
    steps = [
        Step(
            Words(
                f"提前 {NOTICE_DAYS} 天向工会或者全体职工说明情况、听取意见，把方案报告劳动部门。",
                f"{NOTICE_DAYS} days before, the union or all staff are told and heard, and the plan is reported.",
            ),
            articles=(FORTY_ONE,),
        ),
        Step(
            Words(
                "优先留下：订了较长固定期限或无固定期限合同的，家里没有别人就业又要养老人或孩子的。",
                "Kept first: those on long fixed or open-ended terms, and sole earners with old people or children to support.",
            ),
            articles=(FORTY_ONE,),
        ),
        Step(
            Words(
                "不能裁：职业病或疑似、工伤、医疗期里、孕产哺乳期、干满 15 年又离退休不到 5 年的。",
                "Not to be laid off: occupational illness or suspicion of it, work injury, treatment, pregnancy, birth and "
                "nursing, 15 years' service within five of retirement.",
            ),
            articles=(FORTY_TWO,),
        ),
        Step(
            Words(
                f"裁员后 {REHIRE_MONTHS} 个月里又招人，要通知被裁的人，同等条件优先招。",
                f"Who hires within {REHIRE_MONTHS} months tells those laid off and takes them first on equal terms.",
            ),
            articles=(FORTY_ONE,),
        ),
    ]
    if told_on and laid_off_on:
        given = (laid_off_on - told_on).days
        enough = given >= NOTICE_DAYS
        zh = "够了" if enough else f"不到 {NOTICE_DAYS} 天，程序有问题"
        en = "enough" if enough else f"fewer than {NOTICE_DAYS}: the procedure was not kept"
        steps.insert(
            1,
            Step(
                Words(f"从说明情况到裁员是 {given} 天，{zh}。", f"{given} days from telling to lay-off: {en}."),
                f"{told_on} – {laid_off_on}: {given} {'≥' if enough else '<'} {NOTICE_DAYS}",
                (FORTY_ONE,),
            ),
        )
    return tuple(steps)


def _deadlines(told_on: date | None, laid_off_on: date | None) -> tuple[Deadline, ...]:
    said = []
    if told_on:
        words = Words("满三十天，这一天起才可以裁员", "Thirty days are full: no lay-off before this day")
        said.append(deadline("notice", words, told_on, NOTICE_DAYS, "days", FORTY_ONE))
    if laid_off_on:
        words = Words("到这一天为止，重新招人要优先招被裁的人", "Until this day those laid off are taken first")
        said.append(deadline("rehire", words, laid_off_on, REHIRE_MONTHS, "months", FORTY_ONE))
    return tuple(said)


INDIVIDUALLY = Step(
    Words(
        "两个条件都不够，不能按裁员解除；只能按第四十条第三项一个一个谈，谈不成才能解除。",
        "Neither is met: no lay-off. Art. 40(3) remains, worker by worker, after talks have failed.",
    ),
    articles=(FORTY_ONE, article("labour_contract_law", "40")),
)
REASON = Words(
    "重整、经营严重困难、转产等法定理由确实存在。",
    "There is a legal reason: reorganisation, grave difficulties, a change of production and the like.",
)
MORE_THAN_ALL = Words("要裁的人数比职工总数还多，请再看一下。", "More are to go than there are. Please look again.")
BEFORE_TOLD = Words(
    "裁员的日子比说明情况的日子还早，请再看一下。", "The lay-off is before the staff was told. Please look again."
)

CALCULATORS = (
    Calculator(
        "C25",
        "layoff",
        Words("经济性裁员的人数", "Threshold of a lay-off"),
        Words("单位要一批人走，够不够裁员的条件？", "A group is to go: is it a lay-off under art. 41?"),
        (
            Fact("n", Whole(Words("人", "workers")), Words("要裁多少人？", "How many are to go?")),
            Fact(
                "total",
                Whole(Words("人", "workers"), least=1),
                Words("单位一共有多少职工？", "How many work there in all?"),
            ),
            Fact(
                "told_on",
                Day(),
                Words("哪一天向工会或全体职工说明情况的？", "On which day were the union or all staff told?"),
                required=False,
            ),
            Fact(
                "laid_off_on",
                Day(),
                Words("哪一天裁员？", "On which day is the lay-off?"),
                required=False,
                held="left_on",
            ),
        ),
        layoff,
        evidence=(
            Words("裁员方案和报告劳动部门的回执", "The plan, and the receipt of the authority"),
            Words(
                "向工会或全体职工说明情况的会议记录、通知", "Minutes and notices by which the union or staff were told"
            ),
            Words("职工名册", "The list of staff"),
        ),
        not_modelled=(
            Words("裁员的理由是否成立", "Whether the reason for the lay-off holds"),
            Words("有的地方另有人数和程序要求", "Further local rules on numbers and procedure"),
        ),
        for_workers=False,
    ),
)
