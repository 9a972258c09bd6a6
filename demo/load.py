"""Build the demo federation, once: in one transaction, so that a stopped run leaves nothing half done."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.db import connection, transaction
from django.utils import translation

from unionhall.core import clock, gateway
from unionhall.core.actor import system
from unionhall.notices.actions import deliver
from unionhall.notices.models import Message
from unionhall.notices.states import MessageState
from unionhall.organisations.models import Organisation

from . import accounts, bodies, branch, employers, people, places, promises, suggestions, tree
from .moments import Calendar
from .world import World

SEED = 2026
LOCK = 2_026_0601
Progress = Callable[[str, float], None]


def load(progress: Progress | None = None) -> bool:
    """Load the demo if it is not there yet; True when something was loaded. `progress` hears what and how far (0 to 1)."""
    if is_loaded():
        return False
    with _shown(progress) as show, translation.override("zh-hans"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if is_loaded():
            return False
        with _without_savepoints():
            build(show)
    return True


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """Either the whole demo is there or nothing is: thousands of savepoints inside would only cost time."""
    features = connection.features
    usual, features.uses_savepoints = features.uses_savepoints, False
    try:
        yield
    finally:
        features.uses_savepoints = usual


def is_loaded() -> bool:
    return Organisation.objects.filter(code="RJ-990100").exists()


def build(show: Progress) -> World:
    """Everything, in the order in which it came about."""
    days, draw = Calendar(SEED), random.Random(SEED)
    with clock.at(days.founded_at):
        show("城市、区县和街道乡镇", 0.01)
        where = places.build()
        show("用人单位", 0.02)
        firms = employers.build(where, draw)
        show("工会组织和协作单位", 0.04)
        unions = bodies.build(where, firms, days)
        show("干部、会员和服务岗位", 0.06)
        crowd = people.build(unions, firms, days, draw)
        branch.build(where, firms, unions, crowd, days)
        promises.build(days)
        show("账号", 0.14)
        accounts.build(crowd.cast)
    tree.build(unions, days, random.Random(SEED))
    world = World(where, firms, unions, crowd, days, draw)
    _tell_stories(world, show)
    _deliver_texts()
    show("给新来的事准备建议", 0.99)
    suggestions.make()
    show("完成", 1.0)
    return world


def _tell_stories(world: World, show: Progress) -> None:
    from . import stories

    stories.tell(world, lambda share: show("案件：从来信到回访", 0.15 + 0.84 * share))


def _deliver_texts() -> None:
    """The texts of the last days stand on the demo's page; the first start prints none of them."""
    queued = Message.objects.filter(state=MessageState.QUEUED).order_by("told_at", "pk").values_list("pk", flat=True)
    with gateway.off_the_terminal():
        for pk in list(queued):
            deliver(pk, by=system("demo"))


def _shown(progress: Progress | None) -> AbstractContextManager[Progress]:
    if progress is not None:
        return nullcontext(progress)
    from .progress import shown

    return shown()
