"""Looking at a place by the checklist, shortfalls and when they are to be put right, local numbers and items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.ids import new_id
from unionhall.core.verdict import Refused, no
from unionhall.organisations.enums import LEVEL_COLUMN

from .. import access, queries
from ..enums import Finding, RuleKind, StepKind
from ..models import (
    ChecklistItem,
    Equipment,
    HostKind,
    Inspection,
    InspectionAnswer,
    LocalRule,
    Shortfall,
    Venue,
)
from ..states import RUNNING, SHORTFALL, ShortfallState
from .keeping import _named, _step, taken

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile
    from unionhall.organisations.models import Organisation

OLDEST_DRAFT = timedelta(days=60)
Answers = Mapping[str, Mapping[str, Any]]
"""By the code of an item: {"finding": …, "note": …, "stored": StoredFile or nothing}."""


@transaction.atomic
def inspect(
    venue: Venue, *, by: Actor, answers: Answers, draft: UUID | None = None, on: date | None = None, words: str = ""
) -> Inspection:
    """A place was looked at. What falls short is to be put right within the days a local rule gives; what is in order again is closed.

    A draft made without a connection may arrive twice: it counts once.
    """
    venue = taken(venue)
    access.may_inspect(by, venue).or_refuse()
    draft = draft or new_id()
    known = Inspection.objects.filter(draft=draft).first()
    if known is not None:
        if known.venue_id != venue.pk:
            raise Refused(no(_("This draft belongs to another place."), _("Open the checklist anew."), "draft"))
        return known
    today, now = clock.today(), clock.now()
    on = on or today
    if on > today or on < today - OLDEST_DRAFT:
        raise Refused(no(_("An inspection is of the last sixty days."), _("Check the day."), "day"))
    items = {item.code: item for item in queries.checklist(venue, on)}
    said = {code: one for code, one in answers.items() if code in items and one.get("finding") in Finding.values}
    if not said:
        raise Refused(no(_("No item of the checklist is answered."), _("Answer at least one."), "answers"))
    last = Inspection.objects.filter(venue=venue).order_by("-on", "-sent_at", "-pk").first()
    made = Inspection(
        venue=venue, on=on, sent_at=now, by_id=by.person_id, by_name=_named(by), draft=draft,
        again_of=last if last is not None and _running(venue) else None, words=" ".join(words.split())[:1000],
        **_score(items, said),
    )  # fmt: skip
    made.save(force_insert=True)
    InspectionAnswer.objects.bulk_create(
        [
            InspectionAnswer(
                inspection=made, item=items[code], finding=one["finding"],
                note=" ".join(str(one.get("note", "")).split())[:300], stored=one.get("stored"),
            )
            for code, one in said.items()
        ]
    )  # fmt: skip
    _follow(made, venue, items, said, by=by)
    venue.confirmed_at = now
    venue.save(update_fields=["confirmed_at"])
    _step(venue, StepKind.CONFIRMED, by=by, on=on)
    audit.record(
        "inspection.sent", made, by=by, organisation_id=venue.operator_id, venue=str(venue.pk), points=made.points,
        out_of=made.out_of,
    )  # fmt: skip
    return made


@transaction.atomic
def add_finding_photo(inspection: Inspection, *, by: Actor, item: str, stored: StoredFile) -> InspectionAnswer:
    """A picture beside a finding, sent after it: of what was found on that day, once."""
    access.may_add_finding_photo(by, inspection).or_refuse()
    answer = (
        InspectionAnswer.objects.select_for_update(of=("self",)).filter(inspection=inspection, item__code=item).first()
    )
    if answer is None:
        raise Refused(no(_("This item was not looked at."), _("Choose one that was."), "item"))
    if answer.stored_id is not None:
        raise Refused(no(_("There is a picture of this finding already."), _("Look at it."), "picture"))
    if not stored.content_type.startswith("image/"):
        raise Refused(no(_("This is no picture."), _("Choose a photo."), "picture"))
    answer.stored = stored
    answer.save(update_fields=["stored"])
    audit.record("inspection.photo_added", inspection, by=by, organisation_id=inspection.venue.operator_id, item=item)
    return answer


def _running(venue: Venue) -> bool:
    return Shortfall.objects.filter(venue=venue, state__in=RUNNING).exists()


def _score(items: Mapping[str, ChecklistItem], said: Answers) -> dict[str, int]:
    """Points out of those of the items that were answered and apply; a standard is met when nothing of it falls short."""
    points = out_of = 0
    asked: set[str] = set()
    short: set[str] = set()
    for code, one in said.items():
        item = items[code]
        if one["finding"] == Finding.NOT_HERE:
            continue
        asked.add(item.standard)
        out_of += item.points
        if one["finding"] == Finding.MET:
            points += item.points
        else:
            short.add(item.standard)
    return {"points": points, "out_of": out_of, "standards_met": len(asked - short), "standards_asked": len(asked)}


def _follow(made: Inspection, venue: Venue, items: Mapping[str, ChecklistItem], said: Answers, *, by: Actor) -> None:
    """New shortfalls begin their clock, known ones are found again, or are seen to be put right."""
    running = {
        one.item_id: one
        for one in Shortfall.objects.select_for_update(of=("self",))
        .filter(venue=venue, state__in=RUNNING)
        .order_by("pk")
    }
    book = queries.RuleBook(made.on)
    new = []
    for code, one in said.items():
        item, known = items[code], running.get(items[code].pk)
        if one["finding"] == Finding.SHORT and known is None:
            rule = book.rule(_days_of(item), venue.operator, made.on)
            new.append(
                Shortfall(
                    venue=venue, item=item, inspection=made, found_on=made.on, rule=rule,
                    due_on=made.on + timedelta(days=rule.value) if rule else None,
                    note=" ".join(str(one.get("note", "")).split())[:300],
                )
            )  # fmt: skip
        elif one["finding"] == Finding.SHORT and known is not None and known.state == ShortfallState.REMEDIED:
            SHORTFALL.move(known, "find_again")
            known.remedied_on, known.remedy = None, ""
            known.save()
            audit.record("venue_shortfall.find_again", known, by=by, organisation_id=venue.operator_id)
        elif one["finding"] != Finding.SHORT and known is not None:
            SHORTFALL.move(known, "confirm")
            known.confirmed_on, known.confirmed_by = made.on, made
            known.save()
            audit.record("venue_shortfall.confirm", known, by=by, organisation_id=venue.operator_id)
    Shortfall.objects.bulk_create(new)


def _days_of(item: ChecklistItem) -> str:
    return RuleKind.REMEDY_DAYS_GRAVE if item.is_grave else RuleKind.REMEDY_DAYS


@transaction.atomic
def remedy(shortfall: Shortfall, *, by: Actor, text: str) -> Shortfall:
    """Who looks after the place says that it is put right; it is believed when somebody has seen it."""
    shortfall = (
        Shortfall.objects.select_for_update(of=("self",)).select_related("venue__operator", "item").get(pk=shortfall.pk)
    )
    access.may_remedy(by, shortfall).or_refuse()
    text = " ".join(text.split())[:300]
    if not text:
        raise Refused(no(_("What was done? A few words are missing."), _("Write a few words."), "missing"))
    SHORTFALL.move(shortfall, "remedy", by)
    shortfall.remedied_on, shortfall.remedy = clock.today(), text
    shortfall.remedied_by_id, shortfall.remedied_by_name = by.person_id, _named(by)
    shortfall.save()
    audit.record("venue_shortfall.remedy", shortfall, by=by, organisation_id=shortfall.venue.operator_id)
    return shortfall


@transaction.atomic
def set_rule(*, by: Actor, body: Organisation, what: str, value: int, since: date, source: str) -> LocalRule:
    """A number for the places of a body and those below, from a day on. Shortfalls that waited for it get their day."""
    access.may_set_rule(by, body).or_refuse()
    source = " ".join(source.split())
    if not source:
        raise Refused(no(_("Where is this number written? The source is missing."), _("Name the document."), "source"))
    if LocalRule.objects.filter(body=body, what=what, since=since).exists():
        raise Refused(no(_("There is a number from this day already."), _("Choose another day."), "since"))
    rule = LocalRule(
        body=body, what=what, value=value, since=since, source=source[:200], entered_at=clock.now(),
        entered_by_id=by.person_id, entered_by_name=_named(by),
    )  # fmt: skip
    rule.full_clean(exclude=["body", "entered_by"], validate_constraints=False)
    rule.save(force_insert=True)
    audit.record("place_rule.set", rule, by=by, organisation_id=body.pk, what=what, value=value, since=since)
    if what in (RuleKind.REMEDY_DAYS, RuleKind.REMEDY_DAYS_GRAVE):
        _give_days(body, what)
    return rule


def _give_days(body: Organisation, what: str) -> None:
    """Shortfalls without a day, found since the rule counts, are to be put right from now on."""
    book = queries.RuleBook()
    waiting = (
        Shortfall.objects.select_for_update(of=("self",))
        .filter(
            state__in=RUNNING, due_on__isnull=True, item__is_grave=what == RuleKind.REMEDY_DAYS_GRAVE,
            **{f"venue__operator__{LEVEL_COLUMN[body.level]}": body.pk},
        )
        .select_related("venue__operator")
    )  # fmt: skip
    given = []
    for shortfall in waiting.order_by("pk"):
        rule = book.rule(what, shortfall.venue.operator, shortfall.found_on)
        if rule is not None:
            shortfall.rule, shortfall.due_on = rule, shortfall.found_on + timedelta(days=rule.value)
            given.append(shortfall)
    Shortfall.objects.bulk_update(given, ["rule", "due_on"], batch_size=1_000)


@transaction.atomic
def add_item(*, by: Actor, code: str, standard: str, name: str, source: str, body: Organisation | None = None,
             name_en: str = "", points: int = 1, is_grave: bool = False, kinds: Iterable[str] = (), order: int = 200,
             since: date | None = None) -> ChecklistItem:  # fmt: skip
    """One more thing that is looked at: for all places, or for those of a body and below."""
    access.may_add_item(by, body).or_refuse()
    code = code.strip()
    if ChecklistItem.objects.filter(code=code).exists():
        raise Refused(no(_("An item with this code exists already."), _("Choose another code."), "code"))
    item = ChecklistItem(
        code=code, standard=standard, name=" ".join(name.split()), name_en=" ".join(name_en.split()), body=body,
        source=" ".join(source.split()), points=points, is_grave=is_grave, kinds=sorted(kinds), order=order,
        since=since or clock.today(),
    )  # fmt: skip
    item.full_clean(exclude=["body"], validate_constraints=False)
    item.save(force_insert=True)
    audit.record("checklist.item_added", item, by=by, organisation_id=body.pk if body else None, code=code)
    return item


@transaction.atomic
def end_item(item: ChecklistItem, *, by: Actor, on: date) -> ChecklistItem:
    """The item is looked at until this day; what was found before stays."""
    item = ChecklistItem.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.pk)
    access.may_end_item(by, item).or_refuse()
    if on < item.since:
        raise Refused(no(_("The last day lies before the first."), _("Check both days."), "days"))
    item.until = on
    item.save(update_fields=["until"])
    audit.record("checklist.item_ended", item, by=by, organisation_id=item.body_id, code=item.code, on=on)
    return item


@transaction.atomic
def add_word(*, by: Actor, kind: str, code: str, name: str, source: str, name_en: str = "",
             aliases: Iterable[str] = (), is_need: bool = False) -> HostKind | Equipment:  # fmt: skip
    """A kind of host, or something a place may have inside, that the list did not know."""
    access.may_add_word(by).or_refuse()
    model: Any = Equipment if kind == "equipment" else HostKind
    code = code.strip()
    if model.objects.filter(code=code).exists():
        raise Refused(no(_("There is one with this code already."), _("Choose another code."), "code"))
    facts = {"is_need": is_need} if model is Equipment else {}
    word = model(
        code=code, name=" ".join(name.split()), name_en=" ".join(name_en.split()), source=" ".join(source.split()),
        aliases=[alias.strip()[:40] for alias in aliases if alias.strip()][:20], **facts,
    )  # fmt: skip
    word.full_clean()
    word.save(force_insert=True)
    audit.record("place_word.added", word, by=by, kind=kind, code=code)
    return word
