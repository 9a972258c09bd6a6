"""What other modules may use of people."""

from .access import visible_people
from .actions import appoint, consent, enrol, enter, give_mandate, open_account, record_tie, withdraw_consent
from .queries import (
    actor_for,
    actor_of_person,
    employers_tied_to,
    is_anyone_tied,
    live_consents,
    on_duty_at,
    people_with_posts,
    person_by_phone,
    person_on_duty,
    roles_at,
    tied_among,
    union_of,
)

__all__ = [
    "actor_for",
    "actor_of_person",
    "appoint",
    "consent",
    "employers_tied_to",
    "enrol",
    "enter",
    "give_mandate",
    "is_anyone_tied",
    "live_consents",
    "on_duty_at",
    "open_account",
    "people_with_posts",
    "person_by_phone",
    "person_on_duty",
    "record_tie",
    "roles_at",
    "tied_among",
    "union_of",
    "visible_people",
    "withdraw_consent",
]
