"""What is held for a matter. What a matter says is its workers': with several, it stays until the last of them is erased."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import (
    SELF,
    SOMEBODY,
    THING,
    Basis,
    Kept,
    Link,
    OnErasure,
    Purpose,
    asked,
    not_personal,
    record,
)

_MATTER = {"purpose": Purpose.MATTERS, "basis": Basis.SERVICE, "kept": Kept.MATTER, "erased": OnErasure.BLANK}
_PART = {**_MATTER, "belongs": "case_id", "whole": "cases.Case", "ends": "case__closed_at"}
_OFFICE = {
    "purpose": Purpose.DUTY,
    "basis": Basis.LAW,
    "kept": Kept.MATTER,
    "belongs": "case_id",
    "whole": "cases.Case",
}
_BY = "by/by_name"

RECORDS = [
    record("cases.Case", what=_("what happened at work, and how far the matter is"), people=Link("cases.Complainant", "case_id"),
           ends="closed_at", personal="title! account! site source_key happened_on", officials="handler/",
           plain="id number kind source employer employer_name division industry to_chair amount body at_national at_province"
           " at_city at_county at_township at_union state received_at entered_at accepted_at closed_at due_on due_provisional"
           " paused group is_group version", **_MATTER),
    record("cases.Complainant", what=_("your name and number on a matter"), person="person_id", ends="case__closed_at",
           belongs="case_id", whole="cases.Case",
           personal="person name!=people.Person.name phone!=people.Person.phone phone_lookup!=people.Person.phone_lookup amount",
           plain="id case identity_level receipt_lookup joined_at", **_MATTER),
    record("cases.Party", what=_("who else the matter names"), personal="name contact!", officials="added_by/",
           plain="id case role employer added_at ended_on", **_PART),
    record("cases.StatusFact", what=_("each step of a matter"), personal="reason", officials=_BY,
           plain="id at case verb from_state to_state", **_PART),
    record("cases.AssignmentFact", officials=f"{_BY} handler/handler_name", plain="id at case why", **_OFFICE),
    record("cases.RoutingFact", officials=_BY, plain="id at case body why rule", **_OFFICE),
    record("cases.Suspension", officials=f"{_BY} ended_by/", plain="id at case reason ended_at", **_OFFICE),
    record("cases.ExtensionFact", officials=_BY, plain="id at case state days unit reason", **_OFFICE),
    record("cases.Note", what=_("words written on a matter"), personal="text!", officials=_BY, plain="id at case audience transfer", **_PART),
    record("cases.Session", what=_("talks about a matter"), personal="place outcome!", officials=_BY,
           plain="id at case kind held_at shared_with_worker", **_PART),
    record("cases.Attendance", what=_("who was at a talk"), personal="who!", plain="id session part present",
           purpose=Purpose.MATTERS, basis=Basis.SERVICE, kept=Kept.MATTER, ends="session__case__closed_at",
           erased=OnErasure.BLANK, belongs="session__case_id", whole="cases.Case"),
    record("cases.Resolution", officials=_BY, plain="id at case stage manner voided_at", **_OFFICE),
    record("cases.CaseFile", what=_("papers and pictures of a matter"), personal="label stored", officials=_BY,
           plain="id at case audience transfer", **_PART),
    record("cases.IntakeDraft", what=_("a matter you began to write"), person="person_id", personal="person answers!",
           plain="id key_hash saved_at", ends="saved_at", purpose=Purpose.MATTERS, basis=Basis.SERVICE, kept=Kept.DRAFT,
           erased=OnErasure.DELETE),
    record("cases.SavedView", what=_("lists an officer kept"), person="person_id", personal="person query", plain="id name",
           purpose=Purpose.DUTY, basis=Basis.LAW, kept=Kept.PERSON, erased=OnErasure.DELETE),
    record("cases.BulkAct", what=_("one act on many matters"), personal="arguments!", officials="asked_by/", ends="finished_at",
           plain="id verb group asked_at finished_at case_ids position done refused", purpose=Purpose.DUTY, basis=Basis.LAW,
           kept=Kept.MATTER, erased=OnErasure.BLANK),
    record("cases.RoutingRule", officials="person/ written_by/ ended_by/",
           plain="id line version owner position name kinds place industry words to_chair weekdays from_time to_time since until"
           " body written_at ended_at"),
    *not_personal(
        app="cases",
        ServicePromise="id state kind level days unit since until source",
        LetterSource="id name columns saved_at",
        TriageModel="id about saved source trained_at trained_on figures in_use",
    ),
    record("cases.Settlement", what=_("what was agreed"), personal="terms! amount", officials=_BY,
           plain="id at case manner signed_on deduction document replaced_at", **{**_PART, "erased": OnErasure.KEEP}),
    *not_personal(app="cases", Instalment="id settlement position due_on amount"),
    record("cases.Callback", what=_("calls to ask whether it was paid"), personal="note! outcome paid", officials="done_by/",
           plain="id case instalment due_on planned_at done_at cancelled_at", **_PART),
    record("cases.Feedback", what=_("what you thought of our work"), personal="solved satisfied comment!", plain="id case given_at", **_PART),
    record("cases.Transfer", what=_("what was passed on to another body"), personal="summary! names_worker", officials="offered_by/",
           plain="id case kind purpose from_body to_body state number their_number consent override_reason offered_at reply_due_on"
           " reply_provisional answered_at ended_at answer", **_PART),
    record("cases.TransferStep", officials=_BY, plain="id at transfer kind on text by_agency"),
    record("cases.ConsentRequest", what=_("what we asked your consent for"), personal="why agreed consent", officials=_BY,
           plain="id at case to_body purpose answered_at", **{**_PART, "erased": OnErasure.KEEP}),
    record("cases.Suggestion", what=_("what a letter seems to be about"), personal="offered! sketch",
           plain="id case made_at kind_model body_model suggested_urgency chosen_urgency urgent stale",
           **{**_PART, "erased": OnErasure.DELETE}),
    record("cases.TriageChoice", officials=_BY, plain="id at case about offered chosen place was_first by_hand model", **_OFFICE),
]  # fmt: skip

ASKS = {
    "PartyIn": {"name": asked(SOMEBODY)},
    "RuleIn": {"name": asked(THING)},
    "SessionIn": {"shared_with_worker": asked(THING)},
    "TransferIn": {"names_worker": asked(THING)},
    "WorkerIn": {"name": asked(SOMEBODY), "phone": asked(SOMEBODY)},
    "SavedViewForm": {"name": asked(THING)},
    "EntryForm": {
        "identity_level": asked(THING), "phone": asked(SOMEBODY), "name": asked(SOMEBODY), "employer_name": asked(THING),
    },
    "RefusalForm": {"competent_name": asked(THING)},
    "CorrectionForm": {"employer_name": asked(THING)},
    "PartyForm": {"name": asked(SOMEBODY)},
    "SessionForm": {"shared_with_worker": asked(THING)},
    "RuleForm": {"name": asked(THING)},
    "OfferForm": {"names_worker": asked(THING)},
    "EmployerChoiceForm": {"employer_name": asked(THING)},
    "EmployerForm": {"employer_name": asked(THING)},
    "IdentityForm": {"identity": asked(THING)},
    "FullNameForm": {"full_name": asked(SELF, "people.Person.name", "cases:intake_step full_name")},
    "PhoneForm": {"phone": asked(SELF, "people.Person.phone", "cases:intake_step contact")},
}  # fmt: skip
