"""What a road network, a demand layer, a reckoning of circles and a siting plan are, and which rules the database holds about them.

The arrays themselves lie in folders below the files of the federation (`keeping`); a row says which folder, and what is in it.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.places.enums import PointDatum

from .enums import CountedWhat, DoorHours, HostsFrom, Mode, Objective, Slot, Under, Weekday, WorkStep
from .states import LayerState, NetworkState, PlanState, RunState


class RoadNetwork(models.Model):
    """The ways of one area, as one body keeps them for everybody above and below it: where from, of which day, what was left out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=NetworkState, default=NetworkState.READING)
    mode = models.CharField(_("how people go"), max_length=10, choices=Mode, default=Mode.WALK)
    source = models.CharField(_("source"), max_length=200)
    licence = models.CharField(_("licence and attribution"), max_length=200)
    as_of = models.DateField(_("as of"))
    coming_as_of = models.DateField(_("day of the newer files that are being read"), null=True, blank=True)
    read_as = models.CharField(
        _("coordinates in the file"), max_length=10, choices=PointDatum, default=PointDatum.WGS84
    )
    incoming = models.CharField(_("folder of the files brought"), max_length=80, blank=True)
    stored_as = models.CharField(_("folder of the arrays"), max_length=80, blank=True)
    step = models.CharField(_("how far it is"), max_length=20, choices=WorkStep, blank=True)
    junctions = models.PositiveIntegerField(_("junctions"), default=0)
    ways = models.PositiveIntegerField(_("ways"), default=0)
    metres = models.FloatField(_("length in metres"), default=0)
    size = models.PositiveBigIntegerField(_("bytes on disk"), default=0)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    report = models.JSONField(_("what was left out"), default=dict)
    problem = models.JSONField(_("why it stopped"), default=dict, blank=True)
    brought_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(_("brought at"))
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=NetworkState.READY) | ~Q(stored_as=""),
                name="a_network_that_is_ready_has_its_arrays",
                violation_error_message=_("A network is ready when its arrays are kept."),
            ),
            models.CheckConstraint(
                condition=Q(west__isnull=True) | Q(east__gte=F("west"), north__gte=F("south")),
                name="a_network_lies_between_its_bounds",
                violation_error_message=_("The bounds of this network are turned round."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="road_network_by_body")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("planning:network", args=[self.pk])

    @property
    def is_usable(self) -> bool:
        """Whether one can reckon with it: the old ways serve while newer files are read."""
        return self.state in (NetworkState.READY, NetworkState.READING) and bool(self.stored_as)

    @property
    def kilometres(self) -> int:
        return round(self.metres / 1000)


class DemandLayer(models.Model):
    """How many people, workers or riders there are at which points, all the time or by part of the week. Points with numbers, never persons."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=LayerState, default=LayerState.READING)
    counts = models.CharField(_("what is counted"), max_length=20, choices=CountedWhat, default=CountedWhat.PEOPLE)
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("as of"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    read_as = models.CharField(
        _("coordinates in the file"), max_length=10, choices=PointDatum, default=PointDatum.WGS84
    )
    is_sure = models.BooleanField(_("the coordinates are as said, even if they look shifted"), default=False)
    incoming = models.CharField(_("folder of the files brought"), max_length=80, blank=True)
    stored_as = models.CharField(_("folder of the arrays"), max_length=80, blank=True)
    points = models.PositiveIntegerField(_("number of points"), default=0)
    slots = models.JSONField(_("parts of the week"), default=list)
    totals = models.JSONField(_("sum of the weights by part of the week"), default=dict)
    small = models.PositiveIntegerField(_("points with a small number"), default=0)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    report = models.JSONField(_("rows left out, and why"), default=dict)
    problem = models.JSONField(_("why it stopped"), default=dict, blank=True)
    brought_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(_("brought at"))
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=LayerState.READY) | (~Q(stored_as="") & Q(points__gt=0)),
                name="a_demand_layer_that_is_ready_has_points",
                violation_error_message=_("A demand layer is ready when its points are kept."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="demand_layer_by_body")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("planning:layer", args=[self.pk])


class CircleRun(models.Model):
    """Who reaches an open door within how many minutes: one reckoning, kept with what it was reckoned from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    demand = models.ForeignKey(DemandLayer, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey(RoadNetwork, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kinds = models.JSONField(_("kinds of station"), default=list)
    hours = models.CharField(_("which doors count"), max_length=12, choices=DoorHours, default=DoorHours.REGISTERED)
    day = models.DateField(_("on which date; none: in an ordinary week"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday, default=Weekday.TUESDAY)
    minute = models.PositiveSmallIntegerField(_("minute of the day"), default=600)
    slot = models.CharField(_("part of the week counted"), max_length=20, choices=Slot, default=Slot.ALL_DAY)
    minutes = models.JSONField(_("minutes"), default=list)
    speed = models.FloatField(_("speed in metres a second"), default=1.2)
    detour = models.FloatField(_("detour on a straight line"), default=1.0)
    rural_km = models.FloatField(_("rural rule in kilometres"), default=10.0)
    found = models.JSONField(_("what came out"), default=dict)
    basis = models.JSONField(_("what it was reckoned from"), default=dict)
    stored_as = models.CharField(_("folder of what was reckoned"), max_length=80, blank=True)
    step = models.CharField(_("how far it is"), max_length=20, choices=WorkStep, blank=True)
    problem = models.JSONField(_("why it stopped"), default=dict, blank=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(finished_at__isnull=False),
                name="a_reckoning_that_is_done_says_when",
                violation_error_message=_("Say when it was finished."),
            ),
            models.CheckConstraint(
                condition=Q(speed__gt=0, detour__gte=1, minute__lt=1440, weekday__lt=7),
                name="a_circle_is_walked_forward_within_a_week",
                violation_error_message=_("Speed, detour, weekday or hour is not possible."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="circle_run_by_body")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("planning:run", args=[self.pk])


class SitingPlan(models.Model):
    """Where the next stations should stand: what was asked, the answer, how good it certainly is, and each site explained."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.WAITING)
    demand = models.ForeignKey(DemandLayer, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey(RoadNetwork, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objective = models.CharField(_("what for"), max_length=10, choices=Objective, default=Objective.MCLP)
    under = models.CharField(_("limited by"), max_length=10, choices=Under, default=Under.COUNT)
    new = models.PositiveIntegerField(_("new stations"), null=True, blank=True)
    budget = models.DecimalField(_("budget in yuan"), max_digits=14, decimal_places=2, null=True, blank=True)
    hosts_from = models.CharField(_("candidates"), max_length=10, choices=HostsFrom, default=HostsFrom.FILE)
    kinds = models.JSONField(_("kinds of station that count"), default=list)
    hours = models.CharField(_("which doors count"), max_length=12, choices=DoorHours, default=DoorHours.ANY)
    day = models.DateField(_("on which date; none: in an ordinary week"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday, default=Weekday.TUESDAY)
    minute = models.PositiveSmallIntegerField(_("minute of the day"), default=600)
    slot = models.CharField(_("part of the week counted"), max_length=20, choices=Slot, default=Slot.ALL_DAY)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    speed = models.FloatField(_("speed in metres a second"), default=1.2)
    detour = models.FloatField(_("detour on a straight line"), default=1.0)
    capacity = models.PositiveIntegerField(_("how many one station can serve"), null=True, blank=True)
    seconds = models.PositiveIntegerField(_("seconds for the proof"), default=60)
    stored_as = models.CharField(_("folder of candidates and result"), max_length=80)
    hosts = models.PositiveIntegerField(_("candidates read"), default=0)
    answer = models.JSONField(_("answer found"), default=dict)
    basis = models.JSONField(_("what it was reckoned from"), default=dict)
    rounds = models.PositiveSmallIntegerField(_("times reckoned"), default=1)
    step = models.CharField(_("how far it is"), max_length=20, choices=WorkStep, blank=True)
    problem = models.JSONField(_("why it stopped"), default=dict, blank=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(under=Under.COUNT, new__gt=0)
                | Q(under=Under.BUDGET, budget__gt=0)
                | Q(under=Under.NOTHING),
                name="a_plan_says_what_limits_it",
                violation_error_message=_("Say how many new stations, or how much money there is."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.PROVING, PlanState.DONE]) | Q(answered_at__isnull=False),
                name="a_plan_that_is_being_proven_has_its_answer",
                violation_error_message=_("There is no answer yet."),
            ),
            models.CheckConstraint(
                condition=Q(speed__gt=0, detour__gte=1, minute__lt=1440, weekday__lt=7),
                name="a_plan_is_walked_forward_within_a_week",
                violation_error_message=_("Speed, detour, weekday or hour is not possible."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="siting_plan_by_body")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("planning:plan", args=[self.pk])

    @property
    def basis_went(self) -> bool:
        """Whether the points or the ways it was answered from are no longer those that are kept."""
        said = self.basis.get("network")
        if not self.answer:
            return False
        return not self.demand.stored_as or bool(
            said and (self.network is None or said["folder"] != self.network.stored_as)
        )
