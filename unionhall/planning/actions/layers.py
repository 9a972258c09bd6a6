"""A demand layer comes in, is read, or goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import after_commit
from unionhall.places.enums import PointDatum

from .. import access, keeping
from ..enums import CountedWhat
from ..models import DemandLayer
from ..states import LAYER, LayerState
from .steps import later, not_too_often, tell

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

ENDINGS = (".csv", ".txt", ".geojson", ".json")
MOST_BYTES = 200 * keeping.MEGABYTE
BROUGHT_A_DAY = 60


@transaction.atomic
def bring_layer(
    organisation: Organisation,
    *,
    by: Actor,
    name: str,
    files: Sequence[Any],
    source: str,
    as_of: date,
    counts: str = CountedWhat.PEOPLE,
    note: str = "",
    read_as: str = PointDatum.WGS84,
    is_sure: bool = False,
    in_background: bool = True,
) -> DemandLayer:
    """Take points with numbers in for a body; they are read in the background. Points with numbers, never persons."""
    access.may_bring_layer(by, organisation).or_refuse()
    not_too_often(by, "layers", BROUGHT_A_DAY)
    folder = keeping.take_in(files[:1], endings=ENDINGS, most_bytes=MOST_BYTES)
    layer = DemandLayer(
        organisation=organisation, name=name.strip(), counts=counts, source=source.strip(), as_of=as_of, note=note.strip(),
        read_as=read_as, is_sure=is_sure, incoming=folder, brought_by_id=by.person_id, brought_at=clock.now(),
    )  # fmt: skip
    layer.save(force_insert=True)
    audit.record("demand_layer.brought", layer, by=by, organisation_id=organisation.pk, source=layer.source)
    if in_background:
        later("planning.read_layer", layer)
    return layer


@transaction.atomic
def note_layer(layer: DemandLayer, *, by: Actor, stored_as: str, facts: Mapping[str, Any]) -> DemandLayer:
    """The file was read: these points, these sums, these rows left out. The file itself is destroyed."""
    layer = _taken(layer)
    access.may_run(by).or_refuse()
    if layer.state != LayerState.READING:
        after_commit(lambda: keeping.discard(stored_as))
        return layer
    came = layer.incoming
    for name, value in facts.items():
        setattr(layer, name, value)
    layer.stored_as, layer.incoming, layer.ready_at = stored_as, "", clock.now()
    LAYER.move(layer, "note_layer", by)
    layer.save()
    audit.record("demand_layer.note_layer", layer, by=by, organisation_id=layer.organisation_id, points=layer.points)
    after_commit(lambda: keeping.discard(came))
    tell(layer.brought_by_id, layer)
    return layer


@transaction.atomic
def give_layer_back(
    layer: DemandLayer, *, by: Actor, problem: Mapping[str, str], report: Mapping[str, Any]
) -> DemandLayer:
    """The file cannot be taken as it is; whoever brought it is told why, row by row where rows are wrong."""
    layer = _taken(layer)
    access.may_run(by).or_refuse()
    if layer.state != LayerState.READING:
        return layer
    came, layer.incoming = layer.incoming, ""
    layer.problem, layer.report = dict(problem), dict(report)
    LAYER.move(layer, "give_layer_back", by)
    layer.save()
    audit.record("demand_layer.give_layer_back", layer, by=by, organisation_id=layer.organisation_id)
    after_commit(lambda: keeping.discard(came))
    tell(layer.brought_by_id, layer)
    return layer


@transaction.atomic
def remove_layer(layer: DemandLayer, *, by: Actor) -> DemandLayer:
    """The layer is no longer kept; its points are destroyed. What was reckoned with it still says its name and day."""
    layer = _taken(layer)
    access.may_remove_layer(by, layer).or_refuse()
    LAYER.move(layer, "remove_layer", by)
    folder, layer.stored_as = layer.stored_as, ""
    layer.save()
    audit.record("demand_layer.remove_layer", layer, by=by, organisation_id=layer.organisation_id)
    after_commit(lambda: keeping.discard(folder))
    return layer


def _taken(layer: DemandLayer) -> DemandLayer:
    return DemandLayer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=layer.pk)
