"""What other modules may use of cases."""

from .access import desk_cases, may_promise, own_cases, visible_cases, visible_transfers
from .actions import bring
from .exports import held_about
from .following import follow_body, keep_body_open
from .plain import matters_of
from .queries import loads, resolved_of_accepted, with_last_answer
from .reactions import tell_of_move, tell_of_question, tell_of_transfer, tell_of_words, write_down_call

__all__ = [
    "bring",
    "desk_cases",
    "follow_body",
    "held_about",
    "keep_body_open",
    "loads",
    "matters_of",
    "may_promise",
    "own_cases",
    "resolved_of_accepted",
    "tell_of_move",
    "tell_of_question",
    "tell_of_transfer",
    "tell_of_words",
    "visible_cases",
    "visible_transfers",
    "with_last_answer",
    "write_down_call",
]
