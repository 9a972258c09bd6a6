"""What the pages of shared problems have in common: the problem in scope, and where one stands."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice

from .. import access
from ..models import SharedProblem


def weigher(request: HttpRequest) -> Actor:
    """The actor, if shared problems exist for them; for everybody else there is nothing here."""
    actor = actor_of(request)
    if not access.may_see_problems(actor):
        raise Http404
    return actor


def problem_in_scope(request: HttpRequest, pk: UUID) -> SharedProblem:
    found = access.visible_problems(actor_of(request)).select_related("body", "owner", "merged_into")
    return get_object_or_404(found, pk=pk)


def crumbs(problem: SharedProblem | None = None) -> list[Choice]:
    trail = [Choice(_("Shared problems"), reverse("problems:problems"))]
    return [*trail, Choice(problem.title, problem.get_absolute_url())] if problem else trail


def page_of(problem: SharedProblem) -> tuple[Any, ...]:
    """Where one stands again after an act."""
    return ("problems:problem", problem.pk)
