"""One enterprise, village or station on a list: who answers for it, once in touch, raising a blockage; its panel at the employer."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Fact, Happening
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..forms import BlockageForm, ConfirmForm, ContactForm
from .frame import GET_AND_POST, crumbs, posted, subject_in_scope, worker

ICONS = {"visit": "map-pin", "call": "phone", "message": "mail", "meeting": "users"}


@require_safe
def subject(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who answers for it and since when; each contact."""
    actor, found = worker(request), subject_in_scope(request, pk)
    facts = [
        Fact(_("List"), found.of_list.name),
        Fact(_("Body"), found.of_list.body.name),
        Fact(_("Last contact"), date_format(found.last_contact_on) if found.last_contact_on else _("not yet")),
        Fact(_("Next due"), date_format(found.next_due_on)),
    ]
    if found.link:
        facts.append(Fact(_("Place in the chain"), f"{found.link} · {found.part}" if found.part else found.link))
    context = {
        "subject": found,
        "facts": facts,
        "overdue": found.ended_on is None and found.next_due_on < clock.today(),
        "charges": list(queries.charges_of(found)[:50]),
        "contacts": [
            Happening(one.on, one.get_kind_display(), one.text, one.by_name, ICONS.get(one.kind, "circle"))
            for one in queries.contacts_of(found)[:100]
        ],
        "may_contact": access.may_note_contact(actor, found),
        "may_raise": access.may_raise(actor, found),
        "may_end": access.may_end_subject(actor, found),
        "crumbs": [*crumbs(found.of_list), Choice(found.name)],
    }
    return page(request, "liaison/subject.html", context)


@require_http_methods(GET_AND_POST)
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Once in touch."""
    actor, found = worker(request), subject_in_scope(request, pk)
    access.may_note_contact(actor, found).or_refuse()
    return ask(
        request,
        ContactForm(posted(request)),
        act=lambda said: actions.note_contact(found, by=actor, **said),
        title=_("In touch with %(name)s") % {"name": found.name},
        lead=_("The day and a few words are enough."),
        button=_("Record"),
        done=_("Recorded."),
        back=("liaison:subject", found.pk),
        crumbs=[*crumbs(found.of_list), Choice(found.name, found.get_absolute_url())],
    )


@require_http_methods(GET_AND_POST)
def ending(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Taking it off the list."""
    actor, found = worker(request), subject_in_scope(request, pk)
    access.may_end_subject(actor, found).or_refuse()
    return ask(
        request,
        ConfirmForm(posted(request)),
        act=lambda said: actions.end_subject(found, by=actor),
        title=_("Take “%(name)s” off the list") % {"name": found.name},
        lead=_("What was noted stays readable."),
        button=_("Take it off"),
        done=_("Taken off the list."),
        back=("liaison:list", found.of_list_id),
        crumbs=crumbs(found.of_list),
        danger=True,
    )


@require_http_methods(GET_AND_POST)
def blockage(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What stops an enterprise is brought as a case."""
    actor, found = worker(request), subject_in_scope(request, pk)
    access.may_raise(actor, found).or_refuse()
    return ask(
        request,
        BlockageForm(posted(request)),
        act=lambda said: actions.raise_blockage(found, by=actor, **said),
        title=_("A blockage at %(name)s") % {"name": found.name},
        lead=_("It becomes a case with its number, its handler and its clock. When the case is resolved, the blockage is cleared."),
        button=_("Raise it"),
        done=_("Raised. It is a case now."),
        back=("liaison:station", found.of_list.station.pk),
        crumbs=crumbs(found.of_list),
    )  # fmt: skip


@require_safe
def of_employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who answers for an employer, as a panel on its page."""
    actor = worker(request)
    employer = get_object_or_404(organisations.visible_employers(actor), pk=pk)
    rows = list(queries.about_employer(access.visible_subjects(actor), employer.pk)[:20])
    if not rows:
        raise Http404
    trail = [Choice(employer.name, reverse("organisations:employer", args=[employer.pk])), Choice(_("Liaison"))]
    return page(
        request, "liaison/of_employer.html", {"rows": rows, "crumbs": trail, "today": clock.today()}, fragment="panel"
    )
