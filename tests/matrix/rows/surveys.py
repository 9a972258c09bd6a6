"""Surveys of the harbour township: its officers draft, a supervisor above opens, officers and supervisors above read; those asked answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Answer, Row

DRAFTERS = ("officer", "officer_tied")
ABOVE = ("officer_above", "officer_top")
OPENERS = ("supervisor",)
SEES = (*DRAFTERS, *ABOVE, *OPENERS)
ELSEWHERE = ("officer_sibling", "officer_other_branch", "chair_below", "chair_tied")
"""They work with surveys of their own; of this one they see nothing."""
ASKED = ("worker", "family", "coordinator", "mediator", "lawyer")
QUESTION = {"kind": "scale", "text": "对工会的工作有多满意？"}


def to(said: Answer, *who: str, **others: Answer) -> dict[Any, Answer]:
    """This for those named, something else for some, and for everybody else nothing is there."""
    return {"anonymous": SIGN_IN, **dict.fromkeys(who, said), **others, ...: GONE}


def desk(said: Answer, *who: str) -> dict[Any, Answer]:
    """This for those named; a sentence for all others who see the survey."""
    return to(said, *who, **{each: REFUSED for each in SEES if each not in who})


def draft(w: Any) -> dict[str, Any]:
    """A draft of the township with one question, for five people."""
    from unionhall.surveys import actions

    survey = actions.draft(
        w.world.harbour, by=w.actor("officer"), title="满意度", anonymous=False, questions=[QUESTION],
        people=[w.person(who).pk for who in ASKED],
    )  # fmt: skip
    return {"pk": survey.pk}


def a_question(w: Any) -> dict[str, Any]:
    from unionhall.surveys.models import Question

    where = draft(w)
    return {**where, "question_pk": Question.objects.get(survey=where["pk"]).pk}


def open_one(w: Any) -> dict[str, Any]:
    """The same, open."""
    from unionhall.surveys import actions
    from unionhall.surveys.models import Survey

    where = draft(w)
    actions.open_survey(Survey.objects.get(pk=where["pk"]), by=w.actor("supervisor"))
    return where


def closed_one(w: Any) -> dict[str, Any]:
    """The same, answered by all five and closed."""
    from unionhall.surveys import actions, queries
    from unionhall.surveys.models import Survey

    where = open_one(w)
    survey = Survey.objects.get(pk=where["pk"])
    key = str(queries.questions_of(survey)[0].pk)
    for who in ASKED:
        actions.answer(survey, by=w.actor(who), answers={key: 4})
    actions.close_survey(survey, by=w.actor("officer"))
    return where


def answers(w: Any) -> dict[str, Any]:
    """An answer to the newest survey, as its page sends it."""
    from unionhall.surveys.models import Question

    return {str(Question.objects.latest("pk").pk): "4"}


def answers_over_api(w: Any) -> dict[str, Any]:
    return {"answers": answers(w)}


def says(**data: Any) -> Callable[[Any], Mapping[str, Any]]:
    """The same body for everyone."""
    return lambda _w: data


def plain(_w: Any) -> dict[str, Any]:
    """The words of a draft, as its page sends them."""
    from datetime import timedelta

    from unionhall.core import clock

    return {"title": "满意度", "anonymous": "no", "closes_on": (clock.today() + timedelta(days=30)).isoformat()}


def drafted_over_api(w: Any) -> dict[str, Any]:
    return {"title": "满意度", "anonymous": False, "closes_on": "2100-01-01", "body": str(w.world.harbour.pk)}


LISTS = to(OK, *SEES, *ELSEWHERE)
MINE = {"anonymous": SIGN_IN, ...: OK}
FOR_THE_ASKED = to(OK, *ASKED)
CHANGED = {"title": "满意度", "anonymous": False, "closes_on": "2100-01-01"}
NOT_THEIR_BODY = dict.fromkeys((*ABOVE, *OPENERS, *ELSEWHERE), REFUSED)

ROWS = [
    Row("surveys:surveys", answers=LISTS),
    Row("surveys:drafting", answers=to(OK, *DRAFTERS, *ABOVE, *ELSEWHERE, *OPENERS)),
    Row("surveys:drafting", "POST", answers=to(CLEAN, *DRAFTERS, *ABOVE, *ELSEWHERE, *OPENERS)),
    Row("surveys:survey", "GET", draft, to(OK, *SEES)),
    Row("surveys:preview", "GET", draft, to(OK, *SEES)),
    Row("surveys:details", "GET", draft, desk(OK, *DRAFTERS)),
    Row("surveys:details", "POST", draft, desk(DONE, *DRAFTERS), data=plain),
    Row("surveys:questions", "GET", draft, desk(OK, *DRAFTERS)),
    Row("surveys:questions", "POST", draft, desk(CLEAN, *DRAFTERS)),
    Row("surveys:question", "GET", a_question, desk(OK, *DRAFTERS)),
    Row("surveys:question", "POST", a_question, desk(CLEAN, *DRAFTERS)),
    Row("surveys:question_place", "POST", a_question, desk(DONE, *DRAFTERS), data=says(to="up")),
    Row("surveys:question_removal", "POST", a_question, desk(DONE, *DRAFTERS)),
    Row("surveys:opening", "GET", draft, desk(OK, *OPENERS)),
    Row("surveys:opening", "POST", draft, desk(DONE, *OPENERS)),
    Row("surveys:abandonment", "GET", draft, desk(OK, *DRAFTERS)),
    Row("surveys:abandonment", "POST", draft, desk(DONE, *DRAFTERS)),
    Row("surveys:closing", "GET", open_one, desk(OK, *DRAFTERS, *OPENERS)),
    Row("surveys:closing", "POST", open_one, desk(DONE, *DRAFTERS, *OPENERS)),
    Row("surveys:reminder", "POST", open_one, desk(DONE, *DRAFTERS, *OPENERS)),
    Row("surveys:roll", "POST", open_one, to(REFUSED, *SEES)),
    Row("surveys:follow_up", "POST", closed_one, desk(DONE, *DRAFTERS)),
    Row("surveys:results", "GET", closed_one, to(OK, *SEES)),
    Row("surveys:table", "GET", closed_one, to(OK, *SEES)),
    Row("surveys:table", "POST", closed_one, to(DONE, *SEES)),
    Row("surveys:mine", answers=MINE),
    Row("surveys:answering", "GET", open_one, FOR_THE_ASKED),
    Row("surveys:answering", "POST", open_one, to(DONE, *ASKED), data=answers),
    Row("surveys:thanks", "GET", open_one, FOR_THE_ASKED),
    Row("GET /api/surveys", answers=LISTS),
    Row("POST /api/surveys", answers=to(MADE, *DRAFTERS, **NOT_THEIR_BODY), data=drafted_over_api),
    Row("GET /api/surveys/{pk}", "", draft, to(OK, *SEES)),
    Row("PUT /api/surveys/{pk}", "", draft, desk(OK, *DRAFTERS), data=says(**CHANGED)),
    Row("POST /api/surveys/{pk}/questions", "", draft, desk(MADE, *DRAFTERS), data=says(**QUESTION)),
    Row("PUT /api/surveys/{pk}/questions/{question_pk}", "", a_question, desk(OK, *DRAFTERS), data=says(**QUESTION)),
    Row("POST /api/surveys/{pk}/questions/{question_pk}/place", "", a_question, desk(OK, *DRAFTERS), data=says(by_places=1)),
    Row("DELETE /api/surveys/{pk}/questions/{question_pk}", "", a_question, desk(OK, *DRAFTERS)),
    Row("POST /api/surveys/{pk}/opening", "", draft, desk(OK, *OPENERS)),
    Row("POST /api/surveys/{pk}/closing", "", open_one, desk(OK, *DRAFTERS, *OPENERS)),
    Row("POST /api/surveys/{pk}/abandonment", "", draft, desk(OK, *DRAFTERS)),
    Row("POST /api/surveys/{pk}/reminder", "", open_one, desk(OK, *DRAFTERS, *OPENERS)),
    Row("POST /api/surveys/{pk}/roll", "", open_one, to(REFUSED, *SEES)),
    Row("POST /api/surveys/{pk}/follow-up", "", closed_one, desk(MADE, *DRAFTERS)),
    Row("GET /api/surveys/{pk}/results", "", closed_one, to(OK, *SEES)),
    Row("GET /api/me/surveys", answers=MINE),
    Row("GET /api/me/surveys/{pk}", "", open_one, FOR_THE_ASKED),
    Row("PUT /api/me/surveys/{pk}/answer", "", open_one, FOR_THE_ASKED, data=answers_over_api),
]  # fmt: skip
