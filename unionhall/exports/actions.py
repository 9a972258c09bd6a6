"""Every write about exports: ask, approve, refuse, take back, make the file, fetch it, let it expire."""

import json
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from unionhall.core import audit, clock, files
from unionhall.core.actor import Actor, system
from unionhall.core.numbering import next_number
from unionhall.core.ratelimit import limit
from unionhall.core.saying import address
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import Role

from . import access, queries
from .making import make_file
from .models import FREE_ROWS, Export, ExportTerm
from .sources import Source, source_named
from .states import EXPORT, ExportState

FOLDER = "exports"
BY = system("exports")
ASKED_IN_AN_HOUR, FETCHED_IN_AN_HOUR = 40, 120


def ask(source: Source, asked: Mapping[str, Any], *, by: Actor, purpose: str = "", unmasked: bool = False) -> Export:
    """Ask for a table. A short masked one is made at once; a long one, or one with names in full, waits for a second person."""
    access.may_ask(by, source, asked).or_refuse()
    limit("exports.ask", str(by.person_id), times=ASKED_IN_AN_HOUR, seconds=3600).or_refuse()
    return _ask(source, asked, by=by, purpose=" ".join(purpose.split())[:200], unmasked=unmasked)


@transaction.atomic
def _ask(source: Source, asked: Mapping[str, Any], *, by: Actor, purpose: str, unmasked: bool) -> Export:
    post = access.post_for(by)
    if post is None or by.person_id is None:
        access.may_list_exports(by).or_refuse()
        raise Refused(no(_("An export is asked for by somebody with a post."), _("Sign in as yourself."), "no_post"))
    if unmasked and not source.may_unmask:
        raise Refused(
            no(_("This table leaves masked only."), _("Open the single files where you need a name."), "masked")
        )
    found = source.find(by, asked)
    count = len(found.keys)
    if count > source.most:
        raise Refused(no(_("These are too many rows for one file."), _("Narrow the filters."), "too_many"))
    needs = source.personal and (unmasked or count > FREE_ROWS)
    if needs and not purpose:
        raise Refused(no(_("What is it for?"), _("A second person reads it before anything leaves."), "purpose"))
    body = organisations.visible_organisations(BY).get(pk=post.organisation_id)
    export = Export(
        number=next_number("exports", "export", 0), source=source.name,
        asked=json.dumps(dict(asked), ensure_ascii=False, default=str), words=found.words,
        columns=[str(title) for title in source.columns(asked)], purpose=purpose, unmasked=unmasked,
        personal=source.personal, needs_approval=needs, rows=count, row_keys=queries.packed(found.keys),
        secret=secrets.token_hex(32), decoys="[]", made_by_id=by.person_id,
        post=f"{body.name} {Role(post.role).label}"[:200], body=body, asked_at=clock.now(),
        file_name=f"{found.file_name}.{source.ending}"[:120],
    )  # fmt: skip
    export.save(force_insert=True)
    audit.record(
        "export.asked", export, by=by, purpose=purpose, organisation_id=body.pk, of=export.number,
        source=source.name, rows=count, full=unmasked, waits=needs,
    )  # fmt: skip
    if needs:
        _tell_those_who_decide(export)
    else:
        _move(export, "start")
        _make(export, source, by)
    return export


@transaction.atomic
def approve(export: Export, *, by: Actor) -> Export:
    """A second person has read what, why and how much: the file is made, for the maker alone."""
    export = _taken(export)
    access.may_approve(by, export).or_refuse()
    _decide(export, "approve", by=by)
    audit.record("export.approve", export, by=by, organisation_id=export.body_id, of=export.number, rows=export.rows)
    app.configure_task("exports.make", queue="exports").defer(export_id=str(export.pk))
    return export


@transaction.atomic
def refuse(export: Export, *, by: Actor, reason: str) -> Export:
    """A second person says no, with the reason the maker reads."""
    export = _taken(export)
    access.may_refuse(by, export).or_refuse()
    reason = reason.strip()
    if not reason:
        raise Refused(no(_("Why is it not approved?"), _("A sentence is enough."), "reason"))
    export.reason = reason
    _decide(export, "refuse", by=by)
    audit.record("export.refuse", export, by=by, organisation_id=export.body_id, of=export.number, rows=export.rows)
    _tell(export, export.made_by_id, "export_ready")
    return export


@transaction.atomic
def withdraw(export: Export, *, by: Actor) -> Export:
    """The maker no longer needs it."""
    export = _taken(export)
    access.may_withdraw(by, export).or_refuse()
    _move(export, "withdraw", by=by)
    audit.record("export.withdraw", export, by=by, organisation_id=export.body_id, of=export.number)
    return export


