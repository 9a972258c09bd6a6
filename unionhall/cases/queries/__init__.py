"""Reads about cases that are worth a name, by noun."""

from .alike import DUPLICATE_DAYS, employers_named, last_site, likely_same_matter, unidentified
from .clocks import clock_of, clocks_of, due_of, log_of, next_callback, promises
from .figures import Resolved, consent_subject, resolved_of_accepted, unit_label, was_filed, with_last_answer
from .hands import counted_by, due_by, left_behind, replies_due_on
from .loads import BodyLoad, Load, loads, loads_below
from .opened import reason_given
from .suggestions import (
    AT_A_TIME,
    RENEWED_AT_MOST,
    Taken,
    is_urgent,
    lately_taken,
    taken_by,
    to_suggest_anew,
    without_suggestion,
)
from .worklist import (
    NUMBER_YEARS,
    SOON_DAYS,
    group_sizes,
    likely_numbers,
    names_employer,
    with_phone,
    workers_of,
    worklist,
)

__all__ = [
    "AT_A_TIME",
    "DUPLICATE_DAYS",
    "NUMBER_YEARS",
    "RENEWED_AT_MOST",
    "SOON_DAYS",
    "BodyLoad",
    "Load",
    "Resolved",
    "Taken",
    "clock_of",
    "clocks_of",
    "consent_subject",
    "counted_by",
    "due_by",
    "due_of",
    "employers_named",
    "group_sizes",
    "is_urgent",
    "last_site",
    "lately_taken",
    "left_behind",
    "likely_numbers",
    "likely_same_matter",
    "loads",
    "loads_below",
    "log_of",
    "names_employer",
    "next_callback",
    "promises",
    "reason_given",
    "replies_due_on",
    "resolved_of_accepted",
    "taken_by",
    "to_suggest_anew",
    "unidentified",
    "unit_label",
    "was_filed",
    "with_last_answer",
    "with_phone",
    "without_suggestion",
    "workers_of",
    "worklist",
]
