"""What papers, their versions, sendings and replies are, and which rules the database holds about them."""

import json
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import LETTERS, How, LimitUnit, PaperKind
from .states import PaperState


class Paper(models.Model):
    """One paper of a case: its draft, which may change, and the number it got when it was first written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    complainant = models.ForeignKey(
        "cases.Complainant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=30, choices=PaperKind)
    state = models.CharField(_("state"), max_length=10, choices=PaperState, default=PaperState.DRAFT)
    number = models.CharField(_("number"), max_length=40, null=True, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    draft = SealedTextField(_("draft"))
    drafted_at = models.DateTimeField(_("drafted at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("drafted by"), max_length=60, blank=True)
    saved_at = models.DateTimeField(_("saved at"))
    handed_at = models.DateTimeField(_("handed to the worker at"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="a_paper_number_is_given_once",
                violation_error_message=_("This number is taken."),
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "complainant"],
                condition=Q(state__in=[PaperState.DRAFT, PaperState.WRITTEN]),
                nulls_distinct=False,
                name="a_paper_is_drafted_once",
                violation_error_message=_("This paper is drafted already."),
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=~Q(state=PaperState.DROPPED),
                name="a_letter_is_followed_once",
                violation_error_message=_("The next letter is drafted already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PaperState.DRAFT, PaperState.DROPPED]) ^ Q(number__isnull=False),
                name="a_written_paper_has_its_number",
                violation_error_message=_("A paper gets its number when it is written."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaperState.SENT, PaperState.ANSWERED])
                | Q(kind__in=[str(kind) for kind in LETTERS]),
                name="only_a_letter_is_sent",
                violation_error_message=_("Only letters of supervision are sent from here."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "drafted_at"], name="paper_by_case"),
            models.Index(fields=["body", "kind", "state"], name="paper_by_body"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("papers:paper", args=[self.pk])

    @property
    def content(self) -> dict[str, Any]:
        """The draft as `content.Content.as_dict` said it."""
        opened: dict[str, Any] = json.loads(self.draft)
        return opened

    @property
    def is_letter(self) -> bool:
        return self.kind in LETTERS


class PaperVersion(models.Model):
    """A paper as it was written: the Word file, its words, the findings it rests on. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"))
    stored = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    words = SealedTextField(_("words"))
    findings = models.JSONField(_("findings"), default=list, help_text=_("Which findings, by which law and book."))
    provisional = models.BooleanField(_("holds amounts to be verified"), default=False)
    brought_back = models.BooleanField(_("edited in Word and brought back"), default=False)
    at = models.DateTimeField(_("written at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("written by"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "n"],
                name="a_version_is_written_once",
                violation_error_message=_("Somebody wrote this version at the same moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.n} of {str(self.paper_id)[-6:]}"


class Sending(models.Model):
    """A letter went out: when, how, to whom, and by which local rule until when it is to be answered. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="sending")
    version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(_("to"), max_length=120)
    sent_on = models.DateField(_("delivered on"))
    how = models.CharField(_("how"), max_length=10, choices=How)
    days = models.PositiveSmallIntegerField(
        _("days to answer"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    unit = models.CharField(_("unit"), max_length=12, choices=LimitUnit)
    source = models.CharField(_("which rule says so"), max_length=200)
    entered = models.BooleanField(_("limit entered by hand"), default=True)
    reply_due_on = models.DateField(_("answer due on"))
    reply_provisional = models.BooleanField(_("answer day is provisional"), default=False)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_on"], name="sending_by_day")]

    def __str__(self) -> str:
        return f"sending {str(self.pk)[-6:]}"


class Reply(models.Model):
    """What came back to a letter: when, whether it was followed, in which words. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="reply")
    answered_on = models.DateField(_("answered on"))
    followed = models.BooleanField(_("the letter is followed"))
    text = SealedTextField(_("what it says"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["answered_on"], name="reply_by_day")]

    def __str__(self) -> str:
        return f"reply {str(self.pk)[-6:]}"
