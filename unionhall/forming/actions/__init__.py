"""Every write: applying and reviewing, signing, elections and terms, dissolution."""

from .applying import add_paper, apply, correct, remove_paper, send_again, withdraw
from .dissolving import ask_dissolution, dissolve, keep, take_back
from .electing import approve, call_election, call_off, call_re_election, record_result, set_aside
from .reviewing import allow_preparation, identify, pass_up, refuse, send_back, set_limit
from .signing import sign, sign_on_paper, take_back_signature
from .terms import record_term, remind

__all__ = [
    "add_paper",
    "allow_preparation",
    "apply",
    "approve",
    "ask_dissolution",
    "call_election",
    "call_off",
    "call_re_election",
    "correct",
    "dissolve",
    "identify",
    "keep",
    "pass_up",
    "record_result",
    "record_term",
    "refuse",
    "remind",
    "remove_paper",
    "send_again",
    "send_back",
    "set_aside",
    "set_limit",
    "sign",
    "sign_on_paper",
    "take_back",
    "take_back_signature",
    "withdraw",
]
