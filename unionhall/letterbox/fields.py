"""E-mail to the chair, reception days and who comes."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SELF, SOMEBODY, THING, Basis, Kept, Link, OnErasure, Purpose, asked, record

_MAIL = {"purpose": Purpose.MATTERS, "basis": Basis.SERVICE, "kept": Kept.MATTER, "erased": OnErasure.BLANK}

RECORDS = [
    record("letterbox.MailThread", what=_("your e-mail address on a matter"), personal="address! address_lookup! complainant",
           plain="id case begun_at continues", belongs="case_id", whole="cases.Case", ends="case__closed_at",
           **_MAIL),
    record("letterbox.IncomingMail", what=_("that an e-mail came"), personal="message_id message_lookup", plain="id received_at outcome thread",
           **{**_MAIL, "erased": OnErasure.KEEP}),
    record("letterbox.OutgoingMail", what=_("e-mail we wrote to you"), personal="words! message_id",
           plain="id message_lookup thread writing note state attempts failure written_at sent_at", belongs="thread__case_id", whole="cases.Case",
           ends="thread__case__closed_at", **_MAIL),
    record("letterbox.HeldMail", what=_("e-mail that waits for an officer"), personal="raw! why", officials="settled_by/",
           plain="id incoming reason size whole held_at state settled_at case", ends="settled_at",
           **{**_MAIL, "kept": Kept.WORDS, "erased": OnErasure.BLANK, "belongs": "case_id", "whole": "cases.Case"}),
    record("letterbox.ReceptionDay", officials="received_by/ published_by/", people=Link("letterbox.Appointment", "day_id"),
           plain="id body begins_at ends_at minutes place signup_until state published_at why_cancelled"),
    record("letterbox.Appointment", what=_("days on which you come to see the chair"), person="person_id",
           personal="person name!=people.Person.name phone!=people.Person.phone about! note!", officials="made_by/",
           plain="id day at walk_in case state made_at reminded_at settled_at", ends="at", **{**_MAIL, "kept": Kept.PAPER}),
]  # fmt: skip

ASKS = {
    "TakeInForm": {"name": asked(SOMEBODY), "employer_name": asked(THING)},
    "MakeCaseForm": {"employer_name": asked(THING), "identity_level": asked(THING)},
    "SignUpForm": {
        "name": asked(SELF, "people.Person.name", "letterbox:reception_day"), "phone": asked(SELF, "people.Person.phone", "letterbox:reception_day"),
    },
    "TakeIn": {"name": asked(SOMEBODY), "employer_name": asked(THING)},
    "WalkIn": {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)},
    "WalkInForm": {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)},
}  # fmt: skip
