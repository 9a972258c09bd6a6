"""A paper is drafted from the file, changed, filled again, or thrown away."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access, queries
from ..content import edited, unreadable_amounts
from ..drafting import Source, filled
from ..enums import FOLLOWS, FOR_THE_WORKER, PaperKind
from ..models import Paper
from ..states import PAPER, PaperState
from ._shared import keep_names_out, lock_case, name_for_file, now_in, sealed, source_of, taken, touch

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant


@transaction.atomic
def draft(case: "Case", kind: str, *, by: Actor, complainant: "Complainant | None" = None) -> Paper:
    """Fill a paper from the file. The one that is worked on already is returned, however often it is asked for.

    `complainant` says for whom where the case has several workers; the only one is taken by itself.
    """
    access.may_draft(by, case, kind).or_refuse()
    lock_case(case)
    worker = complainant or (_only_worker(case, by) if kind in FOR_THE_WORKER else None)
    if (there := queries.live_paper(case, kind, worker.pk if worker else None)) is not None:
        return there
    before = FOLLOWS.get(PaperKind(kind))
    follows = queries.last_letter(case, before) if before else None
    if follows is not None and Paper.objects.filter(follows=follows).exclude(state=PaperState.DROPPED).exists():
        raise Refused(
            no(_("The next letter was sent already."), _("Look at the papers of the file."), "followed_already")
        )
    content = filled(Source(case, kind, by, worker, follows))
    paper = Paper(
        case=case,
        complainant=worker,
        body=case.body,
        kind=kind,
        follows=follows,
        draft=sealed(content),
        drafted_at=clock.now(),
        saved_at=clock.now(),
        by_id=by.person_id,
        by_name=name_for_file(by),
    )
    paper.save(force_insert=True)
    audit.record("paper.drafted", paper, by=by, case=str(case.pk), kind=str(kind), gaps=len(content.lacking))
    return paper


@transaction.atomic
def edit(
    paper: Paper,
    *,
    by: Actor,
    texts: Mapping[str, str],
    tables: Mapping[str, Iterable[Iterable[str]]],
    expected: int | None = None,
) -> Paper:
    """Change words and rows. What is doubtful in the findings cannot be edited away."""
    paper = taken(paper, expected=expected)
    access.may_edit(by, paper).or_refuse()
    old = now_in(paper)
    new = edited(old, texts, tables)
    wrong = unreadable_amounts(new)
    if wrong:
        _block, row, words = wrong[0]
        raise Refused(
            no(
                _("Row %(row)s: “%(words)s” is no amount.") % {"row": row + 1, "words": words[:40]},
                _("Write it as 12345.60, or leave a gap ____."),
                "amount",
            )
        )
    keep_names_out(paper, new.plain_text, by)
    if new.as_dict() == old.as_dict():
        return paper
    paper.draft, paper.saved_at = sealed(new), clock.now()
    touch(paper, "draft", "saved_at")
    audit.record("paper.edited", paper, by=by, case=str(paper.case_id))
    return paper


@transaction.atomic
def refill(paper: Paper, *, by: Actor, expected: int | None = None) -> Paper:
    """Fill the draft again from the file of today; what was changed by hand in the draft is lost, versions stay."""
    paper = taken(paper, expected=expected)
    access.may_refill(by, paper).or_refuse()
    paper.draft, paper.saved_at = sealed(filled(source_of(paper, by))), clock.now()
    touch(paper, "draft", "saved_at")
    audit.record("paper.refilled", paper, by=by, case=str(paper.case_id))
    return paper


@transaction.atomic
def drop(paper: Paper, *, by: Actor) -> Paper:
    """Throw a draft away that was never written; no number is lost."""
    paper = taken(paper)
    access.may_drop(by, paper).or_refuse()
    PAPER.move(paper, "drop", by)
    touch(paper, "state")
    audit.record("paper.dropped", paper, by=by, case=str(paper.case_id))
    return paper


def _only_worker(case: "Case", by: Actor) -> "Complainant | None":
    workers = list(cases.visible_complainants(by, case).order_by("joined_at", "pk")[:2])
    return workers[0] if len(workers) == 1 else None
