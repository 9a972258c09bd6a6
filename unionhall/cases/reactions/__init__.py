"""What follows when something happens: the worker hears of it, those who do the work hear of it, cases change hands.

The pairs of fact and reaction are listed in unionhall/wiring.py."""

from .bodies import count_cases, follow_body, hand_over_cases, keep_body_open
from .desk import (
    ask_for_answer,
    handling,
    tell_of_answer,
    tell_of_arrival,
    tell_of_assignment,
    tell_of_opening,
    tell_of_release,
    tell_of_sending_on,
    tell_of_step,
    tell_of_turn,
    tell_of_worker,
)
from .posts import release_cases
from .triage import make_suggestions
from .worker import reachable, tell_of_move, tell_of_question, tell_of_transfer, tell_of_words, write_down_call

__all__ = [
    "ask_for_answer",
    "count_cases",
    "follow_body",
    "hand_over_cases",
    "handling",
    "keep_body_open",
    "make_suggestions",
    "reachable",
    "release_cases",
    "tell_of_answer",
    "tell_of_arrival",
    "tell_of_assignment",
    "tell_of_move",
    "tell_of_opening",
    "tell_of_question",
    "tell_of_release",
    "tell_of_sending_on",
    "tell_of_step",
    "tell_of_transfer",
    "tell_of_turn",
    "tell_of_words",
    "tell_of_worker",
    "write_down_call",
]
