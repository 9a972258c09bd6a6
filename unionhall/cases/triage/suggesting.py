"""What is suggested for a case? Kind, body, urgency and likely duplicates, each with its reasons; nothing is done with it here."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from unionhall.core import clock
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.triage import urgency
from unionhall.triage.words import Letter

from .. import queries, routing
from ..clocks import day_of
from ..enums import About
from ..models import Case, Suggestion
from . import alike
from .in_use import model_in_use
from .wording import fit_to_show, kinds_by_words, letter_of

TOP = 3
BODIES_LOOKED_AT = 8
DOUBT = 0.15
"""A body of which the model is less sure is not offered."""


@dataclass
class Offered:
    """All that is offered for one case. `confidence` is None where nothing was measured: a rule has none."""

    kinds: list[dict[str, Any]] = field(default_factory=list)
    kinds_by: str = "words"
    bodies: list[dict[str, Any]] = field(default_factory=list)
    urgency: dict[str, Any] = field(default_factory=dict)
    same: list[dict[str, Any]] = field(default_factory=list)
    kind_model: UUID | None = None
    body_model: UUID | None = None
    sketch: list[int] = field(default_factory=list)

    def values(self, about: str) -> list[dict[str, Any]]:
        """What was offered about one thing: values and confidences, the first first, without the words."""
        if about == About.URGENCY:
            return [{"value": self.urgency.get("level", urgency.NORMAL), "confidence": None}]
        rows = {About.KIND: self.kinds, About.BODY: self.bodies, About.SAME: self.same}[About(about)]
        return [{"value": row["value"], "confidence": row["confidence"]} for row in rows[:TOP]]

    def as_text(self) -> str:
        """As it is sealed into the row."""
        kept = {name: getattr(self, name) for name in ("kinds", "kinds_by", "bodies", "urgency", "same")}
        return json.dumps(kept, ensure_ascii=False)


def offered_for(case: Case) -> Offered:
    """What stands in the row of the case; made on the spot, and kept nowhere, where there is none yet or it is out of date."""
    row = Suggestion.objects.filter(case=case).first()
    if row is None:
        return compute(case)
    kept = offered_in(row)
    return compute(case, kept) if row.stale else kept


def offered_in(row: Suggestion) -> Offered:
    """What a row holds."""
    return Offered(
        **json.loads(row.offered), kind_model=row.kind_model_id, body_model=row.body_model_id, sketch=list(row.sketch)
    )


def compute(case: Case, kept: Offered | None = None) -> Offered:
    """Read the worker's words and the facts of the case. Reads much, writes nothing.

    Of what was `kept` the model's answers are taken over: the worker's words do not change, and no page waits for a model.
    """
    letter = letter_of(case)
    offered = Offered(sketch=alike.sketch_of(case))
    if kept is not None:
        offered.kinds, offered.kinds_by, offered.kind_model = kept.kinds, kept.kinds_by, kept.kind_model
        offered.body_model, likely = kept.body_model, [row for row in kept.bodies if row["confidence"] is not None]
    else:
        _kinds(offered, letter)
        likely = _likely_bodies(offered, letter)
    _bodies(offered, likely, case)
    offered.urgency = _urgency(letter, case)
    offered.same = [one.as_json() for one in alike.same_matter(case, offered.sketch)]
    return offered


def _kinds(offered: Offered, letter: Letter) -> None:
    """By the model in use; without one by the word rules, which have words and no confidence."""
    found = model_in_use(About.KIND)
    if found is None:
        offered.kinds = [
            {"value": kind, "confidence": None, "words": fit_to_show(words)}
            for kind, words in kinds_by_words(letter)[:TOP]
        ]
        return
    offered.kind_model, model = found
    offered.kinds_by = "model"
    offered.kinds = _rows(model.suggest([letter], top=TOP)[0])


def _rows(suggested: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"value": one.label, "confidence": round(one.confidence, 3), "words": fit_to_show(one.because)}
        for one in suggested
    ]


def _likely_bodies(offered: Offered, letter: Letter) -> list[dict[str, Any]]:
    """Where matters like this one ended, by confidence; nothing without a model, and nobody the model doubts itself."""
    found = model_in_use(About.BODY)
    if found is None:
        return []
    offered.body_model, model = found
    return [row for row in _rows(model.suggest([letter], top=BODIES_LOOKED_AT)[0]) if row["confidence"] >= DOUBT]


def _bodies(offered: Offered, likely: Sequence[dict[str, Any]], case: Case) -> None:
    """The register's answer first, with its reasons; then the likely ones that receive cases and where nobody is tied."""
    employers, today = queries.employers_named(case), clock.today()
    try:
        matter = routing.Matter(
            case.kind, case.account, case.entered_at, case.division, case.industry, tuple(employers), case.to_chair
        )
        route = routing.Router(on=today).route(matter)
    except Refused:
        route = None
    if route is not None:
        offered.bodies.append(
            {"value": str(route.body.pk), "name": route.body.name, "confidence": None, "words": [], "why": route.why}
        )
    rows = organisations.bodies_that_receive_cases().filter(pk__in=[row["value"] for row in likely]).order_by("pk")
    known = {str(body.pk): body for body in rows} if likely else {}
    for row in likely:
        first = next((there for there in offered.bodies if there["value"] == row["value"]), None)
        if first is not None:
            first |= {"confidence": row["confidence"], "words": row["words"]}
        elif row["value"] in known and len(offered.bodies) < TOP:
            body = known[row["value"]]
            if not people.is_anyone_tied(body.pk, list(employers), on=today):
                offered.bodies.append({**row, "name": body.name, "why": []})


def _urgency(letter: Letter, case: Case) -> dict[str, Any]:
    read = urgency.read(
        letter,
        on=clock.today(),
        written_on=day_of(case.received_at),
        happened_on=case.happened_on,
        kind=case.kind,
    )
    reasons = [
        {**asdict(reason), "words": fit_to_show(reason.words), "until": reason.until and reason.until.isoformat()}
        for reason in read.reasons
    ]
    return {"level": read.level, "reasons": reasons}
