"""Limits of the law: read on the desk of the case, entered by those in charge; the worker reads their own days; a link is a person's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.matrix.groups import DESK, IN_CHARGE
from tests.matrix.row import DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

OWN = ("worker", "family")
LISTS = (*DESK, "officer_sibling", "officer_other_branch", "officer_tied", "chair_below", "chair_tied")


def only(who: tuple[str, ...], then: Any, **rest: Any) -> dict[Any, Any]:
    """These get in; for everybody else the page does not exist."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def acts(then: Any) -> dict[Any, Any]:
    """Those in charge do it; those who oversee the matter are told why not."""
    return only(DESK, REFUSED, **dict.fromkeys(IN_CHARGE, then))


def case(stage: Any) -> dict[str, Any]:
    from unionhall.limits.models import LimitFact

    if not LimitFact.objects.filter(case=stage.case, ended_at__isnull=True).exists():
        enter(stage, "known_on", date(2026, 3, 2))
    return {"pk": stage.case.pk}


def enter(stage: Any, name: str, day: date) -> None:
    from unionhall.core.actor import system
    from unionhall.limits import actions

    actions.record(stage.case, "dispute", {name: day}, by=system("matrix"))


def of_calendar(stage: Any) -> dict[str, Any]:
    return {**case(stage), "calendar": "dispute"}


def known_on(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk, "calendar": "dispute", "name": "known_on"}


def limitation(stage: Any) -> dict[str, Any]:
    return {**of_calendar(stage), "name": "limitation"}


def given_up(stage: Any) -> dict[str, Any]:
    from unionhall.core.actor import system
    from unionhall.limits import actions
    from unionhall.limits.models import LimitFact

    where = limitation(stage)
    if not LimitFact.objects.filter(case=stage.case, name="stopped.limitation", ended_at__isnull=True).exists():
        actions.stop(stage.case, "dispute", "limitation", by=system("matrix"), reason="和解")
    return where


def a_fact(stage: Any) -> dict[str, Any]:
    from unionhall.limits.models import LimitFact

    case(stage)
    return {"pk": LimitFact.objects.filter(case=stage.case, name="known_on", ended_at__isnull=True).get().pk}


def a_suspension(stage: Any) -> dict[str, Any]:
    from unionhall.core.actor import system
    from unionhall.limits import actions

    case(stage)
    event = actions.note_event(
        stage.case, "dispute", target="limitation", kind="suspension", day=date(2026, 4, 1), by=system("matrix"), evidence="住院"
    )  # fmt: skip
    return {"pk": event.pk}


def a_link(stage: Any) -> dict[str, Any]:
    """The link of the officer of the body."""
    from unionhall.limits import actions, queries

    feed = queries.open_feed_of(stage.person("officer").pk)
    return {"pk": (feed or actions.open_feed(by=stage.actor("officer"))[0]).pk}


def a_raw_link(stage: Any) -> dict[str, Any]:
    from unionhall.limits import actions

    return {"token": actions.open_feed(by=stage.actor("officer"))[1]}


def proposed(stage: Any) -> dict[str, Any]:
    return {"chosen": ["dispute:unpaid_wages:yes"]}


KEYS = {"keys": ["dispute:unpaid_wages:yes"]}
EVENT = {"target": "limitation", "kind": "claim_to_employer", "day": "2026-05-04", "evidence": "微信"}
REASON = {"reason": "录错了"}
API = "/api/cases/{pk}/limits"
ANYBODY = {...: OK, "anonymous": OK}

ROWS = [
    Row("limits:limits", answers=only(LISTS, OK)),
    Row("limits:my_feed", answers=only(LISTS, OK)),
    Row("limits:my_feed", "POST", answers=only(LISTS, MADE)),
    Row("limits:feed_closing", "POST", where=a_link, answers=only(("officer",), DONE)),
    Row("limits:feed", where=a_raw_link, answers=ANYBODY),
    Row("limits:of_case", where=case, answers=only(DESK, OK)),
    Row("limits:case_calendar", where=case, answers=only(DESK, OK)),
    Row("limits:mine", where=case, answers=only(OWN, OK)),
    Row("limits:days", where=of_calendar, answers=acts(OK)),
    Row("limits:fact", where=known_on, answers=acts(OK)),
    Row("limits:fact", "POST", where=known_on, data=lambda _s: {"value": "2026-03-02"}, answers=acts(DONE)),
    Row("limits:proposals", where=case, answers=acts(OK)),
    Row("limits:proposals", "POST", where=case, data=proposed, answers=acts(DONE)),
    Row("limits:event", where=of_calendar, answers=acts(OK)),
    Row("limits:event", "POST", where=of_calendar, data=lambda _s: EVENT, answers=acts(DONE)),
    Row("limits:stop", where=limitation, answers=acts(OK)),
    Row("limits:stop", "POST", where=limitation, data=lambda _s: REASON, answers=acts(DONE)),
    Row("limits:again", "POST", where=given_up, answers=only(DESK, DONE)),
    Row("limits:fact_withdrawal", where=a_fact, answers=acts(OK)),
    Row("limits:fact_withdrawal", "POST", where=a_fact, data=lambda _s: REASON, answers=acts(DONE)),
    Row("limits:event_withdrawal", where=a_suspension, answers=acts(OK)),
    Row("limits:event_withdrawal", "POST", where=a_suspension, data=lambda _s: REASON, answers=acts(DONE)),
    Row("limits:event_end", where=a_suspension, answers=acts(OK)),
    Row("limits:event_end", "POST", where=a_suspension, data=lambda _s: {"until": "2026-04-20"}, answers=acts(DONE)),
    Row("GET /api/limits", answers=only(LISTS, OK)),
    Row(f"GET {API}", where=case, answers=only(DESK, OK)),
    Row(
        f"POST {API}/facts", where=lambda stage: {"pk": stage.case.pk},
        data=lambda _s: {"calendar": "dispute", "name": "known_on", "value": "2026-03-02"}, answers=acts(MADE),
    ),
    Row(f"POST {API}/proposals", where=case, data=lambda _s: KEYS, answers=acts(MADE)),
    Row(f"POST {API}/events", where=case, data=lambda _s: {"calendar": "dispute", **EVENT}, answers=acts(MADE)),
    Row(
        f"POST {API}/stops", where=case,
        data=lambda _s: {"calendar": "dispute", "name": "limitation", **REASON}, answers=acts(MADE),
    ),
    Row(
        f"POST {API}/stops/removal", where=lambda stage: {"pk": given_up(stage)["pk"]},
        data=lambda _s: {"calendar": "dispute", "name": "limitation"}, answers=acts(OK),
    ),
    Row("POST /api/limits/facts/{pk}/withdrawal", where=a_fact, data=lambda _s: REASON, answers=acts(OK)),
    Row("POST /api/limits/events/{pk}/withdrawal", where=a_suspension, data=lambda _s: REASON, answers=acts(OK)),
    Row("POST /api/limits/events/{pk}/end", where=a_suspension, data=lambda _s: {"until": "2026-04-20"}, answers=acts(OK)),
    Row("DELETE /api/limits/feeds/{pk}", where=a_link, answers=only(("officer",), DONE)),
]  # fmt: skip
