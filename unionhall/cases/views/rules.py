"""Routing rules: those of a body in their order, one with its history, writing, changing, moving, ending, trying."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, say, submitted

from .. import access, actions
from ..forms.rules import RuleForm
from ..models import RoutingRule
from ..routing.trial import DAYS, sent_lately
from .rules_words import conditions, span, target

DEPTH = 2


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of one body in their order; the highest body one keeps unless another is named."""
    actor = _keeper(request)
    return _list(request, actor, _owner(actor, request.GET.get("body", "")))


@require_POST
def rules_trial(request: HttpRequest) -> HttpResponse:
    """What the rules of a body would have done with last month's cases."""
    actor = _keeper(request)
    owner = _owner(actor, request.POST.get("body", ""))
    return _list(request, actor, owner, trial=actions.try_rules(by=actor, owner=owner))


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: HttpRequest) -> HttpResponse:
    """Writing a rule; it can be tried before it is recorded."""
    actor = _keeper(request)
    owner = _owner(actor, request.GET.get("body", ""))
    return _ask(request, actor, owner)


@require_safe
def rule(request: HttpRequest, line: UUID) -> HttpResponse:
    """One rule: what it says, how many cases it sent lately, its earlier versions."""
    actor = _keeper(request)
    versions = list(_versions(actor).filter(line=line).order_by("-version"))
    if not versions:
        raise Http404
    found = versions[0]
    sent = sent_lately(access.desk_cases(actor), [line]).get(line, 0)
    context = {
        "rule": found,
        "facts": [
            Fact(_("For the matters of"), found.owner.name),
            Fact(_("Which matters"), "\n".join(conditions(found))),
            Fact(_("Goes to"), target(found)),
            Fact(_("In force"), span(found)),
            Fact(_("Sent in the last %(days)s days") % {"days": DAYS}, str(sent), hint=_("of the cases you may see")),
        ],
        "versions": [
            (row, "\n".join(conditions(row)), target(row), row.written_by.name if row.written_by else _("the system"))
            for row in versions
        ],
        "columns": [Column(_("Version")), Column(_("Which matters")), Column(_("Goes to")), Column(_("Written"))],
        "crumbs": [Choice(_("Routing rules"), _address(found.owner_id)), Choice(found.name)],
    }
    return page(request, "cases/rules/rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_change(request: HttpRequest, line: UUID) -> HttpResponse:
    """Following a rule by its next version."""
    actor = _keeper(request)
    found = _one(actor, line)
    return _ask(request, actor, found.owner, found)


@require_POST
def rule_place(request: HttpRequest, line: UUID) -> HttpResponse:
    """One place up or down in the order."""
    actor = _keeper(request)
    found = _one(actor, line)
    step = -1 if request.POST.get("way") == "up" else 1
    actions.move_rule(found, by=actor, to=(found.position or 1) + step)
    return redirect_after_post(request, _address(found.owner_id), message=_("The order is changed."))


@require_POST
def rule_end(request: HttpRequest, line: UUID) -> HttpResponse:
    """The rule decides nothing any more."""
    actor = _keeper(request)
    found = _one(actor, line)
    actions.end_rule(found, by=actor)
    return redirect_after_post(request, _address(found.owner_id), message=_("The rule is ended."))


def _ask(request: HttpRequest, actor: Actor, owner: Any, found: RoutingRule | None = None) -> HttpResponse:
    form = RuleForm(
        request.POST if request.method == "POST" else None, owner=owner, actor=actor, initial=RuleForm.first(found)
    )
    trial, status = None, 200
    if request.method == "POST" and "try" in request.POST:
        status = 200 if form.is_valid() else 422
        if status == 200:
            try:
                trial = actions.try_rules(by=actor, owner=owner, draft=form.draft, rule=found)
            except Refused as error:
                status = say(form, error)
    else:
        status, made = submitted(request, form, lambda _said: _record(actor, owner, found, form))
        if status == DONE and made is not None:
            words = _("The rule is changed.") if found else _("The rule is recorded.")
            return redirect_after_post(request, "cases:rule", made.line, message=words)
    context = {
        "form": form,
        "owner": owner,
        "rule": found,
        "trial": trial,
        "trial_columns": _trial_columns(),
        "example_columns": _example_columns(),
        "back": reverse("cases:rule", args=[found.line]) if found else _address(owner.pk),
        "crumbs": [
            Choice(_("Routing rules"), _address(owner.pk)),
            Choice(found.name if found else _("Write a rule")),
        ],
    }
    return page(request, "cases/rules/form.html", context, status=status)


def _record(actor: Actor, owner: Any, found: RoutingRule | None, form: RuleForm) -> RoutingRule:
    if found is None:
        return actions.write_rule(form.draft, by=actor, owner=owner)
    return actions.change_rule(found, by=actor, draft=form.draft, expected=form.cleaned_data["version"])


def _list(request: HttpRequest, actor: Actor, owner: Any, *, trial: Any = None) -> HttpResponse:
    rows = list(_versions(actor).filter(owner=owner, ended_at__isnull=True).order_by("position", "pk"))
    sent = sent_lately(access.desk_cases(actor), [row.line for row in rows])
    ended = _versions(actor).filter(owner=owner, ended_at__isnull=False).exclude(line__in=[row.line for row in rows])
    context = {
        "owner": owner,
        "bodies": organisations.as_tree(access.ruled_bodies(actor), depth=DEPTH),
        "chosen": str(owner.pk),
        "rows": [(row, conditions(row), target(row), span(row), sent.get(row.line, 0)) for row in rows],
        "last": len(rows),
        "ended": list(ended.order_by("-ended_at", "pk")[:50]),
        "columns": [
            Column(_("Order"), numeric=True),
            Column(_("Rule")),
            Column(_("Which matters")),
            Column(_("Goes to")),
            Column(_("Sent in 30 days"), numeric=True),
            Column(_("Move"), hidden_label=True),
        ],
        "trial": trial,
        "trial_columns": _trial_columns(),
        "example_columns": _example_columns(),
    }
    return page(request, "cases/rules/list.html", context)


def _trial_columns() -> list[Column]:
    return [Column(_("Went to")), Column(_("Would go to")), Column(_("Cases"), numeric=True)]


def _example_columns() -> list[Column]:
    return [Column(_("Number")), Column(_("Rule")), Column(_("Went to")), Column(_("Would go to"))]


def _keeper(request: HttpRequest) -> Actor:
    """These pages exist only for those who keep rules."""
    actor = actor_of(request)
    if not access.may_see_rules(actor):
        raise Http404
    return actor


def _owner(actor: Actor, key: str) -> Any:
    """The body named, if one keeps its rules; without a name the highest."""
    bodies = access.ruled_bodies(actor).order_by("level", "code", "pk")
    try:
        body = bodies.filter(pk=UUID(key)).first() if key else bodies.first()
    except ValueError:
        body = None
    if body is None:
        raise Http404
    return body


def _versions(actor: Actor) -> QuerySet[RoutingRule]:
    parts = ("owner", "place", "body", "person", "written_by")
    return access.visible_rules(actor).select_related(*parts).prefetch_related("employers")


def _one(actor: Actor, line: UUID) -> RoutingRule:
    """The version in force, or the last one: ending or changing an ended rule is refused with a reason."""
    found = _versions(actor).filter(line=line).order_by("-version").first()
    if found is None:
        raise Http404
    return found


def _address(owner: UUID) -> str:
    return f"{reverse('cases:rules')}?body={owner}"
