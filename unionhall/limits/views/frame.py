"""What the pages of limits have in common: the case in scope, the calendar asked for, and where one stands."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.cases import api as cases
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice

from ..enums import CalendarKind


def case_in_scope(request: HttpRequest, pk: UUID) -> Any:
    """The case on one's desk; otherwise there is nothing at this address."""
    found = cases.desk_cases(actor_of(request)).select_related("body", "handler", "employer", "division")
    return get_object_or_404(found, pk=pk)


def calendar_asked(name: str) -> CalendarKind:
    if name not in CalendarKind.values:
        raise Http404
    return CalendarKind(name)


def crumbs(case: Any, *more: Choice) -> list[Choice]:
    trail = [Choice(case.number, case.get_absolute_url())]
    return [*trail, Choice(_("Limits of the law"), reverse("limits:of_case", args=[case.pk])), *more]


def page_of(case: Any) -> tuple[Any, ...]:
    """Where one stands again after an act."""
    return ("limits:of_case", case.pk)
