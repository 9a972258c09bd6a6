"""What liaison consists of, and which rules the database holds about it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import ChargeEnd, ContactKind, Refers, StationRole
from .states import BlockageState


class SubjectKind(models.Model):
    """A kind of thing somebody answers for: enterprise, village, station, and whatever a federation names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=60)
    refers = models.CharField(_("found by"), max_length=10, choices=Refers)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="subject_kind_code_is_used_once",
                violation_error_message=_("This kind exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class LiaisonList(models.Model):
    """The subjects of one kind a body answers for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(SubjectKind, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    since = models.DateField(_("from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"],
                name="a_body_names_a_list_once",
                violation_error_message=_("This body has a list of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("liaison:list", args=[self.pk])


class ContactRule(models.Model):
    """From a day on: how many days may pass between two contacts, and which document says so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of_list = models.ForeignKey(LiaisonList, on_delete=models.PROTECT, related_name="rules")
    days = models.PositiveSmallIntegerField(
        _("days between contacts"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    since = models.DateField(_("from"))
    source = models.CharField(_("which document says so"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_list", "since"],
                name="one_contact_rule_begins_on_a_day",
                violation_error_message=_("A rule begins on this day already."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=366),
                name="a_contact_falls_due_within_a_year",
                violation_error_message=_("Between two contacts lie 1 to 366 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days from {self.since}"


class LiaisonSubject(models.Model):
    """One enterprise, village or station on a list; in a chain, with its place and part in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of_list = models.ForeignKey(LiaisonList, on_delete=models.PROTECT, related_name="subjects")
    name = models.CharField(_("name"), max_length=120)
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    division = models.ForeignKey(
        "organisations.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.PositiveSmallIntegerField(_("place in the chain"), null=True, blank=True)
    part = models.CharField(_("part in the chain"), max_length=60, blank=True)
    added_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    last_contact_on = models.DateField(_("last contact"), null=True, blank=True)
    next_due_on = models.DateField(_("next contact due"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_list", "name"],
                condition=Q(ended_on__isnull=True),
                name="a_subject_stands_on_a_list_once",
                violation_error_message=_("This stands on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("added_on")),
                name="a_subject_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["of_list", "next_due_on"], name="liaison_subject_by_due"),
            models.Index(fields=["employer"], name="liaison_subject_by_employer"),
        ]

    def __str__(self) -> str:
        return f"subject {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("liaison:subject", args=[self.pk])


class Charge(models.Model):
    """Who answers for a subject, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(LiaisonSubject, on_delete=models.PROTECT, related_name="charges")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    why_ended = models.CharField(_("why it ended"), max_length=10, choices=ChargeEnd, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(until__isnull=True),
                name="one_person_answers_for_a_subject",
                violation_error_message=_("Somebody answers for this already. Hand it over instead."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_charge_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["person", "until"], name="charge_by_person")]

    def __str__(self) -> str:
        return f"charge {str(self.pk)[-6:]}"


class Contact(models.Model):
    """Once in touch with a subject: which day, how, and a few words; written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(LiaisonSubject, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField(_("on"))
    kind = models.CharField(_("how"), max_length=10, choices=ContactKind)
    text = SealedTextField(_("a few words"), blank=True)
    at = models.DateTimeField(_("recorded at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-on"], name="contact_by_subject")]

    def __str__(self) -> str:
        return f"contact {str(self.pk)[-6:]}"


class ChainStation(models.Model):
    """A liaison station on a supply chain: its list of enterprises in the order of the chain, and its park."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of_list = models.OneToOneField(LiaisonList, on_delete=models.PROTECT, related_name="station")
    park = models.CharField(_("park"), max_length=80)
    workers = models.PositiveIntegerField(_("workers in the park"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"))

    def __str__(self) -> str:
        return f"station {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("liaison:station", args=[self.pk])


class StationPost(models.Model):
    """The chief or a resident officer of a station, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey(ChainStation, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=StationRole)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(until__isnull=True, role=StationRole.CHIEF),
                name="a_station_has_one_chief",
                violation_error_message=_("This station has a chief."),
            ),
            models.UniqueConstraint(
                fields=["station", "person"],
                condition=Q(until__isnull=True),
                name="nobody_holds_two_posts_at_a_station",
                violation_error_message=_("This person serves at the station already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="station_post_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {str(self.pk)[-6:]}"


class Blockage(models.Model):
    """Something that stops an enterprise of a chain, handled as a case; cleared when the case is resolved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey(ChainStation, on_delete=models.PROTECT, related_name="blockages")
    subject = models.ForeignKey(LiaisonSubject, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what is blocked"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=BlockageState, default=BlockageState.RAISED)
    raised_at = models.DateTimeField(_("raised at"))
    raised_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=BlockageState.CLEARED) ^ Q(cleared_at__isnull=True),
                name="a_cleared_blockage_has_its_moment",
                violation_error_message=_("A cleared blockage says when it was cleared."),
            )
        ]
        indexes = [models.Index(fields=["station", "state"], name="blockage_by_station")]

    def __str__(self) -> str:
        return f"blockage {str(self.pk)[-6:]}"
