"""What is suggested for a case, what was learnt to suggest it, and what the officers chose."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from ..enums import About, Urgency
from .case import Case
from .facts import Fact


class TriageModel(models.Model):
    """What was learnt from letters whose kind or body is known: numbers, and pieces of words that many writers use.

    Not sealed: a piece is one or two characters, and is kept only where three different writers used it, so that no letter,
    name or rare word of one writer is in it; and a model is to be read by a program that holds no key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    about = models.CharField(_("what it suggests"), max_length=10, choices=About)
    saved = models.BinaryField(_("what was learnt"))
    source = models.CharField(_("learnt from"), max_length=120)
    trained_at = models.DateTimeField(_("trained at"))
    trained_on = models.PositiveIntegerField(_("letters learnt from"))
    figures = models.JSONField(_("figures"), default=dict, help_text=_("From a cross-validation on the same letters."))
    in_use = models.BooleanField(_("may be used"), default=False)

    class Meta:
        indexes = [
            models.Index(fields=["about", "-trained_at", "-id"], name="triage_model_in_use", condition=Q(in_use=True))
        ]

    def __str__(self) -> str:
        return f"{self.about} {str(self.pk)[-6:]}"


class Suggestion(models.Model):
    """What is suggested for one case: kind, body, urgency, likely duplicates, each with its reasons. It decides nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="suggestion")
    made_at = models.DateTimeField(_("made at"))
    kind_model = models.ForeignKey(TriageModel, on_delete=models.PROTECT, null=True, related_name="+")
    body_model = models.ForeignKey(TriageModel, on_delete=models.PROTECT, null=True, related_name="+")
    offered = SealedTextField(_("what is offered"), help_text=_("As JSON; it quotes the words that spoke."))
    sketch = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("sketch of the words"),
        default=list,
        help_text=_("Keyed numbers by which near-copies find each other; no word can be read from them."),
    )
    suggested_urgency = models.CharField(_("urgency suggested"), max_length=10, choices=Urgency)
    chosen_urgency = models.CharField(_("urgency chosen"), max_length=10, choices=Urgency, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    stale = models.BooleanField(_("to be made anew"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(urgent=False)
                | Q(chosen_urgency="urgent")
                | Q(chosen_urgency="", suggested_urgency="urgent"),
                name="urgent_is_what_was_chosen_or_else_suggested",
                violation_error_message=_("Urgent is what the officer chose, or else what is suggested."),
            )
        ]
        indexes = [
            models.Index(fields=["case"], name="suggestion_urgent", condition=Q(urgent=True)),
            models.Index(fields=["case"], name="suggestion_stale", condition=Q(stale=True)),
            GinIndex(fields=["sketch"], name="suggestion_sketch"),
        ]

    def __str__(self) -> str:
        return f"suggestion {str(self.pk)[-6:]}"


class TriageChoice(Fact):
    """What an officer chose of what was offered, or none of it, or something else by hand."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="triage_choices")
    about = models.CharField(_("about"), max_length=10, choices=About)
    offered = models.JSONField(
        _("offered"), default=list, help_text=_("Values with their confidences, the first first.")
    )
    chosen = models.CharField(_("chosen"), max_length=40, blank=True, help_text=_("Empty: none of these."))
    place = models.PositiveSmallIntegerField(_("its place among those offered"), null=True)
    was_first = models.BooleanField(_("the first was taken"), default=False)
    by_hand = models.BooleanField(_("chosen elsewhere on the file"), default=False)
    model = models.ForeignKey(TriageModel, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(was_first=False) | Q(place=1),
                name="the_first_choice_stands_first",
                violation_error_message=_("The first choice is the one that stands first."),
            )
        ]
        indexes = [
            models.Index(fields=["case", "about", "-at"], name="triage_choice_by_case"),
            models.Index(fields=["about", "-at"], name="triage_choice_by_day"),
        ]
