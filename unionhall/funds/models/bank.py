"""What the bank says: statements as read in, line by line, and what each line was matched with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import Match


class Statement(models.Model):
    """One file of the bank. The same file is read in once for a body."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    file_hash = models.CharField(_("hash of the file"), max_length=64)
    read_at = models.DateTimeField(_("read in at"))
    read_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    lines_in_it = models.PositiveIntegerField(_("lines"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "file_hash"],
                name="a_statement_is_read_in_once",
                violation_error_message=_("This file was read in already."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "-read_at", "id"], name="statement_by_body")]

    def __str__(self) -> str:
        return f"{self.read_at:%Y-%m-%d}"


class StatementLine(models.Model):
    """One movement the bank reports: below zero what left. A payment or a bill is matched by one line only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField(_("row"))
    booked_on = models.DateField(_("booked on"))
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    bank_reference = models.CharField(_("number at the bank"), max_length=60)
    title = models.CharField(_("other side"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    match = models.CharField(_("how it stands"), max_length=14, choices=Match)
    payment = models.OneToOneField("funds.Payment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.OneToOneField("funds.Due", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "bank_reference"],
                name="a_movement_of_the_bank_counts_once",
                violation_error_message=_("This movement was read in already."),
            ),
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="a_movement_of_the_bank_moves_something",
                violation_error_message=_("The amount is not zero."),
            ),
            models.CheckConstraint(
                condition=(Q(match=Match.MATCHED) & (Q(payment__isnull=False) ^ Q(due__isnull=False)))
                | (~Q(match=Match.MATCHED) & Q(payment__isnull=True) & Q(due__isnull=True)),
                name="a_matched_line_names_one_record",
                violation_error_message=_("A matched line names the payment or the bill."),
            ),
            models.CheckConstraint(
                condition=~Q(match=Match.SET_ASIDE) | ~Q(note=""),
                name="a_line_set_aside_has_a_note",
                violation_error_message=_("Say why the line is set aside."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "match", "-booked_on", "id"], name="statement_line_by_match")]

    def __str__(self) -> str:
        return f"{self.row}"
