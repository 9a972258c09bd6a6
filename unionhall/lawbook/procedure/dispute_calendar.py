"""Which limits run in a labour dispute, from the day of knowing to enforcement? (Rule C21.)

Each limit appears once the day it runs from is known. The limitation takes its interruptions and suspensions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..acts import Article, article
from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Day, Fact, Rows, YesNo
from ..finding import Alternative, Answer, Step
from ..reading import Unreadable
from ..words import Words
from .agenda import Entry, answer, entry, in_order, suspensions_of
from .limitation import CLAIM, INTERRUPTIONS, Event, Limit, reckon

LIMITATION, LATE_DEFENCE = article("mediation_arbitration_law", "27"), article("interpretation_two", "20")
MEDIATION, ACCEPTANCE = article("mediation_arbitration_law", "14"), article("mediation_arbitration_law", "29")
SERVICE, HEARING = article("mediation_arbitration_law", "30"), article("mediation_arbitration_law", "35")
AWARD, SUE_FINAL = article("mediation_arbitration_law", "43"), article("mediation_arbitration_law", "48")
SET_ASIDE, SUE = article("mediation_arbitration_law", "49"), article("mediation_arbitration_law", "50")
ENFORCE, TWO_YEARS = article("mediation_arbitration_law", "51"), article("civil_procedure_law", "250")
APPEAL, PAYMENT_ORDER = article("civil_procedure_law", "171"), article("civil_procedure_law", "227")
WORKING_DAYS, DIRECT = article("arbitration_rules", "80"), article("interpretation_one", "12")
INSPECTION, INVESTIGATION = article("inspection_regulation", "20"), article("inspection_regulation", "17")

AWARD_DAYS, LONGER_DAYS = 45, 15
INVESTIGATION_DAYS, MORE_DAYS = 60, 30


def dispute_calendar(
    book: Book,
    *,
    unpaid_wages: bool,
    known_on: date | None,
    ended_on: date | None,
    interruptions: Sequence[dict[str, Any]],
    suspensions: Sequence[dict[str, Any]],
    mediation_asked_on: date | None,
    mediation_ended_on: date | None,
    applied_on: date | None,
    accepted_on: date | None,
    served_on: date | None,
    answered_on: date | None,
    hearing_on: date | None,
    extended: bool,
    award_on: date | None,
    received_on: date | None,
    is_final: bool | None,
    sued_on: date | None,
    employer_acted_on: date | None,
    judgment_on: date | None,
    ruling_on: date | None,
    appealed_on: date | None,
    payment_order_on: date | None,
    objected_on: date | None,
    perform_by: date | None,
    enforced_on: date | None,
    violation_on: date | None,
    violation_continues: bool,
    violation_ended_on: date | None,
    complained_on: date | None,
    inspection_opened_on: date | None,
    inspection_extended: bool,
    on: date,
) -> Answer:
    """Every limit that runs from a known day, as on the day `on`.

    Source: 调解仲裁法 14, 27–30, 35, 43, 48–51; 民事诉讼法 171, 227, 250; 劳动保障监察条例 17, 20.
    """
    said = {name: value for name, value in locals().items() if name not in ("book", "on")}
    _check(said)
    events = [Event(row["kind"], row["day"]) for row in said["interruptions"]]
    events += suspensions_of(said["suspensions"], "suspensions")
    entries = [
        *_limitation(on, said, events),
        *_mediation(on, said),
        *_arbitration(on, said),
        *_after_the_award(on, said),
        *_in_court(on, said),
        *_inspection(on, said),
    ]
    if not entries and not said["unpaid_wages"] and not said["violation_continues"]:
        raise Unreadable(NOTHING_KNOWN, "known_on")
    found = answer(entries, steps=_no_limit(said), assumptions=_assumptions(said))
    return Answer(
        found.result,
        found.steps,
        found.assumptions,
        _longer(on, said),
        deadlines=found.deadlines,
        needs=found.needs,
        headline=found.headline if entries else NO_LIMIT,
    )


def _check(said: dict[str, Any]) -> None:
    first = said["applied_on"]
    in_order(
        (
            ("applied_on", first, said["known_on"]),
            ("accepted_on", said["accepted_on"], first),
            ("served_on", said["served_on"], said["accepted_on"]),
            ("answered_on", said["answered_on"], said["served_on"]),
            ("award_on", said["award_on"], said["accepted_on"] or first),
            ("received_on", said["received_on"], said["award_on"] or said["accepted_on"] or first),
            ("sued_on", said["sued_on"], said["received_on"] or said["award_on"]),
            ("judgment_on", said["judgment_on"], said["received_on"] or said["award_on"]),
            ("appealed_on", said["appealed_on"], said["judgment_on"] or said["ruling_on"]),
            ("violation_ended_on", said["violation_ended_on"], said["violation_on"]),
            ("inspection_opened_on", said["inspection_opened_on"], said["violation_on"]),
        )
    )


def _limitation(on: date, said: dict[str, Any], events: list[Event]) -> list[Entry]:
    start = said["ended_on"] if said["unpaid_wages"] else said["known_on"] or said["ended_on"]
    # Once it was accepted somebody has applied: without the day nothing can be said of having been in time.
    applied = said["applied_on"]
    if start is None or (applied is None and (said["accepted_on"] or said["received_on"] or said["award_on"])):
        return []
    limit = Limit(
        "limitation",
        start,
        1,
        "years",
        "worker",
        Words("申请劳动仲裁（时效）", "ask for arbitration (limitation)"),
        (LIMITATION, LATE_DEFENCE),
        interruptible=True,
        suspendable=True,
    )
    return [entry(limit, on, done_on=applied, bring=FOR_LIMITATION, events=events)]


def _mediation(on: date, said: dict[str, Any]) -> list[Entry]:
    asked = said["mediation_asked_on"]
    if asked is None:
        return []
    words = Words("十五日内调解不成的，可以去申请仲裁", "mediate; without agreement one may then go to arbitration")
    limit = Limit("mediation", asked, 15, "days", "mediator", words, (MEDIATION,))
    return [entry(limit, on, done_on=said["mediation_ended_on"])]


def _arbitration(on: date, said: dict[str, Any]) -> list[Entry]:
    entries = []
    applied, accepted, served, hearing = (
        said[name] for name in ("applied_on", "accepted_on", "served_on", "hearing_on")
    )
    if applied is not None:
        words = Words("决定受不受理，逾期可以直接起诉", "decide whether to take the case; if late, one may sue")
        limit = _working("acceptance", applied, 5, "commission", words, ACCEPTANCE, DIRECT)
        entries.append(entry(limit, on, done_on=accepted))
    if accepted is not None:
        words = Words("把申请书副本送给对方", "serve the copy on the other side")
        limit = _working("service", accepted, 5, "commission", words, SERVICE)
        entries.append(entry(limit, on, done_on=served))
    if served is not None:
        limit = _working("answer", served, 10, "employer", Words("提交答辩书", "file the answer"), SERVICE)
        entries.append(entry(limit, on, done_on=said["answered_on"]))
    if hearing is not None:
        words = Words("书面通知开庭的日期和地点", "tell the parties of the hearing in writing")
        entries.append(entry(_working("hearing_notice", hearing, -5, "commission", words, HEARING), on))
        words = Words("有正当理由的，请求延期开庭", "ask for a postponement for good reason")
        entries.append(entry(_working("postponement", hearing, -3, "either", words, HEARING), on))
    if accepted is not None:
        entries.append(entry(_award(accepted, said["extended"]), on, done_on=said["award_on"] or said["received_on"]))
    return entries


def _award(accepted: date, extended: bool) -> Limit:
    words = Words("作出裁决，逾期可以直接起诉", "make the award; if late, one may sue")
    count = AWARD_DAYS + (LONGER_DAYS if extended else 0)
    return Limit("award", accepted, count, "days", "commission", words, (AWARD, DIRECT))


def _after_the_award(on: date, said: dict[str, Any]) -> list[Entry]:
    received = said["received_on"] or said["award_on"]
    if received is None:
        return []
    is_final = said["is_final"]
    words = Words("不服裁决的，向法院起诉", "sue where the award is not accepted")
    worker = Limit("sue", received, 15, "days", "worker", words, (SUE_FINAL if is_final else SUE,))
    entries = [entry(worker, on, done_on=said["sued_on"], bring=AGAINST_AWARD)]
    if is_final is not True:
        employer = Limit("employer_sues", received, 15, "days", "employer", words, (SUE,))
        entries.append(entry(employer, on, done_on=said["employer_acted_on"]))
    if is_final is not False:
        words = Words("裁决是终局的，向中级法院申请撤销", "ask the intermediate court to set a final award aside")
        aside = Limit("set_aside", received, 30, "days", "employer", words, (SET_ASIDE,))
        entries.append(entry(aside, on, done_on=said["employer_acted_on"]))
    return entries


def _in_court(on: date, said: dict[str, Any]) -> list[Entry]:
    entries = []
    for name, fact, count, words in (
        ("appeal", "judgment_on", 15, Words("不服判决的，上诉", "appeal against the judgment")),
        ("appeal_ruling", "ruling_on", 10, Words("不服裁定的，上诉", "appeal against the ruling")),
    ):
        if said[fact] is not None:
            limit = Limit(name, said[fact], count, "days", "either", words, (APPEAL,))
            entries.append(entry(limit, on, done_on=said["appealed_on"]))
    if said["payment_order_on"] is not None:
        words = Words("还清，或者对支付令提书面异议", "pay, or object to the payment order in writing")
        limit = Limit("payment_order", said["payment_order_on"], 15, "days", "employer", words, (PAYMENT_ORDER,))
        entries.append(entry(limit, on, done_on=said["objected_on"]))
    if said["perform_by"] is not None:
        words = Words("单位不履行的，申请强制执行", "ask for enforcement where the employer does not perform")
        limit = Limit("enforcement", said["perform_by"], 2, "years", "worker", words, (TWO_YEARS, ENFORCE))
        entries.append(entry(limit, on, done_on=said["enforced_on"], bring=FOR_ENFORCEMENT))
    return entries


def _inspection(on: date, said: dict[str, Any]) -> list[Entry]:
    entries = []
    opened = said["inspection_opened_on"]
    start = said["violation_ended_on"] or (None if said["violation_continues"] else said["violation_on"])
    if start is not None:
        words = Words("向劳动监察投诉", "complain to the labour inspection")
        limit = Limit("inspection", start, 2, "years", "worker", words, (INSPECTION,))
        entries.append(entry(limit, on, done_on=said["complained_on"] or opened))
    if opened is not None:
        count = INVESTIGATION_DAYS + (MORE_DAYS if said["inspection_extended"] else 0)
        words = Words("查完", "finish the investigation")
        limit = Limit("investigation", opened, count, "workdays", "inspection", words, (INVESTIGATION,))
        entries.append(entry(limit, on))
    return entries


def _working(name: str, start: date, count: int, who: str, words: Words, *articles: Article) -> Limit:
    return Limit(name, start, count, "workdays", who, words, (*articles, WORKING_DAYS))


def _longer(on: date, said: dict[str, Any]) -> tuple[Alternative, ...]:
    accepted = said["accepted_on"]
    if accepted is None or said["extended"] or said["award_on"] or said["received_on"]:
        return ()
    found = reckon(_award(accepted, extended=True))
    return (
        Alternative(
            Words("如果批准延期，最多再加十五日。", "If an extension is approved, fifteen days more at most."),
            {"name": "award", "raw": found.raw, "effective": found.effective},
            (AWARD,),
        ),
    )


def _no_limit(said: dict[str, Any]) -> tuple[Step, ...]:
    steps = []
    if said["unpaid_wages"] and said["ended_on"] is None:
        steps.append(Step(NO_LIMIT, articles=(LIMITATION,)))
    if said["violation_continues"] and said["violation_ended_on"] is None:
        steps.append(Step(STILL_GOING, articles=(INSPECTION,)))
    return tuple(steps)


def _assumptions(said: dict[str, Any]) -> tuple[Words, ...]:
    told = []
    if said["known_on"] is None and said["ended_on"] is not None and not said["unpaid_wages"]:
        told.append(FROM_THE_END)
    if said["received_on"] is None and said["award_on"] is not None:
        told.append(FROM_THE_AWARD)
    if (said["received_on"] or said["award_on"]) and said["is_final"] is None:
        told.append(EITHER_WAY)
    if said["interruptions"]:
        told.append(PROVEN)
    return tuple(told)


NOTHING_KNOWN = Words(
    "至少要知道一个日子：哪天知道权利被侵害、哪天离职，或者收到了什么文书。",
    "At least one day is needed: of knowing, of leaving, or of receiving a paper.",
)
NO_LIMIT = Words(
    "在职期间欠的工资，申请仲裁不受一年时效限制；离职后一年内要提出。",
    "Wages owed during employment are not limited to a year while it lasts; ask within a year of its end.",
)
STILL_GOING = Words(
    "违法行为还在继续，劳动监察的两年还没有开始算。", "The act goes on: the two years of the inspection have not begun."
)
FROM_THE_END = Words("没有填哪天知道的，从离职那天起算。", "The day of knowing is taken to be the day of leaving.")
FROM_THE_AWARD = Words(
    "没有填哪天收到裁决书的，先按裁决那天起算，收到得晚就更晚到期。",
    "The award is taken as received on the day it was made; received later, the days end later.",
)
EITHER_WAY = Words(
    "裁决是不是终局没有填，两种情形都列出来。", "Whether the award is final is not said: both are listed."
)
PROVEN = Words("每次要求、投诉、答应都有证据。", "Each claim, complaint and promise can be proven.")
FOR_LIMITATION = Words(
    "每次主张权利的证据：微信、录音、快递单、投诉回执", "Proof of each claim: messages, recordings, receipts"
)
AGAINST_AWARD = Words("裁决书和签收日期的证明", "The award and proof of the day of receipt")
FOR_ENFORCEMENT = Words(
    "生效文书、送达证明、对方财产线索", "The paper in force, proof of service, where the assets are"
)
BLOCKED = (
    Fact("from", Day(), Words("从哪一天", "From")),
    Fact("to", Day(), Words("到哪一天（还没结束就空着）", "To (empty while it lasts)"), required=False),
)


def _day(name: str, zh: str, en: str, held: str = "", after: str = "") -> Fact:
    return Fact(
        name,
        Day(),
        Words(zh, en),
        required=False,
        when=(lambda read: read.get(after) is not None) if after else None,
        held=held,
    )


def _yes(name: str, zh: str, en: str, after: str = "", default: bool | None = False) -> Fact:
    return Fact(
        name,
        YesNo(),
        Words(zh, en),
        required=False,
        default=default,
        when=(lambda read: bool(read.get(after))) if after else None,
    )


CALCULATORS = (
    Calculator(
        "C21",
        "dispute_calendar",
        Words("劳动争议的各个期限", "Calendar of a labour dispute"),
        Words("申请仲裁、起诉、上诉、执行，各到哪一天？", "Arbitration, suit, appeal, enforcement: by which day?"),
        (
            _yes("unpaid_wages", "是不是在职期间欠的工资？", "Is it about wages owed during employment?"),
            _day("known_on", "哪天知道权利被侵害的？", "When was the wrong known?", held="happened_on"),
            _day("ended_on", "哪天离职的？还在职就跳过", "When did employment end, if it did?", held="left_on"),
            Fact(
                "interruptions",
                Rows(
                    (
                        Fact("day", Day(), Words("哪一天", "Day")),
                        Fact("kind", Choice(INTERRUPTIONS), Words("什么事", "What"), required=False, default=CLAIM),
                    ),
                    most=100,
                    least=0,
                ),
                Words("要过、投诉过，或者单位答应过吗？各是哪天？", "Claims, complaints or promises, and their days?"),
                Words("每一次都让一年重新算。", "Each makes the year run anew."),
                required=False,
                default=(),
            ),
            Fact(
                "suspensions",
                Rows(BLOCKED, most=20, least=0),
                Words(
                    "有没有不可抗力等正当理由，去不了仲裁的时间？",
                    "Was there time when one could not go, for good reason?",
                ),
                required=False,
                default=(),
            ),
            _day("mediation_asked_on", "调解组织哪天收到申请？", "When was mediation asked for?"),
            _day("mediation_ended_on", "调解哪天结束？", "When did mediation end?", after="mediation_asked_on"),
            _day("applied_on", "哪天申请的仲裁？", "When was arbitration asked for?"),
            _day("accepted_on", "哪天受理的？", "When was it accepted?"),
            _day("served_on", "单位哪天收到申请书副本？", "When was the copy served?", after="accepted_on"),
            _day("answered_on", "单位哪天答辩的？", "When was the answer filed?", after="served_on"),
            _day("hearing_on", "哪天开庭？", "When is the hearing?"),
            _yes("extended", "裁决有没有批准延期？", "Was the award extended?", after="accepted_on"),
            _day("award_on", "哪天裁决的？", "When was the award made?"),
            _day("received_on", "哪天收到裁决书的？", "When was the award received?"),
            _yes(
                "is_final", "裁决书写的是终局裁决吗？", "Does the award say it is final?", "received_on", default=None
            ),
            _day("sued_on", "职工哪天起诉的？", "When did the worker sue?", after="received_on"),
            _day(
                "employer_acted_on",
                "单位哪天起诉或申请撤销？",
                "When did the employer sue or ask?",
                after="received_on",
            ),
            _day("judgment_on", "哪天收到判决书的？", "When was the judgment received?"),
            _day("ruling_on", "哪天收到裁定书的？", "When was the ruling received?"),
            _day("appealed_on", "哪天上诉的？", "When was the appeal filed?", after="judgment_on"),
            _day("payment_order_on", "单位哪天收到支付令？", "When did the employer receive a payment order?"),
            _day("objected_on", "单位哪天提的异议？", "When did it object?", after="payment_order_on"),
            _day(
                "perform_by",
                "生效文书写的履行期最后一天是哪天？没写就填生效那天",
                "The last day to perform, or of taking effect?",
            ),
            _day("enforced_on", "哪天申请的执行？", "When was enforcement asked for?", after="perform_by"),
            _day("violation_on", "单位的违法行为发生在哪天？", "When was the employer's act?"),
            _yes("violation_continues", "这个行为还在继续吗？", "Does it still go on?"),
            _day("violation_ended_on", "哪天结束的？", "When did it end?"),
            _day("complained_on", "哪天向劳动监察投诉的？", "When was the complaint to the inspection?"),
            _day("inspection_opened_on", "劳动监察哪天立案的？", "When did the inspection open the case?"),
            _yes("inspection_extended", "有没有批准延长？", "Was it extended?", after="inspection_opened_on"),
            Fact("on", Day(), Words("看哪一天的情况？", "As on which day?"), required=False),
        ),
        dispute_calendar,
        day="on",
        evidence=(FOR_LIMITATION, AGAINST_AWARD, FOR_ENFORCEMENT),
        not_modelled=(
            Words("时效过后单位又同意履行的，可以据此要求", "A promise made after the limitation has ended"),
            Words("公告送达、管辖异议、中止审理等停下来的时间", "Service by notice, objections to jurisdiction, stays"),
            Words("各地对加班费、二倍工资、年休假时效的不同做法", "Local practice on the limitation of some claims"),
        ),
    ),
)
