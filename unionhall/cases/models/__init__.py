"""What cases are, and which rules the database holds about them; split by noun."""

from .case import FAR, Case, Complainant, Party
from .facts import (
    AssignmentFact,
    Attendance,
    ExtensionFact,
    Note,
    Resolution,
    RoutingFact,
    Session,
    StatusFact,
    Suspension,
)
from .files import CaseFile
from .intake import BulkAct, IntakeDraft, LetterSource, SavedView, ServicePromise
from .rules import RoutingRule
from .settlement import Callback, Feedback, Instalment, Settlement
from .transfer import ConsentRequest, Transfer, TransferStep
from .triage import Suggestion, TriageChoice, TriageModel

__all__ = [
    "FAR",
    "AssignmentFact",
    "Attendance",
    "BulkAct",
    "Callback",
    "Case",
    "CaseFile",
    "Complainant",
    "ConsentRequest",
    "ExtensionFact",
    "Feedback",
    "Instalment",
    "IntakeDraft",
    "LetterSource",
    "Note",
    "Party",
    "Resolution",
    "RoutingFact",
    "RoutingRule",
    "SavedView",
    "ServicePromise",
    "Session",
    "Settlement",
    "StatusFact",
    "Suggestion",
    "Suspension",
    "Transfer",
    "TransferStep",
    "TriageChoice",
    "TriageModel",
]
