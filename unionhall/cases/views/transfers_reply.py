"""A body without an account answers by a one-time link: it sees this transfer, says one thing, and the link is used up."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import audit, clock, files, tokens
from unionhall.core.actor import Actor
from unionhall.core.http import public
from unionhall.core.models import LinkToken, StoredFile
from unionhall.core.ratelimit import limit
from unionhall.core.verdict import Refused
from unionhall.ui.parts import FileLine
from unionhall.ui.responses import page

from .. import access, actions
from ..enums import Purpose, StepKind
from ..forms.transfers import ReplyForm
from ..models import Transfer
from .transfers import facts_of, names_passed_on, steps_of

KIND = "transfer"
TRIES, SECONDS = 60, 15 * 60

# What can be answered while an answer is awaited, and what after it was accepted.
FIRST = (
    ("accept", _("We take it on")),
    ("decline", _("We cannot take it on")),
    (StepKind.MESSAGE, _("A message first; we answer later")),
)
LATER = (
    (StepKind.LETTER, _("A letter of support was written")),
    (StepKind.STUDY, _("It was studied together")),
    (StepKind.HEARING, _("A hearing was held or is set")),
    (StepKind.COURT_DATE, _("The court date is set")),
    (StepKind.MESSAGE, _("A message")),
    ("outcome", _("It is finished: the outcome")),
    ("return", _("We have to give it back")),
)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """What was passed on, and one answer to it."""
    _limited(request)
    try:
        row = _transfer_of(tokens.peek(KIND, token))
    except Refused as refusal:
        return _ended(request, refusal)
    actor = _bearer(row)
    choices = FIRST if row.state == "offered" else LATER
    if request.method != "POST":
        audit.record_read(row.case, by=actor, purpose=Purpose.REPLY)
        return _page(request, token, row, ReplyForm(answers=choices))
    form = ReplyForm(request.POST, request.FILES, answers=choices)
    if not form.is_valid():
        return _page(request, token, row, form, status=422)
    try:
        kept = [files.store(upload, by=actor) for upload in form.cleaned_data["files"][:1]]
    except Refused as refusal:
        form.add_error("files", str(refusal))
        return _page(request, token, row, form, status=422)
    try:
        _answer(token, row, form, kept[0] if kept else None)
    except Refused as refusal:
        for stored in kept:
            files.discard(stored)
        if refusal.verdict.code.startswith("link_"):
            return _ended(request, refusal)
        form.add_error(None, str(refusal))
        return _page(request, token, row, form, status=409)
    return page(request, "cases/transfers/reply_thanks.html", {"transfer": row})


@public
@require_safe
def reply_file(request: HttpRequest, token: str, file: UUID) -> HttpResponse | FileResponse:
    """A file that was passed on, for whoever holds the link."""
    _limited(request)
    try:
        row = _transfer_of(tokens.peek(KIND, token))
    except Refused as refusal:
        return _ended(request, refusal)
    actor = _bearer(row)
    found = get_object_or_404(access.visible_transfer_files(actor, row).select_related("stored"), pk=file)
    audit.record("file.downloaded", found, by=actor, purpose=Purpose.REPLY, transfer=str(row.pk))
    return files.as_response(found.stored)


@transaction.atomic
def _answer(token: str, row: Transfer, form: ReplyForm, stored: StoredFile | None) -> None:
    """Use the link up and record the answer: both or neither."""
    tokens.redeem(KIND, token)
    actor, said = _bearer(row), form.cleaned_data
    answer, words = said["answer"], said["words"].strip()
    if answer == "accept":
        row = actions.accept_transfer(row, by=actor, their_number=said["their_number"], answer=words)
    if answer in StepKind.values or stored is not None or (answer == "accept" and words):
        kind = answer if answer in StepKind.values else StepKind.MESSAGE
        text = words or str(dict([*FIRST, *LATER])[answer])
        actions.record_step(row, by=actor, kind=kind, on=form.day, text=text, stored=stored)
    if answer == "decline":
        actions.decline_transfer(row, by=actor, answer=words)
    elif answer == "return":
        actions.return_transfer(row, by=actor, answer=words)
    elif answer == "outcome":
        actions.finish_transfer(row, by=actor, answer=words)


def _limited(request: HttpRequest) -> None:
    limit("reply link", str(request.META.get("REMOTE_ADDR", "")), times=TRIES, seconds=SECONDS).or_refuse()


def _transfer_of(link: LinkToken) -> Transfer:
    """The transfer of a link that is still good. One that has ended meanwhile is told like a link withdrawn."""
    row = Transfer.objects.select_related("to_body", "from_body", "case", "case__body").get(pk=link.subject_id)
    if not row.is_live:
        raise Refused(_("This matter has been ended."), _("Ask the body that sent it."), "link_revoked")
    return row


def _bearer(row: Transfer) -> Actor:
    """Whoever holds the link acts for the receiving body in this transfer and in nothing else."""
    return Actor(person_id=None, name=row.to_body.name, via="link", link=f"transfer:{row.pk}")


def _page(request: HttpRequest, token: str, row: Transfer, form: ReplyForm, *, status: int = 200) -> HttpResponse:
    actor = _bearer(row)
    shared = access.visible_transfer_files(actor, row).select_related("stored").order_by("at", "pk")
    context: dict[str, Any] = {
        "transfer": row,
        "form": form,
        "facts": facts_of(row, sent=False),
        "workers": names_passed_on(row),
        "files": [
            FileLine(found.stored.name, f"files/{found.pk}/", found.stored.size, found.at, "", found.label)
            for found in shared
        ],
        "timeline": steps_of(actor, row),
        "today": clock.today(),
    }
    return page(request, "cases/transfers/reply.html", context, status=status)


def _ended(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Used, expired, withdrawn or mistyped: which it is, and what to do."""
    unknown = refusal.verdict.code == "link_unknown"
    context = {"reason": refusal.verdict.reason, "next_step": refusal.verdict.next_step}
    status = HTTPStatus.NOT_FOUND if unknown else HTTPStatus.GONE
    return page(request, "cases/transfers/reply_ended.html", context, status=status)
