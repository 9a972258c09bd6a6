"""The acts on a paper, each on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unionhall.core import clock, files
from unionhall.core.verdict import Refused
from unionhall.ui.asking import ask
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, forms, queries
from ..content import Content
from ..enums import PaperKind
from ..models import Paper, PaperVersion
from .frame import GET_AND_POST, paper_in_scope, trail


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _asked(request: HttpRequest, found: Paper, form: Any, act: Any, **words: Any) -> HttpResponse:
    title = found.content["title"]
    crumbs = trail(found.case, (title, found.get_absolute_url()), (words["title"], ""))
    return ask(request, form, act=act, back=("papers:paper", found.pk), crumbs=crumbs, **words)


@require_http_methods(GET_AND_POST)
@never_cache
def returning(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A Word file edited outside comes back as the next version."""
    actor, found = paper_in_scope(request, pk)
    access.may_bring_back(actor, found).or_refuse()
    form = (
        forms.ReturnForm(request.POST, request.FILES)
        if request.method == "POST"
        else forms.ReturnForm(initial={"expected": found.revision})
    )

    def act(said: dict[str, Any]) -> PaperVersion:
        stored = files.store(said["file"], by=actor, kind="paper")
        try:
            version = actions.bring_back(found, by=actor, stored=stored, expected=said["expected"])
        except Refused:
            files.discard(stored)
            raise
        if version.stored_id != stored.pk:
            files.discard(stored)
        return version

    status, made = submitted(request, form, act)
    if status == DONE and made is not None:
        return redirect_after_post(request, "papers:paper", pk, message=_("It is the next version now."))
    context = {
        "paper": found,
        "form": form,
        "crumbs": trail(found.case, (found.content["title"], found.get_absolute_url()), (_("Bring back the edited Word file"), "")),
    }  # fmt: skip
    return page(request, "papers/returning.html", context, status=status)


@require_http_methods(GET_AND_POST)
@never_cache
def refilling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Fill the draft again."""
    actor, found = paper_in_scope(request, pk)
    access.may_refill(actor, found).or_refuse()
    form = forms.ConfirmForm(_posted(request), initial={"expected": found.revision})
    return _asked(
        request, found, form, lambda said: actions.refill(found, by=actor, expected=said["expected"]),
        title=_("Fill the draft again from the file"), button=_("Fill it again"), done=_("Filled again from the file."), danger=True,
        lead=_("What you changed in the draft is lost; versions that were written stay as they are."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
@never_cache
def dropping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    actor, found = paper_in_scope(request, pk)
    access.may_drop(actor, found).or_refuse()
    form = forms.ConfirmForm(_posted(request), initial={"expected": found.revision})
    return _asked(
        request, found, form, lambda _said: actions.drop(found, by=actor),
        title=_("Throw the draft away"), button=_("Throw away"), done=_("The draft is thrown away."), danger=True,
        lead=_("It was never written and has no number, so none is missing."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
@never_cache
def sending(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that a letter went out, and until when it is to be answered."""
    actor, found = paper_in_scope(request, pk)
    access.may_send(actor, found).or_refuse()
    rule = queries.reply_limit(found.case, found.kind, by=actor, on=clock.today())
    start = {
        "expected": found.revision,
        "sent_on": clock.today(),
        "to": _receiver(found),
        "days": int(rule.value) if rule else None,
        "unit": rule.unit if rule else None,
        "source": (rule.document or rule.note or rule.source) if rule else "",
    }
    form = forms.SendingForm(_posted(request), initial=start)
    lead = (
        _("By the local rule: %(days)s %(unit)s (%(source)s). Put it right if another rule holds here.")
        % {"days": start["days"], "unit": dict(forms.LimitUnit.choices).get(str(start["unit"]), ""), "source": start["source"]}
        if rule
        else _("The book holds no local rule on when this letter is to be answered. Enter the days and which rule says so.")
    )  # fmt: skip
    return _asked(
        request, found, form, lambda said: actions.send(found, by=actor, **said),
        title=_("Record the sending"), button=_("Record"), done=_("Sent. The day the answer is due is on the page."), lead=lead,
    )  # fmt: skip


def _receiver(found: Paper) -> str:
    """The first line of the letter: who it speaks to."""
    block = next((one for one in Content.of(found.content).blocks if one.key == "to"), None)
    return block.text.rstrip("：: \n") if block and found.kind in PaperKind.values and not block.has_gap else ""


@require_http_methods(GET_AND_POST)
@never_cache
def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what came back."""
    actor, found = paper_in_scope(request, pk)
    access.may_record_reply(actor, found).or_refuse()
    form = forms.ReplyForm(_posted(request), initial={"expected": found.revision, "answered_on": clock.today()})

    def act(said: dict[str, Any]) -> Any:
        return actions.record_reply(
            found,
            by=actor,
            answered_on=said["answered_on"],
            followed=said["followed"] == "yes",
            text=said["text"],
            expected=said["expected"],
        )

    return _asked(
        request, found, form, act, title=_("Record the answer"), button=_("Record"), done=_("The answer is on the file.")
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
@never_cache
def handing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the latest version on the worker's own page."""
    actor, found = paper_in_scope(request, pk)
    access.may_hand_over(actor, found).or_refuse()
    form = forms.ConfirmForm(_posted(request), initial={"expected": found.revision})
    return _asked(
        request, found, form, lambda _said: actions.hand_over(found, by=actor),
        title=_("Hand it to the worker"), button=_("Hand it over"), done=_("The worker has it on their own page and hears of it."),
        lead=_("The latest version appears under “Photos and papers” of the worker's own page, to be downloaded, completed and signed."),
    )  # fmt: skip
