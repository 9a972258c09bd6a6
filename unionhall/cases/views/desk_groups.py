"""A group case: its members, acts for all of them, workers added and split off."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import export, paging, tables
from unionhall.core.actor import Actor
from unionhall.core.federations import salted
from unionhall.core.sealed import mask_name
from unionhall.core.verdict import Refused
from unionhall.people import api as people
from unionhall.ui.marked import act_once
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import file_response, page, redirect_after_post

from .. import access, actions, queries
from ..actions.bulk import BULK_VERBS
from ..actions.groups import MAX_WORKERS_AT_ONCE
from ..enums import IdentityLevel
from ..forms.desk_groups import ActForm, Workers, WorkersForm, workers_in, workers_typed
from ..models import Case, Complainant
from ..states import DISPUTE
from .desk import PAGE_SIZE, columns, for_rows, on_desk, with_sizes
from .desk_bulk import VERB_WORDS, answer, start

SALT = "cases.rejected-workers"
TABLE_LIMITS = tables.Limits(size=5 * 1024 * 1024, rows=MAX_WORKERS_AT_ONCE, columns=60, cell=2_000)


def _group(request: HttpRequest, pk: UUID) -> tuple[Actor, Case]:
    """The group case, if this actor sees it."""
    actor = on_desk(request)
    group = access.desk_cases(actor).select_related("body", "handler").filter(pk=pk, is_group=True).first()
    if group is None:
        raise Http404
    return actor, group


def _members(actor: Actor, group: Case) -> Any:
    return access.desk_cases(actor).filter(group=group)


@require_safe
def group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The members as rows of a worklist, how far each has come, and what can be done for all."""
    actor, case = _group(request, pk)
    members = _members(actor, case)
    found = paging.page(for_rows(members), order=("due_on", "id"), after=request.GET.get("after"), size=PAGE_SIZE)
    sums = members.aggregate(n=Count("pk"), total=Sum("amount"), stated=Count("amount"))
    states = members.values("state").annotate(n=Count("pk")).order_by("state")
    rows, workers = with_sizes(found.items), queries.workers_of(found.items)
    for row in rows:
        row.worker = _masked(workers.get(row.pk, []))  # type: ignore[attr-defined]
    context = {
        "group": case,
        "page": found,
        "rows": rows,
        "columns": [
            *columns(False, sort=False),
            Column(_("Amount"), numeric=True),
            Column(_("Act"), hidden_label=True),
        ],
        "sums": sums,
        "states": [(dict(Case._meta.get_field("state").flatchoices)[row["state"]], row["n"]) for row in states],
        "acts": [
            Choice(VERB_WORDS[act], f"{reverse('cases:group_act', args=[pk])}?act={act}")
            for act in _acts([case.state, *(row["state"] for row in states)])
        ],
        "may_act": access.may_act_on_group(actor, case),
        "may_add": access.may_add_workers(actor, case),
        "crumbs": _crumbs(case),
    }
    return page(request, "cases/desk/group.html", context)


