"""Facts about bodies that others may react to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from unionhall.core.verdict import Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class BodyMoved:
    """Bodies stand elsewhere in the tree: every row whose `column` holds `above_id` has from now on these `ancestors`.

    One fact for a whole subtree, however large. Whatever copies the `at_*` columns of a body follows with one statement:
    `Row.objects.filter(**{event.column: event.above_id}).update(**event.ancestors)`.
    """

    column: str
    above_id: UUID
    ancestors: dict[str, UUID | None]
    on: date


@dataclass(frozen=True)
class BodiesMerged:
    """A body was merged into another and is closed: what is tied to it by key (members, open matters) goes over to the other.

    The copies of its `at_*` columns were told of before, by `BodyMoved`.
    """

    body_id: UUID
    into_id: UUID
    ancestors: dict[str, UUID | None]
    on: date


@dataclass(frozen=True)
class BodyClosing:
    """A body is about to close, or somebody asks whether it could. Whoever still has something there says so with `hold`."""

    body_id: UUID
    on: date
    held_by: list[Verdict] = field(default_factory=list, compare=False)

    def hold(self, verdict: Verdict) -> None:
        """It stays open, for this reason."""
        self.held_by.append(verdict)


@dataclass(frozen=True)
class ChangeWeighed:
    """Somebody asks what would follow a body that moves (`into_id` is None) or is merged. Whoever has something there counts it."""

    body_id: UUID
    column: str
    into_id: UUID | None
    counted: list[tuple[StrOrPromise, int]] = field(default_factory=list, compare=False)

    def follows(self, words: StrOrPromise, count: int) -> None:
        """So many of these go with it."""
        if count:
            self.counted.append((words, count))
