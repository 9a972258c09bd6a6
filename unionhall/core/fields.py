"""What the mechanisms hold about people, and the tables of packages that hold nothing about anybody."""

from django.utils.translation import gettext_lazy as _

from .registry import Basis, Kept, OnErasure, Purpose, not_personal, record

_HELD = {"purpose": Purpose.SECURITY, "basis": Basis.LAW}

RECORDS = [
    record(
        "core.AuditEntry",
        what=_("who opened or changed which record, when and why"),
        personal="actor_id actor_name subject_id",
        plain="id at via organisation_id verb subject_type purpose details",
        kept=Kept.TRAIL,
        purpose=Purpose.DUTY,
        basis=Basis.LAW,
    ),
    record("core.PersonKey", what=_("your own key, under which what you told us is sealed"), personal="id secret!",
           plain="made_at destroyed_at", kept=Kept.PERSON, **_HELD),
    record("core.StoredFile", what=_("files you handed in"), personal="name uploaded_by storage_name sha256 received_sha256",
           plain="id size content_type kind at", kept=Kept.MATTER, purpose=Purpose.MATTERS, basis=Basis.SERVICE),
    record("core.IdempotencyRecord", what=_("the answer to a form, so that a double click does nothing twice"),
           personal="actor answer!", plain="id scope key_hash request_hash at expires_at", kept=Kept.MOMENT,
           ends="expires_at", erased=OnErasure.DELETE, **_HELD),
    record("core.RateWindow", personal="key_hash", what=_("how often something was tried"),
           plain="id scope starts_at expires_at count", kept=Kept.MOMENT, ends="expires_at", erased=OnErasure.DELETE, **_HELD),
    record("core.LinkToken", what=_("links that open one thing once"), personal="subject_id",
           plain="id kind subject_type hash single_use issued_at issued_by expires_at used_at revoked_at",
           kept=Kept.MOMENT, ends="expires_at", erased=OnErasure.DELETE, **_HELD),
    record("core.OutgoingText", what=_("text messages of the demo"), personal="phone!=people.Person.phone text!",
           plain="id at", kept=Kept.MOMENT, ends="at", erased=OnErasure.DELETE, purpose=Purpose.CONTACT, basis=Basis.SERVICE),
    *not_personal(
        app="core",
        AuditLink="id position entry algorithm prev_hash hash",
        AuditHead="id name position hash",
        NumberSeries="id scope series year last",
    ),
    *not_personal(app="auth", Permission="id name content_type codename", Group="id name"),
    *not_personal(app="contenttypes", ContentType="id app_label model"),
    *not_personal(
        app="procrastinate",
        ProcrastinateWorker="id last_heartbeat",
        ProcrastinateJob="id queue_name task_name priority lock args status scheduled_at attempts queueing_lock abort_requested worker",
        ProcrastinateEvent="id job type at",
        ProcrastinatePeriodicDefer="id task_name defer_timestamp job periodic_id",
    ),
]  # fmt: skip
