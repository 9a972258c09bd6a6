"""By when is a work injury reported, recognised and assessed, and by whom? (Rule C17.)

From the days that are known; each limit appears once the day it runs from is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..facts import Day, Fact, Rows, YesNo
from ..finding import Answer, Step
from ..words import Words
from .agenda import Entry, answer, entry, in_order, suspensions_of
from .limitation import Event, Limit

APPLICATION, BURDEN = article("injury_insurance_regulation", "17"), article("injury_insurance_regulation", "19")
DECISION, ASSESSMENT = article("injury_insurance_regulation", "20"), article("injury_insurance_regulation", "25")
AGAIN, REVIEW = article("injury_insurance_regulation", "26"), article("injury_insurance_regulation", "28")
REMEDY, NO_FAULT = article("injury_insurance_regulation", "55"), article("injury_administrative_cases", "7")
RECONSIDER, SUIT = article("administrative_reconsideration_law", "20"), article("administrative_litigation_law", "46")
COSTS = article("injury_opinion_2004", "6")

EMPLOYER_DAYS, CLEAR_DAYS, DECISION_DAYS = 30, 15, 60
ASSESSMENT_DAYS, LONGER_DAYS, AGAIN_DAYS = 60, 30, 15
RECONSIDER_DAYS, SUIT_MONTHS = 60, 6


def injury_calendar(
    book: Book,
    *,
    on: date,
    accident_on: date,
    employer_applied_on: date | None,
    worker_applied_on: date | None,
    delays: Sequence[dict[str, Any]],
    accepted_on: date | None,
    is_clear: bool,
    waiting: Sequence[dict[str, Any]],
    decided_on: date | None,
    decision_received_on: date | None,
    objected_on: date | None,
    assessment_applied_on: date | None,
    assessment_extended: bool,
    assessed_on: date | None,
    assessment_received_on: date | None,
    again_applied_on: date | None,
) -> Answer:
    """Every limit that runs from a known day, as on the day `on`. Source: 工伤保险条例 17, 20, 25, 26, 28, 55."""
    applied = [day for day in (employer_applied_on, worker_applied_on) if day]
    first = min(applied, default=None)
    in_order(
        (
            ("employer_applied_on", employer_applied_on, accident_on),
            ("worker_applied_on", worker_applied_on, accident_on),
            ("accepted_on", accepted_on, first or accident_on),
            ("decided_on", decided_on, accepted_on or accident_on),
            ("decision_received_on", decision_received_on, decided_on or accepted_on or accident_on),
            ("objected_on", objected_on, decision_received_on or decided_on or accident_on),
            ("assessment_applied_on", assessment_applied_on, accident_on),
            ("assessed_on", assessed_on, assessment_applied_on or accident_on),
            ("assessment_received_on", assessment_received_on, assessed_on or assessment_applied_on or accident_on),
            ("again_applied_on", again_applied_on, assessment_received_on or accident_on),
        )
    )
    decided, assessed = decided_on or decision_received_on, assessed_on or assessment_received_on
    lost = suspensions_of(delays, "delays")
    # Once it was accepted somebody has applied: without the day nothing can be said of having been in time.
    applied_some_day = first is None and (accepted_on or decided) is not None
    entries = [] if applied_some_day else _recognition(on, accident_on, employer_applied_on, first, lost)
    if accepted_on is not None:
        entries.append(_decision(on, accepted_on, is_clear, decided, suspensions_of(waiting, "waiting")))
    if decision_received_on is not None:
        entries += _remedies(on, decision_received_on, objected_on)
    if assessment_applied_on is not None:
        entries.append(_assessment(on, assessment_applied_on, assessment_extended, assessed))
    if assessment_received_on is not None:
        entries.append(_again(on, assessment_received_on, again_applied_on))
    if assessed is not None:
        entries.append(_review(on, assessed))
    late = [one for one in entries if one.limit.name == "employer_applies" and one.overdue]
    steps = tuple(_costs(accident_on, accepted_on, employer) for employer in late)
    said = [SAME_DAY] if assessed_on is None and assessment_received_on is not None else []
    return answer(entries, steps=steps, assumptions=tuple(said))


def _recognition(
    on: date, accident: date, by_employer: date | None, applied: date | None, delays: list[Event]
) -> list[Entry]:
    employer = Limit(
        "employer_applies",
        accident,
        EMPLOYER_DAYS,
        "days",
        "employer",
        Words("向社保行政部门申请工伤认定", "apply for recognition of the work injury"),
        (APPLICATION, BURDEN),
    )
    worker = Limit(
        "worker_applies",
        accident,
        1,
        "years",
        "worker_side",
        Words("单位不申请的，自己或者由工会申请工伤认定", "apply for recognition where the employer does not"),
        (APPLICATION, NO_FAULT),
        suspendable=True,
    )
    return [
        entry(employer, on, done_on=by_employer, bring=FOR_RECOGNITION),
        entry(worker, on, done_on=applied, bring=FOR_RECOGNITION, events=delays),
    ]


def _decision(on: date, accepted: date, is_clear: bool, decided: date | None, waiting: list[Event]) -> Entry:
    limit = Limit(
        "decision",
        accepted,
        CLEAR_DAYS if is_clear else DECISION_DAYS,
        "days",
        "authority",
        Words("作出工伤认定决定", "decide on recognition"),
        (DECISION,),
        suspendable=True,
    )
    return entry(limit, on, done_on=decided, events=waiting)


def _remedies(on: date, received: date, objected: date | None) -> list[Entry]:
    reconsideration = Limit(
        "reconsideration",
        received,
        RECONSIDER_DAYS,
        "days",
        "either",
        Words("不服认定的，申请行政复议", "ask for reconsideration of the decision"),
        (REMEDY, RECONSIDER),
    )
    suit = Limit(
        "suit",
        received,
        SUIT_MONTHS,
        "months",
        "either",
        Words("不服认定的，直接向法院起诉", "or sue over the decision directly"),
        (REMEDY, SUIT),
    )
    return [entry(one, on, done_on=objected, bring=AGAINST_DECISION) for one in (reconsideration, suit)]


def _assessment(on: date, applied: date, extended: bool, assessed: date | None) -> Entry:
    limit = Limit(
        "assessment",
        applied,
        ASSESSMENT_DAYS + (LONGER_DAYS if extended else 0),
        "days",
        "assessors",
        Words("作出劳动能力鉴定结论", "assess the ability to work"),
        (ASSESSMENT,),
    )
    return entry(limit, on, done_on=assessed)


def _again(on: date, received: date, asked: date | None) -> Entry:
    limit = Limit(
        "reassessment",
        received,
        AGAIN_DAYS,
        "days",
        "either",
        Words("不服鉴定结论的，向省级申请再次鉴定", "ask the province for a second assessment"),
        (AGAIN,),
    )
    return entry(limit, on, done_on=asked, bring=FOR_ASSESSMENT)


def _review(on: date, assessed: date) -> Entry:
    limit = Limit(
        "review",
        assessed,
        1,
        "years",
        "either",
        Words(
            "满一年后，伤情变了的可以申请复查鉴定", "after a year a review may be asked for if the injury has changed"
        ),
        (REVIEW,),
        moves=False,
    )
    return entry(limit, on, bring=FOR_ASSESSMENT, earliest=True)


def _costs(accident: date, accepted: date | None, employer: Entry) -> Step:
    until = accepted or employer.done_on
    return Step(
        Words(
            f"单位没有在三十日内申请，从 {accident} 到{until or '受理之日'}的工伤费用由单位出。",
            f"The employer did not apply within thirty days: the costs from {accident} until "
            f"{until or 'acceptance'} are the employer's.",
        ),
        articles=(APPLICATION, COSTS),
    )


FOR_RECOGNITION = Words(
    "认定申请表、劳动关系的证明、诊断证明；单位不认的由单位举证",
    "The form, proof of employment, the diagnosis; where the employer denies it, the employer proves it",
)
AGAINST_DECISION = Words("认定决定书和收到日期的证明", "The decision and proof of the day of receipt")
FOR_ASSESSMENT = Words(
    "鉴定结论和收到日期的证明、病历、检查报告", "The conclusion and proof of its receipt, medical records"
)
SAME_DAY = Words("鉴定结论作出的日子没有填，按收到那天算。", "The conclusion is taken as made on the day of receipt.")
BLOCKED = (
    Fact("from", Day(), Words("从哪一天", "From")),
    Fact("to", Day(), Words("到哪一天（还没结束就空着）", "To (empty while it lasts)"), required=False),
)


def _day(name: str, zh: str, en: str) -> Fact:
    return Fact(name, Day(past=True), Words(zh, en), required=False)


CALCULATORS = (
    Calculator(
        "C17",
        "injury_calendar",
        Words("工伤认定和鉴定的日子", "Calendar of a work injury"),
        Words("受了工伤，谁要在哪天之前办什么？", "After a work injury: who has to do what by when?"),
        (
            Fact(
                "accident_on",
                Day(past=True),
                Words("哪天受伤，或者哪天诊断为职业病？", "On which day was the accident or the diagnosis?"),
                held="happened_on",
            ),
            _day(
                "employer_applied_on", "单位哪天申请了工伤认定？没有就跳过", "When did the employer apply, if it did?"
            ),
            _day("worker_applied_on", "自己、家人或工会哪天申请的？", "When did the worker, relatives or union apply?"),
            Fact(
                "delays",
                Rows(BLOCKED, most=20, least=0),
                Words("有没有不是自己原因耽误的时间？", "Was time lost through no fault of the worker?"),
                Words(
                    "不可抗力、人身自由受限、单位或部门的原因、劳动关系仲裁诉讼等。",
                    "Such as force majeure, the employer's or authority's doing, a suit over employment.",
                ),
                required=False,
                default=(),
            ),
            _day("accepted_on", "哪天受理的？", "When was it accepted?"),
            Fact(
                "is_clear",
                YesNo(),
                Words("事实是不是清楚、没有争议？", "Are facts and duties clear?"),
                required=False,
                default=False,
                when=lambda read: bool(read.get("accepted_on")),
            ),
            Fact(
                "waiting",
                Rows(BLOCKED, most=20, least=0),
                Words("认定有没有停下来等司法机关等的结论？", "Did it wait for another authority's conclusion?"),
                required=False,
                default=(),
                when=lambda read: bool(read.get("accepted_on")),
            ),
            _day("decided_on", "认定决定哪天作出的？", "When was the decision made?"),
            _day("decision_received_on", "认定决定哪天收到的？", "When was the decision received?"),
            _day("objected_on", "哪天申请了复议或起诉？", "When was reconsideration asked for or suit brought?"),
            _day("assessment_applied_on", "哪天申请的劳动能力鉴定？", "When was the assessment asked for?"),
            Fact(
                "assessment_extended",
                YesNo(),
                Words("鉴定有没有延长三十日？", "Was the assessment extended by thirty days?"),
                required=False,
                default=False,
                when=lambda read: bool(read.get("assessment_applied_on")),
            ),
            _day("assessed_on", "鉴定结论哪天作出的？", "When was the conclusion made?"),
            _day("assessment_received_on", "鉴定结论哪天收到的？", "When was the conclusion received?"),
            _day("again_applied_on", "哪天申请了再次鉴定？", "When was a second assessment asked for?"),
            Fact("on", Day(), Words("看哪一天的情况？", "As on which day?"), required=False),
        ),
        injury_calendar,
        day="on",
        evidence=(
            Words("病历、诊断证明", "Medical records and diagnosis"),
            Words("劳动合同、工资流水、工牌等劳动关系证明", "Proof of employment"),
            Words("事故现场照片、同事证言", "Photographs and witnesses of the accident"),
            Words("每份文书的签收日期", "The day on which each paper was received"),
        ),
        not_modelled=(
            Words("经社保行政部门同意延长的单位申请时限", "Longer time granted to the employer by the authority"),
            Words("是不是工伤由社保行政部门认定", "Whether it is a work injury is for the authority to find"),
        ),
    ),
)
