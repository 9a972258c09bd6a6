"""Days that start the limits of the law on a matter, and reminders of them."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import THING, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_PART = {"purpose": Purpose.MATTERS, "basis": Basis.SERVICE, "kept": Kept.MATTER, "belongs": "case_id", "whole": "cases.Case",
         "ends": "case__closed_at", "erased": OnErasure.BLANK}  # fmt: skip

RECORDS = [
    record("limits.LimitFact", what=_("days that matter for your rights"), personal="evidence! reason!", officials="by/by_name",
           plain="id case calendar name value origin at replaces ended_at ended_by_name", **_PART),
    record("limits.LimitEvent", what=_("what stopped or restarted a limit"), personal="evidence! reason!", officials="by/by_name",
           plain="id case calendar target kind day until at replaces ended_at ended_by_name", **_PART),
    *not_personal(
        app="limits",
        RunningLimit="id case calendar name words who starts_on raw effective act_by done_on paused opens stopped reckoned_at",
        Reminder="id case calendar name raw step addressee at",
    ),
    record("limits.CalendarFeed", what=_("your calendar link"), person="person_id", personal="person",
           plain="id opened_at until closed_at", purpose=Purpose.CONTACT, basis=Basis.SERVICE, kept=Kept.PERSON,
           erased=OnErasure.DELETE),
]  # fmt: skip

ASKS = {"FactIn": {"name": asked(THING)}, "StopIn": {"name": asked(THING)}, "TakeUpIn": {"name": asked(THING)}}
