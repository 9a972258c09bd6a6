"""The registers one works with, their kinds, opening one, who is responsible."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.ui.asking import ask
from unionhall.ui.parts import Column
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..forms import ConfirmForm, KindForm, OpeningForm, ResponsibleForm
from ..models import Register, RegisterKind
from .frame import GET_AND_POST, crumbs, keeper, posted, register_in_scope

FIELDS = (
    "name", "sensitivity", "purpose", "legal_basis", "uses", "review_months", "needs_consent", "consent_text",
    "consent_version",
)  # fmt: skip


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """The registers one works with, how many stand on each, how many are due; and the kinds."""
    actor = keeper(request)
    context = {
        "rows": list(queries.counted(access.visible_registers(actor))[:200]),
        "kinds": list(queries.kinds()),
        "may_define": access.may_define_kind(actor),
        "may_open": access.may_open_somewhere(actor),
        "columns": [
            Column(_("List")),
            Column(_("Body")),
            Column(_("Responsible")),
            Column(_("People"), numeric=True),
            Column(_("Of them to be looked at again"), numeric=True),
            Column(_("Objections"), numeric=True),
        ],
    }
    return page(request, "registers/registers.html", context)


@require_http_methods(GET_AND_POST)
def kind_new(request: HttpRequest) -> HttpResponse:
    """Defining a kind of register."""
    actor = keeper(request)
    access.may_define_kind(actor).or_refuse()
    start = {
        "needs_consent": True,
        "uses": ["visit", "review", "request"],
        "review_months": 6,
        "sensitivity": "sensitive",
    }
    return ask(
        request,
        KindForm(posted(request), initial=start),
        act=lambda said: actions.define_kind(by=actor, **said),
        title=_("A new kind of register"),
        lead=_("A list exists for a purpose and on a legal basis. What is not needed for the purpose is not entered."),
        button=_("Define it"),
        done=_("The kind of register is there. Open it for the bodies that work with it."),
        back=("registers:registers",),
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
def kind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Changing a kind of register."""
    actor = keeper(request)
    found = get_object_or_404(RegisterKind, pk=pk)
    access.may_change_kind(actor, found).or_refuse()
    form = KindForm(posted(request), initial={name: getattr(found, name) for name in FIELDS})
    del form.fields["code"]
    return ask(
        request,
        form,
        act=lambda said: actions.change_kind(found, by=actor, **said),
        title=_("Change “%(name)s”") % {"name": found.name},
        lead=_("Consents that were given keep the version of the words they were given to."),
        button=_("Record"),
        done=_("Recorded."),
        back=("registers:registers",),
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
def opening(request: HttpRequest) -> HttpResponse:
    """A body works with a register from now on."""
    actor = keeper(request)
    access.may_open_somewhere(actor).or_refuse()
    bodies, kinds = access.bodies_to_open_at(actor), {str(one.pk): one for one in queries.kinds()}
    form = OpeningForm(posted(request), kinds=kinds.values(), bodies=queries.bodies_to_choose(actor, bodies))

    def act(said: dict[str, Any]) -> Register:
        body = bodies.filter(pk=said["body"]).first()
        if body is None:
            raise Http404
        return actions.open_register(kinds[said["kind"]], by=actor, body=body)

    return ask(
        request,
        form,
        act=act,
        title=_("Open a register for a body"),
        lead=_("Only bodies that work with a list see it. Say next who is responsible."),
        button=_("Open it"),
        done=_("The register is open."),
        back=("registers:registers",),
        onward="registers:register",
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
def responsible(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is reminded, and answers the people on the list."""
    actor, found = keeper(request), register_in_scope(request, pk)
    access.may_steer(actor, found).or_refuse()
    start = {"responsible": str(found.responsible_id or "")}
    form = ResponsibleForm(posted(request), people=queries.officers_at([found.body_id]), initial=start)
    return ask(
        request,
        form,
        act=lambda said: actions.name_responsible(
            found, by=actor, responsible=queries.officer_called(said["responsible"], found.body)
        ),
        title=_("Who is responsible?"),
        lead=_("They are reminded of entries to be looked at again, and answer objections."),
        button=_("Record"),
        done=_("Recorded."),
        back=("registers:register", found.pk),
        crumbs=crumbs(found),
    )


@require_http_methods(GET_AND_POST)
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The body works with the register no longer."""
    actor, found = keeper(request), register_in_scope(request, pk)
    access.may_close_register(actor, found).or_refuse()
    return ask(
        request,
        ConfirmForm(posted(request)),
        act=lambda said: actions.close_register(found, by=actor),
        title=_("Close the register “%(name)s”") % {"name": found.kind.name},
        lead=_("Nobody may stand on it any more. What was entered stays with those who stood there."),
        button=_("Close it"),
        done=_("The register is closed."),
        back=("registers:registers",),
        crumbs=crumbs(found),
        danger=True,
    )
