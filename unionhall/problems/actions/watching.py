"""From how many people on is it a shared problem?"""

from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor

from .. import access
from ..models import Watch

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


@transaction.atomic
def set_watch(body: "Organisation", *, by: Actor, people: int, sites: int, days: int) -> Watch:
    """Say from how many people at how many sites, within how many days, a body hears of a shared problem."""
    access.may_set_watch(by, body.pk).or_refuse()
    watch = Watch.objects.select_for_update(of=("self",)).filter(body=body).first() or Watch(body=body)
    watch.people, watch.sites, watch.days, watch.set_at = people, sites, days, clock.now()
    watch.full_clean(exclude=["body"])
    watch.save()
    audit.record("problem.watch_set", watch, by=by, people=people, sites=sites, days=days)
    return watch
