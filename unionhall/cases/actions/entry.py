"""A matter that came by telephone, on paper or with the worker, entered by whoever received it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from unionhall.core.actor import Actor
from unionhall.people import api as people

from ..enums import IdentityLevel
from ..models import Case, IntakeDraft
from .drafts import discard_draft
from .groups import gather, join
from .intake import Brought, bring

if TYPE_CHECKING:
    from unionhall.people.models import Person

CONSENT_VERSION = "entry-1"


@transaction.atomic
def enter(
    *,
    by: Actor,
    source: str,
    identity_level: str,
    person: "Person | None" = None,
    name: str = "",
    phone: str = "",
    phone_is_theirs: bool = True,
    together_with: Case | None = None,
    papers: IntakeDraft | None = None,
    **facts: Any,
) -> Brought:
    """Receive a matter for a worker. A phone not known yet makes a person of them, who finds the matter by signing in.

    `together_with` is a case of the same dispute: its group is joined, or the two make one. `papers` hold the files.
    """
    if identity_level == IdentityLevel.ANONYMOUS:
        person, name, phone = None, "", ""
    elif person is None and phone and phone_is_theirs:
        person = people.enter(by=by, name=name, phone=phone)
    files = tuple(papers.files.order_by("at", "pk")) if papers else ()
    brought = bring(
        by=by,
        source=source,
        identity_level=identity_level,
        person=person,
        name=name,
        phone=phone,
        files=files,
        **facts,
    )
    if person is not None:
        people.consent(
            person.pk,
            by=by,
            purpose="case",
            subject=f"case:{brought.case.pk}",
            text_version=CONSENT_VERSION,
            through=source,
        )
    if together_with is not None and together_with.is_group:
        join(brought.case, by=by, group=together_with)
    elif together_with is not None:
        gather([together_with, brought.case], by=by)
    if papers is not None:
        papers.files.clear()
        discard_draft(papers, by=by)
    return brought
