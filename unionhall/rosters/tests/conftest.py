"""What the tests of this module share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.rosters import actions, running
from unionhall.rosters.models import RosterImport


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def write(world: World) -> Callable[..., RosterImport]:
    """Bring a list for a body and write it, as the command does."""

    def done(body: Any, content: bytes, *, elsewhere: str = "move", **said: str) -> RosterImport:
        roster = actions.bring(body, by=SYSTEM, content=content, file_name="名单.csv", elsewhere=elsewhere, said=said)
        return running.write(actions.start(roster, by=SYSTEM, later=False), by=SYSTEM)

    return done
