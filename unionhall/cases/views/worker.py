"""My matters: the list, one matter, and what the worker does with it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import files, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public
from unionhall.core.verdict import Refused
from unionhall.ui import slots
from unionhall.ui.marked import act_once
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, plain
from ..door import close_receipt, open_by_receipt, own, own_case, with_receipt
from ..forms import worker as forms
from ..models import Case
from ..states import ENDED
from . import worker_story as stories

CODES_PER_HOUR = 20


@own
@require_safe
def my_matters(request: HttpRequest) -> HttpResponse:
    """All my matters, the newest first; whoever came by a receipt code has one."""
    told = plain.matters_of(actor_of(request))
    context = {
        "running": [matter for matter in told if matter.case.state not in ENDED],
        "ended": [matter for matter in told if matter.case.state in ENDED],
        "trail": [Choice(_("Home"), "/"), Choice(_("My matters"))],
    }
    return page(request, "cases/worker/matters.html", context)


@own
@require_safe
def my_matter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where it stands, what comes next, all that happened, who looked, and what I can do."""
    return _matter(request, own_case(request, case_id))


def _matter(request: HttpRequest, case: Case, *, status: int = 200, **forms_given: Any) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "case": case,
        "told": plain.tell(case),
        "handler": stories.handler_words(case),
        "story": stories.story(actor, case),
        "agreement": stories.agreement(case),
        "papers": stories.papers(actor, case),
        "passed_on": stories.passed_on(case),
        "requests": access.visible_consent_requests(actor, case)
        .select_related("to_body", "consent")
        .order_by("-at", "pk"),
        "looks": stories.looks(actor, case),
        "by_receipt": actor.link.startswith("receipt:"),
        "message_form": forms.MessageForm(),
        "evidence_form": forms.EvidenceForm(),
        "may_add_file": access.may_add_file(actor, case),
        "may_withdraw": access.may_withdraw(actor, case),
        "may_reopen": access.may_reopen(actor, case),
        "panels": slots.panels("case.own", actor, case),
        "trail": [Choice(_("Home"), "/"), Choice(_("My matters"), reverse("cases:my_matters")), Choice(case.number)],
        **forms_given,
    }
    return page(request, "cases/worker/matter.html", context, fragment="matter", status=status)


