"""A person asks to be erased; some days later, unless something is in the way, they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, sealed
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no
from unionhall.ui.words import date_words

from .. import access, queries
from ..events import PersonErased
from ..models import Erasure
from ..states import ERASURE, ErasureState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAYS_TO_THINK = 3

Obstacles = Callable[[UUID], "list[StrOrPromise]"]
_obstacles: dict[str, Obstacles] = {}


def on_asked(module: str, answer: Obstacles) -> None:
    """Let a module say what of its own keeps a person from being erased (connected in wiring.py)."""
    _obstacles[module] = answer


def in_the_way(person_id: UUID) -> list[StrOrPromise]:
    """What keeps this person from being erased today, in words they can act on."""
    found = [words for answer in _obstacles.values() for words in answer(person_id)]
    hold = queries.is_held(person_id, clock.today())
    if hold is not None:
        found.append(
            format_lazy(
                _("By law something must be kept until {day}: {reason}."),
                day=date_words(hold.until),
                reason=hold.reason,
            )
        )
    return found


@transaction.atomic
def ask_erasure(*, by: Actor) -> Erasure:
    """Ask to be erased. What is in the way is said; the wish stands, and is done when nothing is in the way any more."""
    access.may_ask_erasure(by).or_refuse()
    if access.own_erasures(by).filter(state=ErasureState.ASKED).exists():
        raise Refused(no(_("You have asked for this already."), _("You may take it back until it is done."), "asked"))
    now = clock.now()
    assert by.person_id is not None
    erasure = Erasure(person_id=by.person_id, asked_at=now, not_before=clock.today() + timedelta(days=DAYS_TO_THINK))
    erasure.save(force_insert=True)
    audit.record("erasure.asked", erasure, by=by)
    return erasure


@transaction.atomic
def stay(erasure: Erasure, *, by: Actor) -> Erasure:
    """Think again."""
    erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    access.may_stay(by, erasure).or_refuse()
    ERASURE.move(erasure, "stay", by)
    erasure.ended_at = clock.now()
    erasure.save(update_fields=["state", "ended_at"])
    audit.record("erasure.stay", erasure, by=by)
    return erasure


@transaction.atomic
def erase(erasure: Erasure, *, by: Actor) -> Erasure:
    """Erase a person: every module deletes or empties its rows, then the person's key is destroyed. There is no way back."""
    erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    access.may_erase(by, erasure).or_refuse()
    blocked = in_the_way(erasure.person_id)
    if blocked:
        raise Refused(no(blocked[0], _("It is done by itself when nothing is in the way any more."), "in_the_way"))
    ERASURE.move(erasure, "erase", by)
    erasure.ended_at = clock.now()
    erasure.save(update_fields=["state", "ended_at"])
    announce(PersonErased(erasure.person_id))
    sealed.destroy_key(erasure.person_id)
    audit.record("erasure.erase", erasure, by=by)
    return erasure


def erase_due(*, by: Actor) -> int:
    """Every wish whose days to think are over and that nothing keeps; each in a transaction of its own. Returns how many."""
    done = 0
    for erasure in Erasure.objects.filter(state=ErasureState.ASKED, not_before__lte=clock.today()).order_by("pk"):
        if not in_the_way(erasure.person_id):
            erase(erasure, by=by)
            done += 1
    return done