@require_http_methods(["GET", "POST"])
def group_act(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One act for all members that may take it; the report names those that may not."""
    actor, case = _group(request, pk)
    act = request.GET.get("act", "")
    if act not in ActForm.FIELDS:
        raise Http404
    access.may_act_on_group(actor, case).or_refuse()
    colleagues = [(str(person), name) for _body, person, name in people.on_duty_at([case.body_id])]
    posted = request.POST if request.method == "POST" else None
    form = ActForm(posted, act=act, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        ids = list(_members(actor, case).order_by("pk").values_list("pk", flat=True))
        if form.cleaned_data["group_too"]:
            ids.insert(0, case.pk)
        done = start(BULK_VERBS[act], ids, by=actor, group=case, **form.arguments)
        return answer(request, done, reverse("cases:group", args=[pk]))
    context = {"group": case, "form": form, "verb": VERB_WORDS[act], "crumbs": _crumbs(case, VERB_WORDS[act])}
    context["members"] = _members(actor, case).count()
    status = 422 if request.method == "POST" else 200
    return page(request, "cases/desk/group_act.html", context, status=status)


@require_http_methods(["GET", "POST"])
def group_workers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add workers, typed or from a table. With a mistake in any row nothing is entered, unless one says otherwise."""
    actor, case = _group(request, pk)
    access.may_add_workers(actor, case).or_refuse()
    form = WorkersForm(request.POST, request.FILES) if request.method == "POST" else WorkersForm()
    workers = Workers()
    if request.method == "POST" and form.is_valid():
        workers = _read(form)
        if not form.errors and (not workers.rejected or form.cleaned_data["sound_only"]):
            add = partial(_add, case, actor, workers, form.cleaned_data["account"])
            made = act_once(request, form, f"cases.workers:{case.pk}", add).value
            if not workers.rejected:
                return redirect_after_post(request, "cases:group", pk, message=_added(made, len(workers.sound)))
            return _workers_page(request, case, WorkersForm(), workers, added=_added(made, len(workers.sound)))
    status = 422 if request.method == "POST" else 200
    return _workers_page(request, case, form, workers, status=status)


def _read(form: WorkersForm) -> Workers:
    """The rows; a table that cannot be read, or a list without a worker, is the form's mistake."""
    try:
        if form.cleaned_data["table"]:
            rejects: list[tables.Rejected] = []
            workers = workers_in(
                tables.read_table(form.cleaned_data["table"], limits=TABLE_LIMITS, rejects=rejects), rejects
            )
        else:
            workers = workers_typed(form.cleaned_data["typed"])
    except Refused as refusal:
        form.add_error("table", str(refusal))
        return Workers()
    except ValidationError as error:
        form.add_error("table", error)
        return Workers()
    if not workers.sound and not workers.rejected:
        form.add_error(None, _("There is no worker in it."))
    elif len(workers.sound) > MAX_WORKERS_AT_ONCE:
        form.add_error(None, _("At most 2,000 workers are added at once. Add them in several parts."))
    return workers


def _add(case: Case, actor: Actor, workers: Workers, account: str) -> int:
    return len(actions.add_workers(case, by=actor, workers=workers.sound, account=account))


def _added(made: int, sound: int) -> str:
    said = ngettext("%(n)d worker is in the group now.", "%(n)d workers are in the group now.", made) % {"n": made}
    if made < sound:
        left = ngettext("%(n)d was in it already.", "%(n)d were in it already.", sound - made) % {"n": sound - made}
        return f"{said} {left}"
    return said


def _workers_page(
    request: HttpRequest, case: Case, form: WorkersForm, workers: Workers, *, added: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "group": case,
        "form": form,
        "workers": workers,
        "shown": workers.rejected[:200],
        "columns": [
            Column(_("Row"), numeric=True),
            Column(_("Name")),
            Column(_("Phone")),
            Column(_("Amount")),
            Column(_("What is wrong")),
        ],
        "packed": signing.dumps(workers.rejected, salt=salted(SALT), compress=True) if workers.rejected else "",
        "added": added,
        "crumbs": _crumbs(case, _("Add workers")),
    }
    return page(request, "cases/desk/group_workers.html", context, status=status)


@require_POST
def group_rejected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows that were not entered, with reasons, as a table to put right and send again. They are kept nowhere."""
    _actor, case = _group(request, pk)
    try:
        rows = signing.loads(request.POST.get("packed", ""), salt=salted(SALT), max_age=4 * 3600)
    except signing.BadSignature:
        raise Refused(_("These rows are damaged or out of date."), _("Send the table again.")) from None
    heads = [
        export.Column("name", "姓名"),
        export.Column("phone", "手机"),
        export.Column("amount", "金额"),
        export.Column("row", _("Row")),
        export.Column("reason", _("What is wrong")),
    ]
    content = export.write_xlsx(rows, heads, sheet=_("Not entered"))
    return file_response(content, f"{case.number}-{_('not entered')}.xlsx", export.XLSX)


@require_POST
def group_departure(request: HttpRequest, pk: UUID, member: UUID) -> HttpResponse:
    """Split one case off; it goes on alone."""
    actor, case = _group(request, pk)
    leaving = _members(actor, case).filter(pk=member).first()
    if leaving is None:
        raise Http404
    actions.split(leaving, by=actor)
    said = str(_("%(number)s goes on alone.")) % {"number": leaving.number}
    return redirect_after_post(request, "cases:group", pk, message=said)


def _masked(workers: list[Complainant]) -> str:
    """Enough to find somebody in the list; the whole name stands on the file."""
    return "、".join(
        str(_("anonymous")) if worker.identity_level == IdentityLevel.ANONYMOUS else mask_name(worker.name)
        for worker in workers
    )


def _acts(states: Iterable[str]) -> list[str]:
    """The acts that at least one of these states allows."""
    present = set(states)
    return [
        act
        for act in ActForm.FIELDS
        if (move := DISPUTE.verbs.get("settle" if act == "settle_share" else act)) is None or present & set(move.from_)
    ]


def _crumbs(case: Case, here: Any = "") -> list[Choice]:
    trail = [
        Choice(_("Worklist"), reverse("cases:worklist")),
        Choice(case.number, reverse("cases:group", args=[case.pk])),
    ]
    return [*trail, Choice(here)] if here else trail
