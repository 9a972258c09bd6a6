"""Reads about cases that are worth a name: promises, clocks, likely duplicates, worklist filters, loads."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from unionhall.core import clock
from unionhall.core.numbering import format_case_number
from unionhall.core.sealed import lookup
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people import api as people

from . import clocks
from .enums import NO_DISPUTE, DayUnit, Kind
from .models import (
    FAR,
    Callback,
    Case,
    Complainant,
    ExtensionFact,
    Feedback,
    Party,
    Resolution,
    ServicePromise,
    StatusFact,
    Suggestion,
    Suspension,
    Transfer,
    TriageChoice,
)
from .models.characters import holds
from .states import ENDED, FRESH, State, TransferState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

DUPLICATE_DAYS = 30
SOON_DAYS = 3
NUMBER_YEARS = 6
AT_A_TIME = 200
RENEWED_AT_MOST = 20_000


# --- clocks ------------------------------------------------------------------------------------------------------------


def promises() -> list[clocks.Promise]:
    """All service promises, as the clock reads them."""
    rows = ServicePromise.objects.order_by("since", "pk")
    names = ("state", "days", "unit", "since", "until", "kind", "level", "source")
    return [clocks.Promise(*row) for row in rows.values_list(*names)]


def log_of(case: Case) -> list[clocks.Event]:
    """The events of a case that move its clock."""
    events: list[clocks.Event] = [
        clocks.Entered(at, state)
        for at, state in StatusFact.objects.filter(case=case).order_by("at", "pk").values_list("at", "to_state")
    ]
    events += [
        clocks.Stopped(at, until)
        for at, until in Suspension.objects.filter(case=case).order_by("at", "pk").values_list("at", "ended_at")
    ]
    events += [
        clocks.Extended(at, state, days, unit)
        for at, state, days, unit in ExtensionFact.objects.filter(case=case)
        .order_by("at", "pk")
        .values_list("at", "state", "days", "unit")
    ]
    return events


def clock_of(case: Case, known: Iterable[clocks.Promise] | None = None) -> clocks.Clock:
    """The clock of a case: its service promise, or the next call-back where that comes earlier."""
    promised = clocks.read(log_of(case), promises() if known is None else known, kind=case.kind, level=case.body.level)
    return _nearest(case, promised, next_callback(case))


def clocks_of(cases: Sequence[Case], known: Iterable[clocks.Promise]) -> dict[UUID, clocks.Clock]:
    """The clocks of many cases (with their bodies loaded), in four queries however many they are."""
    keys, known = [case.pk for case in cases], list(known)
    logs: dict[UUID, list[clocks.Event]] = {key: [] for key in keys}
    for key, at, state in (
        StatusFact.objects.filter(case__in=keys).order_by("at", "pk").values_list("case_id", "at", "to_state")
    ):
        logs[key].append(clocks.Entered(at, state))
    for key, at, until in (
        Suspension.objects.filter(case__in=keys).order_by("at", "pk").values_list("case_id", "at", "ended_at")
    ):
        logs[key].append(clocks.Stopped(at, until))
    given = ExtensionFact.objects.filter(case__in=keys).order_by("at", "pk")
    for key, at, state, days, unit in given.values_list("case_id", "at", "state", "days", "unit"):
        logs[key].append(clocks.Extended(at, state, days, unit))
    calls: dict[UUID, Callback] = {}
    waiting = Callback.objects.filter(case__in=keys, done_at__isnull=True, cancelled_at__isnull=True)
    for callback in waiting.order_by("due_on", "pk"):
        calls.setdefault(callback.case_id, callback)
    return {
        case.pk: _nearest(
            case, clocks.read(logs[case.pk], known, kind=case.kind, level=case.body.level), calls.get(case.pk)
        )
        for case in cases
    }


def _nearest(case: Case, promised: clocks.Clock, callback: Callback | None) -> clocks.Clock:
    if case.is_ended or promised.paused:
        return promised
    if callback and (promised.due_on is None or callback.due_on < promised.due_on):
        return clocks.Clock(started_on=clocks.day_of(callback.planned_at), due_on=callback.due_on)
    return promised


def next_callback(case: Case) -> Callback | None:
    return (
        Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True)
        .order_by("due_on", "pk")
        .first()
    )


def due_of(answer: clocks.Clock, *, ended: bool) -> tuple[date, bool, bool]:
    """The columns that copy a clock: due day, provisional, paused."""
    if ended or answer.due_on is None:
        return FAR, False, answer.paused and not ended
    return answer.due_on, answer.provisional, False


# --- duplicates ----------------------------------------------------------------------------------------------------------


def likely_same_matter(
    cases: QuerySet[Case], *, kind: str, employer_id: UUID | None, employer_name: str, on: date
) -> QuerySet[Case]:
    """Running cases of the same kind with the same employer in the last 30 days, newest first (peers A20)."""
    since = on - timedelta(days=DUPLICATE_DAYS)
    same = Q(pk__in=[])
    if employer_id:
        same |= Q(employer=employer_id)
    if employer_name.strip():
        same |= Q(employer_name=employer_name.strip())
    return (
        cases.filter(same, kind=kind, received_at__date__gte=since, group__isnull=True)
        .exclude(state__in=ENDED)
        .order_by("-received_at", "pk")
    )


def last_site(cases: QuerySet[Case], person_id: UUID) -> str:
    """The place of work a person wrote in the newest of these cases that names one."""
    mine = cases.filter(complainants__person=person_id).exclude(site="")
    return mine.order_by("-received_at", "-pk").values_list("site", flat=True).first() or ""


# --- suggestions -----------------------------------------------------------------------------------------------------------


def without_suggestion(keys: Sequence[UUID]) -> Iterable[Case]:
    """Those of these cases for which nothing is suggested yet, or what is suggested is out of date; in the order given."""
    done = Suggestion.objects.filter(case__in=keys, stale=False).values_list("case_id", flat=True)
    left = set(keys) - set(done)
    rows = Case.objects.filter(is_group=False).select_related("division")
    for start in range(0, len(keys), AT_A_TIME):
        part = {
            case.pk: case
            for case in rows.filter(pk__in=[key for key in keys[start : start + AT_A_TIME] if key in left])
        }
        yield from (part[key] for key in keys[start : start + AT_A_TIME] if key in part)


def to_suggest_anew() -> Iterable[Case]:
    """Cases new to the desk without a suggestion, with one out of date, or in which a legal time may be running out."""
    today = clock.today()
    up_to_date = Suggestion.objects.filter(case=OuterRef("pk"), stale=False)
    year_ends = Q(happened_on__gte=today - timedelta(days=366), happened_on__lte=today - timedelta(days=274))
    month_ends = Q(kind=Kind.INJURY, happened_on__gte=today - timedelta(days=31))
    rows = Case.objects.filter(state__in=[str(state) for state in FRESH], is_group=False)
    rows = rows.filter(~Exists(up_to_date) | year_ends | month_ends).order_by("-entered_at", "pk")
    keys = list(rows.values_list("pk", flat=True)[:RENEWED_AT_MOST])
    for start in range(0, len(keys), AT_A_TIME):
        yield from Case.objects.filter(pk__in=keys[start : start + AT_A_TIME]).select_related("division").order_by("pk")


@dataclass(frozen=True)
class Taken:
    """Of so many choices: how often the first was taken, how often one of those offered."""

    key: str
    n: int
    first: int
    offered: int


def taken_by(choices: QuerySet[TriageChoice], column: str, since: datetime, until: datetime) -> list[Taken]:
    """By a column of the choice or its case. A case counts once for each thing suggested, with its last choice in the time."""
    last = choices.filter(at__gte=since, at__lt=until).order_by("case", "about", "-at", "-pk").distinct("case", "about")
    rows = (
        TriageChoice.objects.filter(pk__in=last.values("pk"))
        .values(column)
        .annotate(
            n=Count("pk"), first=Count("pk", filter=Q(was_first=True)), offered=Count("pk", filter=Q(place__gte=1))
        )
        .order_by(column)
    )
    return [Taken(row[column], row["n"], row["first"], row["offered"]) for row in rows]


def is_urgent() -> Exists:
    """Whether a case is urgent: by the officer's choice, else by the suggestion. A partial index holds only those."""
    return Exists(Suggestion.objects.filter(case=OuterRef("pk"), urgent=True))


