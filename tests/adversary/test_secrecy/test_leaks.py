"""Does anything leak where nobody looks: a transfer, a dump, an error page and its log?"""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from tests.adversary.walking import STARTS, walk
from unionhall.cases import actions

from .asking import browser
from .planting import Planted

pytestmark = pytest.mark.django_db


def test_a_partner_sees_what_was_transferred_and_nothing_else(planted: Planted) -> None:
    world = planted.world
    case, cheng = planted.cases[0], world.actor("cheng")
    with transaction.atomic():
        transfer = actions.offer(
            case, by=cheng, to_body=world.procuratorate, kind="referral", purpose="support_prosecution",
            summary="请支持起诉：欠薪两个月", override_reason="期限将至",
        )  # fmt: skip
        client = browser(planted, "su")
        pages = list(walk(client, [*STARTS, reverse("cases:transfer", args=[transfer.pk])], each=2, most=80))
        shown = "\n".join(page.text for page in pages)
        assert "请支持起诉：欠薪两个月" in shown
        assert planted.found_in(shown) == []
        actions.revoke_transfer(transfer, by=cheng)
        assert client.get(reverse("cases:transfer", args=[transfer.pk])).status_code == 404
        transaction.set_rollback(True)


def test_a_dump_of_the_database_holds_no_sealed_word(planted: Planted) -> None:
    """Complaint words, phones and identity numbers are nowhere in clear; names stand in the register of people alone."""
    dumped: dict[str, str] = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
            dumped[table] = b"".join(bytes(part) for part in copy).decode("utf-8", "replace")
    secret = [canary for n, canary in enumerate(planted.canaries) if n % 5 != 0]
    leaks = [f"{table}: {canary}" for table, text in dumped.items() for canary in secret if canary in text]
    assert leaks == []
    named = {table for table, text in dumped.items() if any(name in text for name in planted.canaries[::5])}
    assert named <= {"people_person", "core_auditentry"}
    assert planted.canaries[0] not in "".join(text for table, text in dumped.items() if table.startswith("cases_"))


def test_an_error_page_and_its_log_line_say_nothing(
    planted: Planted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unionhall.cases.views import file

    def breaks(*_a: Any, **_k: Any) -> None:
        secret = planted.canaries[3]
        raise RuntimeError("broken on purpose") if secret else None

    monkeypatch.setattr(file, "file_context", breaks)
    caplog.set_level(logging.DEBUG)
    client = browser(planted, "cheng")
    response = client.get(reverse("cases:case", args=[planted.cases[0].pk]))
    assert response.status_code == 500
    assert planted.found_in(response.content.decode()) == []
    assert "broken on purpose" not in response.content.decode()
    assert planted.found_in(caplog.text) == []
