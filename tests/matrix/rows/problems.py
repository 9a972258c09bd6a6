"""Shared problems: for the officers and supervisors of the body and above; the chair decides; nobody tied to the employer."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

SEE = ("officer", "officer_above", "officer_top", "supervisor")
LISTS = (
    *SEE, "officer_sibling", "officer_other_branch", "officer_tied", "chair_below", "chair_tied",
)  # fmt: skip


def only(who: tuple[str, ...], then: Any, **rest: Any) -> dict[Any, Any]:
    """These get in; for everybody else the page does not exist."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def chair(then: Any) -> dict[Any, Any]:
    """The supervisor does it; the officers are told that the chair decides."""
    return only(SEE, REFUSED, supervisor=then)


def worker_(then: Any) -> dict[Any, Any]:
    """Officers of the body and above do it, and the chair."""
    return only(SEE, then)


def proposed(stage: Any) -> dict[str, Any]:
    return {"pk": problem(stage).pk}


def taken_up(stage: Any) -> dict[str, Any]:
    return {"pk": problem(stage, "open").pk}


def done(stage: Any) -> dict[str, Any]:
    return {"pk": problem(stage, "closed").pk}


def letter(stage: Any) -> dict[str, Any]:
    return {"pk": problem(stage, "open").pk, "case_pk": stage.case.pk}


def letter_of(stage: Any) -> dict[str, Any]:
    problem(stage, "open")
    return {"pk": stage.case.pk}


def county(stage: Any) -> dict[str, Any]:
    return {"pk": stage.world.east.pk}


def problem(stage: Any, state: str = "proposed") -> Any:
    """Lin's letter as the one voice of a problem of Harbour township."""
    from unionhall.core import clock
    from unionhall.problems.models import SharedProblem, Voice

    now = clock.now()
    found = SharedProblem.objects.create(
        body=stage.world.harbour, title="食堂 · 饭菜", state=state, found_at=now, counted_at=now, letters=1, people=5, sites=2
    )  # fmt: skip
    if not Voice.objects.filter(case=stage.case, left_at__isnull=True).exists():
        Voice.objects.create(problem=found, case=stage.case, joined="found", since=now)
    return found


def another(stage: Any) -> dict[str, Any]:
    return {"into": str(problem(stage).pk)}


REASON = {"words": "已经解决"}
API = "/api/problems/{pk}"

ROWS = [
    Row("problems:problems", answers=only(LISTS, OK)),
    Row("problems:problem", where=proposed, answers=worker_(OK)),
    Row("problems:of_case", where=letter_of, answers=worker_(OK)),
    Row("problems:watch", where=county, answers=only(("supervisor",), OK)),
    Row("problems:watch", "POST", where=county, answers=only(("supervisor",), CLEAN)),
    Row("problems:acceptance", where=proposed, answers=chair(OK)),
    Row("problems:acceptance", "POST", where=proposed, data=lambda _s: {"title": "食堂"}, answers=chair(DONE)),
    Row("problems:dismissal", where=proposed, answers=chair(OK)),
    Row("problems:dismissal", "POST", where=proposed, data=lambda _s: REASON, answers=chair(DONE)),
    Row("problems:reopening", where=done, answers=chair(OK)),
    Row("problems:reopening", "POST", where=done, data=lambda _s: REASON, answers=chair(DONE)),
    Row("problems:closing", where=taken_up, answers=only(SEE, REFUSED)),
    Row("problems:closing", "POST", where=taken_up, data=lambda _s: REASON, answers=only(SEE, REFUSED)),
    Row("problems:merging", where=proposed, answers=chair(OK)),
    Row("problems:merging", "POST", where=proposed, data=another, answers=chair(DONE)),
    Row("problems:splitting", where=proposed, answers=chair(OK)),
    Row("problems:splitting", "POST", where=proposed, answers=chair(CLEAN)),
    Row("problems:plan", where=taken_up, answers=chair(OK)),
    Row("problems:plan", "POST", where=taken_up, answers=chair(DONE)),
    Row("problems:note", where=taken_up, answers=worker_(OK)),
    Row("problems:note", "POST", where=taken_up, data=lambda _s: {"text": "去看过"}, answers=worker_(DONE)),
    Row("problems:policy", where=taken_up, answers=worker_(OK)),
    Row("problems:policy", "POST", where=taken_up, data=lambda _s: {"text": "换厨师"}, answers=worker_(DONE)),
    Row("problems:survey", where=taken_up, answers=worker_(OK)),
    Row("problems:survey", "POST", where=taken_up, answers=worker_(DONE)),
    Row("problems:answer", where=taken_up, answers=chair(OK)),
    Row("problems:answer", "POST", where=taken_up, data=lambda _s: {"text": "在改"}, answers=chair(DONE)),
    Row("problems:letter_out", "POST", where=letter, answers=worker_(DONE)),
    Row("GET /api/problems", answers=only(LISTS, OK)),
    Row(f"GET {API}", where=proposed, answers=worker_(OK)),
    Row(f"POST {API}/acceptance", where=proposed, answers=chair(OK)),
    Row(f"POST {API}/dismissal", where=proposed, data=lambda _s: {"reason": "不是"}, answers=chair(OK)),
    Row(f"POST {API}/reopening", where=done, data=lambda _s: {"reason": "又有了"}, answers=chair(OK)),
    Row(f"POST {API}/closing", where=taken_up, data=lambda _s: {"reason": "好了"}, answers=only(SEE, REFUSED)),
    Row(f"POST {API}/merging", where=proposed, data=another, answers=chair(OK)),
    Row(
        f"POST {API}/splitting", where=proposed,
        data=lambda stage: {"title": "另一件", "letters": [str(stage.case.pk)]}, answers=only(SEE, REFUSED),
    ),
    Row(f"POST {API}/plan", where=taken_up, answers=chair(OK)),
    Row(f"POST {API}/notes", where=taken_up, data=lambda _s: {"text": "去看过"}, answers=worker_(MADE)),
    Row(f"POST {API}/policy", where=taken_up, data=lambda _s: {"text": "换厨师"}, answers=worker_(MADE)),
    Row(f"POST {API}/answer", where=taken_up, data=lambda _s: {"text": "在改"}, answers=chair(MADE)),
    Row(f"POST {API}/surveys", where=taken_up, answers=worker_(MADE)),
    Row(f"DELETE {API}/letters/{{case_pk}}", where=letter, answers=worker_(OK)),
]  # fmt: skip
