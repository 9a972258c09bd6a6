"""When does a collective contract take effect, and was its draft adopted? (Rule C26.)

Filed within ten days of signature, reviewed within fifteen of receipt; in force on the day after, unless objected to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..acts import article
from ..book import COUNTRY, Book
from ..calculator import Calculator
from ..dated import Missing, NeedsParameter
from ..facts import Day, Fact, Whole
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..holidays import period
from ..months import ONE_DAY, add_months, tenure
from ..reading import Unreadable
from ..words import Words

QUORUM, TERM = article("collective_contract_provisions", "36"), article("collective_contract_provisions", "38")
FILING, OBJECTION = article("collective_contract_provisions", "42"), article("collective_contract_provisions", "45")
REVIEW, REQUEST = article("collective_contract_provisions", "47"), article("collective_contract_provisions", "56")
IN_FORCE, DRAFT = article("labour_contract_law", "54"), article("labour_contract_law", "51")
LABOUR_LAW, UNION = article("labour_law", "34"), article("union_law", "21")

FILING_DAYS, REVIEW_DAYS, ANSWER_DAYS = 10, 15, 20
LEAST_MONTHS, MOST_MONTHS, RENEWAL_MONTHS = 12, 36, 3


@dataclass(frozen=True)
class Vote:
    """How a draft fared: who there are, who came, who said yes."""

    total: int
    present: int
    yes: int

    @property
    def has_quorum(self) -> bool:
        """Two thirds or more of all were present."""
        return self.present * 3 >= self.total * 2

    @property
    def has_majority(self) -> bool:
        """More than half of all, not of those present, were in favour."""
        return self.yes * 2 > self.total

    @property
    def is_adopted(self) -> bool:
        return self.has_quorum and self.has_majority


def collective(
    book: Book,
    *,
    signed: date,
    received: date | None,
    objected_on: date | None,
    total: int | None,
    present: int | None,
    yes: int | None,
    starts_on: date | None,
    expires_on: date | None,
    asked_on: date | None,
    answered_on: date | None,
) -> Answer:
    """Days; the review ends on its raw day. Source: 劳动合同法 51, 54; 集体合同规定 36, 38, 42, 45, 47, 56."""
    if signed < REVIEW.since:
        raise Missing(NeedsParameter("law", COUNTRY, 1, signed, BEFORE_THE_RULE))
    _check(signed, received, objected_on, starts_on, expires_on, asked_on, answered_on)
    vote = _vote(total, present, yes)
    submit_by = signed + timedelta(days=FILING_DAYS)
    in_time = received <= submit_by if received else None
    last = received + timedelta(days=REVIEW_DAYS) if received else None
    objected = objected_on is not None and last is not None and objected_on <= last
    effective = last + ONE_DAY if last and not objected else None
    result: dict[str, Any] = {
        "submit_by": submit_by,
        "submitted_in_time": in_time,
        "review_last_day": last,
        "effective_from": effective,
    }
    steps = [_filing_step(signed, received, submit_by, in_time)]
    if last is not None and received is not None:
        steps.append(_review_step(received, last, effective))
    if vote is not None:
        result |= {"quorum": vote.has_quorum, "majority": vote.has_majority, "adopted": vote.is_adopted}
        steps.append(_vote_step(vote))
    if asked_on is not None:
        answer_by = asked_on + timedelta(days=ANSWER_DAYS)
        result |= {"answer_by": answer_by, "answered_in_time": answered_on <= answer_by if answered_on else None}
        steps.append(_answer_step(asked_on, answer_by))
    if expires_on is not None:
        result |= _renewal(starts_on, expires_on)
        steps.append(_renewal_step(result["renew_from"], expires_on))
    return Answer(
        result,
        steps=tuple(steps),
        assumptions=(DAY_AFTER,),
        alternatives=_alternatives(signed, received, submit_by),
        deadlines=_deadlines(signed, received, asked_on, answered_on),
        headline=_headline(submit_by, last, effective),
    )


def _check(
    signed: date,
    received: date | None,
    objected_on: date | None,
    starts_on: date | None,
    expires_on: date | None,
    asked_on: date | None,
    answered_on: date | None,
) -> None:
    for fact, day, before in (
        ("received", received, signed),
        ("objected_on", objected_on, received),
        ("expires_on", expires_on, starts_on or signed),
        ("answered_on", answered_on, asked_on),
    ):
        if day is not None and before is not None and day < before:
            raise Unreadable(
                Words(f"这一天不能早于 {before}，请再看一下。", f"It cannot be before {before}. Please look again."),
                fact,
            )
    if objected_on is not None and received is None:
        raise Unreadable(RECEIVED_FIRST, "received")


def _vote(total: int | None, present: int | None, yes: int | None) -> Vote | None:
    said = {"total": total, "present": present, "yes": yes}
    if all(number is None for number in said.values()):
        return None
    for fact, number in said.items():
        if number is None:
            raise Unreadable(ALL_THREE, fact)
    assert total is not None and present is not None and yes is not None  # noqa: PT018 - checked above
    if present > total:
        raise Unreadable(MORE_THAN_ALL, "present")
    if yes > present:
        raise Unreadable(MORE_THAN_PRESENT, "yes")
    return Vote(total, present, yes)


def _renewal(starts_on: date | None, expires_on: date) -> dict[str, Any]:
    told: dict[str, Any] = {"renew_from": add_months(expires_on + ONE_DAY, -RENEWAL_MONTHS)}
    if starts_on is not None:
        term = tenure(starts_on, expires_on)
        told["term_ok"] = term.months >= LEAST_MONTHS and (term.months, term.days) <= (MOST_MONTHS, 0)
    return told


def _filing_step(signed: date, received: date | None, submit_by: date, in_time: bool | None) -> Step:
    if received is None or in_time is None:
        words = Words(
            f"首席代表 {signed} 签字，{submit_by} 之前报送，一式三份。",
            f"Signed on {signed}: three copies are filed by {submit_by}.",
        )
    else:
        words = Words(
            f"首席代表 {signed} 签字，{submit_by} 之前报送；{received} 收到，{'及时' if in_time else '晚了'}。",
            f"Signed on {signed}, to be filed by {submit_by}; received on {received}, {'in time' if in_time else 'late'}.",
        )
    return Step(words, f"{signed} + {FILING_DAYS} = {submit_by}", (FILING,))


def _review_step(received: date, last: date, effective: date | None) -> Step:
    formula = f"{received} + {REVIEW_DAYS} = {last}"
    if effective is None:
        words = Words(
            "审查部门提出了异议，没有生效：双方重新协商，改好再报。",
            "An objection was made: it is not in force; bargain again and file again.",
        )
        return Step(words, formula, (OBJECTION,))
    words = Words(
        f"{last} 之前没有《审查意见书》，从 {effective} 起生效。",
        f"Without an objection by {last} it is in force from {effective}.",
    )
    return Step(words, formula, (REVIEW, IN_FORCE, LABOUR_LAW))


def _vote_step(vote: Vote) -> Step:
    return Step(
        Words(
            f"应到 {vote.total} 人，到会 {vote.present} 人，{'够' if vote.has_quorum else '不够'}三分之二；"
            f"同意 {vote.yes} 人，{'过了' if vote.has_majority else '没有过'}全体的一半。",
            f"Of {vote.total}, {vote.present} were present: {'enough' if vote.has_quorum else 'not two thirds'}; "
            f"{vote.yes} in favour: {'more' if vote.has_majority else 'not more'} than half of all.",
        ),
        f"{vote.present}×3 {'≥' if vote.has_quorum else '<'} {vote.total}×2; "
        f"{vote.yes}×2 {'>' if vote.has_majority else '≤'} {vote.total}",
        (QUORUM, DRAFT),
    )


def _answer_step(asked: date, answer_by: date) -> Step:
    return Step(
        Words(
            f"{asked} 提出协商要求，对方 {answer_by} 之前书面答复。",
            f"Bargaining was asked for on {asked}: the other side answers in writing by {answer_by}.",
        ),
        f"{asked} + {ANSWER_DAYS} = {answer_by}",
        (REQUEST, UNION),
    )


def _renewal_step(renew_from: date, expires_on: date) -> Step:
    return Step(
        Words(
            f"{expires_on} 到期，从 {renew_from} 起可以提出续签或重签。",
            f"It expires on {expires_on}; renewal may be proposed from {renew_from}.",
        ),
        f"{expires_on} − {RENEWAL_MONTHS} = {renew_from}",
        (TERM,),
    )


def _alternatives(signed: date, received: date | None, submit_by: date) -> tuple[Alternative, ...]:
    moved = period(signed, FILING_DAYS, "days").effective
    if received is None or moved is None or not submit_by < received <= moved:
        return ()
    words = Words(
        f"报送的最后一天休息，顺延到 {moved} 的话是及时的。", f"If the last day moves to {moved}, it was filed in time."
    )
    return (Alternative(words, {"submit_by": moved, "submitted_in_time": True}, (article("civil_code", "203"),)),)


def _deadlines(
    signed: date, received: date | None, asked_on: date | None, answered_on: date | None
) -> tuple[Deadline, ...]:
    told = []
    if received is None:
        words = Words("最晚在这一天之前报送", "File it by this day")
        told.append(deadline("submit", words, signed, FILING_DAYS, "days", FILING))
    else:
        words = Words("审查部门最晚在这一天之前提出异议", "An objection is made by this day")
        told.append(deadline("review", words, received, REVIEW_DAYS, "days", REVIEW))
    if asked_on is not None and answered_on is None:
        words = Words("对方最晚在这一天之前答复", "The other side answers by this day")
        told.append(deadline("answer", words, asked_on, ANSWER_DAYS, "days", REQUEST))
    return tuple(told)


def _headline(submit_by: date, last: date | None, effective: date | None) -> Words:
    if last is None:
        return Words(f"{submit_by} 之前报送审查。", f"To be filed by {submit_by}.")
    if effective is None:
        return Words("有异议，还没有生效。", "Objected to, and not in force.")
    return Words(f"没有异议的话，{effective} 起生效。", f"Without an objection it is in force from {effective}.")


BEFORE_THE_RULE = Words("2004 年 5 月 1 日以前的规定不在库里。", "The rules before 1 May 2004 are not in this book.")
RECEIVED_FIRST = Words("有异议的，请先写哪天收到的。", "With an objection, say first when it was received.")
ALL_THREE = Words("应到、到会、同意三个数都要写。", "All three numbers are needed: of all, present, in favour.")
MORE_THAN_ALL = Words("到会的比应到的还多，请再看一下。", "More were present than there are. Please look again.")
MORE_THAN_PRESENT = Words("同意的比到会的还多，请再看一下。", "More were in favour than present. Please look again.")
DAY_AFTER = Words(
    "审查期满第二天起生效（原文是“期满即行生效”）。",
    "In force from the day after the review (the text: when it is over).",
)


def _voted(read: Any) -> bool:
    return read.get("total") is not None


CALCULATORS = (
    Calculator(
        "C26",
        "collective",
        Words("集体合同审查时限", "Review of a collective contract"),
        Words("集体合同签了，哪天前报送，哪天生效？", "A collective contract is signed: file by when, in force when?"),
        (
            Fact("signed", Day(), Words("双方首席代表哪天签字的？", "When did the chief negotiators sign?")),
            Fact("received", Day(), Words("人社部门哪天收到的？", "When was it received?"), required=False),
            Fact(
                "objected_on",
                Day(),
                Words("审查部门哪天提出异议？没有就跳过", "When was an objection made, if any?"),
                required=False,
                when=lambda read: read.get("received") is not None,
            ),
            Fact("total", Whole(least=1), Words("应到多少代表或职工？", "How many are there in all?"), required=False),
            Fact("present", Whole(), Words("到会多少？", "How many were present?"), required=False, when=_voted),
            Fact("yes", Whole(), Words("同意多少？", "How many were in favour?"), required=False, when=_voted),
            Fact("starts_on", Day(), Words("合同期从哪天开始？", "When does its term begin?"), required=False),
            Fact("expires_on", Day(), Words("合同期到哪天？", "When does its term end?"), required=False),
            Fact("asked_on", Day(), Words("哪天书面提出协商要求？", "When was bargaining asked for?"), required=False),
            Fact(
                "answered_on",
                Day(),
                Words("对方哪天答复的？", "When did the other side answer?"),
                required=False,
                when=lambda read: read.get("asked_on") is not None,
            ),
        ),
        collective,
        day="signed",
        evidence=(
            Words("首席代表签字的文本一式三份", "Three copies signed by the chief negotiators"),
            Words("职代会表决记录、签到表", "Record of the vote and of attendance"),
            Words("报送回执", "Receipt of the filing"),
        ),
        not_modelled=(
            Words("各地集体合同条例的不同期限", "Other periods in local regulations"),
            Words("合同内容是否低于法定标准", "Whether its content falls short of the law"),
        ),
        for_workers=False,
    ),
)
