"""Three federations in one database: the one that was always there (given the name of its city), and two made beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.federations.cloning import clone, drop
from unionhall.core.federations import Federation, chosen, making, of_the_installation, registry
from unionhall.core.federations.choosing import INSTALLATION


@pytest.fixture(scope="package")
def three(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Federation]]:
    """Committed, for every test of this folder; taken away afterwards, so that no other test hears of it."""
    with django_db_blocker.unblock():
        registry.forget()
        made = [
            making.adopt("ruijiang", ("ruijiang.example",)),
            making.create("donghai", ("donghai.example", "dh.example"), fill=clone),
            making.create("xiling", ("xiling.example",), fill=clone),
        ]
    try:
        yield {one.name: one for one in made}
    finally:
        with django_db_blocker.unblock():
            for one in made[1:]:
                drop(one)
            with of_the_installation(), connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {registry.SCHEMA} CASCADE")
            registry.forget()


@pytest.fixture(autouse=True)
def _federations_of_the_house() -> None:
    """Here the registry is read."""


@pytest.fixture
def _nobody_chosen() -> Iterator[None]:
    """Django ends the test's transaction with a cursor of its own; it is none of a federation's."""
    yield
    chosen.set(None)


@pytest.fixture
def a(three: dict[str, Federation], _nobody_chosen: None, db: None) -> Iterator[Federation]:
    """The first."""
    registry.forget()
    yield three["ruijiang"]
    chosen.set(INSTALLATION)


@pytest.fixture
def b(three: dict[str, Federation], a: Federation) -> Federation:
    """The second."""
    return three["donghai"]
