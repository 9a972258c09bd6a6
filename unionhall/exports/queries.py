"""What is kept about exports: their keys unpacked, how long a file may be fetched, whose time is over."""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import Role

from .marks import Marks
from .models import Export, ExportTerm
from .states import ExportState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Person

AUTHORITY = (Role.OFFICER, Role.SUPERVISOR, Role.GRASSROOTS_CHAIR)
"""Those who answer for what leaves their body and those below it."""
MOST_DECIDERS = 20
USUAL_HOURS = 24
WAITS = timedelta(days=14)


def packed(keys: Iterable[UUID]) -> str:
    """Keys of rows, small enough to stand in every line of the trail."""
    return base64.b64encode(zlib.compress(b"".join(key.bytes for key in keys), 9)).decode()


def unpacked(text: str) -> list[UUID]:
    """The keys again. Raises ValueError for what never was such a pack."""
    try:
        raw = zlib.decompress(base64.b64decode(text, validate=True))
    except zlib.error as error:
        raise ValueError("not a pack of keys") from error
    return [UUID(bytes=raw[start : start + 16]) for start in range(0, len(raw), 16)]


def rows_of(export: Export) -> list[UUID]:
    return unpacked(export.row_keys)


def asked_of(export: Export) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export.asked)
    return found


def marks_of(export: Export) -> Marks:
    return Marks(export.number, bytes.fromhex(export.secret))


def decoys_of(export: Export) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(export.decoys)
    return found


def hours_kept() -> int:
    """For how long a file may be fetched, as set for today."""
    term = ExportTerm.objects.filter(since__lte=clock.today()).order_by("-since").first()
    return term.hours if term else USUAL_HOURS


def over_by(instant: datetime) -> QuerySet[Export]:
    """Files whose time is over, and requests nobody answered for two weeks."""
    ready = Q(state=ExportState.READY, expires_at__lte=instant)
    waiting = Q(state__in=[ExportState.ASKED, ExportState.MAKING], asked_at__lte=instant - WAITS)
    return Export.objects.filter(ready | waiting).order_by("asked_at", "pk")


def exports_to_trace(numbers: Sequence[int] | None = None) -> QuerySet[Export]:
    """Every export whose file was made, or those with these numbers."""
    made = Export.objects.filter(ready_at__isnull=False).select_related("made_by", "body").order_by("number")
    return made if numbers is None else made.filter(number__in=numbers)


def second_persons(export: Export) -> "list[tuple[Organisation, list[Person]]]":
    """Bodies upward from the maker's, with those there who may decide about it: never the maker, nobody with a tie."""
    found = []
    for body in organisations.chain_upward(export.body):
        holders = people.people_with_posts(body.pk, *AUTHORITY).exclude(pk=export.made_by_id)[:MOST_DECIDERS]
        free = [person for person in holders if not people.employers_tied_to(person.pk, on=clock.today())]
        if free:
            found.append((body, free))
    return found