@own
@require_POST
def message(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write to those who handle it."""
    case, form = own_case(request, case_id), forms.MessageForm(request.POST)
    if not form.is_valid():
        return _matter(request, case, status=422, message_form=form)
    text = form.cleaned_data["text"]
    act_once(request, form, f"cases.message:{case.pk}", lambda: _said(case, actor_of(request), text))
    return redirect_after_post(request, "cases:my_matter", case.pk, message=_("Your message has arrived."))


def _said(case: Case, actor: Actor, text: str) -> None:
    actions.message(case, by=actor, text=text)


@own
@require_POST
def evidence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add photos and papers; those that came in stay, whatever is wrong with another."""
    case, actor = own_case(request, case_id), actor_of(request)
    form = forms.EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        access.may_add_file(actor, case).or_refuse()
        answer = act_once(request, form, f"cases.evidence:{case.pk}", lambda: _added(case, actor, form.words))
        for problem in answer.value:
            form.add_error("files", problem)
    if not form.is_valid():
        return _matter(request, case, status=422, evidence_form=form)
    return redirect_after_post(request, "cases:my_matter", case.pk, message=_("Added. Thank you."))


def _added(case: Case, actor: Actor, said: dict[str, Any]) -> list[str]:
    """Puts the files on the case; what is wrong with those that do not fit."""
    problems = []
    for upload in said["files"]:
        try:
            files.may_add(case.files.count()).or_refuse()
            stored = files.store(upload, by=actor)
            actions.add_file(case, by=actor, stored=stored, label=said["label"])
        except Refused as error:
            problems.append(f"{files.clean_name(upload.name)}: {error}")
    return problems


@own
@require_safe
def my_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Download one paper of my matter."""
    case = own_case(request, case_id)
    row = access.visible_files(actor_of(request), case).select_related("stored").filter(pk=file_id).first()
    if row is None:
        raise Http404
    return files.as_response(row.stored)


@own
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the matter back, after being told what that means."""
    case = own_case(request, case_id)
    asked = {
        "title": _("Take this matter back?"),
        "lead": plain.title(case),
        "consequences": [
            _("We stop working on it."),
            _("The employer is not told."),
            _("You can take it up again here at any time."),
        ],
        "act": _("Yes, take it back"),
        "kind": "danger",
    }
    return _confirmed(
        request, case, forms.ReasonForm, actions.withdraw, access.may_withdraw, asked, _("You took the matter back.")
    )


@own
@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Not solved after all: take it up again."""
    case = own_case(request, case_id)
    asked = {
        "title": _("Take this matter up again?"),
        "lead": plain.title(case),
        "consequences": [_("Somebody looks at what went wrong and gets in touch with you.")],
        "act": _("Take it up again"),
        "kind": "primary",
    }
    done = _("It is taken up again.")
    return _confirmed(request, case, forms.NeededReasonForm, actions.reopen, access.may_reopen, asked, done)


def _confirmed(
    request: HttpRequest, case: Case, form_class: Any, act: Any, may: Any, asked: dict[str, Any], done: str
) -> HttpResponse:
    """A page that says what follows, and the act itself. Where it is not possible now, the page says why."""
    form = form_class(request.POST if request.method == "POST" else None, initial={"expected": case.version})
    if request.method == "POST" and form.is_valid():
        given = form.words
        do = partial(_do, act, case, by=actor_of(request), **given)
        act_once(request, form, f"cases.{act.__name__}:{case.pk}", do)
        return redirect_after_post(request, "cases:my_matter", case.pk, message=done)
    may(actor_of(request), case).or_refuse()
    back = reverse("cases:my_matter", args=[case.pk])
    status = 422 if request.method == "POST" else 200
    return page(request, "ui/confirm.html", {**asked, "form": form, "back": back}, fragment="question", status=status)


def _do(act: Any, case: Case, **given: Any) -> None:
    """The page is drawn anew; nothing of the answer needs to be remembered."""
    act(case, **given)


@own
@require_POST
def consent_answer(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Yes or no to passing the matter on."""
    case, actor = own_case(request, case_id), actor_of(request)
    asked = access.visible_consent_requests(actor, case).select_related("case").filter(pk=request_id).first()
    if asked is None or request.POST.get("answer") not in ("yes", "no"):
        raise Http404
    agreed = request.POST["answer"] == "yes"
    actions.answer_consent(asked, by=actor, agreed=agreed)
    said = _("You agreed. You can take this back at any time.") if agreed else _("You said no. It stays with us.")
    return redirect_after_post(request, "cases:my_matter", case.pk, message=said)


@own
@require_POST
def consent_withdrawal(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Take a yes back, as easily as it was given."""
    case = own_case(request, case_id)
    actions.take_back_consent(case, by=actor_of(request), consent_id=consent_id)
    return redirect_after_post(request, "cases:my_matter", case.pk, message=_("You took your consent back."))


@own
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask why somebody opened the file: a message to those in charge, begun for the worker."""
    case = own_case(request, case_id)
    looks = stories.looks(actor_of(request), case)
    form = forms.MessageForm(request.POST if request.method == "POST" else None, initial={"text": _objection(looks)})
    form.fields["text"].label = _("What do you want to know?")
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        act_once(request, form, f"cases.objection:{case.pk}", lambda: _said(case, actor_of(request), text))
        return redirect_after_post(request, "cases:my_matter", case.pk, message=_("Your question has arrived."))
    asked = {
        "title": _("Ask why somebody opened your file"),
        "lead": _("Those in charge of your matter answer you here."),
        "consequences": [],
        "act": _("Send"),
        "kind": "primary",
        "form": form,
        "back": reverse("cases:my_matter", args=[case.pk]),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "ui/confirm.html", asked, fragment="question", status=status)


def _objection(looks: list[stories.Look]) -> str:
    if not looks:
        return ""
    said = _("I should like to know why %(name)s (%(office)s) opened my file.")
    return said % {"name": looks[0].name, "office": looks[0].office or looks[0].purpose}


# --- by receipt code -----------------------------------------------------------------------------------------------------


@public
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Anonymous people open their matter by their code. Wrong codes are counted; right and wrong answer alike in time."""
    actor = with_receipt(request)
    if request.method != "POST":
        form = forms.ReceiptForm()
        return page(request, "cases/worker/receipt.html", {"form": form, "open": bool(actor.link)})
    form = forms.ReceiptForm(request.POST)
    if form.is_valid():
        where = request.META.get("REMOTE_ADDR", "")
        ratelimit.limit("receipt", where, times=CODES_PER_HOUR, seconds=3600).or_refuse()
        found = actions.claim_receipt(form.cleaned_data["code"], by=actor_of(request))
        if found is not None:
            open_by_receipt(request, found)
            return redirect_after_post(request, "cases:my_matter", found.case_id)
        form.add_error("code", _("We do not know this code. Compare it letter by letter with what you wrote down."))
    return page(request, "cases/worker/receipt.html", {"form": form, "open": bool(actor.link)}, status=422)


@public
@require_POST
def receipt_closing(request: HttpRequest) -> HttpResponse:
    """Done looking: forget the code in this browser at once."""
    close_receipt(request)
    return redirect_after_post(request, "home")
