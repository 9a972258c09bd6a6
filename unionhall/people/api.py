"""What other modules may use of people."""

from . import bulk
from .access import visible_people
from .actions import (
    accept_mandate,
    appoint,
    change_details,
    consent,
    enrol,
    enter,
    give_mandate,
    open_account,
    record_tie,
    send_code,
    use_code,
    withdraw_consent,
)
from .door import open_session
from .exports import on_export
from .purposes import name_purpose
from .queries import (
    actor_for,
    actor_of_person,
    employers_tied_to,
    is_anyone_tied,
    live_consents,
    mandates_waiting_for,
    memberships_today,
    on_duty_at,
    people_with_posts,
    person_by_phone,
    person_on_duty,
    posts_on_duty,
    roles_at,
    tied_among,
    union_of,
)

__all__ = [
    "accept_mandate",
    "actor_for",
    "actor_of_person",
    "appoint",
    "bulk",
    "change_details",
    "consent",
    "employers_tied_to",
    "enrol",
    "enter",
    "give_mandate",
    "is_anyone_tied",
    "live_consents",
    "mandates_waiting_for",
    "memberships_today",
    "name_purpose",
    "on_duty_at",
    "on_export",
    "open_account",
    "open_session",
    "people_with_posts",
    "person_by_phone",
    "person_on_duty",
    "posts_on_duty",
    "record_tie",
    "roles_at",
    "send_code",
    "tied_among",
    "union_of",
    "use_code",
    "visible_people",
    "withdraw_consent",
]
