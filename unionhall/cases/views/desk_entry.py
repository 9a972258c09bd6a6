"""Entering what came by telephone, on paper or with the worker themselves."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core import clock, files, ratelimit
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.identity import check_mobile, normalise_phone
from unionhall.core.sealed import lookup, mask_name, mask_phone
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.ui.responses import page

from .. import access, actions, queries, routing
from ..enums import IdentityLevel
from ..forms.desk_entry import NEW, EntryForm, as_code
from ..models import Case, IntakeDraft
from .desk import on_desk

EMPLOYERS_OFFERED = 8
ALIKE_OFFERED = 5
FACTS = ("kind", "account", "division", "industry", "site", "to_chair", "happened_on", "amount")


@dataclass
class Found:
    """What is known already about what was typed, and the questions that follow from it."""

    employer: Any = None
    employers: list[Any] = field(default_factory=list)
    person: Any = None
    masked: str = ""
    alike: list[Case] = field(default_factory=list)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """One page. Where something is known already it asks for a confirmation, and keeps all that was typed."""
    actor = on_desk(request)
    access.may_enter_for(actor).or_refuse()
    if request.method == "GET":
        form = EntryForm(initial=EntryForm.first(request.GET.get("source", "")), actor=actor)
        return _page(request, form, Found())
    form = EntryForm(request.POST, request.FILES, actor=actor)
    whole = form.is_valid()
    draft = _keep_papers(actor, form)
    found = _look(actor, form, draft_of_answers=form.cleaned_data)
    if not (whole and _answered(form, found)):
        return _page(request, form, found, draft=draft, status=422)
    try:
        brought = _enter(actor, form, found, draft)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, found, draft=draft, status=409)
    except IntegrityError:
        before = _entered_before(form)
        if before is None:
            raise
        receipt = actions.receipt_again(before, by=actor, mark=form.cleaned_data["key"].hex)
        return _entered(request, actor, before, again=True, receipt=receipt)
    return _entered(request, actor, brought.case, receipt=brought.receipt)


@require_POST
def enter_person(request: HttpRequest) -> HttpResponse:
    """Is this phone known? Answers with the masked name, to be confirmed instead of asked again."""
    actor = on_desk(request)
    access.may_enter_for(actor).or_refuse()
    form = EntryForm({"phone": request.POST.get("phone", "")}, actor=actor)
    found = Found()
    _look_for_person(actor, found, request.POST.get("phone", "")[:20])
    return page(request, "cases/desk/enter.html", {"form": form, "found": found}, fragment="person")


@require_POST
def enter_matches(request: HttpRequest) -> HttpResponse:
    """Which employers fit the name, and which matters may be the same dispute?"""
    actor = on_desk(request)
    access.may_enter_for(actor).or_refuse()
    form = EntryForm(request.POST, actor=actor)
    form.is_valid()
    found = _look(actor, form, draft_of_answers=form.cleaned_data, person=False)
    context = {"form": EntryForm(initial=request.POST.dict(), actor=actor), "found": found, "new": NEW}
    return page(request, "cases/desk/enter.html", context, fragment="matches")


def _look(actor: Actor, form: EntryForm, *, draft_of_answers: dict[str, Any], person: bool = True) -> Found:
    answers, found = draft_of_answers, Found()
    _look_for_employer(actor, found, answers.get("employer_name") or "", answers.get("employer") or "")
    if person and answers.get("phone") and not form.errors.get("phone"):
        _look_for_person(actor, found, answers["phone"])
    named = found.employer.name if found.employer else answers.get("employer_name") or ""
    if answers.get("kind") and named:
        alike = queries.likely_same_matter(
            access.desk_cases(actor),
            kind=answers["kind"],
            employer_id=found.employer.pk if found.employer else None,
            employer_name=named,
            on=clock.today(),
        )
        found.alike = list(alike.select_related("body", "handler").defer("account")[:ALIKE_OFFERED])
        for case in found.alike:
            case.may_join = access.may_add_workers(actor, case) if case.is_group else access.may_gather(actor, case)  # type: ignore[attr-defined]
    return found


def _look_for_employer(actor: Actor, found: Found, text: str, chosen: Any) -> None:
    """The one meant: chosen, named by its code, or the only one of exactly this name. Else those it could be."""
    employers = organisations.visible_employers(actor).order_by("name", "pk")
    if isinstance(chosen, UUID):
        found.employer = employers.filter(pk=chosen).first()
    elif text and (code := as_code(text)):
        found.employer = employers.filter(uscc=code).first()
    elif text and chosen != NEW:
        exact = list(employers.filter(name=text)[:2])
        found.employer = exact[0] if len(exact) == 1 else None
    if text and found.employer is None and len(text) > 1:
        found.employers = organisations.employers_like(text, limit=EMPLOYERS_OFFERED)


def _look_for_person(actor: Actor, found: Found, phone: str) -> None:
    """Asking whether a phone is known is limited, for the one who asks and for the phone asked about."""
    if not check_mobile(phone):
        return
    ratelimit.limit("entry.phone", str(actor.person_id), times=120, seconds=3600).or_refuse()
    target = bytes(lookup(phone, "phone")).hex()
    ratelimit.limit("entry.phone.target", target, times=30, seconds=3600).or_refuse()
    found.person = people.person_by_phone(normalise_phone(phone))
    if found.person is not None:
        found.masked = f"{mask_name(found.person.name)} · {mask_phone(phone)}"


def _answered(form: EntryForm, found: Found) -> bool:
    """Whether every question that what was typed gives rise to has its answer; the open ones become errors."""
    answers = form.cleaned_data
    anonymous = answers["identity_level"] == IdentityLevel.ANONYMOUS
    if found.employers and not answers.get("employer"):
        form.add_error("employer", _("Choose the employer, or say that it is none of these."))
    if not anonymous and found.person and not answers.get("same_person"):
        form.add_error("same_person", _("This phone is known. Ask whether it is the same person."))
    known = found.person is not None and answers.get("same_person") == "yes"
    if not anonymous and not known and not answers["name"]:
        form.add_error("name", _("Write the worker's name, or choose “anonymous” above."))
    if found.alike and not answers.get("joins"):
        form.add_error("joins", _("Say whether it belongs to one of these."))
    return not form.errors


def _enter(actor: Actor, form: EntryForm, found: Found, draft: IntakeDraft | None) -> Any:
    answers = form.cleaned_data
    same = answers.get("same_person") == "yes"
    together = next((case for case in found.alike if case.pk == answers.get("joins")), None)
    return actions.enter(
        by=actor,
        source=answers["source"],
        identity_level=answers["identity_level"],
        person=found.person if same else None,
        name=answers["name"],
        phone=answers["phone"],
        phone_is_theirs=found.person is None,
        together_with=together,
        papers=draft,
        employer=found.employer,
        employer_name=answers["employer_name"],
        received_at=form.received_at,
        source_key=_source_key(form),
        mark=answers["key"].hex if answers.get("key") else "",
        **{name: answers[name] for name in FACTS},
    )


def _keep_papers(actor: Actor, form: EntryForm) -> IntakeDraft | None:
    """Uploads are kept while a question is still open: a browser does not send them twice by itself."""
    key = form.cleaned_data.get("key")
    if not key:
        return None
    key = f"desk:{actor.person_id}:{key}"
    draft = access.drafts_under(key).first()
    for upload in form.cleaned_data.get("files") or []:
        try:
            stored = files.store(upload, by=actor)
            # Nobody's: it must not be taken for a matter of the officer's own that waits to be finished.
            draft = draft or actions.save_draft(None, by=ANONYMOUS, key=key, answers={})
            actions.add_draft_file(draft, by=actor, stored=stored)
        except Refused as refusal:
            form.add_error("files", f"{upload.name}: {refusal}")
    return draft


def _page(
    request: HttpRequest, form: EntryForm, found: Found, *, draft: IntakeDraft | None = None, status: int = 200
) -> HttpResponse:
    kept = list(draft.files.order_by("at", "pk")) if draft else []
    context = {"form": form, "found": found, "kept": kept, "new": NEW}
    return page(request, "cases/desk/enter.html", context, status=status)


def _entered_before(form: EntryForm) -> Case | None:
    """A second click on the same form finds what the first one entered."""
    return Case.objects.select_related("body").defer("account").filter(source_key=_source_key(form)).first()


def _source_key(form: EntryForm) -> str | None:
    """By what a form is known again. Its own mark is not kept: whoever sends that is told the receipt code again."""
    key = form.cleaned_data.get("key")
    return f"desk:{sha256(key.bytes).hexdigest()[:40]}" if key else None


def _entered(request: HttpRequest, actor: Actor, case: Case, *, receipt: str = "", again: bool = False) -> HttpResponse:
    """What became of it: the number, the body and why, the receipt code once. It is answered here and kept nowhere."""
    routed = case.routings.order_by("-at", "-pk").first()
    context = {
        "case": case,
        "receipt": receipt,
        "again": again,
        "why": routing.sentences(routed.why) if routed else [],
        "visible": access.sees_desk(actor, case),
    }
    return page(request, "cases/desk/entered.html", context)
