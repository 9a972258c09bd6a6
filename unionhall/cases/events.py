"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class CaseReceived:
    case_id: UUID
    body_id: UUID


@dataclass(frozen=True)
class CaseCameWith:
    """Another page began the intake and sent something along, which only that page's module can read."""

    case_id: UUID
    enclosed: str
    by_id: UUID | None = None


@dataclass(frozen=True)
class CaseMoved:
    """The case came into another state by a verb."""

    case_id: UUID
    verb: str
    from_state: str
    to_state: str
    by_id: UUID | None = None


@dataclass(frozen=True)
class CaseAssigned:
    """Somebody was put in charge, by themselves or by somebody else."""

    case_id: UUID
    handler_id: UUID
    by_id: UUID | None = None


@dataclass(frozen=True)
class CaseReleased:
    """The case is in nobody's hands any more, because whoever handled it cannot."""

    case_id: UUID
    body_id: UUID
    why: str


@dataclass(frozen=True)
class CaseSentOn:
    """The case was sent to another body of the union, which was not asked."""

    case_id: UUID
    body_id: UUID


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
    by_id: UUID | None = None
    by_sender: bool = False


@dataclass(frozen=True)
class TransferStepTaken:
    """One side recorded a step of the cooperation; the other is to know."""

    transfer_id: UUID
    case_id: UUID
    by_agency: bool


@dataclass(frozen=True)
class ConsentAsked:
    """The worker was asked whether the matter may go to another body."""

    case_id: UUID
    request_id: UUID


@dataclass(frozen=True)
class WorkerWrittenTo:
    """A handler wrote something the worker can read."""

    case_id: UUID
    note_id: UUID | None = None


@dataclass(frozen=True)
class CaseOpenedOutside:
    """Somebody opened a file outside their usual work, and said why."""

    case_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class WorkerSpoke:
    """The worker wrote, sent papers, or answered what they were asked."""

    case_id: UUID
