"""The acts of a transfer, one noun each: the sender's offer and link, the receiver's answers, the steps of both."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import trigger_client_event

from unionhall.core.actor import Actor
from unionhall.people import api as people
from unionhall.ui.marked import mark_of
from unionhall.ui.responses import is_swap, page, redirect_after_post
from unionhall.ui.words import date_words, money

from .. import access, actions, queries
from ..actions.transfers import CONSENT_PURPOSE
from ..forms.transfers import (
    OVERRIDE,
    AcceptForm,
    ConsentRequestForm,
    DeclineForm,
    LinkForm,
    OfferForm,
    OutcomeForm,
    ReturnForm,
    RevokeForm,
    StepForm,
)
from ..models import Case, Complainant, ConsentRequest, Transfer
from . import file_acts, transfers_asking, transfers_words
from .file_acts import Act
from .file_frame import Place, on_desk, take, take_at
from .file_moves import CONSENTS, bodies_beside, form_page
from .transfers import transfer_context, transfer_in_scope

# --- the sender's side, on the case ---------------------------------------------------------------------------------------


@form_page
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer the case, or a task in it, to another body, with the worker's consent or an officer's reason."""
    case = on_desk(request, pk)
    actor: Actor = request.actor
    files = (
        access.visible_files(actor, case).filter(transfer__isnull=True).select_related("stored").order_by("at", "pk")
    )
    given = _consents_given(case)
    build = partial(
        OfferForm,
        bodies=bodies_beside(request, case),
        files=[(str(row.pk), row.stored.name) for row in files],
        consents=[*given, *CONSENTS],
        may_override=access.may_offer_without_consent(actor, case),
    )

    def make(*args: Any, initial: dict[str, Any] | None = None, **rest: Any) -> OfferForm:
        if initial is None:
            return build(*args, **rest)
        words = {"summary": _summary(case), "asked": transfers_asking.asked_of(case)}
        return build(*args, initial={**initial, **words, **_first(given)}, **rest)

    return take(request, case, file_acts.TRANSFER, make, partial(_offer, request, case))


@transaction.atomic
def _offer(request: HttpRequest, case: Case, form: OfferForm) -> None:
    said = form.words
    consent_id, reason = _consent_of(request, case, said)
    actions.offer(
        case,
        by=request.actor,
        to_body=said["body"],
        kind=said["kind"],
        purpose=said["purpose"],
        summary="\n".join([said["summary"].strip(), _("What is asked: %(words)s") % {"words": said["asked"].strip()}]),
        consent_id=consent_id,
        override_reason=reason,
        names_worker=said["names_worker"],
        file_ids=tuple(UUID(key) for key in said.get("shared", [])),
        reply_days=said["reply_days"],
        expected=form.cleaned_data["version"],
    )


def _consent_of(request: HttpRequest, case: Case, said: dict[str, Any]) -> tuple[UUID | None, str]:
    """The consent the offer rests on, recorded now if it was just given; or the officer's reason."""
    kind, _colon, key = said["consent"].partition(":")
    if kind == "consent":
        return UUID(key), ""
    if kind == "request":
        day = date_words(ConsentRequest.objects.get(pk=key).answered_at)
        return None, _("The worker, who stays anonymous, agreed on their own page on %(day)s.") % {"day": day}
    if kind == OVERRIDE:
        return None, said["override_reason"]
    return actions.hear_consent(case, by=request.actor, through=kind), ""


def _consents_given(case: Case) -> list[tuple[str, str]]:
    """Consents on record and not taken back, the newest first; and what an anonymous worker agreed to."""
    workers = Complainant.objects.filter(case=case, person__isnull=False).values_list("person_id", flat=True)
    given = [
        (f"consent:{row.pk}", _("Yes, given on %(day)s") % {"day": date_words(row.given_at)})
        for row in people.live_consents(list(workers), queries.consent_subject(case)).filter(purpose=CONSENT_PURPOSE)
    ]
    agreed = ConsentRequest.objects.filter(case=case, agreed=True, consent__isnull=True).select_related("to_body")
    for row in agreed.order_by("-answered_at", "pk"):
        words = {"day": date_words(row.answered_at), "body": row.to_body.name}
        given.append((f"request:{row.pk}", _("Yes, anonymously on %(day)s, for %(body)s") % words))
    return given


def _first(given: list[tuple[str, str]]) -> dict[str, str]:
    return {"consent": given[0][0]} if given else {}


