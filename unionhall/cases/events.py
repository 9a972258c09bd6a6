"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CaseReceived:
    case_id: UUID
    body_id: UUID


@dataclass(frozen=True)
class CaseMoved:
    """The case came into another state by a verb."""

    case_id: UUID
    verb: str
    from_state: str
    to_state: str


@dataclass(frozen=True)
class CaseAssigned:
    case_id: UUID
    handler_id: UUID | None


@dataclass(frozen=True)
class CaseResolved:
    case_id: UUID
    stage: str
    manner: str


@dataclass(frozen=True)
class TransferOffered:
    transfer_id: UUID
    case_id: UUID
    to_body_id: UUID


@dataclass(frozen=True)
class TransferMoved:
    transfer_id: UUID
    case_id: UUID
    verb: str
    to_state: str


@dataclass(frozen=True)
class ConsentAsked:
    """The worker was asked whether the matter may go to another body."""

    case_id: UUID
    request_id: UUID


@dataclass(frozen=True)
class WorkerWrittenTo:
    """A handler wrote something the worker can read."""

    case_id: UUID
