"""Reads about papers that are worth a name."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.claims import api as claims
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.lawbook.dated import Dated, Missing

from .enums import LETTERS, PaperKind
from .models import Paper, PaperVersion
from .states import LIVE, PaperState

if TYPE_CHECKING:
    from unionhall.cases.models import Case

LIMITS = "supervision_reply"
"""The table of the law book with the local limits: `supervision_reply.opinion` and its like, by place and day."""


@dataclass(frozen=True)
class Counted:
    """Letters of one kind: how many went out in a period, and what became of those."""

    kind: str
    sent: int = 0
    answered: int = 0
    followed: int = 0
    overdue: int = 0


def live_paper(case: "Case", kind: str, complainant_id: UUID | None) -> Paper | None:
    """The draft or written paper of this kind that is worked on."""
    found = Paper.objects.filter(case=case, kind=kind, complainant=complainant_id, state__in=LIVE)
    return found.select_related("case").first()


def last_letter(case: "Case", kind: str) -> Paper | None:
    """The letter of a kind that was sent last."""
    sent = Paper.objects.filter(case=case, kind=kind, state__in=[PaperState.SENT, PaperState.ANSWERED])
    return sent.select_related("sending", "reply").order_by("-sending__sent_on", "-pk").first()


def versions_of(paper: Paper) -> list[PaperVersion]:
    """The newest first."""
    return list(PaperVersion.objects.filter(paper=paper).select_related("stored").order_by("-n"))


def latest_version(paper: Paper) -> PaperVersion | None:
    return PaperVersion.objects.filter(paper=paper).select_related("stored").order_by("-n").first()


def in_order(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    return papers.order_by("drafted_at", "pk")


def letters(papers: QuerySet[Paper], which: str = "") -> QuerySet[Paper]:
    """Letters that were sent; `which` is waiting, overdue or answered."""
    found = papers.filter(kind__in=LETTERS, sending__isnull=False).select_related("body", "sending", "reply", "case")
    if which == "answered":
        return found.filter(state=PaperState.ANSWERED)
    if which == "overdue":
        return found.filter(state=PaperState.SENT, sending__reply_due_on__lt=clock.today())
    if which == "waiting":
        return found.filter(state=PaperState.SENT, sending__reply_due_on__gte=clock.today())
    return found


def counted(papers: QuerySet[Paper], since: date, until: date) -> list[Counted]:
    """For each kind of letter: those sent in the period, and how many of them were answered, followed, are overdue."""
    sent = papers.filter(kind__in=LETTERS, sending__sent_on__range=(since, until)).order_by("kind")
    rows = sent.values("kind").annotate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(reply__isnull=False)),
        followed=Count("pk", filter=Q(reply__followed=True)),
        overdue=Count("pk", filter=Q(reply__isnull=True, sending__reply_due_on__lt=clock.today())),
    )
    found = {row["kind"]: Counted(**row) for row in rows}
    return [found.get(kind, Counted(str(kind))) for kind in LETTERS]


def reply_limit(case: "Case", kind: str, *, by: Actor, on: date) -> Dated | None:
    """Within how many days a letter is to be answered by the rule of the place; None where the book holds no rule."""
    book, name = claims.book_in_use(), f"{LIMITS}.{kind}"
    place = claims.held_facts(case, by=by).get("place")
    if name not in book.tables or not place:
        return None
    try:
        return book.value(name, place, on=on)
    except Missing:
        return None


def label_of(kind: str) -> str:
    return str(PaperKind(kind).label)
