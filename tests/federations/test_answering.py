"""Which federation answers a request, and what hears somebody who asks for none?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from unionhall.core import health
from unionhall.core.federations import Federation, by_host, current, inside, known, making, registry
from unionhall.core.federations.answering import FederationMiddleware
from unionhall.core.federations.choosing import name_of_current


@pytest.mark.parametrize("host", ["dh.example", "DH.example:8443", "donghai.example."])
def test_a_host_leads_to_its_federation_however_it_is_written(b: Federation, host: str) -> None:
    assert by_host(host) == b


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1", "ruijiang.example.evil.example", ""])
def test_an_unknown_host_is_told_so_and_nothing_else(a: Federation, host: str) -> None:
    answer = Client().get("/", headers={"host": host})
    assert answer.status_code == 421
    assert not any(one.name in answer.content.decode() for one in known())
    assert "Set-Cookie" not in answer.headers


def test_a_host_registered_later_needs_no_setting(b: Federation) -> None:
    if "dh.example" in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.remove("dh.example")
    assert Client().get("/sign-in/", headers={"host": "dh.example"}).status_code == 200


def test_a_closed_federation_answers_nobody(b: Federation) -> None:
    making.close("donghai")
    assert Client().get("/", headers={"host": "donghai.example"}).status_code == 421
    assert "donghai" not in [one.name for one in known()]
    assert "donghai" in [one.name for one in known(closed=True)]


def test_the_only_federation_answers_to_every_host(a: Federation) -> None:
    for name in ("donghai", "xiling"):
        with connection.connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {registry.TABLE} WHERE name = %s", [name])
    registry.forget()
    assert by_host("elsewhere.example") == a == current()
    assert Client().get("/sign-in/").status_code == 200


def test_what_is_sent_piece_by_piece_stays_inside(b: Federation) -> None:
    def pieces() -> Iterator[str]:
        yield name_of_current()
        yield name_of_current()

    def view(_request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(pieces())

    answer = FederationMiddleware(view)(RequestFactory().get("/", headers={"host": "donghai.example"}))  # type: ignore[arg-type]
    assert [piece.decode() for piece in answer.streaming_content] == ["donghai", "donghai"]  # type: ignore[attr-defined]
    assert name_of_current() == ""


def test_the_choice_ends_with_the_request_even_after_an_error(b: Federation) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        raise KeyError(name_of_current())

    with pytest.raises(KeyError, match="donghai"):
        FederationMiddleware(view)(RequestFactory().get("/", headers={"host": "donghai.example"}))
    assert name_of_current() == ""


def test_probes_answer_for_the_whole_installation_by_any_name(a: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_seen_current", set())
    assert Client().get("/healthz").status_code == 200
    ready = Client().get("/readyz")
    assert ready.json() == {
        "status": "ready", "database": "ok", "migrations": "ok", "worker": "never heard (3 of 3 federations)",
    }  # fmt: skip
    figures = Client().get("/metrics").content.decode()
    for name in ("ruijiang", "donghai", "xiling"):
        assert f'unionhall_worker_silent_seconds{{federation="{name}"}} -1.0' in figures


def test_one_federation_behind_the_others_is_counted_not_named(b: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_seen_current", set())
    with inside(b), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'limits'")
    ready = Client().get("/readyz")
    assert (ready.status_code, ready.json()["migrations"]) == (503, "wait to be applied (1 of 3 federations)")


def test_a_pooled_connection_goes_back_without_a_federation(a: Federation, b: Federation, monkeypatch: Any) -> None:
    from unionhall.core.postgres.base import DatabaseWrapper

    told = {**connection.settings_dict, "OPTIONS": {"pool": {"min_size": 1, "max_size": 1, "timeout": 5}}}
    pooled = DatabaseWrapper(told, alias="pooled")
    try:
        seen = []
        for federation in (b, a, b):
            with inside(federation), pooled.cursor() as cursor:
                cursor.execute("SELECT current_schema(), pg_backend_pid()")
                seen.append(cursor.fetchone())
            pooled.close()
            with pooled.pool.connection() as plain:
                assert plain.execute("SHOW search_path").fetchone()[0] == '"$user", public'
        assert [schema for schema, _pid in seen] == ["fed_donghai", "public", "fed_donghai"]
        assert len({pid for _schema, pid in seen}) == 1, "it is the same connection every time"
    finally:
        pooled.close()
        pooled.close_pool()


def test_a_rollback_does_not_lead_back_to_the_federation_before(a: Federation, b: Federation) -> None:
    own = connection.copy("own")
    try:
        own.set_autocommit(False)
        with inside(b), own.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
        own.rollback()
        with inside(b), own.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            assert cursor.fetchone()[0] == "fed_donghai"
    finally:
        own.close()
