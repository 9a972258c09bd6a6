"""The answer: what it comes to and why, which days matter, what to collect, and what one can do with it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionhall.cases import api as cases
from unionhall.cases.enums import Kind
from unionhall.core import clock
from unionhall.core.http import actor_of, public
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts
from unionhall.ui.law import in_language
from unionhall.ui.marked import MarkedForm, act_once
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page, redirect_after_post

from .. import actions, contents
from ..enclosing import enclosed
from ..forms import form_of
from ..forms.one import OneForm, say_tiers
from ..reckoning import book_in_use
from ..shown import NeedShown, Shown, need_shown
from ..way import Way, fact_named
from .contents import onward, trail, way_of
from .questions import corrected

MATTERS_SHOWN = 3
ACCOUNT_MOST, MESSAGE_MOST = 4_000, 2_000
# What a matter made of an answer is about, by the topic of the calculator.
KINDS = {
    "ending": Kind.DISMISSAL,
    "contract": Kind.CONTRACT,
    "pay": Kind.WAGES,
    "leave": Kind.HOURS_LEAVE,
    "injury": Kind.INJURY,
    "insurance": Kind.SOCIAL_INSURANCE,
}


@public
@require_safe
def answer(request: HttpRequest, fn: str) -> HttpResponse:
    """The answer; while something is missing or does not fit, the question it hangs on."""
    way = way_of(request, fn)
    if way.next() is not None:
        return redirect(onward(way) if way.answers else reverse("rights:calculator", args=[fn]))
    try:
        finding = find(way)
    except BadFacts as bad:
        name, words = next(iter(bad.errors.items()))
        fact = fact_named(way.one, name) or way.one.facts[0]
        return corrected(request, way, fact, in_language(words))
    return page(request, "rights/answer.html", _context(request, way, finding))


def find(way: Way) -> Finding:
    """Reckon. Raises BadFacts."""
    return way.one.find(way.reckoned_with, book=book_in_use(), today=way.today)


def _context(request: HttpRequest, way: Way, finding: Finding) -> dict[str, Any]:
    shown, actor = Shown(way.one, finding, way.today), actor_of(request)
    lines = way.lines()
    return {
        "shown": shown,
        "lines": lines,
        "name": way.one.name,
        "needs": [_need(way, need_shown(way.one, need, way.reckoned_with), finding) for need in finding.needs],
        "matter": _matter(way, shown),
        "matters": cases.matters_of(actor, limit=MATTERS_SHOWN, running=True) if actor.person_id else [],
        "keep_form": MarkedForm(),
        "link": request.build_absolute_uri(reverse("rights:calculator", args=[way.one.name])),
        "made_at": clock.now(),
        "trail": [
            *trail(),
            Choice(shown.title, reverse("rights:calculator", args=[way.one.name])),
            Choice(_("The answer")),
        ],
    }


def _need(way: Way, need: NeedShown, finding: Finding) -> dict[str, Any]:
    """A missing value with the fields in which it can be entered."""
    fields = []
    for fact in need.facts:
        form = form_of(fact, today=way.today, answer=way.said.get(fact.name))
        if isinstance(form, OneForm):
            say_tiers(form, need.place, finding.on)
            form.auto_id, form.fields["value"].required = f"id_{fact.name}_%s", True
            fields.append({"form": form, "url": reverse("rights:question", args=[way.one.name, fact.name])})
    return {"said": need, "fields": fields}


def _matter(way: Way, shown: Shown) -> dict[str, Any]:
    """What the intake begins with."""
    on = shown.finding.on
    return {
        "account": shown.account(way.lines(), most=ACCOUNT_MOST),
        "kind": KINDS.get(contents.topic_of(way.one), Kind.OTHER).value,
        "amount": shown.amount if shown.amount else "",
        "enclosed": enclosed(way.one.name, way.reckoned_with),
        "happened_on": on.isoformat() if way.one.day and on <= way.today else "",
    }


@require_POST
def keeping(request: HttpRequest, fn: str, case_id: UUID) -> HttpResponse:
    """Put the answer to a running matter of one's own, as words to those who handle it."""
    way, actor = way_of(request, fn), actor_of(request)
    case = cases.own_cases(actor).filter(pk=case_id).first()
    if case is None:
        raise Http404
    form = MarkedForm(request.POST)
    if way.next() is not None or not form.is_valid():
        return redirect_after_post(request, onward(way))
    try:
        shown = Shown(way.one, find(way), way.today)
    except BadFacts:
        return redirect_after_post(request, "rights:answer", fn)
    if not shown.has_result:
        return redirect_after_post(request, "rights:answer", fn)
    words = shown.account(way.lines(), most=MESSAGE_MOST)

    def put() -> None:
        actions.add_to_matter(case, shown.finding, by=actor, words=words)

    act_once(request, form, f"rights.keeping:{case.pk}", put)
    return redirect_after_post(request, "cases:my_matter", case.pk, message=_("The answer is with your matter now."))
