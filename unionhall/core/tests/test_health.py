"""What machines may ask of the installation, and what the log keeps to itself."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from unionhall.core.logs import DiscreetJsonFormatter, masked


def test_the_process_says_it_lives_without_touching_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_a_migrated_installation_is_ready_and_names_a_worker_nobody_heard(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "database": "ok", "migrations": "ok", "worker": "never heard"}


@pytest.mark.django_db
def test_this_machine_reads_the_figures(client: Client) -> None:
    client.get("/healthz")
    figures = client.get("/metrics").content.decode()
    assert 'unionhall_requests_total{federation="",method="GET",route="healthz",status="200"}' in figures
    assert "unionhall_worker_silent_seconds" in figures


@pytest.mark.parametrize("asked_from", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}])
def test_the_figures_do_not_exist_for_the_world(client: Client, asked_from: dict[str, str]) -> None:
    assert client.get("/metrics", **asked_from).status_code == 404  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_figures_answer_from_elsewhere_to_their_token(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "a-token-for-prometheus"
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    headers = {"Authorization": "Bearer a-token-for-prometheus"}
    assert client.get("/metrics", headers=headers, **elsewhere).status_code == 200  # type: ignore[arg-type]
    headers = {"Authorization": "Bearer guess"}
    assert client.get("/metrics", headers=headers, **elsewhere).status_code == 404  # type: ignore[arg-type]


def test_every_answer_carries_its_request_id(client: Client) -> None:
    assert client.get("/healthz").headers["X-Request-ID"]
    assert client.get("/healthz", headers={"X-Request-ID": "abc-12345"}).headers["X-Request-ID"] == "abc-12345"


def test_a_line_of_the_log_masks_telephone_and_identity_numbers() -> None:
    line = _logged("call %s about 11010519491231002X", "13812345678")
    assert "13812345678" not in line["message"]
    assert "11010519491231002" not in line["message"]


def test_a_record_can_still_be_found_by_its_id() -> None:
    assert (
        masked("case 0197a3b4-1111-7222-8333-123456789012 waits") == "case 0197a3b4-1111-7222-8333-123456789012 waits"
    )


def test_an_error_of_the_database_does_not_quote_the_row() -> None:
    try:
        raise IntegrityError("DETAIL: Key (name)=(王小明) already exists.")
    except IntegrityError:
        line = _logged("saving failed", exc_info=True)
    assert "王小明" not in json.dumps(line, ensure_ascii=False)
    assert "IntegrityError" in line["exc_info"]


def test_a_page_not_found_leaves_no_address_in_the_log(client: Client) -> None:
    stream, handler = _listener()
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        client.get("/letters/secret-link-token/?q=13812345678")
    finally:
        logger.removeHandler(handler)
    assert "secret-link-token" not in stream.getvalue()


def _logged(message: str, *arguments: Any, **rest: Any) -> dict[str, Any]:
    stream, handler = _listener()
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning(message, *arguments, **rest)
    answer: dict[str, Any] = json.loads(stream.getvalue())
    return answer


def _listener() -> tuple[io.StringIO, logging.Handler]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetJsonFormatter("%(levelname)s %(message)s"))
    return stream, handler