@transaction.atomic
def make(export: Export, *, by: Actor) -> Export:
    """Make the file of an approved export: of the rows that were approved, those the maker may still read today."""
    access.may_make(by).or_refuse()
    export = _taken(export)
    source = source_named(export.source)
    if export.state != ExportState.MAKING:
        return export
    maker = people.actor_of_person(export.made_by)
    if source is None or not access.may_ask(maker, source, queries.asked_of(export)):
        return _expire(export, by=by)
    _make(export, source, maker)
    _tell(export, export.made_by_id, "export_ready")
    return export


def fetch(export: Export, *, by: Actor) -> bytes:
    """The file, for its maker alone; every time with the keys of its rows in the trail."""
    limit("exports.fetch", str(by.person_id), times=FETCHED_IN_AN_HOUR, seconds=3600).or_refuse()
    with transaction.atomic():
        export = _taken(export)
        access.may_download(by, export).or_refuse()
        content = files.open_sealed(export.stored_as, FOLDER)
        audit.record(
            "export.downloaded", export, by=by, purpose=export.purpose, organisation_id=export.body_id,
            of=export.number, source=export.source, rows=export.rows, full=export.unmasked, row_keys=export.row_keys,
        )  # fmt: skip
    return content


@transaction.atomic
def expire(export: Export, *, by: Actor) -> Export:
    """Its time is over: the file is deleted, what is known about it stays."""
    access.may_make(by).or_refuse()
    export = _taken(export)
    return _expire(export, by=by) if EXPORT.may(export, "expire", by) else export


@transaction.atomic
def set_term(hours: int, *, by: Actor, since: date) -> ExportTerm:
    """Set for how many hours a file may be fetched, from a day on. What is kept already keeps its own end."""
    access.may_set_term(by).or_refuse()
    if not 1 <= hours <= 24 * 14:
        raise Refused(no(_("A file may be fetched for between one hour and two weeks."), "", "hours"))
    if since < clock.today() or ExportTerm.objects.filter(since=since).exists():
        raise Refused(no(_("What held on a day is not changed."), _("Name a later day."), "day"))
    term = ExportTerm(hours=hours, since=since, set_at=clock.now())
    term.save(force_insert=True)
    audit.record("export_term.set", term, by=by, hours=hours, since=since)
    return term


@transaction.atomic
def note_tracing(numbers: list[int], *, by: Actor) -> None:
    """Somebody looked for the export a file comes from."""
    access.may_trace(by).or_refuse()
    audit.record("export.traced", None, by=by, found=numbers)


def _taken(export: Export) -> Export:
    return Export.objects.select_for_update(of=("self",)).select_related("made_by", "body").get(pk=export.pk)


def _move(export: Export, verb: str, *, by: Actor = BY, fields: tuple[str, ...] = ()) -> None:
    EXPORT.move(export, verb, by)
    export.save(update_fields=["state", *fields])


def _decide(export: Export, verb: str, *, by: Actor) -> Export:
    export.decided_by_id, export.decided_at = by.person_id, clock.now()
    _move(export, verb, by=by, fields=("decided_by", "decided_at", "reason"))
    return export


def _make(export: Export, source: Source, maker: Actor) -> None:
    """The file of rows that may leave now; rows the maker no longer sees stay out."""
    asked, wanted = queries.asked_of(export), queries.rows_of(export)
    made = make_file(export, source, maker)
    source.note(maker, asked, export.purpose, wanted, export.unmasked)
    export.ready_at = clock.now()
    export.expires_at = export.ready_at + timedelta(hours=queries.hours_kept())
    export.decoys, export.marked_rows = made.decoys, made.marked_rows
    export.stored_as = files.keep_sealed(made.content, FOLDER)
    _move(export, "finish", fields=("ready_at", "expires_at", "stored_as", "decoys", "marked_rows"))
    audit.record(
        "export.finish", export, by=BY, organisation_id=export.body_id, of=export.number, rows=made.rows,
        marked=made.marked_rows,
    )  # fmt: skip


def _expire(export: Export, *, by: Actor) -> Export:
    name = export.stored_as
    export.stored_as = ""
    _move(export, "expire", by=by, fields=("stored_as",))
    audit.record("export.expire", export, by=by, organisation_id=export.body_id, of=export.number)
    if name:
        transaction.on_commit(lambda: files.discard_sealed(name))
    return export


def _tell_those_who_decide(export: Export) -> None:
    """The officers and supervisors of the body; where nobody but the maker is there, those of the next one above."""
    for _body, persons in queries.second_persons(export)[:1]:
        for person in persons:
            _tell(export, person.pk, "export_asked")


def _tell(export: Export, person_id: Any, template: str) -> None:
    notices.tell(
        template, by=BY, person_id=person_id, about=export, one_text_in=timedelta(hours=1),
        link=address(reverse("exports:export", args=[export.pk])),
    )  # fmt: skip
