"""The rows of a worklist under its filters, and what stands in a row."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.core import clock
from unionhall.core.numbering import format_case_number
from unionhall.core.sealed import lookup
from unionhall.organisations.enums import LEVEL_COLUMN

from .. import clocks
from ..models import (
    FAR,
    Callback,
    Case,
    Complainant,
    Suggestion,
    Transfer,
)
from ..models.characters import holds
from ..states import ENDED, TransferState
from .alike import unidentified

SOON_DAYS = 3
NUMBER_YEARS = 6


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
        rows = rows.filter(state=state) if state in ENDED else running(rows).filter(state=state)
    elif not filters.get("ended") and not filters.get("number") and not filters.get("numbers"):
        rows = running(rows)
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


def running(rows: QuerySet[Case]) -> QuerySet[Case]:
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
    columns = ("case_id", "name", "phone", "identity_level", "amount", "person__birth_on", "person__sex")
    for worker in wanted.select_related("person").only(*columns):
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
