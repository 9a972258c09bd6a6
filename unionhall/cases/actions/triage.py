"""Suggestions: made for a case, renewed, and what was learnt to make them kept. None of this decides anything."""

from uuid import UUID

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor

from .. import access
from ..enums import Urgency
from ..models import Case, Suggestion, TriageChoice, TriageModel
from ..states import FRESH
from ..triage import alike, suggesting
from ..triage.learning import Learnt
from ._shared import name_of


@transaction.atomic
def suggest(case: Case, *, by: Actor) -> Suggestion | None:
    """Put down what is suggested for a case. What an officer chose before stays; a group case has no words of its own."""
    access.may_suggest(by, case).or_refuse()
    if case.is_group:
        return None
    offered = suggesting.compute(case)
    Case.objects.locked(case.pk)
    row = Suggestion.objects.filter(case=case).first() or Suggestion(case=case)
    row.made_at, row.stale = clock.now(), False
    row.offered, row.sketch = offered.as_text(), offered.sketch
    row.kind_model_id, row.body_model_id = offered.kind_model, offered.body_model
    row.suggested_urgency = offered.urgency["level"]
    row.urgent = (row.chosen_urgency or row.suggested_urgency) == Urgency.URGENT
    row.save()
    _let_others_look_again(case, [UUID(one["value"]) for one in offered.same])
    return row


def _let_others_look_again(case: Case, others: list[UUID]) -> None:
    """Those it may be the same as, and that do not know it yet, are made anew when they are next asked for."""
    rows = Suggestion.objects.filter(case__in=others, stale=False).order_by("pk")
    unaware = [row.pk for row in rows if not _full_or_naming(row, str(case.pk))]
    Suggestion.objects.filter(pk__in=unaware).update(stale=True)


def _full_or_naming(row: Suggestion, key: str) -> bool:
    same = suggesting.offered_in(row).same
    return len(same) >= alike.KEPT or any(one["value"] == key for one in same)


@transaction.atomic
def keep_model(learnt: Learnt, *, by: Actor, source: str) -> TriageModel:
    """Keep what was learnt with its figures. It is used from now on, unless the simple way does better on the same letters."""
    access.may_train(by).or_refuse()
    row = TriageModel(
        about=learnt.about,
        saved=learnt.model.as_bytes(),
        source=source[:120],
        trained_at=clock.now(),
        trained_on=learnt.model.trained_on,
        figures=learnt.figures,
        in_use=learnt.better,
    )
    row.save(force_insert=True)
    if row.in_use:  # matters new to the desk are looked at again with it, in the night
        Suggestion.objects.filter(case__state__in=[str(state) for state in FRESH], stale=False).update(stale=True)
    audit.record("triage.model_kept", row, by=by, about=row.about, letters=row.trained_on, in_use=row.in_use)
    return row


def note_choice(case: Case, *, by: Actor, about: str, chosen: str, by_hand: bool) -> TriageChoice | None:
    """Write down what was chosen beside what was offered, once. By hand it counts while the matter is new to the desk."""
    row = Suggestion.objects.filter(case=case).first()
    if row is None or (by_hand and (by.via == "system" or case.state not in FRESH)):
        return None
    last = TriageChoice.objects.filter(case=case, about=about).order_by("-at", "-pk").first()
    if last is not None and (last.chosen, last.by_id) == (chosen, by.person_id):
        return last
    offered = suggesting.offered_in(row)
    values = offered.values(about)
    place = next((n for n, one in enumerate(values, 1) if one["value"] == chosen), None) if chosen else None
    fact = TriageChoice(
        case=case,
        about=about,
        offered=values,
        chosen=chosen,
        place=place,
        was_first=place == 1,
        by_hand=by_hand,
        model_id={"kind": offered.kind_model, "body": offered.body_model}.get(about),
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
    )
    fact.save(force_insert=True)
    audit.record("triage.chosen", case, by=by, about=about, chosen=chosen, place=place, by_hand=by_hand)
    return fact


def outdate(case: Case) -> None:
    """A fact of the case was put right: what was suggested from it is made anew when it is next asked for."""
    Suggestion.objects.filter(case=case, stale=False).update(stale=True)
