"""The law book over the HTTP API, open to anybody: what can be reckoned, and a finding for facts. Nothing is kept."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from unionhall.core import clock, ratelimit
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, not_right
from unionhall.lawbook.commands import described
from unionhall.lawbook.contents import calculators, topics
from unionhall.lawbook.reading import BadFacts
from unionhall.ui.law import in_language

from .reckoning import book_in_use

router = Router(tags=["law book"])
FINDINGS_PER_HOUR = 1_200


class Both(Schema):
    zh: str
    en: str


class FactOut(Schema):
    name: str
    kind: str = Field(description="money, number, whole, percent, day, yesno, choice, text, region, many, rows")
    required: bool
    ask: Both
    options: list[str]


class CalculatorOut(Schema):
    fn: str
    calculator: str = Field(description="its code in the rule book")
    topic: str
    title: Both
    about: Both
    facts: list[FactOut]


class FactsIn(Strict):
    inputs: Annotated[dict[str, Any], Field(max_length=60)] = Field(
        description="facts by name; amounts and days as people write them, months as a list, tables as a list of objects"
    )


class FindingOut(Schema):
    fn: str
    calculator: str
    title: Both
    on: str = Field(description="the day whose law was applied")
    inputs: dict[str, Any]
    result: Any = Field(description="null while a value is missing: see needs")
    headline: Both | None
    steps: list[dict[str, Any]]
    assumptions: list[Both]
    alternatives: list[dict[str, Any]]
    parameters: list[dict[str, Any]]
    deadlines: list[dict[str, Any]]
    needs: list[dict[str, Any]]
    needs_parameter: bool
    unverified: list[Both] = Field(description="what it rests on that nobody has compared with its source")
    evidence: list[Both]
    not_modelled: list[Both]
    disclaimer: Both


@router.get("/law", response={200: list[CalculatorOut], **PROBLEMS}, auth=anyone)
def law(request: HttpRequest) -> Any:
    """What can be reckoned, and the facts each calculator asks."""
    keys = {one.name: topic.key for topic in topics() for one in topic.calculators}
    return [{**described(one), "topic": keys[one.name]} for one in calculators().values()]


@router.post("/law/{fn}", response={200: FindingOut, **PROBLEMS}, auth=anyone)
def finding(request: HttpRequest, fn: str, payload: FactsIn) -> Any:
    """A finding for these facts: result, steps, articles, readings, days. A fact that cannot be read is said by its name."""
    where = request.META.get("REMOTE_ADDR", "")
    ratelimit.limit("law findings", where, times=FINDINGS_PER_HOUR, seconds=3600).or_refuse()
    one = calculators().get(fn)
    if one is None:
        raise Http404
    try:
        return one.find(payload.inputs, book=book_in_use(), today=clock.today()).as_dict()
    except BadFacts as bad:
        return not_right([{"field": name, "message": in_language(words)} for name, words in bad.errors.items()])
