"""Daily work on one case, one noun each: who handles it, notes, files, sessions, parties, the clock, call-backs."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.verdict import Verdict
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, actions, queries
from ..enums import IdentityLevel, SessionKind
from ..forms.file import PlainActForm
from ..forms.file_work import (
    AssignmentForm,
    CallbackForm,
    CorrectionForm,
    ExtensionForm,
    FileForm,
    NoteForm,
    PartyForm,
    ReroutingForm,
    SessionForm,
    SuspensionForm,
)
from ..models import Callback, Case, Party, Settlement
from . import file_acts as acts
from .file_frame import draw_again, on_desk, take
from .file_moves import form_page


@form_page
def assignment(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    on_duty = _on_duty(request, case)
    form = partial(AssignmentForm, people=[(person.pk, person.name, verdict) for person, verdict in on_duty])
    by_id = {str(person.pk): person for person, _verdict in on_duty}

    def assign(form: AssignmentForm) -> None:
        chosen = by_id[form.cleaned_data["handler"]]
        actions.assign(case, by=request.actor, handler=chosen, expected=form.cleaned_data["version"])

    return take(request, case, acts.ASSIGNMENT, form, assign)


def _on_duty(request: HttpRequest, case: Case) -> list[tuple[Any, Verdict]]:
    """Those on duty at the body, each with whether they may take it."""
    on_duty = list(people.people_with_posts(case.body_id))
    tied = people.tied_among([person.pk for person in on_duty], queries.employers_named(case), on=clock.today())
    return [
        (person, access.may_be_assigned(request.actor, case, person.pk, on_duty=True, tied=person.pk in tied))
        for person in on_duty
    ]


@form_page
def rerouting(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def reroute(form: ReroutingForm) -> None:
        said = form.words
        actions.reroute(
            case, by=request.actor, body=said["body"], reason=said["reason"], expected=form.cleaned_data["version"]
        )

    return take(request, case, acts.REROUTING, partial(ReroutingForm, bodies=_own_bodies(request, case)), reroute)


def _own_bodies(request: HttpRequest, case: Case) -> QuerySet[Any]:
    """Bodies of the actor's own tree that receive cases."""
    inside = organisations.subtree_ids(request.actor.organisation_ids(*access.OVERSEERS))
    return organisations.bodies_that_receive_cases().filter(pk__in=inside).exclude(pk=case.body_id)


@form_page
def correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    held = {
        name: getattr(case, name) for name in ("kind", "employer_name", "site", "industry", "amount", "happened_on")
    }

    def correct(form: CorrectionForm) -> None:
        facts = form.words
        employer = _registered(facts["employer_name"])
        actions.correct(case, by=request.actor, employer=employer, expected=form.cleaned_data["version"], **facts)

    def make(data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> CorrectionForm:
        return CorrectionForm(data, files, initial={**held, **(initial or {})})

    return take(request, case, acts.CORRECTION, make, correct)


def _registered(name: str) -> Any:
    """The employer of the register whose name or code this is exactly, if there is one and no other."""
    found = [row for row in organisations.employers_matching(name) if name.strip() in (row.name, row.uscc)]
    return found[0] if len(found) == 1 else None


@form_page
def notes(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)
    return take(
        request, case, acts.NOTES, NoteForm, lambda form: actions.write_note(case, by=request.actor, **form.words)
    )


@form_page
def files(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def add(form: Any) -> None:
        said = form.words
        for stored in form.stored:
            actions.add_file(case, by=request.actor, stored=stored, label=said["label"], audience=said["audience"])

    return take(request, case, acts.FILES, FileForm, add)


@form_page
def sessions(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def hold(form: SessionForm) -> None:
        actions.hold_session(case, by=request.actor, attendance=list(form.rows.people()), **form.words)

    def make(data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> SessionForm:
        usual = {"held_at": clock.now(), "kind": SessionKind.MEDIATION}
        return SessionForm(data, files, initial={**usual, **(initial or {})}, known=_likely_there(request, case))

    if request.method == "POST" and "more" in request.POST:
        return _one_more_row(request, case)
    return take(request, case, acts.SESSIONS, make, hold)


def _likely_there(request: HttpRequest, case: Case) -> list[tuple[str, str]]:
    """(name, part) of those the file knows: the workers, unless they are anonymous, the parties, whoever handles it."""
    workers = access.visible_complainants(request.actor, case).exclude(identity_level=IdentityLevel.ANONYMOUS)
    there = [(row.name, str(_("worker"))) for row in workers.order_by("joined_at", "pk") if row.name]
    parties = Party.objects.filter(case=case, ended_on__isnull=True).order_by("added_at", "pk")
    there += [(row.name, str(row.get_role_display())) for row in parties]
    return [*there, *([(case.handler.name, str(_("for the union")))] if case.handler else [])]


def _one_more_row(request: HttpRequest, case: Case) -> HttpResponse:
    """The same form with all its words and one more blank row; nothing is saved."""
    access.may_hold_session(request.actor, case).or_refuse()
    form = SessionForm(SessionForm.with_one_more(request.POST))
    form.hush()
    return draw_again(request, case, acts.SESSIONS, form, fragment="attendance")


@form_page
def suspension(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def suspend(form: SuspensionForm) -> None:
        actions.suspend(case, by=request.actor, expected=form.cleaned_data["version"], **form.words)

    return take(request, case, acts.SUSPENSION, SuspensionForm, suspend)


@form_page
def resumption(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def resume(form: PlainActForm) -> None:
        actions.resume(case, by=request.actor, expected=form.cleaned_data["version"])

    return take(request, case, acts.RESUMPTION, PlainActForm, resume)


@form_page
def extension(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def extend(form: ExtensionForm) -> None:
        actions.extend(case, by=request.actor, expected=form.cleaned_data["version"], **form.words)

    return take(request, case, acts.EXTENSION, ExtensionForm, extend)


@form_page
def parties(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = on_desk(request, pk)

    def add(form: PartyForm) -> None:
        said = form.words
        actions.add_party(case, by=request.actor, employer=_registered(said["name"]), **said)

    return take(request, case, acts.PARTIES, PartyForm, add)


@form_page
def callback(request: HttpRequest, pk: UUID, callback: UUID) -> HttpResponse:
    """What the worker said when called: performed, partly, not at all, or nobody answered."""
    case = on_desk(request, pk)
    row = get_object_or_404(Callback.objects.filter(case=case).select_related("instalment"), pk=callback)
    row.case = case
    act = acts.Act(
        "callback",
        lambda actor, _case: access.may_call_back(actor, row),
        _("Record the call-back"),
        "phone-call",
        _("The call-back is recorded."),
        fields="cases/file/callback_fields.html",
        wide=True,
    )
    settlement = Settlement.objects.filter(case=case, replaced_at__isnull=True).first()
    complainants = access.visible_complainants(request.actor, case).order_by("joined_at", "pk")
    context = {"callback": row, "settlement": settlement, "workers": list(complainants)}
    do = lambda form: actions.call_back(row, by=request.actor, **form.words)  # noqa: E731
    return take(request, case, act, CallbackForm, do, context=context)
