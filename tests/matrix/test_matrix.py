"""Every address and operation, as everyone: does it answer what the table says?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse

from tests.matrix.operations import allowed_methods, operations, routes
from tests.matrix.people import WHO, Stage, build
from tests.matrix.row import Row, every_row
from tests.undone import undone

ROWS = every_row()
METHODS = ("GET", "POST")


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """The world, made once and undone at the end; every row tries its doors in a transaction of its own."""
    with django_db_blocker.unblock(), undone():
        made = build()
        made.open_doors()
        yield made


def test_every_address_and_operation_has_a_row() -> None:
    """An address answers GET or POST; whichever it answers needs a row."""
    rows = {row.key for row in ROWS}
    missing = [f"{method} {path}" for path, method in operations() if (path, method) not in rows]
    for route in routes(get_resolver()):
        assert route.name, f"/{route.path} has no name; give it one, so that a row can name it"
        if not any((route.name, method) in rows for method in METHODS):
            missing.append(f"{route.name} (/{route.path})")
    assert missing == [], "no row in tests/matrix/rows/ for:\n" + "\n".join(missing)


def test_every_row_names_an_address_or_operation_that_exists() -> None:
    known = {(route.name, method) for route in routes(get_resolver()) for method in METHODS} | set(operations())
    assert [str(row) for row in ROWS if row.key not in known] == []


def test_no_row_stands_twice() -> None:
    twice = [key for key, times in Counter((row.key, row.query) for row in ROWS).items() if times > 1]
    assert twice == []


def test_every_row_says_something_about_everyone() -> None:
    silent = [f"{row} says nothing about {who}" for row in ROWS for who in WHO if row.expects(who) is None]
    strangers = [
        f"{row} names {who}, whom nobody knows" for row in ROWS for who in row.answers if who not in {*WHO, ...}
    ]
    assert silent + strangers == []


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_address_answers_each_person_as_its_row_says(row: Row, stage: Stage) -> None:
    wrong = []
    with transaction.atomic():
        path, payload = _path(row, stage), dict(row.data(stage))
        stage.tie_the_officer()
        for who, (_name, how) in WHO.items():
            expected = row.expects(who)
            with transaction.atomic():
                caller = stage.program(who) if row.is_operation else stage.client(who)
                got = _outcome(_ask(caller, row, path, payload))
                transaction.set_rollback(True)
            if expected is not None and got not in expected:
                wrong.append(f"{who} ({how}): {got} instead of {' or '.join(map(str, sorted(expected, key=str)))}")
        transaction.set_rollback(True)
    assert wrong == [], f"{row} at {path}\n" + "\n".join(wrong)


@pytest.mark.django_db
def test_a_method_without_a_row_is_not_answered(stage: Stage) -> None:
    """What a view answers without being in the table is a door nobody looked at."""
    named = {row.key for row in ROWS if not row.is_operation}
    open_doors = []
    for row in ROWS:
        if row.is_operation:
            continue
        for method in METHODS:
            if (row.name, method) in named:
                continue
            with transaction.atomic():
                path = _path(row, stage)
                status = 405
                if allowed_methods(resolve(path.partition("?")[0]).func) is None:
                    status = stage.client("officer").generic(method, path).status_code
                transaction.set_rollback(True)
            if status not in (401, 403, 404, 405):
                open_doors.append(f"{method} {row.name} answered {status}")
    assert sorted(set(open_doors)) == []


def _path(row: Row, stage: Stage) -> str:
    where = dict(row.where(stage))
    if row.is_operation:
        path = row.key[0]
        for name, value in where.items():
            path = path.replace("{" + name + "}", str(value))
        assert "{" not in path, f"{row}: `where` leaves {path} unfilled"
        return path + row.query
    try:
        return reverse(row.name, kwargs=where) + row.query
    except NoReverseMatch as error:
        raise AssertionError(f"{row}: `where` does not fit the address: {error}") from error


def _ask(client: Client, row: Row, path: str, payload: dict[str, Any]) -> HttpResponse:
    method = row.key[1]
    if method in ("GET", "HEAD"):
        return getattr(client, method.lower())(path)  # type: ignore[no-any-return]
    if row.is_operation and not any(hasattr(value, "read") for value in payload.values()):
        return client.generic(method, path, json.dumps(payload, default=str), content_type="application/json")  # type: ignore[return-value]
    return client.post(path, payload) if method == "POST" else client.generic(method, path)  # type: ignore[return-value]


def _outcome(response: HttpResponse) -> int | str:
    if response.streaming:
        b"".join(response)  # read to the end, so that the file behind it is closed
    if response.status_code == 401:
        return "sign-in"
    if response.status_code in (301, 302, 303) and response["Location"].startswith(settings.LOGIN_URL):
        return "sign-in"
    return response.status_code
