"""How work is spread: over the bodies below, and over the people of one body, by name and without a ranking."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.people import api as people
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..actions.bulk import MOST
from ..forms.desk import HandOverForm
from .desk_bulk import answer, start


@require_safe
def loads(request: HttpRequest) -> HttpResponse:
    """The people of one body, and the bodies below it; the highest body one oversees unless another is named."""
    actor = _overseer(request)
    return _page(request, actor, _body(actor, request.GET.get("body", "")))


@require_POST
def handover(request: HttpRequest) -> HttpResponse:
    """Put open matters of one person, or of nobody, into another's hands."""
    actor = _overseer(request)
    form = HandOverForm(request.POST)
    body = _body(actor, request.POST.get("body", ""))
    if not form.is_valid():
        problem = " ".join(str(words) for errors in form.errors.values() for words in errors)
        return _page(request, actor, body, problem=problem, status=422)
    wanted = {
        "body": body.pk,
        "handler": form.cleaned_data["source"],
        "clock": form.cleaned_data["only"],
        "members": True,
    }
    rows = queries.worklist(access.desk_cases(actor), wanted).order_by("due_on", "pk")
    ids = list(rows.values_list("pk", flat=True)[: MOST + 1])
    act = start(actions.assign, ids, by=actor, handler=form.cleaned_data["person"])
    return answer(request, act, f"{reverse('cases:loads')}?body={body.pk}")


def _overseer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_loads(actor):
        raise Http404
    return actor


def _body(actor: Actor, key: str) -> Any:
    """The body named, if it is one's own or below; without a name the highest."""
    bodies = access.overseen_bodies(actor).select_related("parent").order_by("level", "code", "pk")
    try:
        body = bodies.filter(pk=UUID(key)).first() if key else bodies.first()
    except ValueError:
        body = None
    if body is None:
        raise Http404
    return body


def _page(request: HttpRequest, actor: Actor, body: Any, *, problem: str = "", status: int = 200) -> HttpResponse:
    cases = access.desk_cases(actor)
    parent = (
        body.parent if body.parent_id and access.overseen_bodies(actor).filter(pk=body.parent_id).exists() else None
    )
    trail = [Choice(_("Worklist"), reverse("cases:worklist"))]
    trail += [Choice(parent.short_name, f"{reverse('cases:loads')}?body={parent.pk}")] if parent else []
    context = {
        "body": body,
        "people": queries.loads(cases.filter(body=body)),
        "below": queries.loads_below(cases, body, access.overseen_bodies(actor)),
        "colleagues": [(str(person), name) for _at, person, name in people.on_duty_at([body.pk])],
        "people_columns": [
            Column(_("Choose"), hidden_label=True),
            Column(_("Handler")),
            Column(_("Open"), numeric=True),
            Column(_("Overdue"), numeric=True),
            Column(_("Due soon"), numeric=True),
        ],
        "below_columns": [
            Column(_("Body")),
            Column(_("Open"), numeric=True),
            Column(_("Overdue"), numeric=True),
            Column(_("Due soon"), numeric=True),
        ],
        "only": HandOverForm.base_fields["only"].choices,  # type: ignore[attr-defined]
        "problem": problem,
        "crumbs": [*trail, Choice(_("Who has how much"))],
    }
    return page(request, "cases/desk/loads.html", context, status=status)
