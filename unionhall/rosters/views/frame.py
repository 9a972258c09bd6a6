"""What the pages of lists of names have in common."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice, Fact

from .. import access, queries
from ..enums import Outcome

GET_AND_POST = ["GET", "HEAD", "POST"]


def keeper(request: HttpRequest) -> Actor:
    """The actor, if lists are theirs to keep; for everybody else there is no such page."""
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    return actor


def crumbs(*further: Choice) -> list[Choice]:
    return [Choice(_("Lists of names"), reverse("rosters:rosters")), *further]


def review_crumbs(*further: Choice) -> list[Choice]:
    return crumbs(Choice(_("Rows to be looked at"), reverse("rosters:reviews")), *further)


def count_facts(counts: dict[str, int]) -> list[Fact]:
    """How many rows came out how, as the body of the list may know it."""
    shown = queries.shown_counts(counts)
    return [Fact(outcome.label, f"{shown[outcome.value]:,}") for outcome in queries.SHOWN]


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


TONES = {Outcome.REVIEW: "amber", Outcome.ABOVE: "amber", Outcome.REJECTED: "red"}
