"""Forming a union: the applicant's own pages, the reviewers of Harbour and above, terms of office of the unions below."""

from __future__ import annotations

from typing import Any

from tests.matrix.groups import OWN, Answers
from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

REVIEWERS = ("officer", "officer_above", "officer_top", "supervisor", "officer_tied")
"""Lin applied for a union at the courier, to which nobody here is tied."""
DESKS = (*REVIEWERS, "officer_sibling", "officer_other_branch")
ABOVE_THE_FACTORY = ("officer", "officer_above", "officer_top", "supervisor", "officer_tied")


def seen(*who: str, then: Any = OK, others: Any = GONE, rest: dict[str, Any] | None = None) -> Answers:
    return {**dict.fromkeys(who, then), **(rest or {}), "anonymous": SIGN_IN, ...: others}


def own(then: Any) -> Answers:
    """For the applicant and who acts for them; reviewers see it and are told whose it is."""
    return seen(*OWN, then=then, rest=dict.fromkeys(REVIEWERS, REFUSED))


def review(then: Any) -> Answers:
    return seen(*REVIEWERS, then=then, rest=dict.fromkeys(OWN, REFUSED))


def formation(stage: Any) -> dict[str, Any]:
    return {"pk": _applied(stage).pk}


def _applied(stage: Any, **facts: Any) -> Any:
    from unionhall.forming import actions

    world = stage.world
    said = {
        "name": "飞鸽速递有限公司工会委员会",
        "employer": world.courier,
        "division": world.harbour_place,
        "workers": 30,
    }
    return actions.apply(by=world.actor("lin"), **(said | facts))


def sent_back(stage: Any) -> dict[str, Any]:
    from unionhall.forming import actions

    return {"pk": actions.send_back(_applied(stage), by=stage.world.actor("hong"), words="缺申请书").pk}


def unnamed(stage: Any) -> dict[str, Any]:
    return {"pk": _applied(stage, employer=None, employer_name="飞鸽").pk}


def _preparing(stage: Any) -> Any:
    from unionhall.forming import actions

    found = actions.allow_preparation(_applied(stage), by=stage.world.actor("hong"))
    for name in ("林小满", "马骏", "魏家人"):
        actions.sign_on_paper(found, by=stage.world.actor("lin"), name=name)
    return found


def preparing(stage: Any) -> dict[str, Any]:
    return {"pk": _preparing(stage).pk}


def _called(stage: Any) -> Any:
    from unionhall.core import clock
    from unionhall.forming import actions

    return actions.call_election(
        _preparing(stage), by=stage.world.actor("lin"), day=clock.today(), place="站点", years=3,
        candidates=[("马骏", "chair")],
    )  # fmt: skip


def called(stage: Any) -> dict[str, Any]:
    return {"pk": _called(stage).pk}


def held(stage: Any) -> dict[str, Any]:
    from unionhall.forming import actions

    election = _called(stage)
    actions.record_result(election, by=stage.world.actor("lin"), given_out=3, returned=3, votes={1: 3})
    return {"pk": election.pk}


def paper(stage: Any) -> dict[str, Any]:
    from unionhall.core import files
    from unionhall.forming import actions

    lin = stage.world.actor("lin")
    stored = files.store(files.as_upload("申请书".encode(), "申请书.txt"), by=lin, kind="forming")
    return {"pk": actions.add_paper(_applied(stage), by=lin, stored=stored, kind="application").pk}


def link(stage: Any) -> dict[str, Any]:
    return {"code": _applied(stage).sign_code}


def union(stage: Any) -> dict[str, Any]:
    return {"pk": stage.world.factory_union.pk}


def union_with_members(stage: Any) -> dict[str, Any]:
    from unionhall.cases.tests.world import BUILDER, LONG_AGO
    from unionhall.people import actions as people

    people.enrol(stage.person("other_worker"), by=BUILDER, organisation=stage.world.factory_union, since=LONG_AGO)
    return union(stage)


def asked_to_end(stage: Any) -> dict[str, Any]:
    from unionhall.forming import actions

    made = actions.ask_dissolution(
        stage.world.factory_union, by=stage.world.actor("chang"), why="employer_ended", words="厂子注销了"
    )
    return {"pk": made.pk}


