"""The desk of surveys: the list, a draft, and what is done with it from the opening to the closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted
from unionhall.ui.words import date_words

from .. import access, actions, queries
from ..forms import AnswerForm, FilterForm, SurveyForm
from ..models import Survey
from ..states import State

SIZE = 30


def in_scope(request: HttpRequest, pk: UUID) -> Survey:
    """The survey if it is this reader's to see; else there is nothing here."""
    found = access.visible_surveys(actor_of(request)).select_related("body", "follows__body")
    return get_object_or_404(found, pk=pk)


def way_to(survey: Survey | None = None, *more: Any) -> list[Choice]:
    trail = [Choice(_("Surveys"), reverse("surveys:surveys"))]
    if survey is not None:
        trail.append(Choice(survey.title, reverse("surveys:survey", args=[survey.pk])))
    return [*trail, *(Choice(words) for words in more)]


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """All surveys of one's own bodies and of those below, newest first."""
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.narrowed(
        access.visible_surveys(actor).select_related("body"), state=asked.get("state", ""), words=asked.get("q", "")
    )
    rows = paging.page(found, order=("-drafted_at", "id"), after=request.GET.get("after"), size=SIZE)
    progress = queries.progress_of(rows.items)
    context = {
        "form": form,
        "rows": rows,
        "lines": [(survey, *progress.get(survey.pk, (0, 0))) for survey in rows.items],
        "may_draft": access.may_draft(actor),
        "columns": [
            Column(_("Survey")),
            Column(_("Who asks")),
            Column(_("State")),
            Column(_("Last day for answers")),
            Column(_("Answered, of those asked"), numeric=True),
        ],
    }
    return page(request, "surveys/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drafting(request: HttpRequest) -> HttpResponse:
    """A new draft; its questions come next."""
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    access.may_draft(actor).or_refuse()
    form = _form(request, actor)
    status, made = submitted(request, form, lambda said: actions.draft(by=actor, **_said(said, actor)))
    if status == DONE and made is not None:
        return redirect_after_post(
            request, "surveys:questions", made.pk, message=_("The draft is there. Now its questions.")
        )
    context = {"form": form, "trail": way_to(None, _("New survey")), "act": _("Go on to the questions"), "survey": None}
    return page(request, "surveys/details.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Other words for a draft, another last day, other people."""
    survey, actor = in_scope(request, pk), actor_of(request)
    access.may_change(actor, survey).or_refuse()
    form = _form(request, actor, survey)
    del form.fields["body"]
    status, _made = submitted(request, form, lambda said: actions.change(survey, by=actor, **_said(said, actor)))
    if status == DONE:
        return redirect_after_post(request, "surveys:survey", survey.pk, message=_("Saved."))
    context = {"form": form, "trail": way_to(survey, _("Words and people")), "act": _("Save"), "survey": survey}
    return page(request, "surveys/details.html", context, status=status)


def _form(request: HttpRequest, actor: Actor, survey: Survey | None = None) -> SurveyForm:
    below = organisations.as_tree(access.bodies_below(actor), depth=3)
    asking = [(str(body.pk), body.name) for body in access.bodies_to_ask_for(actor).order_by("level", "code", "pk")]
    initial: dict[str, Any] = {"anonymous": "yes"}
    if survey is not None:
        targets = queries.targets_of(survey)
        initial = {
            "title": survey.title,
            "lead": survey.lead,
            "anonymous": "yes" if survey.anonymous else "no",
            "closes_on": survey.closes_on,
            "cut": survey.cut,
            "bodies": [str(target.body_id) for target in targets if target.body_id],
            "industries": [target.industry for target in targets if target.industry],
            "employers": "\n".join(target.employer.name for target in targets if target.employer),
        }
    return SurveyForm(request.POST if request.method == "POST" else None, initial=initial, asking=asking, below=below)


def _said(said: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """What the form said, with the bodies it named."""
    kept = dict(said)
    if "body" in kept:
        kept["body"] = access.bodies_to_ask_for(actor).get(pk=kept["body"])
    chosen = access.bodies_below(actor).filter(pk__in=kept["bodies"])
    kept["bodies"] = list(chosen.order_by("level", "code", "pk"))
    return kept


@require_safe
def survey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One survey: as a draft its questions, later how many answered, and what can be done now."""
    survey, actor = in_scope(request, pk), actor_of(request)
    draft = survey.state == State.DRAFT
    asked, answered = queries.progress(survey)
    context = {
        "survey": survey,
        "questions": queries.questions_of(survey),
        "targets": queries.targets_of(survey),
        "named": queries.named_people(survey).count(),
        "asked": len(queries.whom_it_asks(survey)) if draft else asked,
        "answered": answered,
        "limit": settings.SMALL_COUNT,
        "may_change": access.may_change(actor, survey),
        "may_open": access.may_open_survey(actor, survey),
        "may_discard": access.may_discard_survey(actor, survey),
        "may_close": access.may_close_survey(actor, survey),
        "may_remind": access.may_remind(actor, survey),
        "may_invite": access.may_invite(actor, survey),
        "may_ask_again": access.may_ask_again(actor, survey),
        "may_read": access.may_read_results(actor, survey, answered, settings.SMALL_COUNT),
        "trail": way_to(survey),
    }
    return page(request, "surveys/survey.html", context)


@require_safe
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page as those asked will see it; nothing can be sent from here."""
    survey = in_scope(request, pk)
    context = {
        "survey": survey,
        "form": AnswerForm(questions=queries.questions_of(survey), auto_id="preview_%s"),
        "trail": way_to(survey, _("Preview")),
    }
    return page(request, "surveys/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asked once more before many people are written to."""
    survey, actor = in_scope(request, pk), actor_of(request)
    access.may_open_survey(actor, survey).or_refuse()
    if request.method == "POST":
        actions.open_survey(survey, by=actor)
        return redirect_after_post(request, "surveys:survey", survey.pk, message=_("The survey is open."))
    asked = len(queries.whom_it_asks(survey))
    access.may_be_opened(survey, asked, settings.SMALL_COUNT).or_refuse()
    consequences = [
        ngettext("%(n)d person is asked and hears of it now.", "%(n)d people are asked and hear of it now.", asked)
        % {"n": asked},
        _("Questions and words are not changed any more."),
        _("Answers come until %(day)s.") % {"day": date_words(survey.closes_on)},
        _("Anonymous: results are shown after the closing.")
        if survey.anonymous
        else _("Named: answers are kept with names."),
    ]
    return _confirm(request, survey, _("Open the survey?"), consequences, _("Open the survey"))


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Before the last day is over; nobody can answer any more."""
    survey, actor = in_scope(request, pk), actor_of(request)
    access.may_close_survey(actor, survey).or_refuse()
    if request.method == "POST":
        actions.close_survey(survey, by=actor)
        return redirect_after_post(request, "surveys:survey", survey.pk, message=_("The survey is closed."))
    consequences = [_("Nobody can answer any more."), _("The results do not change any more.")]
    return _confirm(request, survey, _("Close the survey?"), consequences, _("Close the survey"))


@require_http_methods(["GET", "HEAD", "POST"])
def abandonment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft nobody wants any more."""
    survey, actor = in_scope(request, pk), actor_of(request)
    access.may_discard_survey(actor, survey).or_refuse()
    if request.method == "POST":
        actions.discard_survey(survey, by=actor)
        return redirect_after_post(request, "surveys:surveys", message=_("The draft is given up."))
    return _confirm(
        request, survey, _("Give the draft up?"), [_("Nobody was asked. It stays on record.")], _("Give it up")
    )


@require_POST
def reminder(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reminding those who have not answered, once."""
    survey = in_scope(request, pk)
    actions.remind(survey, by=actor_of(request))
    return redirect_after_post(
        request, "surveys:survey", survey.pk, message=_("Those who have not answered are being reminded.")
    )


@require_POST
def roll(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Putting those on the roll who joined since the opening."""
    survey = in_scope(request, pk)
    added = actions.invite(survey, by=actor_of(request))
    words = ngettext("%(n)d person was put on the roll.", "%(n)d people were put on the roll.", added) % {"n": added}
    return redirect_after_post(request, "surveys:survey", survey.pk, message=words)


@require_POST
def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft with the same questions; later both results stand side by side."""
    again = actions.ask_again(in_scope(request, pk), by=actor_of(request))
    return redirect_after_post(
        request,
        "surveys:survey",
        again.pk,
        message=_("The draft has the same questions. Leave them as they are to compare."),
    )


def _confirm(request: HttpRequest, survey: Survey, title: str, consequences: list[str], act: str) -> HttpResponse:
    context = {
        "title": title,
        "lead": survey.title,
        "consequences": consequences,
        "act": act,
        "kind": "primary",
        "back": reverse("surveys:survey", args=[survey.pk]),
        "form": None,
    }
    return page(request, "ui/confirm.html", context)
