"""What other modules may use of cases."""

from .access import desk_cases, may_promise, own_cases, visible_cases, visible_transfers
from .actions import bring
from .exports import held_about
from .following import follow_body, keep_body_open
from .plain import matters_of
from .queries import loads, resolved_of_accepted, with_last_answer
from .reactions import (
    ask_for_answer,
    release_cases,
    tell_of_answer,
    tell_of_arrival,
    tell_of_assignment,
    tell_of_move,
    tell_of_question,
    tell_of_release,
    tell_of_sending_on,
    tell_of_step,
    tell_of_transfer,
    tell_of_turn,
    tell_of_words,
    tell_of_worker,
    write_down_call,
)

__all__ = [
    "ask_for_answer",
    "bring",
    "desk_cases",
    "follow_body",
    "held_about",
    "keep_body_open",
    "loads",
    "matters_of",
    "may_promise",
    "own_cases",
    "release_cases",
    "resolved_of_accepted",
    "tell_of_answer",
    "tell_of_arrival",
    "tell_of_assignment",
    "tell_of_move",
    "tell_of_question",
    "tell_of_release",
    "tell_of_sending_on",
    "tell_of_step",
    "tell_of_transfer",
    "tell_of_turn",
    "tell_of_words",
    "tell_of_worker",
    "visible_cases",
    "visible_transfers",
    "with_last_answer",
    "write_down_call",
]
