"""Lists of people the union visits and helps: why somebody stands there is theirs, and sealed under their own key."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SOMEBODY, THING, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_ENTRY = {"purpose": Purpose.HELP, "basis": Basis.CONSENT, "kept": Kept.PAPER, "erased": OnErasure.BLANK}

RECORDS = [
    *not_personal(
        app="registers",
        RegisterKind="id code name sensitivity purpose legal_basis uses review_months needs_consent consent_text consent_version",
    ),
    record("registers.Register", officials="responsible/", plain="id kind body since closed_on reminded_on", purpose=Purpose.DUTY),
    record("registers.EntryStep", what=_("what was written when you were put on a list, visited, or answered"), personal="text!",
           officials="by/by_name", plain="id entry at kind", belongs="entry_id", whole="registers.RegisterEntry",
           ends="entry__left_on", **_ENTRY),
    record("registers.RegisterEntry", what=_("that you stand on a list of people we visit and help, and why"), person="person_id",
           personal="person register place reason! source consent", ends="left_on", opened=True,
           plain="id state entered_on reviewed_on review_due_on left_on", **_ENTRY),
]  # fmt: skip

_WHO = {"name": asked(SOMEBODY), "phone": asked(SOMEBODY), "identity_number": asked(SOMEBODY)}

ASKS = {
    "EntryForm": _WHO,
    "KindForm": {"name": asked(THING)},
    "RegisterEntryIn": _WHO,
    "RegisterKindIn": {"name": asked(THING)},
}
