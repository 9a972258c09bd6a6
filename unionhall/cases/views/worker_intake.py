"""Bringing a matter, one question a screen. Every answer is kept as it is given; the last page sends it once."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from unionhall.core import clock, ratelimit
from unionhall.core.http import public
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, plain, queries
from ..forms import worker as forms
from ..models import Case
from . import worker_answers
from .worker_check import check_lines
from .worker_contact import contact, full_name
from .worker_draft import ORDER, Intake, forget, intake_of
from .worker_question import Question, ask, plain_question, url_of

MATTERS_PER_HOUR = 30
TO_CHAIR = "?to=chair"
FROM_SURVEY = "&from=survey"
NEEDED = ("account", "kind", "identity", "contact", "full_name")


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Begin, or go on where one stopped."""
    intake = intake_of(request)
    if intake.done:
        return redirect_after_post(request, "cases:intake_done")
    if intake.answers:
        context = {
            "account": intake.answers.get("account", ""),
            "stopped_at": url_of(intake.stopped_at()) + _to(intake),
            "anew": reverse("cases:intake_anew") + _to(intake),
        }
        return page(request, "cases/worker/resume.html", context)
    if intake.begun_to_chair:
        return redirect(url_of(intake.steps[0]) + _to(intake))
    return step(request, intake.steps[0])


def _to(intake: Intake) -> str:
    """What is added to an address, so that the next answer is kept as one to the chair, and as one after a survey."""
    if not intake.begun_to_chair:
        return ""
    return TO_CHAIR + (FROM_SURVEY if intake.begun_from_survey else "")


@public
@require_POST
def anew(request: HttpRequest) -> HttpResponse:
    """Forget the draft and begin again."""
    intake = intake_of(request)
    if intake.draft:
        actions.discard_draft(intake.draft, by=intake.actor)
    return forget(redirect_after_post(request, reverse("cases:intake") + _to(intake)))


@public
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    intake = intake_of(request)
    if intake.done:
        return redirect_after_post(request, "cases:intake_done")
    if not intake.may_be_asked(step, change=bool(request.GET.get("change"))):
        return redirect_after_post(request, "cases:intake_step", intake.stopped_at())
    if step != "check" or request.method == "POST":
        return STEPS[step](request, intake)
    missing = next((s for s in intake.steps[:-1] if s in NEEDED and not intake.answers.get(s)), "")
    return redirect_after_post(request, "cases:intake_step", missing) if missing else STEPS[step](request, intake)


@public
@require_POST
def paper_removal(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Take one file out again."""
    intake = intake_of(request)
    if intake.draft and not intake.done:
        actions.remove_draft_file(intake.draft, by=intake.actor, stored_id=file_id)
    return redirect_after_post(request, url_of("papers"))


def check(request: HttpRequest, intake: Intake) -> HttpResponse:
    """Everything on one page, each answer with its way back; then send."""
    if request.method != "POST":
        return _last_page(request, intake, forms.CheckForm())
    form = forms.CheckForm(request.POST)
    if intake.draft is None:
        return redirect_after_post(request, "cases:intake")
    if not form.is_valid():
        return _last_page(request, intake, form, status=422)
    where = request.META.get("REMOTE_ADDR", "")
    ratelimit.limit("intake", where, times=MATTERS_PER_HOUR, seconds=3600).or_refuse()
    actions.submit_draft(intake.draft, by=intake.actor, together=form.cleaned_data["together"])
    return intake.remember(request, redirect_after_post(request, "cases:intake_done"))


def _last_page(request: HttpRequest, intake: Intake, form: Any, *, status: int = 200) -> HttpResponse:
    return ask(
        request,
        intake,
        "check",
        form,
        status=status,
        template="cases/worker/check.html",
        lines=check_lines(intake),
        running=_same_of_mine(intake),
    )


def _same_of_mine(intake: Intake) -> Any:
    """A running matter of one's own against the same employer: perhaps this belongs to it."""
    answers = intake.answers
    found = queries.likely_same_matter(
        access.own_cases(intake.actor),
        kind=answers.get("kind", ""),
        employer_id=answers.get("employer") or None,
        employer_name=answers.get("employer_name", ""),
        on=clock.today(),
    )
    case = found.select_related("body").first()
    return plain.tell(case) if case else None


@public
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """The number, what happens next and by when; for an anonymous matter the receipt code, until it is written down."""
    intake = intake_of(request)
    if not intake.done:
        return redirect_after_post(request, "cases:intake")
    case = Case.objects.select_related("body").get(pk=intake.done.case_id)
    receipt = intake.done.receipt
    context = {
        "told": plain.tell(case),
        "receipt": " ".join(receipt[n : n + 4] for n in range(0, len(receipt), 4)),
        "body": case.body,
    }
    return page(request, "cases/worker/done.html", context)


@public
@require_POST
def noted(request: HttpRequest) -> HttpResponse:
    """The number and the code are written down: the draft goes, and with it the last trace in this browser."""
    intake = intake_of(request)
    named = bool(intake.done and not intake.done.receipt)
    if intake.draft:
        actions.discard_draft(intake.draft, by=intake.actor)
    return forget(redirect_after_post(request, "cases:my_matters" if named and intake.actor.person_id else "home"))


STEPS: dict[str, Question] = {
    "for_whom": worker_answers.for_whom,
    "account": plain_question("account", forms.AccountForm, "account"),
    "kind": plain_question("kind", forms.KindForm, "kind"),
    "employer": worker_answers.employer,
    "county": worker_answers.county,
    "township": worker_answers.township,
    "when": worker_answers.when,
    "papers": worker_answers.papers,
    "identity": plain_question("identity", forms.IdentityForm, "identity"),
    "contact": contact,
    "full_name": full_name,
    "check": check,
}
assert set(STEPS) == set(ORDER)
