"""What the pages of papers have in common: the case or paper in scope, and where one stands."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.cases import api as cases
from unionhall.cases.enums import IdentityLevel
from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_name
from unionhall.ui.parts import Choice

from .. import access
from ..models import Paper

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant

GET_AND_POST = ["GET", "HEAD", "POST"]


def case_on_desk(request: HttpRequest, pk: UUID) -> "tuple[Actor, Case]":
    """The case, if this actor works on it or oversees it; for everybody else there is none."""
    actor = actor_of(request)
    found = cases.desk_cases(actor).select_related("body", "employer", "division", "handler", "group")
    return actor, get_object_or_404(found, pk=pk)


def paper_in_scope(request: HttpRequest, pk: UUID) -> tuple[Actor, Paper]:
    actor = actor_of(request)
    found = access.visible_papers(actor).select_related("case__body", "body", "complainant", "follows")
    return actor, get_object_or_404(found, pk=pk)


def note_reading(actor: Actor, case: "Case") -> None:
    """Papers are part of the file: opening one is noted with its purpose, and the worker can read it."""
    audit.record_read(case, by=actor, purpose=cases.purpose_of(actor, case))


def called(worker: "Complainant | None") -> str:
    """Enough to tell workers apart on the desk."""
    if worker is None:
        return ""
    if worker.identity_level == IdentityLevel.ANONYMOUS or not worker.name:
        return _("anonymous")
    return mask_name(worker.name)


def trail(case: "Case", *rest: tuple[Any, str]) -> list[Choice]:
    return [
        Choice(_("Worklist"), reverse("cases:worklist")),
        Choice(case.number, reverse("cases:case", args=[case.pk])),
        *(Choice(label, url) for label, url in rest),
    ]
