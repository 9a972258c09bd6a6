"""What stands on the pages of other modules: on the officer's map of places, the layers last reckoned."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor

from . import access, queries


def circles_on_the_map(actor: Actor, _record: Any) -> str:
    """The circles last reckoned that this actor sees."""
    run = queries.newest_run(access.visible_runs(actor)) if access.may_see(actor) else None
    return reverse("planning:run_overlay", args=[run.pk]) if run else ""


def sites_on_the_map(actor: Actor, _record: Any) -> str:
    """The sites last proposed."""
    plan = queries.answered_plans(access.visible_plans(actor)).first() if access.may_see(actor) else None
    return reverse("planning:plan_overlay", args=[plan.pk]) if plan else ""


def demand_on_the_map(actor: Actor, _record: Any) -> str:
    """The demand layer of the latest day."""
    layer = queries.ready_layers(access.visible_layers(actor)).first() if access.may_see(actor) else None
    return reverse("planning:layer_overlay", args=[layer.pk]) if layer else ""


LAYERS = (
    (_("Circles last reckoned"), circles_on_the_map),
    (_("Sites last proposed"), sites_on_the_map),
    (_("Demand"), demand_on_the_map),
)
"""What may be switched on over the map: title, and the address for a reader."""
