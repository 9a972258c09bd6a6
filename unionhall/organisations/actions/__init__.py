"""Every change to bodies, the tree, employers and places."""

from ._shared import first_position, place_in_tree
from .across import affiliate, cover, disaffiliate, uncover
from .bodies import answer_for, change_body, end_responsibility, establish, found
from .employers import close_employer, correct_employer, register_employer
from .places import KnownCode, KnownPlace, draw_boundary, learn_codes, learn_places, name_place
from .tree import close_body, merge_bodies, move_body, take_effect, withdraw_change

__all__ = [
    "KnownCode",
    "KnownPlace",
    "affiliate",
    "answer_for",
    "change_body",
    "close_body",
    "close_employer",
    "correct_employer",
    "cover",
    "disaffiliate",
    "draw_boundary",
    "end_responsibility",
    "establish",
    "first_position",
    "found",
    "learn_codes",
    "learn_places",
    "merge_bodies",
    "move_body",
    "name_place",
    "place_in_tree",
    "register_employer",
    "take_effect",
    "uncover",
    "withdraw_change",
]
