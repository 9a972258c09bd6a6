"""Choosing a calculator for a case, and its form: reckoned while one types, kept when one says so."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.actor import Actor
from unionhall.lawbook import contents
from unionhall.lawbook.calculator import Calculator
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice
from unionhall.ui.responses import DONE, is_swap, page, redirect_after_post, submitted

from .. import access, actions, held, queries
from ..forms import CalculatorForm
from ..models import KeptFinding
from ..shown import shown
from .frame import calculator_named, case_on_desk, note_reading, title_of, trail, worker_in

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
def calculators(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every calculator by chapter, with how much of it the file knows; of a group, one table for all its workers."""
    actor, case = case_on_desk(request, pk)
    worker, workers = (None, []) if case.is_group else worker_in(request, actor, case)
    known = _known_names(case, worker)
    chapters = [
        (in_language(topic.title), [_entry(case, one, worker, known) for one in topic.calculators])
        for topic in contents.topics()
        if topic.calculators
    ]
    context = {
        "case": case,
        "chapters": chapters,
        "workers": [
            Choice(one.name, f"{reverse('claims:calculators', args=[pk])}?worker={one.person.pk}", one.person == worker)
            for one in workers
            if one.person
        ]
        if len(workers) > 1
        else [],
        "choose_first": len(workers) > 1 and worker is None,
        "may": access.may_reckon(actor, case),
        "crumbs": trail(case, (_("Reckon"), "")),
    }
    return page(request, "claims/calculators.html", context)


def _entry(case: "Case", one: Calculator, worker: "Complainant | None", known: set[str]) -> dict[str, Any]:
    url = reverse("claims:table" if case.is_group else "claims:calculator", args=[case.pk, one.name])
    held_here = sum(fact.held in known for fact in one.facts if fact.held)
    return {
        "title": title_of(one),
        "about": in_language(one.about),
        "url": f"{url}?worker={worker.pk}" if worker and not case.is_group else url,
        "known": held_here,
        "of": len(one.facts),
    }


def _known_names(case: "Case", worker: "Complainant | None") -> set[str]:
    return set(held.held_by(case, queries.known_of(case, worker.pk if worker else None), worker))


@require_http_methods(GET_AND_POST)
@never_cache
def calculator(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """One calculator for one worker of a case. “Reckon” shows the answer; “Keep” puts it on the file."""
    actor, case = case_on_desk(request, pk)
    one = calculator_named(name)
    if case.is_group:
        raise Http404
    access.may_reckon(actor, case).or_refuse()
    old = _replaced(request, actor, case, name)
    worker, workers = worker_in(request, actor, case)
    if old is not None:
        worker = old.complainant
    if worker is None and len(workers) > 1:
        return redirect_after_post(request, "claims:calculators", pk, message=_("Say first for which worker."))
    if request.method == "POST" and ("reckon" in request.POST or "more" in request.POST):
        return _reckoned(request, case, one, worker, old)
    form = _form(request, case, one, worker, old)

    def act(said: dict[str, Any]) -> KeptFinding:
        if old is not None:
            kept, _lost = actions.recompute(old, by=actor, reason=said["reason"], said=form.said)
            return kept
        assert form.finding is not None  # a valid form has reckoned
        return actions.keep(case, form.finding, by=actor, key=said_mark(form), complainant=worker)

    status, kept = submitted(request, form, act)
    if status == DONE and kept is not None:
        said = (
            _("The new finding is on the file.") if old else _("The finding is on the file. Say what of it is claimed.")
        )
        return redirect_after_post(request, "claims:finding", kept.pk, message=said)
    if request.method != "POST":
        note_reading(actor, case)
    return _draw(request, case, one, form, worker, old, status=status)


def said_mark(form: CalculatorForm) -> str:
    """The mark of the form is the key of what it keeps."""
    return str(form.cleaned_data.get("once") or "")


def _form(
    request: HttpRequest, case: "Case", one: Calculator, worker: "Complainant | None", old: KeptFinding | None
) -> CalculatorForm:
    data = request.POST if request.method == "POST" else None
    if old is not None:
        return CalculatorForm(one, data, told=old.finding["inputs"], more="more" in request.POST)
    findings = queries.known_of(case, worker.pk if worker else None)
    known = held.known(one, case, findings, worker)
    return CalculatorForm(one, data, known=known, more="more" in request.POST)


def _replaced(request: HttpRequest, actor: Actor, case: "Case", name: str) -> KeptFinding | None:
    """The finding that is reckoned again with other facts, when the address names one."""
    asked = request.GET.get("replaces", "")
    if not asked:
        return None
    try:
        found = access.visible_findings(actor).filter(pk=UUID(asked), case=case, calculator=name)
    except ValueError:
        raise Http404 from None
    row = found.select_related("case", "complainant").first()
    if row is None:
        raise Http404
    access.may_recompute(actor, row).or_refuse()
    return row


def _reckoned(
    request: HttpRequest, case: "Case", one: Calculator, worker: "Complainant | None", old: KeptFinding | None
) -> HttpResponse:
    """The answer to what is written so far, with nothing said at the fields and nothing kept."""
    form = _form(request, case, one, worker, old)
    errors = form.reckon()
    return _draw(request, case, one, form, worker, old, errors=errors, quiet=True)


def _draw(
    request: HttpRequest,
    case: "Case",
    one: Calculator,
    form: CalculatorForm,
    worker: "Complainant | None",
    old: KeptFinding | None,
    *,
    errors: dict[str, str] | None = None,
    quiet: bool = False,
    status: int = 200,
) -> HttpResponse:
    if request.method != "POST" and form.said:
        errors = form.reckon()
    finding = form.finding
    if quiet:
        form.hush()
    shown_before = set(request.POST.getlist("asked"))
    context = {
        "case": case,
        "calculator": one,
        "title": title_of(one),
        "about": in_language(one.about),
        "form": form,
        "worker": worker,
        "old": old,
        "finding": shown(finding.as_dict()) if finding is not None else None,
        "waits_for": form.waits_for(errors or {}),
        "wrong": form.wrong(errors or {}),
        "may_be_entered": form.may_be_entered(),
        "url": request.get_full_path(),
        "back": old.get_absolute_url() if old else reverse("cases:case", args=[case.pk]),
        "changed_parts": [part for part in form.parts if part.fact.when and part.asked != (part.fact.name in shown_before)],
        "crumbs": trail(case, (_("Reckon"), reverse("claims:calculators", args=[case.pk])), (title_of(one), "")),
        "quiet": quiet,
    }  # fmt: skip
    if quiet and is_swap(request) and "more" not in request.POST:
        return page(request, "claims/calculator.html", context, fragment="answer")
    return page(request, "claims/calculator.html", context, fragment="questions", status=status)
