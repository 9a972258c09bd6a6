"""What stands in a paper before anybody edits it: from the file, the findings and the claims, with gaps for the rest."""

from __future__ import annotations

from collections.abc import Callable

from ..content import Content
from ..enums import PaperKind
from . import applications, letters
from .source import Source

FILLED: dict[str, Callable[[Source], Content]] = {
    PaperKind.ARBITRATION_APPLICATION: applications.arbitration,
    PaperKind.EVIDENCE_LIST: applications.evidence_list,
    PaperKind.PAYMENT_ORDER: applications.payment_order,
    PaperKind.SUPPORT_REQUEST: applications.support_request,
    PaperKind.NOTICE_LETTER: letters.notice_letter,
    PaperKind.OPINION: letters.opinion,
    PaperKind.RECOMMENDATION: letters.recommendation,
}


def filled(source: Source) -> Content:
    """The paper of the source's kind, filled from the file."""
    return source.finish(FILLED[source.kind](source))


__all__ = ["FILLED", "Source", "filled"]
