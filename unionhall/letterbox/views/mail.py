"""Held mail for officers of the federation, and the panel of a correspondence on a case's file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionhall.cases import api as cases
from unionhall.cases.enums import Kind
from unionhall.core import audit, paging
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, queries
from ..forms.mail import TakeInForm, ThrowAwayForm
from ..mail.masking import masked
from ..models import HeldMail
from ..states import HeldState

SIZE = 50


@require_safe
def held_mails(request: HttpRequest) -> HttpResponse:
    """What waits, newest first. No address and no subject stands in the list."""
    actor = _keeper(request)
    settled = request.GET.get("settled") == "on"
    rows = access.visible_held_mail(actor).defer("raw", "why").select_related("case", "settled_by")
    rows = rows.exclude(state=HeldState.HELD) if settled else rows.filter(state=HeldState.HELD)
    url = reverse("letterbox:held_mails")
    context = {
        "page": paging.page(rows, order=("-held_at", "id"), after=request.GET.get("after"), size=SIZE),
        "settled": settled,
        "views": [
            Choice(_("To be looked at"), url, not settled),
            Choice(_("Taken in or thrown away"), f"{url}?settled=on", settled),
        ],
        "columns": [Column(_("Held since")), Column(_("Why")), Column(_("Size")), Column(_("State"))],
    }
    return page(request, "letterbox/mail/held_list.html", context)


@require_safe
@never_cache
def held_mail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One held mail: what of it can be read, safely, and what can be done. Opening it is noted."""
    actor = _keeper(request)
    held = _held(actor, pk)
    audit.record_read(held, by=actor, purpose="held_mail")
    return _page(request, held, TakeInForm(initial=_first(held)), ThrowAwayForm())


@require_POST
@never_cache
def held_mail_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it in as a case."""
    actor = _keeper(request)
    held, form = _held(actor, pk), TakeInForm(request.POST)
    status, _taken = submitted(request, form, lambda said: actions.take_in(held, by=actor, **said))
    if status != DONE:
        return _page(request, held, form, ThrowAwayForm(), status=status)
    case = _held(actor, pk).case
    message = _("Taken in as %(number)s.") % {"number": case.number if case else ""}
    return redirect_after_post(request, "letterbox:held_mails", message=message)


@require_POST
@never_cache
def held_mail_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw it away, with a reason."""
    actor = _keeper(request)
    held, form = _held(actor, pk), ThrowAwayForm(request.POST)
    status, _gone = submitted(request, form, lambda said: actions.throw_away(held, by=actor, why=said["why"]))
    if status != DONE:
        return _page(request, held, TakeInForm(initial=_first(held)), form, status=status)
    return redirect_after_post(request, "letterbox:held_mails", message=_("Thrown away."))


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_held_mail(actor):
        raise Http404
    return actor


def _held(actor: Actor, pk: UUID) -> HeldMail:
    return get_object_or_404(access.visible_held_mail(actor).select_related("case", "settled_by", "incoming"), pk=pk)


def _first(held: HeldMail) -> dict[str, Any]:
    """What can be read of it, as the form proposes it."""
    letter = queries.readable(held)
    if letter is None:
        return {"kind": Kind.OTHER, "account": queries.preview(held)}
    found = cases.understand(letter.subject, letter.text)
    return {
        "name": letter.sender_name,
        "kind": found.kind,
        "employer_name": found.employer_name,
        "site": found.site,
        "account": "\n\n".join(filter(None, (letter.subject, letter.text)))[:50_000],
    }


def _page(
    request: HttpRequest, held: HeldMail, take_form: TakeInForm, throw_form: ThrowAwayForm, *, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    letter = queries.readable(held)
    context = {
        "held": held,
        "subject": masked(letter.subject) if letter else "",
        "sender": letter.sender if letter else "",
        "enclosed": [(enclosed.name, len(enclosed.content)) for enclosed in letter.files] if letter else [],
        "may_take_in": access.may_take_in(actor, held),
        "may_throw_away": access.may_throw_away(actor, held),
        "take_form": take_form,
        "throw_form": throw_form,
        "trail": [Choice(_("Held mail"), reverse("letterbox:held_mails")), Choice(_("A held mail"))],
    }
    return page(request, "letterbox/mail/held.html", context, status=status)


# --- on a case's file ---------------------------------------------------------------------------------------------------


@require_safe
@never_cache
def case_mail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came and went by e-mail about a case: when, and whether it left. The address is not shown."""
    actor = actor_of(request)
    case = get_object_or_404(cases.desk_cases(actor), pk=pk)
    came = access.visible_incoming(actor).filter(thread__case=case).order_by("-received_at", "-pk")
    went = access.visible_outgoing(actor).filter(thread__case=case).select_related("thread__case")
    lines: list[dict[str, Any]] = [
        {"at": row.received_at, "what": row.get_outcome_display(), "incoming": True} for row in came.defer("message_id")
    ]
    for row in went.defer("words", "message_id").order_by("-written_at", "-pk"):
        verdict = access.may_send_again(actor, row)
        lines.append(
            {"at": row.written_at, "what": row.get_writing_display(), "incoming": False, "row": row, "again": verdict}
        )
    lines.sort(key=lambda line: line["at"], reverse=True)
    trail = [Choice(case.number, reverse("cases:case", args=[case.pk])), Choice(_("E-mail with the worker"))]
    return page(request, "letterbox/mail/case.html", {"case": case, "lines": lines, "trail": trail}, fragment="panel")


@require_POST
@never_cache
def mail_sending(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try a mail that could not be sent once more."""
    actor = actor_of(request)
    mail = get_object_or_404(access.visible_outgoing(actor).select_related("thread__case"), pk=pk)
    actions.send_again(mail, by=actor)
    return redirect_after_post(request, "cases:case", mail.thread.case_id, message=_("It is sent once more."))
