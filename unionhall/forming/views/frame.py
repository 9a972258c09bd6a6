"""What the pages about forming unions share: finding in scope, the way back, the story of an application, words of rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice, FileLine, Happening

from .. import access, queries
from ..models import Election, Formation
from ..rules import Rule
from ..states import FORMATION, FormationState


def formation_in_scope(request: HttpRequest, pk: UUID) -> Formation:
    """The application if it is this reader's to see; else there is nothing here."""
    found = access.all_formations(actor_of(request)).select_related("reviewer__parent", "employer", "division", "body")
    return get_object_or_404(found.distinct(), pk=pk)


def election_in_scope(request: HttpRequest, pk: UUID) -> Election:
    found = access.visible_elections(actor_of(request)).select_related(
        "formation__reviewer", "formation__employer", "body__employer"
    )
    return get_object_or_404(found.distinct(), pk=pk)


def way_to(request: HttpRequest, formation: Formation | None = None, *more: str) -> list[Choice]:
    """The way back, for the applicant from home, for reviewers from their list."""
    at_desk = bool(access.may_review_any(actor_of(request)))
    trail = (
        [Choice(_("New unions"), reverse("forming:formations"))]
        if at_desk
        else [Choice(_("Home"), "/"), Choice(_("Form a union"), reverse("forming:start"))]
    )
    if formation is not None:
        trail.append(Choice(formation.name, formation.get_absolute_url()))
    return [*trail, *(Choice(words) for words in more)]


def story(formation: Formation) -> list[Happening]:
    """What has happened, the newest first."""
    titles = step_words()
    return [
        Happening(step.at, titles.get(step.verb, step.verb), text=step.words, by=step.by_name, icon="circle")
        for step in formation.steps.order_by("-at", "-pk")[:100]
    ]


def step_words() -> dict[str, str]:
    """Every step in words."""
    moves = {verb: str(FORMATION.states(move.to).label) for verb, move in FORMATION.verbs.items()}
    return {
        **moves,
        "apply": _("Applied for"),
        "pass_up": _("Handed to the body above"),
        "identify": _("The employer was found in the register"),
        "call_election": _("Election called"),
        "record_result": _("Result recorded"),
        "call_off": _("Election called off"),
        "set_aside": _("The vote is to be held again"),
    }


def paper_lines(request: HttpRequest, formation: Formation) -> list[FileLine]:
    """The papers, with a way to take out one's own while the application is open."""
    may = access.may_work_on(actor_of(request), formation)
    return [
        FileLine(
            name=paper.stored.name, url=reverse("forming:paper", args=[paper.pk]), size=paper.stored.size,
            at=paper.added_at, by=paper.by_name, note=paper.get_kind_display(),
            remove_url=reverse("forming:paper_removal", args=[paper.pk]) if may else "",
        )
        for paper in formation.papers.select_related("stored").order_by("added_at", "pk")
    ]  # fmt: skip


def rule_lines(rules: tuple[Rule, ...]) -> list[dict[str, Any]]:
    return [{"text": one.text, "source": one.source, "remembered": one.remembered} for one in rules]


def limit_words(formation: Formation) -> dict[str, Any] | None:
    """By when the body above answers, or that nobody has set a limit."""
    found = queries.limit_of_formation(formation)
    if found is None:
        return None
    return {"rule": found.rule, "due": found.due.date if found.due else None}


def is_open(formation: Formation) -> bool:
    return formation.state in (FormationState.ASKED, FormationState.SENT_BACK, FormationState.PREPARING)


def posted(request: HttpRequest) -> Any:
    """What was sent, be it empty; nothing before it is sent."""
    return request.POST if request.method == "POST" else None


def posted_with_files(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
