"""Lists brought in and taken out; the checklist, local numbers and words of the federation."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock
from unionhall.core.export import XLSX, write_xlsx
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import file_response, moved_on, page, redirect_after_post, say

from .. import access, actions, exporting, queries
from ..enums import RuleKind, Standard
from ..forms import EndForm, ImportForm, ItemForm, RuleForm, VenueFilterForm, WordForm
from ..models import VenueImport
from ..reading import LABELS, LIMITS
from ..states import GOING
from .frame import GET_AND_POST, bodies_to_choose, crumbs, keeper, posted, tabs


@require_http_methods(GET_AND_POST)
def lists_brought(request: HttpRequest) -> HttpResponse:
    """A list of places as a file: tried first; what it would do is shown before anything is written."""
    actor = keeper(request)
    may, bodies = access.may_enter_somewhere(actor), bodies_to_choose(actor)
    first = {"body": bodies[0][0]} if bodies else {}
    form, status = ImportForm(posted(request), request.FILES or None, bodies=bodies, initial=first), 200
    if request.method == "POST":
        may.or_refuse()
        status = 422
        if form.is_valid():
            try:
                made = _tried(actor, form.words)
                words = "" if made.state in GOING else _("Read. Nothing is written yet.")
                return redirect_after_post(request, made, message=words)
            except Refused as refusal:
                status = say(form, refusal)
    context = {
        "tabs": tabs(request, "lists_brought"),
        "form": form if may else None,
        "rows": access.visible_imports(actor).select_related("body").order_by("-at", "-pk")[:20],
        "columns": [Column(_("File")), Column(_("For which body")), Column(_("When")), Column(_("New places"), numeric=True), Column(_("Rejected"), numeric=True), Column(_("State"))],
    }  # fmt: skip
    return page(request, "places/lists_brought.html", context, status=status)


def _tried(actor: Any, said: dict[str, Any]) -> VenueImport:
    body = get_object_or_404(access.bodies_to_enter_at(actor), pk=said.pop("body"))
    table = said.pop("table")
    return actions.bring_list(body, by=actor, content=table.read(LIMITS.size + 1), file_name=table.name, **said)


@require_safe
@never_cache
def list_brought(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a list would do, or did: columns as they were understood, counts, rows that came back."""
    actor = keeper(request)
    found = get_object_or_404(access.visible_imports(actor).select_related("body"), pk=pk)
    context = {
        "brought": found,
        "counts": found.counts,
        "going": found.state in GOING,
        "rows": found.counts.get("new", 0) + found.counts.get("changed", 0) if found.state == "writing" else 0,
        "pairs": queries.pairs_to_decide(access.visible_pairs(actor)).count() if found.state == "written" else 0,
        "understood": [{"ours": label, "theirs": found.columns.get(key, "")} for key, label in LABELS.items()],
        "rejected": found.rejected[:200],
        "columns": [Column(_("Row")), Column(_("Why it was not entered"))],
        "may_write": access.may_write_list(actor, found),
        "may_drop": access.may_drop_list(actor, found),
        "crumbs": [*crumbs(), Choice(_("Lists brought in"), reverse("places:lists_brought")), Choice(found.file_name)],
    }
    return moved_on(request, found.state) or page(
        request, "places/list_brought.html", context, fragment="progress" if found.state in GOING else None
    )


@require_POST
def writing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the list that was tried."""
    actor = keeper(request)
    found = get_object_or_404(access.visible_imports(actor), pk=pk)
    made = actions.put_list(found, by=actor)
    words = "" if made.state in GOING else _("Written.")
    return redirect_after_post(request, "places:list_brought", found.pk, message=words)


@require_POST
def dropping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do not write it."""
    actor = keeper(request)
    found = get_object_or_404(access.visible_imports(actor), pk=pk)
    actions.drop_list(found, by=actor)
    return redirect_after_post(request, "places:lists_brought", message=_("Dropped; nothing was written."))


