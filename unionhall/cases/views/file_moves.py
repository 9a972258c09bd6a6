"""The moves of one case along its lifecycle, one noun each."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Level, OrganisationKind

from .. import actions
from ..forms.file import (
    ClosureForm,
    FailureForm,
    FilingForm,
    PerformanceForm,
    PlainActForm,
    RefusalForm,
    ReopeningForm,
    WithdrawalForm,
)
from ..models import Case
from . import file_acts as acts
from .file_frame import on_desk, take

form_page = require_http_methods(["GET", "HEAD", "POST"])

CONSENTS = (
    ("in_person", _("Yes, the worker said so in person")),
    ("telephone", _("Yes, the worker said so on the telephone")),
    ("paper", _("Yes, the worker signed it on paper")),
)


@form_page
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.ACCEPTANCE, PlainActForm, partial(_plainly, actions.accept, request, case))


@form_page
def refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    form = partial(RefusalForm, bodies=bodies_beside(request, case), consents=CONSENTS)

    def refuse(form: RefusalForm) -> None:
        said = form.words
        told = said["body"] and said["consent"]
        actions.refuse(
            case,
            by=request.actor,
            reason=said["reason"],
            competent_body=said["body"],
            competent_name=said["competent_name"],
            consent_id=actions.hear_consent(case, by=request.actor, through=said["consent"]) if told else None,
            expected=form.cleaned_data["version"],
        )

    return take(request, case, acts.REFUSAL, form, refuse)


@form_page
def consultation(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.CONSULTATION, PlainActForm, partial(_plainly, actions.consult, request, case))


@form_page
def negotiation(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.NEGOTIATION, PlainActForm, partial(_plainly, actions.negotiate, request, case))


@form_page
def mediation(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.MEDIATION, PlainActForm, partial(_plainly, actions.mediate, request, case))


@form_page
def failure(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.FAILURE, FailureForm, partial(_plainly, actions.fail, request, case))


@form_page
def arbitration(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.ARBITRATION, FilingForm, partial(_plainly, actions.arbitrate, request, case))


@form_page
def litigation(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.LITIGATION, FilingForm, partial(_plainly, actions.litigate, request, case))


@form_page
def performance(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.PERFORMANCE, PerformanceForm, partial(_plainly, actions.perform, request, case))


@form_page
def closure(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.CLOSURE, ClosureForm, partial(_plainly, actions.close, request, case))


@form_page
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.WITHDRAWAL, WithdrawalForm, partial(_plainly, actions.withdraw, request, case))


@form_page
def reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(request, case, acts.REOPENING, ReopeningForm, partial(_plainly, actions.reopen, request, case))


def _plainly(action: Any, request: HttpRequest, case: Case, form: Any) -> None:
    """An action whose arguments are named as the form's fields are."""
    action(case, by=request.actor, expected=form.cleaned_data["version"], **form.words)


def bodies_beside(request: HttpRequest, case: Case) -> QuerySet[Any]:
    """Bodies a case can be carried to: agencies, and the bodies of this city that receive cases."""
    bodies = organisations.visible_organisations(request.actor).exclude(pk=case.body_id)
    near = Q(level__lte=Level.COUNTY) | Q(at_city=case.at_city, level__lt=Level.UNION)
    return bodies.filter(Q(kind=OrganisationKind.AGENCY) | (Q(receives_cases=True) & near)).order_by(
        "kind", "level", "name", "pk"
    )
