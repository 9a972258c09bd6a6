"""What other modules may use of papers."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from unionhall.cases import api as cases
from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict

from . import queries
from .access import may_draft, may_see_letters, visible_papers
from .actions import draft
from .enums import PaperKind
from .exports import held_about
from .queries import Counted
from .slots import papers_of_case

if TYPE_CHECKING:
    from unionhall.cases.models import Case


@dataclass(frozen=True)
class Draftable:
    """A kind of paper, whether this person may draft it now (the verdict says why not), and where one does."""

    kind: PaperKind
    may: Verdict
    url: str

    @property
    def label(self) -> str:
        return queries.label_of(self.kind)


def draftable(case: "Case", by: Actor) -> list[Draftable]:
    """Every kind of paper for a case, in the order in which they are usually needed."""
    return [
        _agreement(case, by)
        if kind == PaperKind.MEDIATION_AGREEMENT
        else Draftable(kind, may_draft(by, case, kind), reverse("papers:drafting", args=[case.pk, str(kind)]))
        for kind in PaperKind
    ]


def _agreement(case: "Case", by: Actor) -> Draftable:
    """`cases` writes it, from the settlement on the file."""
    agreed = case.settlements.filter(replaced_at__isnull=True).exists()
    kind = PaperKind.MEDIATION_AGREEMENT
    may = cases.may_correct(by, case) if agreed else may_draft(by, case, kind)
    return Draftable(kind, may, reverse("cases:case", args=[case.pk]))


def letters_counted(*, by: Actor, since: date, until: date) -> list[Counted]:
    """Notice letters, opinions and recommendations sent in a period, answered, followed and overdue, as far as one sees."""
    return queries.counted(visible_papers(by), since, until)


__all__ = [
    "Counted",
    "Draftable",
    "draft",
    "draftable",
    "held_about",
    "letters_counted",
    "may_draft",
    "may_see_letters",
    "papers_of_case",
    "visible_papers",
]
