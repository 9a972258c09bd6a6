"""One question a screen. What was typed stays until it can be read; then it goes back to the browser, and on."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionhall.core import clock, ratelimit
from unionhall.core.http import public
from unionhall.core.verdict import Refused
from unionhall.lawbook.facts import Fact, Region, is_empty
from unionhall.ui.law import in_language
from unionhall.ui.responses import page, redirect_after_post, say

from ..forms import OneForm, QuestionForm, RowsForm, form_of
from ..forms.one import say_tiers
from ..way import Way, fact_named
from .contents import onward, way_of
from .kept import keep, sealed

ANSWERS_PER_HOUR = 1_200
"""From one address; a whole factory may stand behind one."""
MORE, ALIKE, SKIP = "more", "alike", "skip"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, fn: str, fact: str) -> HttpResponse:
    """Ask it, or take the answer and go on to the next."""
    way = way_of(request, fn)
    asked = fact_named(way.one, fact)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return ask(request, way, asked, _form(way, asked))
    form = _form(way, asked, request.POST)
    then = request.POST.get("then", "")
    if then in (MORE, ALIKE) and not isinstance(form, OneForm):
        more = form.grown(alike=then == ALIKE) if isinstance(form, RowsForm) else form.grown()
        return ask(request, way, asked, more)
    skipped = then == SKIP and not asked.required
    if not skipped and not form.is_valid():
        return ask(request, way, asked, form, status=422)
    return _taken(request, way, asked, form, "" if skipped else form.answer)


def _taken(request: HttpRequest, way: Way, fact: Fact, form: QuestionForm, answer: Any) -> HttpResponse:
    """Keep the answer in the browser, and go on."""
    try:
        where = request.META.get("REMOTE_ADDR", "")
        ratelimit.limit("law answers", where, times=ANSWERS_PER_HOUR, seconds=3600).or_refuse()
    except Refused as error:
        form.is_valid()
        return ask(request, way, fact, form, status=say(form, error))
    now = Way(way.one, without_what_fell_away(way, fact, answer), way.known, way.today)
    text = sealed(now.answers)
    if not text:
        form.is_valid()
        form.complain(_("This is more than fits here. Put equal months together, or take the table to your union."))
        return ask(request, way, fact, form, status=422)
    changes = request.GET.get("change")
    to = reverse("rights:answer", args=[way.one.name]) if changes else onward(now)
    return keep(redirect_after_post(request, to), way.one, text)


def without_what_fell_away(way: Way, fact: Fact, answer: Any) -> dict[str, Any]:
    """The answers with this one; later answers to questions that are no longer asked go."""
    answers = {**way.answers, fact.name: answer}
    if way.said.get(fact.name) == answer:
        return answers
    now = Way(way.one, answers, way.known, way.today)
    asked = {one.name for one in now.asked()}
    names = [one.name for one in way.one.facts]
    later = set(names[names.index(fact.name) + 1 :])
    return {name: value for name, value in answers.items() if name not in later or name in asked}


def ask(request: HttpRequest, way: Way, fact: Fact, form: QuestionForm, *, status: int = 200) -> HttpResponse:
    """The screen of one question."""
    current, total = way.position(fact)
    address = reverse("rights:question", args=[way.one.name, fact.name])
    changes = "?change=1" if request.GET.get("change") or request.path != address else ""
    context = {
        "form": form,
        "fact": fact.name,
        "action": address + changes,
        "ask": in_language(fact.ask),
        "help": in_language(fact.help),
        "required": fact.required,
        "title": in_language(way.one.title),
        "name": way.one.name,
        "current": current,
        "total": total,
        "back": _back(way, fact, bool(changes)),
        "known": way.known_lines() if current == 1 and not changes else [],
    }
    return page(request, "rights/question.html", context, fragment="question", status=status)


def _back(way: Way, fact: Fact, changes: bool) -> str:
    if changes and way.next() is None and not is_empty(way.said.get(fact.name)):
        return reverse("rights:answer", args=[way.one.name])
    before = way.before(fact)
    if before:
        return reverse("rights:question", args=[way.one.name, before])
    return reverse("rights:calculator", args=[way.one.name])


def _form(way: Way, fact: Fact, sent: Mapping[str, Any] | None = None) -> QuestionForm:
    form = form_of(fact, today=way.today, sent=sent, answer=way.said.get(fact.name))
    if isinstance(form, OneForm):
        region = next((way.said.get(one.name) for one in way.one.facts if isinstance(one.kind, Region)), None)
        day = way.said.get(way.one.day) if way.one.day else None
        on = clock.today()
        if day and (read := fact_named(way.one, way.one.day)) is not None:
            on = read.kind.read(day, way.today)
        say_tiers(form, str(region or ""), on)
    return form


def corrected(request: HttpRequest, way: Way, fact: Fact, words: str) -> HttpResponse:
    """The question whose answer does not fit the others, with the sentence that says why."""
    form = form_of(fact, today=way.today, sent=_as_sent(way, fact), answer=way.said.get(fact.name))
    form.is_valid()
    if not form.errors:
        form.complain(words)
    return ask(request, way, fact, form, status=422)


def _as_sent(way: Way, fact: Fact) -> dict[str, Any]:
    """The answer as its form would send it."""
    form = form_of(fact, today=way.today, answer=way.said.get(fact.name))
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
