"""What can be reckoned: all of it by topic, found by words, and the first page of each calculator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of, public, words_asked
from unionhall.lawbook.calculator import Calculator
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page, redirect_after_post

from .. import contents
from ..held import known_facts
from ..way import Way
from .kept import answers_in, forget


@public
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Every calculator by topic, or those that speak of what was typed."""
    actor, words = actor_of(request), words_asked(request, most=40)
    context = {
        "words": words,
        "found": [_shown(one) for one in contents.search(actor, words)] if words else [],
        "chapters": [
            {
                "key": chapter.topic.key,
                "title": in_language(chapter.topic.title),
                "icon": chapter.icon,
                "lines": [_shown(one) for one in chapter.calculators],
            }
            for chapter in contents.chapters(actor)
        ],
        "trail": [Choice(_("Home"), "/"), Choice(_("Reckon"))],
    }
    return page(request, "rights/topics.html", context)


@public
@require_safe
def calculator(request: HttpRequest, fn: str) -> HttpResponse:
    """What it reckons, what is known already, what happens with the answers; then begin, or go on."""
    way = way_of(request, fn)
    context = {
        **_shown(way.one),
        "way": way,
        "known": way.known_lines(),
        "begun": bool(way.answers),
        "number": len(way.asked()),
        "not_modelled": [in_language(words) for words in way.one.not_modelled],
        "link": request.build_absolute_uri(reverse("rights:calculator", args=[fn])),
        "trail": [*trail(), Choice(in_language(way.one.title))],
    }
    return page(request, "rights/calculator.html", context)


@public
@require_safe
def questions(request: HttpRequest, fn: str) -> HttpResponse:
    """To the first question still to be asked; to the answer when there is none."""
    return redirect(onward(way_of(request, fn)))


@public
@require_POST
def forgetting(request: HttpRequest, fn: str) -> HttpResponse:
    """Forget the answers; they were in this browser only."""
    one = found(request, fn)
    said_then = _("Your answers are gone from this device.")
    return forget(redirect_after_post(request, "rights:calculator", fn, message=said_then), one)


def found(request: HttpRequest, fn: str) -> Calculator:
    """The calculator, or nothing at this address."""
    one = contents.calculator(actor_of(request), fn)
    if one is None:
        raise Http404
    return one


def way_of(request: HttpRequest, fn: str) -> Way:
    one = found(request, fn)
    return Way(one, answers_in(request, one), known_facts(actor_of(request), one), clock.today())


def onward(way: Way) -> str:
    """The address of what comes next."""
    fact = way.next()
    if fact is None:
        return reverse("rights:answer", args=[way.one.name])
    return reverse("rights:question", args=[way.one.name, fact.name])


def trail() -> list[Choice]:
    return [Choice(_("Home"), "/"), Choice(_("Reckon"), reverse("rights:topics"))]


def _shown(one: Calculator) -> dict[str, str]:
    return {
        "title": in_language(one.title),
        "about": in_language(one.about),
        "url": reverse("rights:calculator", args=[one.name]),
        "name": one.name,
    }
