"""Every write to places: one verb, one function, one transaction, one audit line."""

from .door import answer, count_use, report
from .importing import drop_list, note_export, rejected_rows, try_list, write_list
from .keeping import (
    add_photo,
    begin,
    change,
    close,
    close_days,
    confirm_place,
    enter,
    move,
    name_keeper,
    open_days,
    pause,
    reopen,
    resume,
    set_hours,
    take_off_photo,
)
from .pairs import keep_apart, look_for_pairs, merge
from .quarters import find_quarters
from .standards import add_item, add_word, end_item, inspect, remedy, set_rule

__all__ = [
    "add_item", "add_photo", "add_word", "answer", "begin", "change", "close", "close_days", "confirm_place", "count_use", "drop_list", "end_item",
    "enter", "find_quarters", "inspect", "keep_apart", "look_for_pairs", "merge", "move", "name_keeper", "note_export", "open_days", "pause", "rejected_rows",
    "remedy", "reopen", "report", "resume", "set_hours", "set_rule", "take_off_photo", "try_list", "write_list",
]  # fmt: skip
