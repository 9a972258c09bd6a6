"""Every write: drafting, running a survey from its opening to its closing, answering."""

from .answering import answer
from .drafting import ask, ask_again, change, discard_survey, draft, drop, reword, shift
from .running import close_survey, invite, lapse_survey, note_export, open_survey, remind, tell_some

__all__ = [
    "answer",
    "ask",
    "ask_again",
    "change",
    "close_survey",
    "discard_survey",
    "draft",
    "drop",
    "invite",
    "lapse_survey",
    "note_export",
    "open_survey",
    "remind",
    "reword",
    "shift",
    "tell_some",
]
