"""Drafts of an intake: kept step by step, found again, brought once.

A draft is no record of the union's: nobody reads it but whoever writes it, nothing about it stands in the audit trail,
and it is gone after a while. Whoever chooses to stay anonymous leaves no trace of having been signed in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, files
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.events import announce
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, queries
from ..enums import Audience, IdentityLevel, Source
from ..events import CaseCameWith
from ..models import Case, IntakeDraft, Note
from .intake import TOLD_FOR, bring

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile

NEEDED = ("account", "kind", "identity")
CONSENT_VERSION = "intake-1"
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Finished:
    """What became of a draft; the receipt code only of an anonymous matter."""

    case_id: UUID
    receipt: str = ""


@transaction.atomic
def save_draft(draft: IntakeDraft | None, *, by: Actor, key: str, answers: Mapping[str, Any]) -> IntakeDraft:
    """Keep these answers beside those kept before, under the browser's key, so that it is found again without a sign-in."""
    if draft is None:
        draft = IntakeDraft(key_hash=bytes(lookup(key, "link")), answers="{}", saved_at=clock.now())
        draft.person_id = by.person_id
        draft.save(force_insert=True)
    draft = _taken(draft, by=by)
    if finished(draft):
        return draft
    draft.answers = json.dumps({**answers_of(draft), **answers}, ensure_ascii=False)
    draft.saved_at = clock.now()
    draft.person_id = draft.person_id or by.person_id
    if bytes(draft.key_hash) not in lookup(key, "link").alternatives:
        draft.key_hash = bytes(lookup(key, "link"))
    draft.save(update_fields=["answers", "saved_at", "person", "key_hash"])
    return draft


@transaction.atomic
def add_draft_file(draft: IntakeDraft, *, by: Actor, stored: "StoredFile") -> IntakeDraft:
    """Put a stored file to the draft, as long as there is room."""
    draft = _taken(draft, by=by)
    files.may_add(draft.files.count()).or_refuse()
    draft.files.add(stored)
    return draft


@transaction.atomic
def remove_draft_file(draft: IntakeDraft, *, by: Actor, stored_id: UUID) -> None:
    """Take a file out again; its bytes are deleted."""
    draft = _taken(draft, by=by)
    stored = draft.files.filter(pk=stored_id).order_by("pk").first()
    if stored is not None:
        draft.files.remove(stored)
        files.discard(stored)


@transaction.atomic
def submit_draft(draft: IntakeDraft, *, by: Actor, together: bool = False) -> Finished:
    """Bring the matter the draft describes, once: a second call finds what became of the first."""
    draft = _taken(draft, by=by)
    if done := finished(draft):
        return done
    answers = answers_of(draft)
    if missing := [name for name in NEEDED if not answers.get(name)]:
        raise Refused(no(_("Something is still missing."), _("Go through the questions once more."), missing[0]))
    anonymous = answers["identity"] == IdentityLevel.ANONYMOUS
    actor = ANONYMOUS if anonymous else by
    person_id = None if anonymous else _for_whom(answers, by)
    person = people.visible_people(by).filter(pk=person_id).first() if person_id else None
    if person is None and not anonymous:
        raise Refused(no(_("We do not know yet how to reach you."), _("Confirm your phone number first."), "contact"))
    brought = bring(
        by=actor,
        kind=answers["kind"],
        account=answers["account"],
        identity_level=answers["identity"],
        source=Source.SURVEY if answers.get("from_survey") else Source.WEB,
        person=person,
        employer=_one(organisations.visible_employers(by), answers.get("employer")),
        employer_name=answers.get("employer_name", ""),
        division=_one(organisations.visible_divisions(by), answers.get("township") or answers.get("county")),
        happened_on=date.fromisoformat(answers["happened_on"]) if answers.get("happened_on") else None,
        amount=Decimal(answers["amount"]) if answers.get("amount") else None,
        site=answers.get("site", ""),
        to_chair=bool(answers.get("to_chair")),
        files=tuple(draft.files.order_by("at", "pk")),
    )
    if person is not None:
        people.consent(
            person.pk,
            by=by,
            purpose="case",
            subject=queries.consent_subject(brought.case),
            text_version=CONSENT_VERSION,
            through="web",
        )
    for enclosed in answers.get("enclosed", []):
        announce(CaseCameWith(brought.case.pk, enclosed, person.pk if person else None))
    if together:
        _wish_together(brought.case, by=actor)
    done = Finished(brought.case.pk, brought.receipt)
    _empty(draft, done, keep_person=not anonymous)
    return done


def _wish_together(case: Case, *, by: Actor) -> None:
    """The worker wishes to be looked at together with colleagues. Only the handlers read it; no number, no name."""
    text = str(_("The worker wishes that this is handled together with colleagues who have the same problem."))
    note = Note(case=case, at=clock.now(), by_id=by.person_id, audience=Audience.INTERNAL, text=text)
    note.save(force_insert=True)
    audit.record("case.note_written", case, by=by, audience=Audience.INTERNAL)


def _for_whom(answers: Mapping[str, Any], by: Actor) -> UUID | None:
    """Oneself, or the person chosen among those one has a mandate for."""
    chosen = UUID(answers["for"]) if answers.get("for") else by.person_id
    return chosen if chosen in by.self_and_mandates else by.person_id


def _one(queryset: Any, key: str | None) -> Any:
    return queryset.filter(pk=key).first() if key else None


def _empty(draft: IntakeDraft, done: Finished, *, keep_person: bool) -> None:
    """Nothing of what was typed stays behind, and of an anonymous matter not who was signed in."""
    draft.files.clear()
    draft.answers = json.dumps({"finished": {"case": str(done.case_id), "receipt": done.receipt}})
    draft.saved_at = clock.now()
    if not keep_person:
        draft.person_id = None
    draft.save(update_fields=["answers", "saved_at", "person"])


@transaction.atomic
def discard_draft(draft: IntakeDraft, *, by: Actor) -> None:
    """Forget a draft and its files."""
    draft = _taken(draft, by=by)
    stored = list(draft.files.order_by("pk"))
    draft.delete()
    for row in stored:
        files.discard(row)


def purge_drafts(*, by: Actor) -> int:
    """Forget drafts nobody touched for thirty days, and finished ones after twenty minutes. Returns how many."""
    old = IntakeDraft.objects.filter(saved_at__lt=clock.now() - TOLD_FOR).order_by("saved_at", "pk")
    gone = 0
    for draft in old.iterator(chunk_size=200):
        if finished(draft) or draft.saved_at < clock.now() - KEPT_FOR:
            discard_draft(draft, by=by)
            gone += 1
    return gone


def answers_of(draft: IntakeDraft | None) -> dict[str, Any]:
    """What was answered so far."""
    return dict(json.loads(draft.answers)) if draft else {}


def finished(draft: IntakeDraft | None) -> Finished | None:
    """What became of the draft, if it was sent."""
    done = answers_of(draft).get("finished")
    return Finished(UUID(done["case"]), done["receipt"]) if done else None


def _taken(draft: IntakeDraft, *, by: Actor) -> IntakeDraft:
    """The draft, locked, if it is this person's or nobody's yet."""
    locked = IntakeDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    access.may_use_draft(by, locked).or_refuse()
    return locked
