"""A road network comes in, is read, is replaced by newer files, or goes."""

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
from ..enums import Mode
from ..models import RoadNetwork
from ..states import NETWORK, NetworkState
from .steps import later, not_too_often, tell

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

ENDINGS = keeping.ENDINGS
MOST_BYTES = 400 * keeping.MEGABYTE
BROUGHT_A_DAY = 40


@transaction.atomic
def bring_network(
    organisation: Organisation,
    *,
    by: Actor,
    name: str,
    files: Sequence[Any],
    source: str,
    licence: str,
    as_of: date,
    mode: str = Mode.WALK,
    read_as: str = PointDatum.WGS84,
    in_background: bool = True,
) -> RoadNetwork:
    """Take the files of a road network in for a body; they are read in the background. Source and licence are said, for every picture names them."""
    access.may_bring_network(by, organisation).or_refuse()
    not_too_often(by, "networks", BROUGHT_A_DAY)
    folder = keeping.take_in(files, endings=ENDINGS, most_bytes=MOST_BYTES)
    network = RoadNetwork(
        organisation=organisation, name=name.strip(), mode=mode, source=source.strip(), licence=licence.strip(), as_of=as_of,
        read_as=read_as, incoming=folder, brought_by_id=by.person_id, brought_at=clock.now(),
    )  # fmt: skip
    network.save(force_insert=True)
    audit.record("road_network.brought", network, by=by, organisation_id=organisation.pk, source=network.source)
    if in_background:
        later("planning.read_network", network)
    return network


@transaction.atomic
def replace_network(
    network: RoadNetwork, *, by: Actor, files: Sequence[Any], as_of: date, in_background: bool = True
) -> RoadNetwork:
    """Newer files for the same network. The old ways serve, with their day, until the new ones are read; what was reckoned keeps what it says."""
    network = _taken(network)
    access.may_replace_network(by, network).or_refuse()
    not_too_often(by, "networks", BROUGHT_A_DAY)
    network.incoming = keeping.take_in(files, endings=ENDINGS, most_bytes=MOST_BYTES)
    network.coming_as_of, network.problem, network.brought_by_id, network.brought_at = (
        as_of,
        {},
        by.person_id,
        clock.now(),
    )
    NETWORK.move(network, "replace_network", by)
    network.save()
    audit.record("road_network.replace_network", network, by=by, organisation_id=network.organisation_id)
    if in_background:
        later("planning.read_network", network)
    return network


@transaction.atomic
def note_network(network: RoadNetwork, *, by: Actor, stored_as: str, facts: Mapping[str, Any]) -> RoadNetwork:
    """The files were read: these arrays, these counts, this left out. The files themselves are destroyed."""
    network = _taken(network)
    access.may_run(by).or_refuse()
    if network.state != NetworkState.READING:
        after_commit(lambda: keeping.discard(stored_as))
        return network
    old, came = network.stored_as, network.incoming
    for name, value in facts.items():
        setattr(network, name, value)
    network.stored_as, network.incoming, network.step, network.ready_at = stored_as, "", "", clock.now()
    network.as_of, network.coming_as_of = network.coming_as_of or network.as_of, None
    NETWORK.move(network, "note_network", by)
    network.save()
    audit.record(
        "road_network.note_network", network, by=by, organisation_id=network.organisation_id, ways=network.ways
    )
    after_commit(lambda: keeping.discard(old))
    after_commit(lambda: keeping.discard(came))
    tell(network.brought_by_id, network)
    return network


@transaction.atomic
def give_network_back(network: RoadNetwork, *, by: Actor, problem: Mapping[str, str]) -> RoadNetwork:
    """The files cannot be read; whoever brought them is told why. Where there were ways before, they go on serving."""
    network = _taken(network)
    access.may_run(by).or_refuse()
    if network.state != NetworkState.READING:
        return network
    came, network.incoming = network.incoming, ""
    network.problem, network.step, network.coming_as_of = dict(problem), "", None
    NETWORK.move(network, "keep_old_ways" if network.stored_as else "give_network_back", by)
    network.save()
    audit.record("road_network.give_network_back", network, by=by, organisation_id=network.organisation_id)
    after_commit(lambda: keeping.discard(came))
    tell(network.brought_by_id, network)
    return network


@transaction.atomic
def remove_network(network: RoadNetwork, *, by: Actor) -> RoadNetwork:
    """The network is no longer kept; its arrays are destroyed. Results reckoned with it still say its name and day."""
    network = _taken(network)
    access.may_remove_network(by, network).or_refuse()
    NETWORK.move(network, "remove_network", by)
    folder, network.stored_as = network.stored_as, ""
    network.save()
    audit.record("road_network.remove_network", network, by=by, organisation_id=network.organisation_id)
    after_commit(lambda: keeping.discard(folder))
    return network


def _taken(network: RoadNetwork) -> RoadNetwork:
    return RoadNetwork.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=network.pk)
