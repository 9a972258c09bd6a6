"""The planted world, made once for all that is asked of it here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.undone import undone

from .planting import Planted, plant


@pytest.fixture(scope="package")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Planted]:
    with django_db_blocker.unblock(), undone():
        yield plant()
