"""Bringing values: a notice as a table, one value, or one comparison with its source."""

import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.tables import Limits, read_table
from unionhall.core.verdict import Refused
from unionhall.lawbook.book import Book
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, forms, queries
from ..changing import kind_of, lines_for
from ..comparing import Compared, Line, compare
from ..held import current_book
from ..reading import Given, Read, place_of, read_values, unit_of
from . import frame
from .proposals import difference_columns, said_of, shown, tally

LIMITS = Limits(size=2 * 1024 * 1024, rows=3000, columns=40, cell=500)
GET_AND_POST = ["GET", "HEAD", "POST"]
ROWS_SHOWN = 300


@require_http_methods(GET_AND_POST)
def notice(request: HttpRequest) -> HttpResponse:
    """A new notice: read, shown beside the book, and proposed once it is as it should be."""
    actor, book = _keeper(request), current_book()
    form = forms.NoticeForm(request.POST, request.FILES) if request.method == "POST" else forms.NoticeForm()
    read, compared, status = Read(), [], 200
    if request.method == "POST":
        form.is_valid()
        if request.POST.get("act") == "look":
            form.ask_only_for_rows()
        read = Read() if form.has_error("rows") or form.has_error("since") else _read(form, book)
        compared = compare(book, read.lines)
        status = 422 if form.errors or read.wrong else 200
        if status == 200 and request.POST.get("act") == "propose":
            status, made = submitted(request, form, lambda _said: actions.propose(read.lines, by=actor, **form.source))
            if status == DONE and made is not None:
                return redirect_after_post(request, made, message=said_of(len(read.lines)))
    return _notice_page(request, form, read, compared, status)


def _notice_page(
    request: HttpRequest, form: forms.NoticeForm, read: Read, compared: list[Compared], status: int
) -> HttpResponse:
    if compared and request.FILES:
        form = _with_rows_pasted(request, form, read)
    context = {
        "form": form,
        "wrong": read.wrong[:ROWS_SHOWN],
        "unread": read.unread,
        "rows": [shown(one) for one in compared[:ROWS_SHOWN]],
        "more": max(0, len(compared) - ROWS_SHOWN),
        "tally": tally(compared),
        "ready": bool(compared) and not read.wrong,
        "columns": difference_columns(),
        "crumbs": frame.proposal_crumbs(Choice(_("New notice"))),
    }
    return page(request, "parameters/notice.html", context, status=status)


def _read(form: forms.NoticeForm, book: Book) -> Read:
    """The rows of the file or of what was pasted; a table that cannot be read is the form's mistake."""
    said = form.cleaned_data
    file, pasted = said.get("table"), io.BytesIO((said.get("rows") or "").encode())
    try:
        read = read_values(read_table(file or pasted, limits=LIMITS), book, Given(said.get("since")))
    except Refused as refusal:
        form.add_error("table" if file else "rows", str(refusal))
        return Read()
    if not read.lines and not read.wrong:
        form.add_error("table" if file else "rows", _("There is no value in it."))
    return read


def _with_rows_pasted(request: HttpRequest, form: forms.NoticeForm, read: Read) -> forms.NoticeForm:
    """A browser does not send a file twice: its rows stand in the box from now on, as they were read."""
    again = request.POST.copy()
    again["rows"] = as_text(read.lines)
    anew = forms.NoticeForm(again)
    anew.is_valid()
    anew.ask_only_for_rows()
    for name, words in form.errors.items():
        if name not in anew.errors:
            anew.add_error(None if name in ("table", "__all__") else name, words)
    return anew


def as_text(lines: list[Line]) -> str:
    """Lines as a table that reads back as the same lines."""
    heads = ["表", "地区", "档", "数值", "单位", "执行日期", "文号", "网址", "截止", "备注"]
    rows = [
        [one.table, one.region, str(one.tier), str(one.value), one.unit, str(one.since or ""), one.document, one.url,
         str(one.complete_until or ""), one.note]
        for one in lines
    ]  # fmt: skip
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in [heads, *rows])


@require_http_methods(GET_AND_POST)
def single(request: HttpRequest) -> HttpResponse:
    """One new value of any table."""
    actor, book = _keeper(request), current_book()
    start = {key: request.GET.get(key, "") for key in ("table", "region")}
    form = forms.SingleForm(_posted(request), tables=frame.table_choices(book), initial=start)

    def act(said: dict[str, Any]) -> Any:
        table = said["table"]
        line = Line(
            1, table, place_of(said["region"], book.regions(table)), said["value"], said["since"], tier=said["tier"],
            unit=unit_of(table, book), complete_until=said["until"],
        )  # fmt: skip
        return actions.propose([line], by=actor, **form.source)

    return ask(
        request, form, act=act, back=("parameters:proposals",), onward="parameters:proposal",
        title=_("Bring one value"), button=_("Propose it"), done=said_of(1),
        lead=_("It holds once a second person has compared it with the document."),
        crumbs=frame.proposal_crumbs(Choice(_("One value"))),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def comparison(request: HttpRequest, table: str, region: str, tier: int, begins: str) -> HttpResponse:
    """One held value beside its source: the same, another one, another day, or never in force."""
    actor, book = _keeper(request), current_book()
    row = frame.row_named(book, table, region, tier, begins)
    form = forms.ComparisonForm(_posted(request), initial={"document": row.document})

    def act(said: dict[str, Any]) -> Any:
        lines = lines_for(row, said["outcome"], value=said["value"], since=said["since"], until=said["until"])
        return actions.propose(lines, by=actor, kind=kind_of(said["outcome"]), **form.source)

    value, day = frame.amount(row.value, row.unit), frame.first_day(row)
    return ask(
        request, form, act=act, back=("parameters:history", table, region), onward="parameters:proposal",
        title=_("Compare a value with its source"), button=_("Propose what I found"), done=said_of(1),
        lead=_("%(table)s, %(place)s, tier %(tier)s: %(value)s, %(day)s. Source so far: %(source)s") % {
            "table": frame.title(table), "place": region, "tier": tier, "value": value, "day": day,
            "source": queries.source_words(row) or _("none")},
        crumbs=frame.crumbs(Choice(frame.title(table), f"{reverse('parameters:values')}?table={table}"), Choice(region, frame.history_address(table, region))),
    )  # fmt: skip


def _keeper(request: HttpRequest) -> Actor:
    """The actor, if the values are theirs to keep; others with a post are told who keeps them, and there is nothing for the rest."""
    actor = actor_of(request)
    if not access.may_see_proposals(actor):
        raise Http404
    access.may_propose(actor).or_refuse()
    return actor


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
