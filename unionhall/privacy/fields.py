"""What people asked for about their own data is data about them too."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import Basis, Kept, OnErasure, Purpose, not_personal, record

RECORDS = [
    record("privacy.Objection", what=_("your objections and their answers"), person="person_id", opened=True, erased=OnErasure.BLANK,
           personal="person text! answer! entry_id", officials="against/ answered_by/",
           plain="id body made_at due_on state answered_at", ends="answered_at", purpose=Purpose.DUTY, basis=Basis.LAW, kept=Kept.PAPER),
    record("privacy.Erasure", what=_("that you asked to be erased"), person="person_id", personal="person",
           plain="id asked_at not_before state ended_at", purpose=Purpose.DUTY, basis=Basis.LAW, kept=Kept.TRAIL),
    record("privacy.LegalHold", what=_("that something must be kept for a court or an inspection"), personal="person subject_id reason",
           officials="placed_by/ lifted_by/", plain="id subject_type placed_at until lifted_at",
           purpose=Purpose.DUTY, basis=Basis.LAW, kept=Kept.TRAIL),
    *not_personal(app="privacy", RetentionRun="id at record days done held"),
]  # fmt: skip
