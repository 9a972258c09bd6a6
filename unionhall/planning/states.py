"""In which states can a file kept, a reckoning and a plan be, and which verb moves each from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class NetworkState(models.TextChoices):
    """The state of a road network."""

    READING = "reading", _("being read")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be read")
    REMOVED = "removed", _("taken away")


N = NetworkState

NETWORK = Lifecycle(
    "road_network",
    note_network=Move([N.READING], N.READY, system=True),
    give_network_back=Move([N.READING], N.FAILED, system=True),
    keep_old_ways=Move([N.READING], N.READY, system=True),
    replace_network=Move([N.READY, N.FAILED], N.READING, label=_("Replace it by newer files")),
    remove_network=Move([N.READY, N.FAILED], N.REMOVED, label=_("Remove the network")),
)


class LayerState(models.TextChoices):
    """The state of a demand layer."""

    READING = "reading", _("being read")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be read")
    REMOVED = "removed", _("taken away")


L = LayerState

LAYER = Lifecycle(
    "demand_layer",
    note_layer=Move([L.READING], L.READY, system=True),
    give_layer_back=Move([L.READING], L.FAILED, system=True),
    remove_layer=Move([L.READY, L.FAILED], L.REMOVED, label=_("Remove the layer")),
)


class RunState(models.TextChoices):
    """The state of a reckoning of circles."""

    WAITING = "waiting", _("being reckoned")
    DONE = "done", _("reckoned")
    FAILED = "failed", _("could not be reckoned")
    REMOVED = "removed", _("taken away")


R = RunState

CIRCLES = Lifecycle(
    "circle_run",
    note_circles=Move([R.WAITING], R.DONE, system=True),
    give_circles_back=Move([R.WAITING], R.FAILED, system=True),
    remove_run=Move([R.DONE, R.FAILED], R.REMOVED, label=_("Remove the reckoning")),
)


class PlanState(models.TextChoices):
    """The state of a siting plan."""

    WAITING = "waiting", _("being answered")
    PROVING = "proving", _("answered; how good it is is being proven")
    DONE = "done", _("reckoned to the end")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("could not be answered")
    REMOVED = "removed", _("taken away")


P = PlanState

PLAN = Lifecycle(
    "siting_plan",
    note_answer=Move([P.WAITING], P.PROVING, system=True),
    note_proof=Move([P.PROVING], P.DONE, system=True),
    give_plan_back=Move([P.WAITING], P.FAILED, system=True),
    give_proof_up=Move([P.PROVING], P.STOPPED, system=True),
    stop_plan=Move([P.WAITING, P.PROVING], P.STOPPED, label=_("Stop")),
    resume_plan=Move([P.STOPPED, P.DONE], P.WAITING, label=_("Go on reckoning")),
    remove_plan=Move([P.DONE, P.STOPPED, P.FAILED], P.REMOVED, label=_("Remove the plan")),
)
