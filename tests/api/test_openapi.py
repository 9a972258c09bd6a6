"""Does every answer of the HTTP API keep to its own description, whatever is sent?

Schemathesis reads the OpenAPI document and calls every operation with values made from it, as somebody who may do much.
No 5xx, no undeclared status, no undeclared content type, no body that differs from its schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from ninja import Schema
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from config.api import api
from config.wsgi import application
from unionhall.cases.tests.world import World, build
from unionhall.people import http as people_http

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[World]:
    """A federation with a case in hand, on a connection that the application does not close after each call."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    made = build()
    made.bring()
    made.case_in("mediating")
    yield made
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


def test_two_shapes_of_answers_never_share_a_name() -> None:
    """The document has one shelf of shapes for the whole product: the second of a name would silently stand for the first."""
    described = set(api.get_openapi_schema()["components"]["schemas"])
    made: dict[str, set[str]] = {}
    for shape in _below(Schema):
        if shape.__module__.startswith("unionhall.") and shape.__name__ in described:
            made.setdefault(shape.__name__, set()).add(shape.__module__)
    assert {name: sorted(modules) for name, modules in made.items() if len(modules) > 1} == {}


def _below(shape: type[Schema]) -> Iterator[type[Schema]]:
    for one in shape.__subclasses__():
        yield one
        yield from _below(one)


@pytest.mark.parametrize("name", ["hong", "lin", "su"])
def test_every_operation_keeps_to_its_description(world: World, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    actor = replace(world.actor(name), via="api", token_scopes=frozenset({"read", "write"}))
    monkeypatch.setattr(people_http, "bearer_of", lambda _request: actor)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
        )
        def keeps_to_it(case: Any) -> None:
            with transaction.atomic():
                response = case.call(headers={"Authorization": "Bearer x"})
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS)

        keeps_to_it()
