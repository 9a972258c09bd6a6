"""Is the API's description fit to be read: names, one line for each operation, words for each heading, how to begin?"""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_operation_has_a_name_of_its_own_and_a_line_that_says_what_it_does(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    found = [operation for path in described["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in found]
    assert len(set(names)) == len(names)
    assert [name for name in names if "unionhall" in name or "endpoints" in name] == []
    assert [operation["operationId"] for operation in found if not operation["summary"].strip()] == []
    told = {tag["name"] for tag in described["tags"] if tag["description"]}
    assert {tag for operation in found for tag in operation["tags"]} == told


def test_the_description_says_how_to_begin(client: Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert "Authorization: Bearer uhp_" in described["info"]["description"]
    assert described["components"]["securitySchemes"]["bearer"]["description"]


def test_the_page_loads_from_this_site_only_and_holds_nothing_inline(client: Client) -> None:
    page = client.get("/api/docs").content.decode()
    assert set(re.findall(r'(?:src|href)="([a-z]+:)?//', page)) == set()
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
