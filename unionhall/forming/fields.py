"""Who applies, who signs, who stands for a seat. What the union decided in it is its archive; a signature is its worker's."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SOMEBODY, THING, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_FORMED = {"purpose": Purpose.MEMBERSHIP, "basis": Basis.SERVICE, "erased": OnErasure.BLANK}
_ARCHIVE = {"purpose": Purpose.DUTY, "basis": Basis.LAW, "kept": Kept.ARCHIVE, "erased": OnErasure.BLANK}

RECORDS = [
    record("forming.Formation", what=_("your application to form a union"), person="applicant_id", personal="applicant why!",
           plain="id kind form name employer employer_name division reviewer workers state entered_on asked_at sign_code opinion"
           " body version", kept=Kept.MATTER, ends="entered_on", **_FORMED),
    record("forming.FormationStep", what=_("what was written on an application to form a union"), personal="words",
           officials="/by_name", plain="id formation verb state at", ends="formation__entered_on", **_ARCHIVE),
    record("forming.Signature", what=_("that you signed to form a union; your employer never sees it"), person="person_id",
           personal="person name!=people.Person.name phone!=people.Person.phone phone_lookup!=people.Person.phone_lookup signed_by",
           plain="id formation signed_at", kept=Kept.MATTER, ends="formation__entered_on", **_FORMED),
    record("forming.FormationPaper", what=_("papers of a union that is formed, with its signatures"), personal="stored",
           officials="/by_name", plain="id formation kind added_at", ends="formation__entered_on", **_ARCHIVE),
    record("forming.Election", officials="called_by/ recorded_by/ decided_by/", purpose=Purpose.DUTY,
           plain="id formation body state entered_on day place years roll given_out returned called_at decided_at reason"),
    record("forming.Candidate", what=_("seats of a union you stood for, and how many voted for you"), person="person_id",
           personal="person name=people.Person.name", plain="id election seat place votes elected", ends="election__decided_at",
           **{**_ARCHIVE, "purpose": Purpose.MEMBERSHIP}),
    record("forming.Dissolution", officials="asked_by/ decided_by/", purpose=Purpose.DUTY,
           plain="id body why words members in_favour state asked_at decided_at reason"),
    *not_personal(
        app="forming",
        Term="id body number since until ended_on election reminded_for reminded_step",
        StepLimit="id body step days unit since source",
    ),
]  # fmt: skip

ASKS = {
    "ApplicationForm": {"employer_name": asked(THING)},
    "BallotPlaceIn": {"name": asked(SOMEBODY)},
    "CorrectionForm": {"name": asked(THING)},
    "FormationIn": {"name": asked(THING), "employer_name": asked(THING)},
    "PaperSignatureForm": {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)},
}