# --- employers -----------------------------------------------------------------------------------------------------------


def employers_named(case: Case) -> set[UUID]:
    """Every employer of the register that the case names: its own, those of its parties, and of the cases in its group."""
    root = case.group_id or case.pk
    family = Q(pk__in=[case.pk, root]) | Q(group=root)
    own = Case.objects.filter(family, employer__isnull=False).values_list("employer_id", flat=True)
    cases = Case.objects.filter(family).values("pk")
    parties = Party.objects.filter(case__in=cases, employer__isnull=False).values_list("employer_id", flat=True)
    return {pk for pk in (case.employer_id, *own, *parties) if pk}


def unidentified(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases in which an employer is written that is none of the register yet: nobody's tie to it bars anybody."""
    return cases.filter(employer__isnull=True).exclude(employer_name="")


# --- hands and days ----------------------------------------------------------------------------------------------------------


def left_behind() -> QuerySet[Case]:
    """Running cases whose handler does not work on matters at the body any more; nearest clock first."""
    here = people.posts_on_duty().filter(person=OuterRef("handler"), organisation=OuterRef("body"))
    return _running(Case.objects.filter(~Exists(here), handler__isnull=False)).order_by("due_on", "pk")


def due_by(day: date) -> QuerySet[Case]:
    """Running cases whose next step is due from today up to a day; a group counts for its members."""
    return _running(Case.objects.filter(due_on__gte=clock.today(), due_on__lte=day, group__isnull=True))


def counted_by(cases: QuerySet[Case], column: str) -> list[tuple[UUID, int]]:
    """How many of the cases each value of a column has."""
    return list(cases.values_list(column).annotate(n=Count("pk")).order_by(column))


def replies_due_on(day: date) -> QuerySet[Transfer]:
    """Offers nobody has answered yet whose last day is this one."""
    offered = Transfer.objects.filter(state=TransferState.OFFERED, reply_due_on=day)
    return offered.select_related("case").defer("summary", "case__account").order_by("pk")


# --- the worklist ----------------------------------------------------------------------------------------------------------


def worklist(cases: QuerySet[Case], filters: Mapping[str, Any]) -> QuerySet[Case]:
    """The rows of a worklist under cleaned filters; unordered, for keyset paging by (due_on, id) or (-received_at, id).

    `filters`: state, kind, handler ("none" or an id), clock ("overdue", "soon", "paused"), waiting ("transfer", "callback"),
    number (a part), numbers (whole ones), employer (a part), source, body (its id), under (a body, with all below it),
    unidentified (the employer is none of the register yet), to_chair (written to the chair), urgent, received_from, received_until, ended (include ended cases), members (include members of groups), group (only its members).
    """
    rows = cases.filter(**{name: filters[name] for name in ("kind", "source", "body") if filters.get(name)})
    if group := filters.get("group"):
        rows = rows.filter(group=group)
    elif not filters.get("members"):
        rows = rows.filter(group__isnull=True)
    if state := filters.get("state"):
        rows = rows.filter(state=state) if state in ENDED else _running(rows).filter(state=state)
    elif not filters.get("ended") and not filters.get("number") and not filters.get("numbers"):
        rows = _running(rows)
    if under := filters.get("under"):
        rows = rows.filter(**{LEVEL_COLUMN[under.level]: under.pk})
    if handler := filters.get("handler"):
        rows = rows.filter(handler__isnull=True) if handler == "none" else rows.filter(handler=handler)
    if number := filters.get("number"):
        rows = rows.filter(number__contains=number)
    if numbers := filters.get("numbers"):
        rows = rows.filter(number__in=numbers)
    if employer := filters.get("employer"):
        rows = rows.filter(names_employer(employer))
    if filters.get("unidentified"):
        rows = unidentified(rows)
    if filters.get("to_chair"):
        rows = rows.filter(to_chair=True)
    if filters.get("urgent"):
        rows = rows.filter(pk__in=Suggestion.objects.filter(urgent=True).values("case"))
    return _by_clock(_by_day(rows, filters), filters)


def _running(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases that are not ended, in the words of the partial indexes."""
    return rows.exclude(state__in=[str(state) for state in ENDED])


def _by_day(rows: QuerySet[Case], filters: Mapping[str, Any]) -> QuerySet[Case]:
    """Whole days in China, as bounds that an index on the instant can answer."""
    if received_from := filters.get("received_from"):
        rows = rows.filter(received_at__gte=_midnight(received_from))
    if received_until := filters.get("received_until"):
        rows = rows.filter(received_at__lt=_midnight(received_until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clocks.CHINA)


def _by_clock(rows: QuerySet[Case], filters: Mapping[str, Any]) -> QuerySet[Case]:
    today = clock.today()
    match filters.get("clock"):
        case "overdue":
            rows = rows.filter(due_on__lt=today)
        case "soon":
            rows = rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))
        case "paused":
            rows = rows.filter(paused=True, due_on=FAR)  # a stopped clock has no day; the index knows where those stand
    match filters.get("waiting"):
        case "transfer":
            rows = rows.filter(pk__in=Transfer.objects.filter(state=TransferState.OFFERED).values("case"))
        case "callback":
            calls = Callback.objects.filter(due_on__lte=today, done_at__isnull=True, cancelled_at__isnull=True)
            rows = rows.filter(pk__in=calls.values("case"))
    return rows


def names_employer(text: str) -> Q:
    """Cases whose employer's name holds these characters one after another; found by an index of characters."""
    return Q(holds("employer_name", text[:60]))


def workers_of(cases: Iterable[Case]) -> dict[UUID, list[Complainant]]:
    """The workers of each of these cases, in the order in which they joined."""
    found: dict[UUID, list[Complainant]] = {}
    wanted = Complainant.objects.filter(case__in=[case.pk for case in cases]).order_by("joined_at", "pk")
    for worker in wanted.only("case_id", "name", "phone", "identity_level"):
        found.setdefault(worker.case_id, []).append(worker)
    return found


def with_phone(cases: QuerySet[Case], phone: str) -> QuerySet[Case]:
    """Cases of a worker with this phone, found by its keyed hash."""
    keys = [*lookup(phone, "phone").alternatives]
    return cases.filter(pk__in=Complainant.objects.filter(phone_lookup__in=keys).values("case"))


def likely_numbers(text: str, prefixes: Iterable[str]) -> list[str]:
    """The case numbers somebody may mean who typed a whole one, or only its count ("12") or year and count ("2026-12")."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    if whole := re.fullmatch(r"(\D+?)维?〔?(\d{4})〕?(\d{1,6})号?", text):
        return [text, *(format_case_number(f"{whole[1]}维", int(whole[2]), n) for n in [int(whole[3])] if n)]
    short = re.fullmatch(r"〔?(?:(\d{4})(?:〕|-|/))?(\d{1,6})号?", text)
    if short is None or not int(short[2]):
        return [text]
    this_year = clock.today().year
    years = [int(short[1])] if short[1] else range(this_year, this_year - NUMBER_YEARS, -1)
    return [format_case_number(f"{prefix}维", year, int(short[2])) for year in years for prefix in prefixes]


_BRACKETS = str.maketrans("[](){}【】<>", "〔〕〔〕〔〕〔〕〔〕")


def group_sizes(groups: Iterable[UUID]) -> dict[UUID, int]:
    """How many members each group case has."""
    counted = Case.objects.filter(group__in=list(groups)).values("group").annotate(n=Count("pk")).order_by("group")
    return {row["group"]: row["n"] for row in counted if row["group"]}


@dataclass(frozen=True)
class Load:
    """How much one person has in hand: open cases, those overdue, those due soon."""

    handler_id: UUID | None
    handler_name: str
    open: int
    overdue: int
    soon: int


def loads(cases: QuerySet[Case]) -> list[Load]:
    """Open cases by handler, by name; not a ranking (duties: no league tables)."""
    rows = _counted(cases, "handler", "handler__name").order_by("handler__name", "handler")
    return [Load(r["handler"], r["handler__name"] or "", r["open"], r["overdue"], r["soon"]) for r in rows]


@dataclass(frozen=True)
class BodyLoad:
    """How much lies with a body and all below it."""

    body_id: UUID
    name: str
    open: int
    overdue: int
    soon: int


def loads_below(cases: QuerySet[Case], body: "Organisation", bodies: "QuerySet[Organisation]") -> list[BodyLoad]:
    """Open cases of each body one step below, with all that is under it, in the order of the tree."""
    children = {row.pk: row for row in bodies.filter(parent=body).order_by("level", "code", "pk")}
    counted: dict[UUID, dict[str, Any]] = {}
    for level in sorted({child.level for child in children.values()}):
        column = LEVEL_COLUMN[level]
        under = cases.filter(**{LEVEL_COLUMN[body.level]: body.pk, f"{column}__isnull": False})
        counted |= {row[column]: row for row in _counted(under, column).order_by(column)}
    none = {"open": 0, "overdue": 0, "soon": 0}
    found = [(child, counted.get(pk, none)) for pk, child in children.items()]
    return [BodyLoad(child.pk, child.short_name, n["open"], n["overdue"], n["soon"]) for child, n in found]


def _counted(cases: QuerySet[Case], *by: str) -> "QuerySet[Case, dict[str, Any]]":
    today = clock.today()
    soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))
    return (
        _running(cases.filter(group__isnull=True))
        .values(*by)
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=soon),
        )
    )


# --- figures ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Resolved:
    """Mechanism R1: of the cases accepted in a period, how many are resolved, and at which stage."""

    accepted: int
    resolved: int
    before_filing: int
    in_litigation: int


def resolved_of_accepted(cases: QuerySet[Case], *, since: datetime, until: datetime) -> Resolved:
    """Counts over cases accepted in [since, until); a group counts by its members."""
    accepted = cases.exclude(kind__in=NO_DISPUTE).filter(accepted_at__gte=since, accepted_at__lt=until, is_group=False)
    in_force = Resolution.objects.filter(case__in=accepted.values("pk"), voided_at__isnull=True)
    stages = dict(in_force.values_list("stage").annotate(n=Count("pk")).order_by("stage"))
    before, during = stages.get("before_filing", 0), stages.get("in_litigation", 0)
    return Resolved(accepted.count(), before + during, before, during)


def with_last_answer(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what their worker last said about them: `answered_at`, and `satisfied` (yes, no, or not said)."""
    last = Feedback.objects.filter(case=OuterRef("pk")).order_by("-given_at", "-pk")
    return cases.annotate(
        answered_at=Subquery(last.values("given_at")[:1]), satisfied=Subquery(last.values("satisfied")[:1])
    )


def was_filed(case: Case) -> bool:
    """Whether the case ever went to arbitration or a court."""
    return StatusFact.objects.filter(case=case, to_state__in=[State.ARBITRATION, State.LITIGATION]).exists()


def unit_label(unit: str) -> str:
    return str(DayUnit(unit).label)


def consent_subject(case: Case) -> str:
    """How a consent names the case it is about."""
    return f"case:{case.pk}"