@require_safe
@never_cache
def rejected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows that came back, as a spreadsheet with the reason beside each, to be put right and sent again."""
    actor = keeper(request)
    found = get_object_or_404(access.visible_imports(actor).select_related("body"), pk=pk)
    heads, rows = actions.rejected_rows(found, by=actor)
    columns = [
        ("row", _("Row")),
        ("why", _("Why it was not entered")),
        *((f"c{n}", head) for n, head in enumerate(heads)),
    ]
    lines = (
        {"row": number, "why": str(why), **{f"c{n}": cell for n, cell in enumerate(cells)}}
        for number, why, cells in rows
    )
    return file_response(
        write_xlsx(lines, columns, sheet=_("Rows that were not entered")), f"rejected-{found.pk.hex[-6:]}.xlsx", XLSX
    )


@require_http_methods(GET_AND_POST)
@never_cache
def exporting_(request: HttpRequest) -> HttpResponse:
    """The list as a spreadsheet, with the filters of the page."""
    actor = keeper(request)
    asked = VenueFilterForm(request.GET).asked()
    return exports.take_out(
        request, exporting.LIST, asked, by=actor, back=reverse("places:venues"), crumbs=[*crumbs(), Choice(_("Export"))]
    )


@require_POST
def geojson(request: HttpRequest) -> HttpResponse:
    """The same places as GeoJSON, in WGS-84, for maps and other programs."""
    actor = keeper(request)
    access.may_export(actor).or_refuse()
    asked = VenueFilterForm(request.GET).asked()
    rows = queries.with_names(queries.listed(access.kept_venues(actor), **asked)).order_by("code", "pk")
    made = exporting.geojson(rows)
    actions.note_export(by=actor, rows=len(made["features"]), kind="geojson")
    content = json.dumps(made, ensure_ascii=False).encode()
    return file_response(content, f"stations-{clock.today():%Y%m%d}.geojson", "application/geo+json")


# --- checklist, numbers, words ------------------------------------------------------------------------------------------


@require_safe
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """What is looked at, and which numbers count: each with where it is written."""
    actor = keeper(request)
    items = access.visible_items(actor).select_related("body").order_by("standard", "order", "code")
    order = list(Standard)
    context = {
        "tabs": tabs(request, "settings"),
        "items": [
            {"item": item, "may_end": bool(access.may_end_item(actor, item)) and item.until is None}
            for item in sorted(items, key=lambda one: order.index(Standard(one.standard)))
        ],
        "rules": access.visible_rules(actor).select_related("body").order_by("what", "body__level", "body__code", "-since", "pk"),
        "missing": [kind.label for kind in RuleKind if not access.visible_rules(actor).filter(what=kind).exists()],
        "equipment": queries.equipment(),
        "hosts": queries.host_kinds(),
        "may_steer": bool(_bodies(actor)),
        "may_add_word": access.may_add_word(actor),
        "item_columns": [Column(_("What is looked at")), Column(_("Standard")), Column(_("Points"), numeric=True), Column(_("For which body")), Column(_("End it"), hidden_label=True)],
        "rule_columns": [Column(_("What is set")), Column(_("Body")), Column(_("Days"), numeric=True), Column(_("From")), Column(_("Source"))],
    }  # fmt: skip
    return page(request, "places/settings.html", context)


def _bodies(actor: Any) -> list[tuple[str, str]]:
    """The bodies for whose places somebody may make rules."""
    from unionhall.organisations import api as organisations

    mine = access.bodies_to_enter_at(actor)
    keys = [body.pk for body in mine.order_by("pk") if access.may_set_rule(actor, body)]
    return organisations.as_tree(mine.filter(pk__in=keys), depth=3) if keys else []


@require_http_methods(GET_AND_POST)
def rule_new(request: HttpRequest) -> HttpResponse:
    """A number from a day on, with its source."""
    actor = keeper(request)
    bodies = _bodies(actor)
    form = RuleForm(posted(request), bodies=bodies, initial={"since": clock.today()})

    def act(said: dict[str, Any]) -> Any:
        body = get_object_or_404(access.bodies_to_enter_at(actor), pk=said.pop("body"))
        return actions.set_rule(by=actor, body=body, **said)

    return ask(
        request, form, act=act, title=_("Set a number"),
        lead=_("Nothing is assumed: until a body sets a number, the pages say that it is missing."),
        button=_("Set it"), done=_("Set."), back=("places:settings",), crumbs=crumbs(),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def item_new(request: HttpRequest) -> HttpResponse:
    """One more thing that is looked at."""
    actor = keeper(request)
    bodies = _bodies(actor)
    everybody = [("", _("all places of the federation"))] if access.may_add_item(actor, None) else []
    form = ItemForm(posted(request), bodies=[*everybody, *bodies])

    def act(said: dict[str, Any]) -> Any:
        key = said.pop("body")
        body = get_object_or_404(access.bodies_to_enter_at(actor), pk=key) if key else None
        return actions.add_item(by=actor, body=body, **said)

    return ask(
        request, form, act=act, title=_("One more item"), lead=_("From today on it stands on the checklist."),
        button=_("Add it"), done=_("Added."), back=("places:settings",), crumbs=crumbs(),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def item_ending(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The item is looked at until a day."""
    actor = keeper(request)
    item = get_object_or_404(access.visible_items(actor).select_related("body"), pk=pk)
    access.may_end_item(actor, item).or_refuse()
    return ask(
        request, EndForm(posted(request), initial={"on": clock.today()}), act=lambda said: actions.end_item(item, by=actor, on=said["on"]),
        title=_("End “%(item)s”") % {"item": item.label}, lead=_("What was found before stays."),
        button=_("End it"), done=_("Recorded."), back=("places:settings",), crumbs=crumbs(), danger=True,
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def word_new(request: HttpRequest) -> HttpResponse:
    """A kind of host, or something a place may have inside."""
    actor = keeper(request)
    access.may_add_word(actor).or_refuse()

    def act(said: dict[str, Any]) -> Any:
        said["aliases"] = said["aliases"].replace("，", ",").split(",")
        return actions.add_word(by=actor, **said)

    return ask(
        request, WordForm(posted(request)), act=act, title=_("Add equipment or a kind of host"),
        button=_("Add it"), done=_("Added."), back=("places:settings",), crumbs=crumbs(),
    )  # fmt: skip
