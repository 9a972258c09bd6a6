"""What other modules may use of liaison."""

from . import reactions
from .access import visible_lists, visible_stations, visible_subjects
from .actions import add_subject, define_subject, hand_over, make_list, note_contact, open_station, raise_blockage
from .slots import liaison_of_employer

__all__ = [
    "add_subject",
    "define_subject",
    "hand_over",
    "liaison_of_employer",
    "make_list",
    "note_contact",
    "open_station",
    "raise_blockage",
    "reactions",
    "visible_lists",
    "visible_stations",
    "visible_subjects",
]
