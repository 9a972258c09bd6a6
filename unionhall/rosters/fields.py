"""A row of a list is its person's; what it said is kept, sealed, of those alone that came back or that somebody has to look at."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import THING, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_ROW = {
    "purpose": Purpose.MEMBERSHIP,
    "basis": Basis.LAW,
    "kept": Kept.WORDS,
    "erased": OnErasure.BLANK,
    "person": "person_id",
}

RECORDS = [
    *not_personal(app="rosters", RosterLayout="id organisation mark columns used_at"),
    record("rosters.RosterImport", officials="brought_by/", purpose=Purpose.DUTY,
           plain="id organisation state elsewhere file_name file_kind encoding size sha256 storage_name heads columns rows done part_size"
           " parts trial counts regions_checked problem brought_at started_at finished_at"),
    record("rosters.RosterRow", what=_("that your row stood in a list of members, and what it said where it was looked at"),
           personal="person cells!", officials="decided_by/", ends="source__finished_at",
           plain="id source number outcome code membership_id organisation_id mac score review_at decision decided_at", **_ROW),
    record("rosters.RosterMerge", what=_("that a row was put together with your entry, and what stood there before"),
           personal="person before! after!", officials="by/ undone_by/", ends="at",
           plain="id row membership_made membership_ended is_new_person at undone_at", **_ROW),
]  # fmt: skip

ASKS = {"JoinForm": {"take_name": asked(THING)}, "RosterDecisionIn": {"take_name": asked(THING)}}
