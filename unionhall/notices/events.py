"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CallAsked:
    """Somebody is to be called: they asked for calls, or a text did not get through."""

    message_id: UUID
    about_type: str
    about_id: str
    because_text_failed: bool = False
