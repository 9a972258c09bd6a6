"""A paper is written as Word: numbered once, and each version kept as it is. An edited file may come back as the next one."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, files
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Refused, no

from .. import access, queries, rendering
from ..enums import SIGNS, PaperKind
from ..models import Paper, PaperVersion
from ..states import PAPER
from ._shared import keep_names_out, name_for_file, now_in, taken, touch

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile

STORED_AS = "paper"


@transaction.atomic
def write(paper: Paper, *, by: Actor, expected: int | None = None) -> PaperVersion:
    """Write the draft as the next version. The first one takes the number: by body, kind and year, without gaps."""
    paper = taken(paper, expected=expected)
    access.may_write(by, paper).or_refuse()
    content = now_in(paper)
    keep_names_out(paper, content.plain_text, by)
    if not paper.number:
        paper.number = _number(paper)
        PAPER.move(paper, "write", by)
    latest = queries.latest_version(paper)
    if latest is not None and not latest.brought_back and latest.words == content.plain_text:
        return latest
    n = latest.n + 1 if latest else 1
    made = rendering.written(content, number=paper.number, issuer=paper.body.name)
    stored = files.store(files.as_upload(made, _file_name(content.title, paper.number, n)), by=by, kind=STORED_AS)
    version = _keep(paper, stored, n=n, words=content.plain_text, by=by, brought_back=False)
    touch(paper, "number", "state")
    audit.record("paper.written", paper, by=by, case=str(paper.case_id), version=n, sha256=stored.sha256)
    return version


@transaction.atomic
def bring_back(paper: Paper, *, by: Actor, stored: "StoredFile", expected: int | None = None) -> PaperVersion:
    """A Word file that was edited outside becomes the next version, if nobody stands in it who must not."""
    paper = taken(paper, expected=expected)
    access.may_bring_back(by, paper).or_refuse()
    if stored.content_type != rendering.WORD:
        raise Refused(no(_("This is no Word file."), _("Save it as .docx and send that."), "not_word"))
    with files.open_stored(stored) as content:
        try:
            everything, words = rendering.words_in(content), rendering.text_of(content)
        except ValueError as error:
            raise Refused(
                no(_("This Word file cannot be read."), _("Open it, save a copy, and send that."), "unreadable")
            ) from error
    keep_names_out(paper, everything, by)
    latest = queries.latest_version(paper)
    if latest is not None and latest.stored.sha256 == stored.sha256:
        return latest
    version = _keep(paper, stored, n=latest.n + 1 if latest else 1, words=words, by=by, brought_back=True)
    touch(paper)
    audit.record(
        "paper.brought_back", paper, by=by, case=str(paper.case_id), version=version.n, sha256=stored.sha256
    )  # fmt: skip
    return version


def _keep(paper: Paper, stored: "StoredFile", *, n: int, words: str, by: Actor, brought_back: bool) -> PaperVersion:
    content = now_in(paper)
    version = PaperVersion(
        paper=paper,
        n=n,
        stored=stored,
        words=words,
        findings=content.findings,
        provisional=bool(content.doubts),
        brought_back=brought_back,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_for_file(by),
    )
    version.save(force_insert=True)
    return version


def _number(paper: Paper) -> str:
    """瑞工监提〔2026〕12号. Taken late: the series stays locked until commit."""
    prefix, year = paper.body.case_prefix, clock.today().year
    if not prefix:
        raise Refused(
            no(_("This body has no prefix for case numbers."), _("Ask the system administrator to enter one."))
        )
    n = next_number(str(paper.body_id), f"paper.{paper.kind}", year)
    return f"{prefix}{SIGNS[PaperKind(paper.kind)]}〔{year}〕{n}号"


def _file_name(title: str, number: str, n: int) -> str:
    return f"{title} {number}{f' 第{n}版' if n > 1 else ''}.docx"
