"""What the pages of money have in common: the body in scope, the way back, findings and people in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core.http import actor_of
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice, Fact
from unionhall.ui.words import datetime_words

from .. import access

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

GET_AND_POST = ["GET", "HEAD", "POST"]


def body_in_scope(request: HttpRequest, pk: UUID) -> Organisation:
    return get_object_or_404(access.visible_bodies(actor_of(request)), pk=pk)


def crumbs(body: Organisation, *further: Choice) -> list[Choice]:
    return [
        Choice(_("Money"), reverse("funds:home")),
        Choice(body.short_name, reverse("funds:body", args=[body.pk])),
        *further,
    ]


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def decision_facts(record: Any) -> list[Fact]:
    """Who decided, when, and what they said."""
    if record.decided_by is None:
        return [Fact(_("Reason"), record.reason)] if record.reason else []
    facts = [Fact(_("Decided by"), record.decided_by.name, datetime_words(record.decided_at))]
    return [*facts, Fact(_("Note"), record.reason)] if record.reason else facts


def steps(finding: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A finding in the reader's language: each step with its numbers and articles, and what nobody has verified."""
    if not finding:
        return None
    return {
        "headline": in_language(finding.get("headline")),
        "steps": [
            {
                "words": in_language(step["words"]),
                "formula": step["formula"],
                "articles": "；".join(
                    in_language(article["words"]) for article in step["articles"] if article.get("words")
                ),
            }
            for step in finding["steps"]
        ],
        "assumptions": [in_language(words) for words in finding["assumptions"]],
        "unverified": [in_language(words) for words in finding["unverified"]],
    }
