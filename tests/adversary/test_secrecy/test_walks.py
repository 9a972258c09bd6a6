"""Does anybody tied to the employer, or any outsider, find a canary on a page or over the API?"""

from __future__ import annotations

import logging
import re

import pytest
from django.db import transaction
from django.test import Client

from tests.adversary.walking import walk
from tests.matrix.operations import operations
from tests.matrix.people import token

from .asking import addresses, browser, without_questions, words_of
from .planting import OUTSIDERS, TIED, Planted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [*TIED, *OUTSIDERS])
def test_nobody_tied_and_no_outsider_finds_a_canary_on_any_page(
    planted: Planted, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, found, visited = browser(planted, who), [], 0
    for page in walk(client, addresses(planted), each=1, most=160):
        visited += 1
        shown = without_questions(words_of(page.body, page.content_type), page.url)
        for canary in planted.found_in(shown):
            found.append(f"{page.url}: {canary}")
        for case in planted.cases[:4]:
            if case.number in shown and case.number not in page.url:
                found.append(f"{page.url}: {case.number}")
        if page.status >= 500:
            found.append(f"{page.url}: {page.status}")
        for form in page.forms:
            if form.method == "post" and ("export" in form.action or "data" in form.action):
                with transaction.atomic():
                    response = client.post(form.action, form.filled())
                    body = b"".join(response.streaming_content) if response.streaming else response.content
                    transaction.set_rollback(True)
                found += [f"{form.action}: {canary}" for canary in planted.found_in(words_of(body, ""))]
    print(f"{who or 'anonymous'}: {visited} pages")
    assert found == []
    assert planted.found_in(caplog.text) == []


@pytest.mark.parametrize("who", [*TIED, "wei", "xi", "su", "an"])
def test_nobody_tied_and_no_outsider_finds_a_canary_over_the_api(planted: Planted, who: str) -> None:
    case, found, asked = planted.cases[0], [], 0
    with transaction.atomic():
        program = Client(
            headers={"Authorization": f"Bearer {token(planted.accounts[who])}"}, raise_request_exception=False
        )
        for path, method in operations():
            address = re.sub(r"\{\w+\}", str(case.pk), path)
            for query in (
                "",
                f"?q={planted.canaries[0]}&employer={planted.world.factory.pk}&phone={planted.canaries[1]}",
            ):
                with transaction.atomic():
                    response = program.generic(
                        method, address + query, "{}" if method != "GET" else "", content_type="application/json"
                    )
                    body = b"".join(response.streaming_content) if response.streaming else response.content
                    transaction.set_rollback(True)
                asked += 1
                shown = without_questions(words_of(body, ""), address + query)
                found += [f"{method} {address}: {canary}" for canary in planted.found_in(shown)]
                if case.number in shown or response.status_code >= 500:
                    found.append(f"{method} {address}{query}: {response.status_code}")
                if str(case.pk) in address and method == "GET" and response.status_code == 200:
                    found.append(f"{method} {address}: 200")
        transaction.set_rollback(True)
    print(f"{who}: {asked} calls")
    assert found == []
