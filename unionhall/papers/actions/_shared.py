"""What every act on a paper does: lock it, check that nobody was faster, look for names that must not stand in it."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import Conflict, Refused, no

from ..content import Content
from ..drafting.source import Source
from ..enums import PaperKind
from ..models import Paper

if TYPE_CHECKING:
    from unionhall.cases.models import Case


def taken(paper: Paper, *, expected: int | None = None) -> Paper:
    """The paper, locked. `expected` is the revision the caller saw; another one means a colleague was faster."""
    locked = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("case__body", "case__employer", "case__division", "case__handler", "body", "complainant", "follows")
        .get(pk=paper.pk)
    )  # fmt: skip
    if expected is not None and locked.revision != expected:
        raise Conflict(
            no(
                _("Somebody changed this paper while you had it open."),
                _("Your words are kept below. Look at it again, then send them once more."),
                "changed_meanwhile",
            )
        )
    return locked


def touch(paper: Paper, *fields: str) -> None:
    """Save the fields under a new revision."""
    paper.revision += 1
    paper.save(update_fields=[*fields, "revision"])


def sealed(content: Content) -> str:
    return json.dumps(content.as_dict(), ensure_ascii=False)


def now_in(paper: Paper) -> Content:
    return Content.of(paper.content)


def source_of(paper: Paper, by: Actor) -> Source:
    return Source(paper.case, paper.kind, by, paper.complainant, paper.follows)


def name_for_file(by: Actor) -> str:
    return "" if by.via == "system" else by.name[:60]


def keep_names_out(paper: Paper, words: str, by: Actor) -> None:
    """Nobody who hides their name from the employer stands by name in a paper that may reach the employer."""
    if paper.kind == PaperKind.SUPPORT_REQUEST:
        return
    refuse_names(words, source_of(paper, by).hidden_names)


def refuse_names(words: str, hidden: Collection[str]) -> None:
    bare = "".join(words.split())
    if any("".join(name.split()) in bare for name in hidden):
        raise Refused(
            no(
                _("A worker whose name is hidden from the employer stands in it by name, and the employer may get to read it."),
                _("Take the name out; the worker can fill it in by hand when signing."),
                "hidden_name",
            )
        )  # fmt: skip


def lock_case(case: "Case") -> None:
    """Two officers who draft the same paper at once get one paper."""
    type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)
