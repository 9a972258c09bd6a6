"""Who was asked what; under whose name an answer stands, where the survey is not anonymous."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import Basis, Kept, OnErasure, Purpose, not_personal, record

_ASKED = {"purpose": Purpose.SURVEYS, "basis": Basis.CONSENT, "kept": Kept.WORDS}

RECORDS = [
    record("surveys.Survey", officials="drafted_by/",
           plain="id body title lead anonymous cut state follows purpose drafted_at opens_on closes_on closed_at reminded_on"),
    *not_personal(app="surveys", Question="id survey place kind text options required"),
    record("surveys.Target", what=_("surveys meant for you alone"), personal="person", plain="id survey body employer industry", **_ASKED),
    record("surveys.Invitation", what=_("surveys you were asked in"), person="person_id", erased=OnErasure.DELETE,
           ends="survey__closed_at", personal="person group answered", plain="id survey told reminded", **_ASKED),
    record("surveys.Answer", what=_("your named answers"), person="person_id", erased=OnErasure.DELETE, ends="survey__closed_at",
           personal="person said!", plain="id survey given_at", **_ASKED),
]  # fmt: skip
