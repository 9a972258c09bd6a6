"""What places are, what is reported from their doors and found at inspections, and which rules the database holds about it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from .enums import Access, Answer, Finding, Located, PointDatum, ReportKind, RuleKind, Standard, StepKind, VenueKind
from .states import ImportState, PairState, ReportState, ShortfallState, VenueState


def _in_two_languages(row: HostKind | Equipment | ChecklistItem) -> str:
    return row.name if (get_language() or "").startswith("zh") or not row.name_en else row.name_en


class HostKind(models.Model):
    """A kind of house that gives room to a place: bank, police booth, gate house."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=40), verbose_name=_("other words for it in lists"), default=list, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    source = models.CharField(_("source"), max_length=200)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return _in_two_languages(self)


class Equipment(models.Model):
    """Something a place may have inside: hot water, a microwave, a nursing room."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    is_need = models.BooleanField(_("workers look for it"), default=False)
    aliases = ArrayField(
        models.CharField(max_length=40), verbose_name=_("other words for it in lists"), default=list, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    source = models.CharField(_("source"), max_length=200)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return _in_two_languages(self)


class Venue(models.Model):
    """A door open to workers: where, when, with what inside, who runs it. However many map points it has, it is one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=VenueKind, default=VenueKind.REST_STATION)
    name = models.CharField(_("name"), max_length=120)
    host_kind = models.ForeignKey(
        HostKind, on_delete=models.PROTECT, to_field="code", null=True, blank=True, related_name="+"
    )
    host = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    host_words = models.CharField(_("host in words"), max_length=120, blank=True)
    operator = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact_name = models.CharField(_("who looks after it"), max_length=60, blank=True)
    public_phone = models.CharField(_("telephone at the place"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    division = models.ForeignKey(
        "organisations.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lon = models.FloatField(_("longitude (WGS-84)"))
    lat = models.FloatField(_("latitude (WGS-84)"))
    cell = models.BigIntegerField(_("cell of the index"), editable=False)
    located = models.CharField(_("how exactly we know"), max_length=10, choices=Located, default=Located.MAP_POINT)
    how_to_find = models.CharField(_("how to find the door"), max_length=200, blank=True)
    equipment = ArrayField(models.CharField(max_length=30), verbose_name=_("equipment"), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    hours = models.JSONField(_("opening hours"), null=True, blank=True)
    access = models.CharField(_("way in"), max_length=5, choices=Access, default=Access.OPEN)
    self_service = models.BooleanField(_("self-service"), default=False)
    always_open = models.BooleanField(_("open day and night"), default=False)
    uses_counted = models.BooleanField(_("use is counted by scan"), default=False)
    hidden = models.BooleanField(_("not shown to the public"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=VenueState, default=VenueState.PLANNED)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    paused_until = models.DateField(_("closed until about"), null=True, blank=True)
    closed_on = models.DateField(_("closed for good on"), null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("last confirmed on the spot"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=100, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="venue_code_is_used_once",
                violation_error_message=_("A place with this code exists already."),
            ),
            models.CheckConstraint(
                condition=Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                name="a_venue_lies_on_the_earth",
                violation_error_message=_("This position does not lie on the earth."),
            ),
            models.CheckConstraint(
                condition=~Q(state=VenueState.CLOSED) | Q(closed_on__isnull=False),
                name="a_closed_venue_has_its_day",
                violation_error_message=_("Say since when the place is closed."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="a_venue_closes_after_it_opened",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(state=VenueState.FOLDED) ^ Q(merged_into__isnull=True),
                name="a_merged_venue_says_with_which",
                violation_error_message=_("Say with which place it is merged."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="a_venue_is_not_merged_with_itself",
                violation_error_message=_("A place is not merged with itself."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["cell"],
                condition=Q(state__in=["open", "paused"], hidden=False),
                include=["lon", "lat"],
                name="venue_by_cell",
            ),
            models.Index(fields=["operator", "state", "code"], name="venue_by_operator"),
            models.Index(fields=["division", "state"], name="venue_by_division"),
            models.Index(fields=["state", "name", "id"], name="venue_by_name"),
            models.Index(fields=["keeper"], condition=Q(keeper__isnull=False), name="venue_by_keeper"),
            GinIndex(fields=["equipment"], name="venue_by_equipment"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:venue", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("places:station", args=[self.code])

    @property
    def is_public(self) -> bool:
        return not self.hidden and self.state in (VenueState.OPEN, VenueState.PAUSED)


class VenueStep(models.Model):
    """Something that happened to a place, on a day; written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("what"), max_length=10, choices=StepKind)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("written at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    text = models.CharField(_("words"), max_length=500, blank=True)
    lon_before = models.FloatField(_("longitude before"), null=True, blank=True)
    lat_before = models.FloatField(_("latitude before"), null=True, blank=True)
    address_before = models.CharField(_("address before"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["venue", "on", "at"], name="venue_step_by_venue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class VenuePhoto(models.Model):
    """A picture of a place, without the position the telephone wrote into it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="photos")
    stored = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(_("what it shows"), max_length=100, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    taken_off_at = models.DateTimeField(_("taken off at"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["venue", "at"], name="venue_photo_by_venue")]

    def __str__(self) -> str:
        return f"photo {str(self.pk)[-6:]}"


class MapPoint(models.Model):
    """A point under which a place also stands on some map or list. The place is counted once all the same."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="points")
    code = models.CharField(_("code there"), max_length=40)
    name = models.CharField(_("name there"), max_length=120)
    lon = models.FloatField(_("longitude (WGS-84)"))
    lat = models.FloatField(_("latitude (WGS-84)"))
    source = models.CharField(_("source"), max_length=100, blank=True)
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        indexes = [models.Index(fields=["venue", "noted_at"], name="map_point_by_venue")]

    def __str__(self) -> str:
        return self.name


class DoorReport(models.Model):
    """What somebody at a door said in one tap. Nobody's name, number or address is kept with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("what"), max_length=10, choices=ReportKind)
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.WAITING)
    times = models.PositiveIntegerField(_("said so many times"), default=1)
    last_at = models.DateTimeField(_("last said at"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    words = models.CharField(_("words of the keeper"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(_("answered by"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "kind"],
                condition=Q(state=ReportState.WAITING),
                name="a_trouble_at_a_door_waits_once",
                violation_error_message=_("Somebody reported this at the same moment."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.WAITING) | Q(answered_at__isnull=False),
                name="an_answered_report_has_its_moment",
                violation_error_message=_("An answered report says when it was answered."),
            ),
        ]
        indexes = [
            models.Index(fields=["venue", "state", "last_at"], name="door_report_by_venue"),
            models.Index(fields=["state", "last_at", "id"], name="door_report_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class UseDay(models.Model):
    """How often the code at a door was scanned on a day: a number, and nothing of anybody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="uses")
    on = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("scans"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "on"],
                name="a_day_of_use_is_one_row",
                violation_error_message=_("This day is counted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.count}"


class LocalRule(models.Model):
    """A number a body set for its places and those below, from a day on, with where it is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("what"), max_length=20, choices=RuleKind)
    value = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1), MaxValueValidator(3650)])
    since = models.DateField(_("from"))
    source = models.CharField(_("where it is written"), max_length=200)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    entered_by_name = models.CharField(_("entered by"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "what", "since"],
                name="a_local_rule_begins_once",
                violation_error_message=_("There is a number from this day already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=3650),
                name="a_local_rule_is_a_number_of_days",
                violation_error_message=_("A number from 1 to 3650."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.value}"


class ChecklistItem(models.Model):
    """One thing looked at during an inspection: of the standard it belongs to, from a source, for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=40)
    standard = models.CharField(_("standard"), max_length=12, choices=Standard)
    name = models.CharField(_("what is looked at"), max_length=200)
    name_en = models.CharField(_("the same in English"), max_length=200, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=20), verbose_name=_("for which kinds of place"), default=list, blank=True
    )
    points = models.PositiveSmallIntegerField(
        _("points"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    is_grave = models.BooleanField(_("a grave shortfall when missing"), default=False)
    body = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For the places of this body and those below; for all when empty."),
    )
    source = models.CharField(_("source"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="checklist_item_code_is_used_once",
                violation_error_message=_("An item with this code exists already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="checklist_item_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=100),
                name="checklist_item_has_points",
                violation_error_message=_("An item is worth 1 to 100 points."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return _in_two_languages(self)


class Inspection(models.Model):
    """A place looked at against the standards: on which day, by whom, with how many points out of how many."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="inspections")
    on = models.DateField(_("inspected on"))
    sent_at = models.DateTimeField(_("sent at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    draft = models.UUIDField(_("mark of the draft"))
    again_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    points = models.PositiveIntegerField(_("points"), default=0)
    out_of = models.PositiveIntegerField(_("out of"), default=0)
    standards_met = models.PositiveSmallIntegerField(_("standards met"), default=0)
    standards_asked = models.PositiveSmallIntegerField(_("standards looked at"), default=0)
    words = models.CharField(_("words"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft"],
                name="an_inspection_is_sent_once",
                violation_error_message=_("This inspection has arrived already."),
            ),
            models.CheckConstraint(
                condition=Q(points__lte=F("out_of")),
                name="points_are_out_of_something",
                violation_error_message=_("There are more points than can be had."),
            ),
        ]
        indexes = [models.Index(fields=["venue", "on", "sent_at"], name="inspection_by_venue")]

    def __str__(self) -> str:
        return f"inspection {self.on}"


class InspectionAnswer(models.Model):
    """What was found about one item, with words and a picture where somebody wanted to add them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(_("what was found"), max_length=10, choices=Finding)
    note = models.CharField(_("words"), max_length=300, blank=True)
    stored = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "item"],
                name="an_item_is_answered_once",
                violation_error_message=_("This item is answered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.finding}"


class Shortfall(models.Model):
    """Something a place lacks, found at an inspection: by when it is to be put right, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="shortfalls")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ShortfallState, default=ShortfallState.OPEN)
    found_on = models.DateField(_("found on"))
    rule = models.ForeignKey(LocalRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(
        _("to be put right by"),
        null=True,
        blank=True,
        help_text=_("Empty where no local rule says how many days there are."),
    )
    note = models.CharField(_("words"), max_length=300, blank=True)
    remedied_on = models.DateField(_("said to be put right on"), null=True, blank=True)
    remedied_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    remedied_by_name = models.CharField(_("said by"), max_length=60, blank=True)
    remedy = models.CharField(_("what was done"), max_length=300, blank=True)
    confirmed_on = models.DateField(_("seen to be put right on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "item"],
                condition=~Q(state=ShortfallState.CONFIRMED),
                name="a_shortfall_runs_once",
                violation_error_message=_("This shortfall is known already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(rule__isnull=False),
                name="a_day_to_remedy_has_its_rule",
                violation_error_message=_("The day follows from a local rule."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="shortfall_by_due")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"


class VenuePair(models.Model):
    """Two entries that lie so near and are called so alike that they may be one place; an officer decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    metres = models.FloatField(_("metres between them"))
    alike = models.FloatField(_("likeness of the names, 0 to 1"))
    state = models.CharField(_("state"), max_length=10, choices=PairState, default=PairState.PROPOSED)
    found_at = models.DateTimeField(_("found at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(_("decided by"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="a_pair_is_proposed_once",
                violation_error_message=_("This pair is known already."),
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="a_pair_is_two_in_order",
                violation_error_message=_("A pair is of two entries."),
            ),
        ]
        indexes = [models.Index(fields=["state", "-alike", "id"], name="venue_pair_by_state")]

    def __str__(self) -> str:
        return f"pair {str(self.pk)[-6:]}"


class VenueImport(models.Model):
    """A list of places somebody brought: how it was read, what it would do or did, which rows came back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kept_as = models.CharField(_("kept as"), max_length=200, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=VenueKind, default=VenueKind.REST_STATION)
    datum = models.CharField(_("coordinates in"), max_length=5, choices=PointDatum)
    prefix = models.CharField(_("put in front of codes"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.TRIED)
    columns = models.JSONField(_("columns"), default=dict)
    counts = models.JSONField(_("counts"), default=dict)
    warnings = models.JSONField(_("warnings"), default=list)
    rejected = models.JSONField(_("rows that came back"), default=list)
    rejects_as = models.CharField(_("rows that came back, kept as"), max_length=200, blank=True)
    asked_datum = models.CharField(_("coordinates said to be in"), max_length=5, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    wrote = models.JSONField(_("written so far"), default=dict)
    problem = models.CharField(_("what stopped it"), max_length=300, blank=True)
    started_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["body", "at"], name="venue_import_by_body"),
            models.Index(fields=["at"], condition=~Q(kept_as=""), name="venue_import_kept"),
        ]

    def __str__(self) -> str:
        return f"import {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("places:list_brought", args=[self.pk])
