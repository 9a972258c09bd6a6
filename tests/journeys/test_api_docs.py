"""The API's description, as somebody reads it who writes a program against it.

1. They open /api/docs without signing in; nothing is loaded from elsewhere, nothing complains.
2. Every operation stands there under a heading that says what it is about.
3. They read how to begin, and find where the token goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.matrix.operations import operations

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_description_of_the_api_is_drawn_from_our_own_files(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/api/docs")
    page.wait_for_selector(".opblock", timeout=60_000)
    assert page.locator(".opblock").count() == len(operations())
    assert page.locator(".opblock-tag").count() == page.locator(".opblock-tag small").count()
    assert "Authorization: Bearer uhp_" in page.locator(".info").inner_text()
    page.click(".authorize")
    assert "uhp_" in page.locator(".modal-ux").inner_text()


def test_every_operation_has_a_name_of_its_own_and_a_line_that_says_what_it_does(open_page: Callable[..., Any]) -> None:
    described = open_page().request.get("/api/openapi.json").json()
    found = [operation for path in described["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in found]
    assert len(set(names)) == len(names)
    assert [name for name in names if "unionhall" in name or "endpoints" in name] == []
    assert [operation["operationId"] for operation in found if not operation["summary"].strip()] == []
    told = {tag["name"] for tag in described["tags"] if tag["description"]}
    assert {tag for operation in found for tag in operation["tags"]} == told
