"""What a session knows about how its owner came in."""

from __future__ import annotations

from typing import Any

SEEN_AT = "seen_at"
CAME_BY = "came_by"
SECOND_FACTOR = "second_factor"


def has_second_factor(session: Any) -> bool:
    """Whether a second factor was shown in this session."""
    return bool(session.get(SECOND_FACTOR))


def came_by(session: Any) -> str:
    """The first factor: code, password, single_sign_on or demo."""
    return str(session.get(CAME_BY, ""))
