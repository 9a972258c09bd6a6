"""How did it go? Answered once, by a link, without signing in."""

from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import tokens
from unionhall.core.actor import Actor
from unionhall.core.http import public
from unionhall.core.models import LinkToken
from unionhall.core.verdict import Refused
from unionhall.ui.responses import page, redirect_after_post

from .. import actions, plain
from ..enums import Solved
from ..forms.worker import FeedbackForm
from ..models import Case

STATUS = {
    "link_unknown": HTTPStatus.NOT_FOUND,
    "link_used": HTTPStatus.GONE,
    "link_expired": HTTPStatus.GONE,
    "link_revoked": HTTPStatus.GONE,
}


@public
@require_safe
def short(request: HttpRequest, token: str) -> HttpResponse:
    """The short address of a text message, which says nothing about what it is for."""
    return redirect_after_post(request, "cases:feedback", token)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """Solved or not, satisfied or not. “Not solved” takes the matter up again at once."""
    try:
        link = tokens.peek("feedback", token)
    except Refused as error:
        return _ended(request, error)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _answer(token, form)
        except Refused as error:
            return _ended(request, error)
        said = {"told": plain.tell(case), "not_solved": form.cleaned_data["solved"] == Solved.NOT_SOLVED}
        return page(request, "cases/worker/thanks.html", said)
    status = 422 if request.method == "POST" else 200
    day = _case(link).received_at
    context = {"form": form, "received_at": day}
    return page(request, "cases/worker/feedback.html", context, fragment="question", status=status)


@transaction.atomic
def _answer(token: str, form: FeedbackForm) -> Case:
    """Use the link and record the answer: both or neither."""
    link = tokens.redeem("feedback", token)
    case = _case(link)
    said = form.cleaned_data
    actions.answer_feedback(
        case,
        by=Actor(person_id=None, via="link", link=f"feedback:{case.pk}"),
        solved=said["solved"],
        satisfied={"yes": True, "no": False}.get(said["satisfied"]),
        comment=said["comment"],
    )
    return Case.objects.select_related("body").get(pk=case.pk)


def _case(link: LinkToken) -> Case:
    return Case.objects.select_related("body").get(pk=link.subject_id)


def _ended(request: HttpRequest, error: Refused) -> HttpResponse:
    """Used, expired, withdrawn or mistyped: the page says which, and what to do instead."""
    status = STATUS.get(error.verdict.code, HTTPStatus.CONFLICT)
    context = {
        "reason": error.verdict.reason,
        "next_step": error.verdict.next_step,
        "used": error.verdict.code == "link_used",
    }
    return page(request, "cases/worker/link_ended.html", context, status=status)
