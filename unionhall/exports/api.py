"""What other modules may use of exports."""

from .access import visible_exports
from .actions import ask, fetch
from .asking import answer, take_out
from .making import CONTENT
from .marks import Keyed
from .queries import unpacked
from .sources import Found, Source, Table, offer
from .states import ExportState

__all__ = [
    "CONTENT",
    "ExportState",
    "Found",
    "Keyed",
    "Source",
    "Table",
    "answer",
    "ask",
    "fetch",
    "offer",
    "take_out",
    "unpacked",
    "visible_exports",
]
