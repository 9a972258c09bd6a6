"""Enterprises, villages and stations, and who answers for them. A few words after a visit may speak of people."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SOMEBODY, THING, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_DUTY = {"purpose": Purpose.DUTY, "basis": Basis.LAW}

RECORDS = [
    *not_personal(
        app="liaison",
        SubjectKind="id code name refers",
        LiaisonList="id body kind name since",
        ContactRule="id of_list days since source",
        LiaisonSubject="id of_list name employer division link part added_on ended_on last_contact_on next_due_on",
        ChainStation="id of_list park workers opened_on",
    ),
    record("liaison.Charge", officials="person/", plain="id subject since until why_ended", **_DUTY),
    record("liaison.Contact", what=_("a few words after a visit to an enterprise or a village"), personal="text!",
           officials="by/by_name", plain="id subject on kind at", ends="on", kept=Kept.PAPER, erased=OnErasure.BLANK, **_DUTY),
    record("liaison.StationPost", officials="person/", plain="id station role since until", **_DUTY),
    record("liaison.Blockage", officials="raised_by/", plain="id station subject case title state raised_at cleared_at", **_DUTY),
]  # fmt: skip

_CALLER = {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)}

ASKS = {
    "BlockageForm": _CALLER,
    "BlockageIn": _CALLER,
    "LiaisonListIn": {"name": asked(THING)},
    "LiaisonSubjectIn": {"name": asked(THING)},
    "ListForm": {"name": asked(THING)},
    "StationForm": {"name": asked(THING)},
    "StationIn": {"name": asked(THING)},
    "SubjectForm": {"name": asked(THING)},
    "SubjectKindForm": {"name": asked(THING)},
    "SubjectKindIn": {"name": asked(THING)},
}
