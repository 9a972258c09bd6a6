"""Every change to persons, by noun: who they are, what posts and ties they hold, whom they mandate, what they allow."""

from .mandates import consent, give_mandate, revoke_mandate, withdraw_consent
from .persons import enrol, enter, open_account, reach
from .posts import appoint, dismiss, record_tie

__all__ = [
    "appoint",
    "consent",
    "dismiss",
    "enrol",
    "enter",
    "give_mandate",
    "open_account",
    "reach",
    "record_tie",
    "revoke_mandate",
    "withdraw_consent",
]
