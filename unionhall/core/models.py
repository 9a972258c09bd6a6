"""Rows behind the mechanisms. Each is written only by the file of core that is named after it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from .clock import now
from .ids import new_id
from .sealed import LookupField, SealedTextField


class AppendOnly(models.QuerySet[Any]):
    """Rows are added and read; nothing else."""

    def _refuse(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only: rows are never changed or deleted.")

    def update(self, **kwargs: Any) -> int:
        self._refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._refuse()

    def update_or_create(self, *args: Any, **kwargs: Any) -> tuple[Any, bool]:
        self._refuse()


class AppendOnlyModel(models.Model):
    """Refuses to save a row twice or to delete it. The product needs neither, so its database role may be denied both."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only: rows are never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is append-only: rows are never deleted.")


class AuditEntry(AppendOnlyModel):
    """One sentence of the audit trail: who did what to which record, when, by which way in and for what purpose."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=now)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=120, blank=True)
    via = models.CharField(max_length=20)
    organisation_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_by_actor"),
            models.Index(
                fields=["actor_id", "at", "subject_type", "subject_id"],
                condition=models.Q(verb__endswith=".read"),
                name="audit_reads_by_actor",
            ),
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(fields=["verb", "at", "id"], name="audit_by_verb"),
            models.Index(fields=["organisation_id", "at", "id"], name="audit_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"


class AuditLink(AppendOnlyModel):
    """The place of one entry in the hash chain, forged at commit. Kept apart so that both tables only ever grow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    position = models.BigIntegerField(unique=True)
    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="+")
    algorithm = models.CharField(max_length=10)
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("audit link")
        verbose_name_plural = _("audit links")

    def __str__(self) -> str:
        return f"#{self.position}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked last in a transaction, so that positions have no gaps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=20, unique=True)
    position = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("audit chain head")
        verbose_name_plural = _("audit chain heads")

    def __str__(self) -> str:
        return f"{self.name} at #{self.position}"


class PersonKey(models.Model):
    """The key under which a person's own columns are sealed, itself sealed. Destroyed when the person is erased: the row stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    secret = SealedTextField(null=True)
    made_at = models.DateTimeField(default=now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("person's key")
        verbose_name_plural = _("persons' keys")

    def __str__(self) -> str:
        return f"key {str(self.pk)[-6:]}"


class NumberSeries(models.Model):
    """The last number given out in one series of one body in one year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=64)
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["scope", "series", "year"], name="one_row_per_series_and_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class StoredFile(models.Model):
    """A file somebody handed in. The bytes are in the file storage; here is what we know about them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    received_sha256 = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("Of the bytes as they came in, before the place was taken out of a photo."),
    )
    storage_name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, default="evidence")
    uploaded_by = models.UUIDField(null=True)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"


class IdempotencyRecord(models.Model):
    """The answer to a request that carried an idempotency key, kept so that a repeat gets the same answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    key_hash = models.BinaryField(max_length=32)
    request_hash = models.BinaryField(max_length=32)
    answer = SealedTextField(null=True)
    at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("idempotency record")
        verbose_name_plural = _("idempotency records")
        constraints = [models.UniqueConstraint(fields=["scope", "actor", "key_hash"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["expires_at"], name="idempotency_by_expiry")]

    def __str__(self) -> str:
        return self.scope


class RateWindow(models.Model):
    """How often something was tried in one window of time. The key is hashed: it may be a phone number or an address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=60)
    key_hash = models.BinaryField(max_length=32)
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("rate window")
        verbose_name_plural = _("rate windows")
        constraints = [models.UniqueConstraint(fields=["scope", "key_hash", "starts_at"], name="one_row_per_window")]
        indexes = [models.Index(fields=["expires_at"], name="rate_window_by_expiry")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"


class LinkToken(models.Model):
    """A link that lets somebody without an account do one thing. Only a keyed hash of it is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    hash = LookupField(purpose="link", unique=True)
    single_use = models.BooleanField(default=True)
    issued_at = models.DateTimeField(default=now)
    issued_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "kind"], name="link_by_subject"),
            models.Index(fields=["expires_at"], name="link_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.subject_type}:{self.subject_id}"


class OutgoingText(models.Model):
    """A text message the demo would have sent; shown on a page that exists only in the demo."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=now)
    phone = SealedTextField()
    text = SealedTextField()

    class Meta:
        verbose_name = _("text message of the demo")
        verbose_name_plural = _("text messages of the demo")
        indexes = [models.Index(fields=["at", "id"], name="outgoing_text_by_time")]

    def __str__(self) -> str:
        return f"text of {self.at:%Y-%m-%d %H:%M}"
