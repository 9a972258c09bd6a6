"""The desk: whoever works on matters has one; what stands on it is their own body's, or what lies below it."""

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, OK, REFUSED, SIGN_IN, Answer, Row

OVERSEERS = (
    "officer",
    "officer_above",
    "officer_top",
    "supervisor",
    "officer_sibling",
    "officer_other_branch",
    "officer_tied",
)
HANDLERS = (
    "coordinator", "lawyer", "mediator", "officer", "officer_above", "officer_top", "officer_sibling", "officer_other_branch",
    "chair_below", "chair_tied", "officer_tied",
)  # fmt: skip
AT_BODY = ("coordinator", "lawyer", "mediator", "officer")
ABOVE = ("officer_above", "officer_top", "supervisor")


def to(said: Answer, *who: str, **others: Answer) -> dict[Any, Answer]:
    """This for those named, something else for some, and for everybody else nothing is there."""
    return {"anonymous": SIGN_IN, **dict.fromkeys(who, said), **others, ...: GONE}


def desk(said: Answer) -> dict[Any, Answer]:
    return to(said, *HANDLERS, "supervisor")


def entering(said: Answer) -> dict[Any, Answer]:
    """Whoever receives workers; a supervisor sees the desk and is told that this is not theirs."""
    return to(said, *HANDLERS, supervisor=REFUSED)


KEEPERS = (*OVERSEERS, "system_admin")
"""Whoever keeps the rules of some body. Those of the city: only its own."""
OF_THE_CITY = ("officer_top", "system_admin")


def of_the_city(stage: Any) -> dict[str, Any]:
    return {"body": str(stage.world.city.pk)}


def rule(stage: Any) -> dict[str, Any]:
    """A rule of the city's."""
    from unionhall.cases import actions, routing

    draft = routing.draft_of({"name": "欠薪", "words": ("谁也不会这样写",), "body": stage.world.city})
    return {"line": actions.write_rule(draft, by=stage.actor("officer_top"), owner=stage.world.city).line}


def group(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions

    stage.case.refresh_from_db()
    if stage.case.group_id is None:
        actions.gather([stage.case, stage.world.bring("ma")], by=stage.actor("coordinator"))
        stage.case.refresh_from_db()
    return {"pk": stage.case.group_id}


def member(stage: Any) -> dict[str, Any]:
    return {**group(stage), "member": stage.case.pk}


def report(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions

    return {"pk": actions.apply(actions.accept, [stage.case.pk], by=stage.actor("officer")).pk}


def view(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions

    return {"pk": actions.save_view(by=stage.actor("officer"), name="超期", query="clock=overdue").pk}


def case(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk}


def body(stage: Any) -> dict[str, Any]:
    return {"body": str(stage.case.body_id)}


SEES_GROUP = to(OK, *AT_BODY, *ABOVE)
ACTS_ON_GROUP = {**dict.fromkeys(ABOVE, REFUSED)}
IN_CHARGE_ELSE_REFUSED = {**dict.fromkeys(("lawyer", "mediator", *ABOVE), REFUSED)}

ROWS = [
    Row("cases:worklist", answers=desk(OK)),
    Row("cases:saved_views", "POST", answers=desk(CLEAN)),
    Row("cases:saved_view_removal", "POST", view, to(DONE, "officer")),
    Row("cases:search", answers=desk(OK)),
    Row("cases:search", "POST", answers=desk(OK), data=lambda _stage: {"q": "13900000001"}),
    Row("cases:bulk", "POST", answers=desk(CLEAN)),
    Row("cases:bulk_report", "GET", report, to(OK, "officer")),
    Row("cases:enter", answers=entering(OK)),
    Row("cases:enter", "POST", answers=entering(CLEAN)),
    Row("cases:enter_person", "POST", answers=entering(OK), data=lambda _stage: {"phone": "13900000001"}),
    Row("cases:enter_matches", "POST", answers=entering(OK), data=lambda _stage: {"employer_name": "宏达"}),
    Row("cases:export", answers=desk(OK)),
    Row("cases:export", "POST", answers=desk(CLEAN)),
    Row("cases:loads", answers=to(OK, *OVERSEERS)),
    Row("cases:suggestion_quality", answers=to(OK, *OVERSEERS)),
    Row("cases:load_handover", "POST", answers=to(CLEAN, "officer", *ABOVE, "officer_tied"), data=body),
    Row("cases:group", "GET", group, SEES_GROUP),
    Row("cases:group_act", "GET", group, to(OK, *AT_BODY, **ACTS_ON_GROUP), query="?act=accept"),
    Row("cases:group_act", "POST", group, to(DONE, *AT_BODY, **ACTS_ON_GROUP), query="?act=accept"),
    Row("cases:group_workers", "GET", group, to(OK, "coordinator", "officer", **IN_CHARGE_ELSE_REFUSED)),
    Row("cases:group_workers", "POST", group, to(CLEAN, "coordinator", "officer", **IN_CHARGE_ELSE_REFUSED)),
    Row("cases:group_rejected", "POST", group, to(REFUSED, *AT_BODY, *ABOVE)),
    Row("cases:group_departure", "POST", member, to(DONE, "coordinator", "officer", **IN_CHARGE_ELSE_REFUSED)),
    Row("cases:print", "GET", case, to(OK, *AT_BODY, *ABOVE)),
    Row("cases:promises", answers=to(OK, "officer_top", "system_admin")),
    Row("cases:promises", "POST", answers=to(CLEAN, "officer_top", "system_admin")),
    Row("cases:rules", answers=to(OK, *KEEPERS)),
    Row("cases:rules_trial", "POST", data=of_the_city, answers=to(OK, *OF_THE_CITY)),
    Row("cases:rule_new", answers=to(OK, *KEEPERS)),
    Row("cases:rule_new", "POST", answers=to(CLEAN, *KEEPERS)),
    Row("cases:rule", "GET", rule, to(OK, *OF_THE_CITY)),
    Row("cases:rule_change", "GET", rule, to(OK, *OF_THE_CITY)),
    Row("cases:rule_change", "POST", rule, to(CLEAN, *OF_THE_CITY)),
    Row("cases:rule_place", "POST", rule, to(DONE, *OF_THE_CITY)),
    Row("cases:rule_end", "POST", rule, to(DONE, *OF_THE_CITY)),
]  # fmt: skip
