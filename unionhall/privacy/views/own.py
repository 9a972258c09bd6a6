"""The person's own page: what is held, who looked, objecting, taking it along, being erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.core.ratelimit import limit
from unionhall.people import api as people
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice
from unionhall.ui.responses import file_response, page, redirect_after_post
from unionhall.ui.words import date_words

from .. import access, actions, queries, reading, shown
from ..actions.erasures import DAYS_TO_THINK, in_the_way
from ..forms import ErasureForm, ObjectionForm
from ..models import Erasure
from ..states import ErasureState

GET_AND_POST = ["GET", "HEAD", "POST"]
READINGS = 20


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything about one's data in one place."""
    actor, person_id = _self(request)
    found = page_of(queries.looks_at(person_id), order=("-at", "-id"), after=request.GET.get("after"), size=READINGS)
    erasure = _asked(actor)
    context = {
        "held": queries.held_about(person_id),
        "page": found,
        "readings": shown.readings(found.items),
        "objections": access.own_objections(actor).order_by("-made_at", "pk")[:50],
        "erasure": erasure,
        "in_the_way": in_the_way(person_id) if erasure else [],
        "crumbs": _crumbs(),
    }
    return page(request, "privacy/mine.html", context)


@never_cache
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """Everything we hold, as one page to read without us."""
    actor, person_id = _self(request)
    limit("export", str(person_id), times=5, seconds=3600).or_refuse()
    person = get_object_or_404(people.visible_people(actor), pk=person_id)
    held = people.own_data.export_own_data(person, by=actor)
    context = {
        "parts": [
            (reading.part_words(name), reading.lines(part, module=name))
            for name, part in held.items()
            if name != "made_at"
        ],
        "made_at": clock.now(),
    }
    text = render_to_string("privacy/file.html", context, request=request)
    return file_response(text.encode(), f"unionhall-{clock.today():%Y-%m-%d}.html", "text/html; charset=utf-8")


@never_cache
@require_http_methods(GET_AND_POST)
def objecting(request: HttpRequest) -> HttpResponse:
    """Object: to one reading (`?entry=`), or in general."""
    actor, person_id = _self(request)
    entry = _entry(request, person_id)
    lead = _("Somebody who is not concerned answers you by a fixed day, within fifteen days.")
    if entry:
        row = shown.readings([entry])[0]
        lead = f"{date_words(row['at'])} · {row['name']} · {row['why']}。{lead}"
    return ask(
        request, ObjectionForm(_posted(request)), back=("privacy:mine",), title=_("Object"), button=_("Send the objection"),
        act=lambda said: actions.object_to(by=actor, text=said["text"], entry_id=entry.pk if entry else None),
        lead=lead, done=_("We have your objection, and you will get an answer."), crumbs=_crumbs(Choice(_("Object"))),
    )  # fmt: skip


@require_POST
def objection_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an objection back."""
    actor, _person = _self(request)
    actions.withdraw(get_object_or_404(access.own_objections(actor), pk=pk), by=actor)
    return redirect_after_post(request, "privacy:mine", message=_("Taken back."))


@never_cache
@require_http_methods(GET_AND_POST)
def erasure(request: HttpRequest) -> HttpResponse:
    """Ask to be erased: what goes, what stays, what is in the way."""
    actor, person_id = _self(request)
    lead = [
        _(
            "Your name, numbers and words are deleted or emptied, your key is destroyed, and you are signed out for ever."
        ),
        _("What was counted stays as a number; the audit trail keeps keys."),
        _("It is done after %(n)d days; until then you may take it back.") % {"n": DAYS_TO_THINK},
        *(str(words) for words in in_the_way(person_id)),
    ]
    return ask(
        request, ErasureForm(_posted(request)), back=("privacy:mine",), title=_("Have me erased"), button=_("Have me erased"),
        act=lambda _said: actions.ask_erasure(by=actor), lead=" ".join(lead), danger=True,
        done=_("Recorded. You may take it back until it is done."), crumbs=_crumbs(Choice(_("Have me erased"))),
    )  # fmt: skip


@require_POST
def erasure_withdrawal(request: HttpRequest) -> HttpResponse:
    """Think again."""
    actor, _person = _self(request)
    found = _asked(actor)
    if found is None:
        raise Http404
    actions.stay(found, by=actor)
    return redirect_after_post(request, "privacy:mine", message=_("Taken back. Everything stays as it is."))


def _self(request: HttpRequest) -> tuple[Actor, UUID]:
    actor = actor_of(request)
    if actor.person_id is None:
        raise Http404
    return actor, actor.person_id


def _asked(actor: Actor) -> Erasure | None:
    return access.own_erasures(actor).filter(state=ErasureState.ASKED).first()


def _entry(request: HttpRequest, person_id: UUID) -> Any:
    """The reading objected to, if the address names one of one's own."""
    text = request.GET.get("entry", "")
    if not text:
        return None
    try:
        key = UUID(text)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(queries.looks_at(person_id), pk=key)


def _crumbs(*more: Choice) -> list[Choice]:
    from django.urls import reverse

    return [
        Choice(_("About me"), reverse("people:me")),
        *([Choice(_("My data"), reverse("privacy:mine"))] if more else []),
        *(more or [Choice(_("My data"))]),
    ]


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