def ballot(_stage: Any) -> dict[str, Any]:
    from unionhall.core import clock

    return {"day": clock.today().isoformat(), "place": "站点", "years": "3", "leaders": "马骏"}


def api_ballot(_stage: Any) -> dict[str, Any]:
    from unionhall.core import clock

    return {
        "day": clock.today().isoformat(),
        "place": "站点",
        "years": 3,
        "candidates": [{"name": "马骏", "seat": "chair"}],
    }


def application(stage: Any) -> dict[str, Any]:
    world = stage.world
    return {
        "name": "飞鸽工会",
        "employer": str(world.courier.pk),
        "division": str(world.harbour_place.pk),
        "workers": 30,
    }


def courier(stage: Any) -> dict[str, Any]:
    return {"employer": str(stage.world.courier.pk)}


REASON = {"reason": "见附件"}
END = {"why": "employer_ended", "words": "厂子注销了"}
TERMS = (*DESKS, "chair_below", "chair_tied")
OF_FACTORY = (*ABOVE_THE_FACTORY, "chair_tied")
FILE = "/api/formations/{pk}"

ROWS = [
    Row("forming:start", answers={...: OK}),
    Row("forming:applying", answers={...: OK, "anonymous": SIGN_IN}),
    Row("forming:applying", "POST", answers={...: CLEAN, "anonymous": SIGN_IN}),
    Row("forming:signing", where=link, answers={...: OK}),
    Row("forming:signing", "POST", where=link, answers={...: DONE, "anonymous": REFUSED}),
    Row("forming:formations", answers=seen(*DESKS)),
    Row("forming:limits", answers=seen(*DESKS)),
    Row("forming:limits", "POST", answers=seen(*DESKS, then=REFUSED, rest={"supervisor": CLEAN})),
    Row("forming:formation", where=formation, answers=seen(*OWN, *REVIEWERS)),
    Row("forming:correction", where=formation, answers=own(OK)),
    Row("forming:correction", "POST", where=formation, answers=own(CLEAN)),
    Row("forming:papers", where=formation, answers=own(OK)),
    Row("forming:papers", "POST", where=formation, answers=own(CLEAN)),
    Row("forming:signatures", where=formation, answers=own(OK)),
    Row("forming:signatures", "POST", where=formation, data=lambda _s: {"name": "钱六"}, answers=own(DONE)),
    Row("forming:employer", where=unnamed, answers=review(OK)),
    Row("forming:employer", "POST", where=unnamed, data=courier, answers=review(DONE)),
    Row("forming:preparation", where=formation, answers=review(OK)),
    Row("forming:preparation", "POST", where=formation, answers=review(DONE)),
    Row("forming:sending_back", where=formation, answers=review(OK)),
    Row("forming:sending_back", "POST", where=formation, data=lambda _s: REASON, answers=review(DONE)),
    Row("forming:sending_again", where=sent_back, answers=own(OK)),
    Row("forming:sending_again", "POST", where=sent_back, answers=own(DONE)),
    Row("forming:passing_up", where=formation, answers=review(OK)),
    Row("forming:passing_up", "POST", where=formation, data=lambda _s: REASON, answers=review(DONE)),
    Row("forming:refusal", where=formation, answers=review(OK)),
    Row("forming:refusal", "POST", where=formation, data=lambda _s: REASON, answers=review(DONE)),
    Row("forming:withdrawal", where=formation, answers=own(OK)),
    Row("forming:withdrawal", "POST", where=formation, answers=own(DONE)),
    Row("forming:calling", where=preparing, answers=own(OK)),
    Row("forming:calling", "POST", where=preparing, data=ballot, answers=own(DONE)),
    Row("forming:paper", where=paper, answers=seen(*OWN, *REVIEWERS)),
    Row("forming:paper_removal", "POST", where=paper, answers=own(DONE)),
    Row("forming:result", where=called, answers=own(OK)),
    Row("forming:result", "POST", where=called, answers=own(CLEAN)),
    Row("forming:calling_off", where=called, answers=own(OK)),
    Row("forming:calling_off", "POST", where=called, data=lambda _s: REASON, answers=own(DONE)),
    Row("forming:approval", where=held, answers=review(OK)),
    Row("forming:approval", "POST", where=held, answers=review(DONE)),
    Row("forming:repetition", where=held, answers=review(OK)),
    Row("forming:repetition", "POST", where=held, data=lambda _s: REASON, answers=review(DONE)),
    Row("forming:terms", answers=seen(*TERMS)),
    Row("forming:term", where=union, answers=seen(*OF_FACTORY)),
    Row("forming:recording", where=union, answers=seen(*ABOVE_THE_FACTORY, rest={"chair_tied": REFUSED})),
    Row("forming:recording", "POST", where=union, answers=seen(*ABOVE_THE_FACTORY, then=CLEAN, rest={"chair_tied": REFUSED})),
    Row("forming:re_election", where=union_with_members, answers=seen(*OF_FACTORY)),
    Row("forming:re_election", "POST", where=union_with_members, data=ballot, answers=seen(*OF_FACTORY, then=DONE)),
    Row("forming:dissolution", where=union, answers=seen(*OF_FACTORY)),
    Row("forming:dissolution", "POST", where=union, data=lambda _s: END, answers=seen(*OF_FACTORY, then=DONE)),
    Row("forming:dissolving", where=asked_to_end, answers=seen(*ABOVE_THE_FACTORY, rest={"chair_tied": REFUSED})),
    Row("forming:dissolving", "POST", where=asked_to_end, answers=seen(*ABOVE_THE_FACTORY, then=DONE, rest={"chair_tied": REFUSED})),
    Row("forming:keeping", where=asked_to_end, answers=seen(*ABOVE_THE_FACTORY, rest={"chair_tied": REFUSED})),
    Row("forming:keeping", "POST", where=asked_to_end, data=lambda _s: REASON, answers=seen(*ABOVE_THE_FACTORY, then=DONE, rest={"chair_tied": REFUSED})),
    Row("forming:taking_back", "POST", where=asked_to_end, answers=seen(*ABOVE_THE_FACTORY, then=REFUSED, rest={"chair_tied": DONE})),
    Row("GET /api/formations", answers={...: OK, "anonymous": SIGN_IN}),
    Row("POST /api/formations", data=application, answers={...: MADE, "anonymous": SIGN_IN}),
    Row(f"GET {FILE}", where=formation, answers=seen(*OWN, *REVIEWERS)),
    Row(f"POST {FILE}/preparation", where=formation, answers=review(OK)),
    Row(f"POST {FILE}/sending-back", where=formation, data=lambda _s: REASON, answers=review(OK)),
    Row(f"POST {FILE}/sending-again", where=sent_back, answers=own(OK)),
    Row(f"POST {FILE}/passing-up", where=formation, data=lambda _s: REASON, answers=review(OK)),
    Row(f"POST {FILE}/refusal", where=formation, data=lambda _s: REASON, answers=review(OK)),
    Row(f"POST {FILE}/withdrawal", where=formation, answers=own(OK)),
    Row(f"POST {FILE}/employer", where=unnamed, data=courier, answers=review(OK)),
    Row(f"POST {FILE}/election", where=preparing, data=api_ballot, answers=own(OK)),
    Row("POST /api/formations/signatures/{code}", where=link, answers={...: MADE, "anonymous": SIGN_IN}),
    Row("POST /api/elections/{pk}/result", where=called, data=lambda _s: {"given_out": 3, "returned": 3, "votes": [3]}, answers=own(OK)),
    Row("POST /api/elections/{pk}/approval", where=held, answers=review(OK)),
    Row("POST /api/elections/{pk}/repetition", where=held, data=lambda _s: REASON, answers=review(OK)),
    Row("POST /api/elections/{pk}/calling-off", where=called, data=lambda _s: REASON, answers=own(OK)),
    Row("GET /api/terms", answers=seen(*TERMS)),
    Row("POST /api/terms/{pk}/election", where=union_with_members, data=api_ballot, answers=seen(*OF_FACTORY, then=MADE)),
    Row("POST /api/terms/{pk}/dissolution", where=union, data=lambda _s: END, answers=seen(*OF_FACTORY, then=MADE)),
    Row("POST /api/dissolutions/{pk}/decision", where=asked_to_end, answers=seen(*ABOVE_THE_FACTORY, then=OK, rest={"chair_tied": REFUSED})),
    Row("POST /api/dissolutions/{pk}/refusal", where=asked_to_end, data=lambda _s: REASON, answers=seen(*ABOVE_THE_FACTORY, then=OK, rest={"chair_tied": REFUSED})),
]  # fmt: skip
