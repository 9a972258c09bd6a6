"""The desk of those who review: the list, the decisions, the limits of the steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import paging
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused, Verdict, no
from unionhall.organisations import api as organisations
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, forms, queries
from . import frame

GET_AND_POST = ["GET", "HEAD", "POST"]
SIZE = 30


@require_safe
def formations(request: HttpRequest) -> HttpResponse:
    """What lies at one's bodies and below, newest first."""
    actor = actor_of(request)
    if not access.may_review_any(actor):
        raise Http404
    form = forms.ListFilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    found = queries.listed(access.visible_formations(actor), state=said.get("state", ""), words=said.get("q", ""))
    rows = paging.page(found, order=("-asked_at", "id"), after=request.GET.get("after"), size=SIZE)
    context = {
        "form": form,
        "rows": rows,
        "lines": [(row, frame.limit_words(row)) for row in rows.items],
        "columns": [
            Column(_("Union")), Column(_("Lies with")), Column(_("State")), Column(_("Answer by")),
            Column(_("Signed"), numeric=True),
        ],
    }  # fmt: skip
    return page(request, "forming/formations.html", context)


def _decision(
    name: str,
    verdict: Callable[[Any, Any], Verdict],
    act: Callable[..., Any],
    form: Any,
    field: str,
    words: Callable[[], dict[str, str]],
    *,
    danger: bool = False,
) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """A page with one field and one act on an application."""

    @require_http_methods(GET_AND_POST)
    def view(request: HttpRequest, pk: UUID) -> HttpResponse:
        found, actor = frame.formation_in_scope(request, pk), actor_of(request)
        verdict(actor, found).or_refuse()
        said = words()
        return ask(
            request, form(frame.posted(request)), danger=danger, back=("forming:formation", found.pk),
            act=lambda given: act(found, by=actor, **{field: given[next(iter(given))]}),
            title=said["title"], button=said["button"], done=said["done"], lead=said.get("lead", ""),
            crumbs=frame.way_to(request, found, said["title"]),
        )  # fmt: skip

    view.__name__ = name
    view.__doc__ = act.__doc__
    return view


preparation = _decision(
    "preparation", access.may_allow_preparation, actions.allow_preparation, forms.WordsForm, "words",
    lambda: {"title": _("Let the preparation begin"), "button": _("Let it begin"), "done": _("They were told."),
             "lead": _("They may now collect signatures, agree on candidates and call the election.")},
)  # fmt: skip
sending_back = _decision(
    "sending_back", access.may_send_back, actions.send_back, forms.ReasonForm, "words",
    lambda: {"title": _("Ask for what is missing"), "button": _("Send back"), "done": _("They were told.")},
)  # fmt: skip
refusal = _decision(
    "refusal", access.may_refuse, actions.refuse, forms.ReasonForm, "reason",
    lambda: {"title": _("Refuse the application"), "button": _("Do not agree"), "done": _("They were told.")}, danger=True,
)  # fmt: skip
passing_up = _decision(
    "passing_up", access.may_pass_up, actions.pass_up, forms.ReasonForm, "opinion",
    lambda: {"title": _("Hand it to the body above"), "button": _("Hand it up"), "done": _("It lies with the body above now."),
             "lead": _("Write what you found, and what you propose.")},
)  # fmt: skip
sending_again = _decision(
    "sending_again", access.may_send_again, actions.send_again, forms.WordsForm, "words",
    lambda: {"title": _("Send it again"), "button": _("Send it again"), "done": _("It has arrived.")},
)  # fmt: skip
withdrawal = _decision(
    "withdrawal", access.may_withdraw, actions.withdraw, forms.WordsForm, "reason",
    lambda: {"title": _("Withdraw the application"), "button": _("Withdraw"), "done": _("Withdrawn.")}, danger=True,
)  # fmt: skip


@require_http_methods(GET_AND_POST)
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which employer of the register the applicant means."""
    found, actor = frame.formation_in_scope(request, pk), actor_of(request)
    access.may_identify(actor, found).or_refuse()
    asked = request.GET.get("q", "").replace("\0", "")[:120] or found.employer_name
    like = [one for one in organisations.employers_like(asked) if one.pk not in actor.tied_employers]
    form = forms.EmployerForm(frame.posted(request), employers=like)

    def act(said: dict[str, Any]) -> Any:
        chosen = next(one for one in like if str(one.pk) == said["employer"])
        return actions.identify(found, by=actor, employer=chosen)

    return ask(
        request, form, act=act, back=("forming:formation", found.pk), title=_("Which employer is it?"),
        button=_("This one"), done=_("Saved."), crumbs=frame.way_to(request, found, _("Employer")),
        lead=_("The applicant wrote “%(name)s”. If it is not in the register, enter it there first.")
        % {"name": found.employer_name or _("nothing")},
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def limits(request: HttpRequest) -> HttpResponse:
    """Within how many days which body answers; what holds, and a new one."""
    actor = actor_of(request)
    if not access.may_review_any(actor):
        raise Http404
    bodies = list(access.bodies_to_set_limits_for(actor).order_by("level", "pk"))
    form = forms.LimitForm(request.POST if request.method == "POST" else None, bodies=bodies)

    def act(said: dict[str, Any]) -> Any:
        body = next(one for one in bodies if str(one.pk) == said.pop("body"))
        return actions.set_limit(body, by=actor, **said)

    if request.method == "POST" and not bodies:
        raise Refused(
            no(_("A supervisor sets the limits of their own body."), _("Ask your supervisor."), "not_supervisor")
        )
    status, _made = submitted(request, form, act)
    if status == DONE:
        return redirect_after_post(request, "forming:limits", message=_("Saved."))
    context = {
        "form": form,
        "bodies": bodies,
        "rows": access.visible_limits(actor).select_related("body").order_by("body__level", "step", "-since", "pk")[:200],
        "trail": [*frame.way_to(request), Choice(_("Limits"))],
        "columns": [Column(_("Body")), Column(_("For what")), Column(_("Limit")), Column(_("In force from")), Column(_("Source"))],
    }  # fmt: skip
    return page(request, "forming/limits.html", context, status=status)
