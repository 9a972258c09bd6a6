"""Every write to liaison: one verb, one function, one transaction, one audit line."""

from .charges import hand_over, leave_behind
from .lists import (
    add_by_name,
    add_subject,
    define_subject,
    end_subject,
    make_list,
    note_contact,
    renew_due,
    set_interval,
)
from .stations import end_station_post, follow_case, open_station, raise_blockage, staff

__all__ = [
    "add_by_name",
    "add_subject",
    "define_subject",
    "end_station_post",
    "end_subject",
    "follow_case",
    "hand_over",
    "leave_behind",
    "make_list",
    "note_contact",
    "open_station",
    "raise_blockage",
    "renew_due",
    "set_interval",
    "staff",
]
