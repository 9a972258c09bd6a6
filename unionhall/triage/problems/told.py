"""What is told in a letter, and by whom, from where, about whom."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..words import Letter


@dataclass(frozen=True)
class Told:
    """A letter with the facts that count: who wrote (any key that tells people apart), from which site, and where known
    against which employer and of which kind. Letters that share those are nearer when their words are near."""

    letter: Letter
    writer: Hashable = None
    site: str | None = None
    employer: str | None = None
    kind: str | None = None
