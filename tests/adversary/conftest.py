"""The ground on which the product is attacked: the world of the matrix, with cases in every state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.matrix.people import Stage, build
from tests.undone import undone
from unionhall.cases.states import State


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """The world, made once for a file and undone at its end; every attack is undone by itself."""
    with django_db_blocker.unblock(), undone():
        made = build()
        for state in State:
            worker = "lin" if state in (State.RECEIVED, State.CLOSED) else "ma"
            made.world.case_in(state, worker, employer=made.world.courier, division=made.world.harbour_place)
        yield made
