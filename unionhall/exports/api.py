"""What other modules may use of exports."""

from .access import visible_exports
from .actions import ask, fetch
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
    "ask",
    "fetch",
    "offer",
    "unpacked",
    "visible_exports",
]