def _summary(case: Case) -> str:
    """The facts of the file in a few lines; the sender goes on from there."""
    lines = [
        _("Matter: %(kind)s") % {"kind": case.get_kind_display()},
        _("Employer: %(name)s") % {"name": case.employer_name} if case.employer_name else "",
        _("Happened on: %(day)s") % {"day": date_words(case.happened_on)} if case.happened_on else "",
        _("Amount in dispute: %(amount)s") % {"amount": money(case.amount)} if case.amount is not None else "",
        _("State: %(state)s, received %(day)s")
        % {"state": case.get_state_display(), "day": date_words(case.received_at)},
    ]
    return "\n".join(line for line in lines if line)


@form_page
def consent_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the worker on their own page whether the matter may go to another body."""
    case = on_desk(request, pk)
    asked = ConsentRequest.objects.filter(case=case).select_related("to_body").order_by("-at", "pk")

    def ask(form: ConsentRequestForm) -> None:
        said = form.words
        actions.ask_consent(case, by=request.actor, to_body=said["body"], purpose=said["purpose"], why=said["why"])

    make = partial(ConsentRequestForm, bodies=bodies_beside(request, case))
    return take(request, case, file_acts.CONSENT, make, ask, context={"asked": list(asked)})


# --- on the transfer itself -----------------------------------------------------------------------------------------------


@form_page
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _plainly(request, pk, transfers_words.ACCEPTANCE, AcceptForm, actions.accept_transfer)


@form_page
def declination(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _plainly(request, pk, transfers_words.DECLINATION, DeclineForm, actions.decline_transfer)


@form_page
def revocation(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _plainly(request, pk, transfers_words.REVOCATION, RevokeForm, actions.revoke_transfer)


@form_page
def giving_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _plainly(request, pk, transfers_words.RETURN, ReturnForm, actions.return_transfer)


@form_page
def outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _plainly(request, pk, transfers_words.OUTCOME, OutcomeForm, actions.finish_transfer)


@form_page
def steps(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = transfer_in_scope(request.actor, pk)

    def record(form: Any) -> None:
        said = form.words
        stored = form.stored[0] if form.stored else None
        actions.record_step(row, by=request.actor, kind=said["kind"], on=said["on"], text=said["text"], stored=stored)

    return take_at(request, _place(row), transfers_words.STEPS, StepForm, record, case=row.case)


@form_page
@never_cache
def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a link for a body without an account. It is shown this once; nobody can read it again."""
    row = transfer_in_scope(request.actor, pk)
    made: list[str] = []

    def make_link(form: LinkForm) -> None:
        mark = mark_of(request, form)
        made.append(actions.link_out(row, by=request.actor, days=form.cleaned_data["days"], mark=mark))

    place = _place(row, shown=made)
    return take_at(request, place, transfers_words.LINK, LinkForm, make_link, case=row.case, again=make_link)


def _plainly(request: HttpRequest, pk: UUID, act: Act, form: Any, action: Any) -> HttpResponse:
    """An action whose arguments are named as the form's fields are."""
    row = transfer_in_scope(request.actor, pk)
    do = lambda form: action(row, by=request.actor, **form.words)  # noqa: E731
    return take_at(request, _place(row), act, form, do, case=row.case)


def _place(row: Transfer, *, shown: list[str] | None = None) -> Place:
    """The page of a transfer."""
    return Place(
        record=row,
        title=row.number,
        url=reverse("cases:transfer", args=[row.pk]),
        target="#transfer",
        version=row.case.version,
        done=partial(_transfer_anew, row.pk, shown),
        changes=lambda _request: None,
    )


def _transfer_anew(pk: UUID, shown: list[str] | None, request: HttpRequest, act: Act) -> HttpResponse:
    """The transfer anew; or the list, when it is out of sight now. A link just made is shown on this answer alone."""
    row = access.visible_transfers(request.actor).filter(pk=pk).first()
    if row is None:
        return redirect_after_post(request, "cases:transfers", message=act.done)
    if not is_swap(request) and not shown:
        return redirect_after_post(request, "cases:transfer", pk, message=act.done)
    row = transfer_in_scope(request.actor, pk)
    url = request.build_absolute_uri(reverse("cases:reply", args=[shown[0]])) if shown else ""
    context = transfer_context(request.actor, row, link=url)
    response = page(request, "cases/transfers/transfer.html", context, fragment="transfer")
    return trigger_client_event(response, "toast", {"words": str(act.done)}) if is_swap(request) else response
