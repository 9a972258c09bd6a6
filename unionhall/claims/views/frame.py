"""What the pages of findings and claims have in common: the case or finding in scope, whose it is, and where one stands."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.cases import api as cases
from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.lawbook.calculator import Calculator
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice

from .. import access, reckoning
from ..models import KeptFinding
from ..tabling import Worker

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant


def case_on_desk(request: HttpRequest, pk: UUID) -> "tuple[Actor, Case]":
    """The case, if this actor works on it or oversees it; for everybody else there is none."""
    actor = actor_of(request)
    found = cases.desk_cases(actor).select_related("body", "employer__division", "division", "group")
    return actor, get_object_or_404(found, pk=pk)


def finding_on_desk(request: HttpRequest, pk: UUID) -> tuple[Actor, KeptFinding]:
    """The finding of a case on the desk."""
    actor = actor_of(request)
    found = access.visible_findings(actor).filter(case__in=cases.desk_cases(actor))
    return actor, get_object_or_404(found.select_related("case", "complainant__person", "replaces"), pk=pk)


def calculator_named(name: str) -> Calculator:
    found = reckoning.calculator(name)
    if found is None:
        raise Http404
    return found


def note_reading(actor: Actor, case: "Case") -> None:
    """Findings are part of the file: opening one is noted with its purpose, and the worker can read it."""
    audit.record_read(case, by=actor, purpose=cases.purpose_of(actor, case))


def worker_in(request: HttpRequest, actor: Actor, case: "Case") -> "tuple[Complainant | None, list[Worker]]":
    """Whose finding it is: the only worker, or the one named in the address; none while one of several is to be chosen."""
    seen = cases.visible_complainants(actor, case).select_related("person").order_by("joined_at", "pk")
    workers = [Worker(case, one) for one in seen]
    asked = request.POST.get("worker") or request.GET.get("worker") or ""
    if asked:
        chosen = next((one.person for one in workers if one.person and str(one.person.pk) == asked), None)
        if chosen is None:
            raise Http404
        return chosen, workers
    return (workers[0].person if len(workers) == 1 else None), workers


def trail(case: "Case", *rest: tuple[Any, str]) -> list[Choice]:
    return [
        Choice(_("Worklist"), reverse("cases:worklist")),
        Choice(case.number, reverse("cases:case", args=[case.pk])),
        *(Choice(label, url) for label, url in rest),
    ]


def title_of(calculator: Calculator) -> str:
    return in_language(calculator.title)
