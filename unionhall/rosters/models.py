"""What the import of a list is and keeps, and which rules the database holds about it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import Decision, Elsewhere, Outcome, Reason
from .states import ImportState


class RosterLayout(models.Model):
    """Which column held what in the lists of one body, known again by the names of the columns."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(_("mark of the column names"), max_length=64)
    columns = models.JSONField(_("columns by what they hold"), default=dict)
    used_at = models.DateTimeField(_("last used at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "mark"],
                name="columns_of_a_body_are_remembered_once",
                violation_error_message=_("These columns are remembered already."),
            )
        ]

    def __str__(self) -> str:
        return f"layout {self.mark[:8]}"


class RosterImport(models.Model):
    """One file of one body: what is in it, what would change, what was written. The file itself is kept sealed until the end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READ)
    elsewhere = models.CharField(
        _("a member of another union"), max_length=10, choices=Elsewhere, default=Elsewhere.MOVE
    )
    file_name = models.CharField(_("file"), max_length=200)
    file_kind = models.CharField(_("kind of file"), max_length=10)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("digest of the file"), max_length=64)
    storage_name = models.CharField(_("place of the sealed file"), max_length=200, blank=True)
    heads = models.JSONField(_("names of the columns"), default=list)
    columns = models.JSONField(_("columns by what they hold"), default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows looked at"), default=0)
    part_size = models.PositiveIntegerField(_("rows in a part"))
    parts = models.PositiveIntegerField(_("parts written"), default=0)
    trial = models.JSONField(_("what would change"), default=dict)
    counts = models.JSONField(_("what was done"), default=dict)
    regions_checked = models.BooleanField(_("regions of birth were compared"), default=False)
    problem = models.CharField(_("why it stopped"), max_length=300, blank=True)
    brought_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(_("brought at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.FINISHED) | Q(finished_at__isnull=False),
                name="a_finished_import_says_when",
                violation_error_message=_("Say when it was finished."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=Q(state=ImportState.RUNNING),
                name="one_list_is_written_once_at_a_time",
                violation_error_message=_("This very list is being written already."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-brought_at"], name="roster_import_by_body")]

    def __str__(self) -> str:
        return f"list {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("rosters:roster", args=[self.pk])


class RosterRow(models.Model):
    """What became of one row: the person and the membership it touched, and a keyed digest of what it said.

    A million of them are written with the million people, so their keys are plain keys without a constraint behind them;
    the audit line of their part holds a digest over them all. Cells are kept, sealed, only of rows that were rejected or
    are looked at.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(
        RosterImport, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    code = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, db_constraint=False, null=True, related_name="+"
    )
    membership_id = models.UUIDField(_("membership"), null=True)
    organisation_id = models.UUIDField(_("union"), null=True)
    mac = models.BinaryField(_("keyed digest of what the row said"), max_length=32)
    cells = SealedTextField(_("what the row said"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("likeness"), null=True)
    review_at = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True, default="")
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"],
                name="a_row_of_a_list_is_written_once",
                violation_error_message=_("This row was written already."),
            )
        ]
        indexes = [
            models.Index(
                fields=["review_at", "decision", "id"],
                name="roster_row_to_be_looked_at",
                condition=Q(review_at__isnull=False),
            ),
            models.Index(
                fields=["source", "number"], name="roster_row_rejected", condition=Q(outcome=Outcome.REJECTED)
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("rosters:review", args=[self.pk])


class RosterMerge(models.Model):
    """A row put together with somebody on record, and what stood there before, so that it can be undone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    row = models.ForeignKey(RosterRow, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    before = SealedTextField(_("what stood there before"))
    after = SealedTextField(_("what stands there since"))
    membership_made = models.UUIDField(_("membership begun"), null=True)
    membership_ended = models.UUIDField(_("membership ended"), null=True)
    is_new_person = models.BooleanField(_("entered anew"), default=False)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row"],
                condition=Q(undone_at__isnull=True),
                name="a_row_is_put_together_with_one_person",
                violation_error_message=_("This row was decided already."),
            )
        ]

    def __str__(self) -> str:
        return f"merge {str(self.pk)[-6:]}"
