"""How does a story get its browser? The machine's Chromium, a server of its own, and a watch on what goes wrong unseen."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop and Django's queries share this thread

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1366, "height": 900}}
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def chromium() -> str:
    """Where this machine's Chromium is, or nothing."""
    candidates = [
        os.environ.get("CHROMIUM", ""),
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    return next((found for name in candidates if name and (found := shutil.which(name))), "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Stories are journeys; they share one browser and so one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="package", autouse=True)
def _what_the_migrations_wrote(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A story ends by emptying every table: what the migrations wrote there is put back for the tests that come after."""
    from django.db import connection, transaction

    from tests.snapshot import every_table, rows_of

    with django_db_blocker.unblock():
        before = {table: rows for table, rows in rows_of(every_table()).items() if rows}
    yield
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        for table, rows in rows_of(sorted(before)).items():
            if not rows:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                    into.write(b"".join(before[table]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The machine's Chromium. Without one: skipped, with the way to get it; under CI=true a failure.

    Closed after each file: while Playwright runs, its event loop holds the thread, and jobs cannot be put down in it.
    """
    path = chromium()
    if not path:
        how = "no Chromium on this machine: apt-get install chromium fonts-noto-cjk, or set CHROMIUM=/path/to/it"
        if os.environ.get("CI") == "true":
            pytest.fail(how)
        pytest.skip(how)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def open_page(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """A fresh visitor's page: open_page() at a desk, open_page(phone=True), open_page(account=…) signed in.

    At the end of the story no page may have complained in its console, nor tried to load anything from elsewhere.
    """
    contexts, complaints = [], []

    def opened(*, account: Any = None, phone: bool = False, javascript: bool = True) -> Any:
        context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=javascript, base_url=live_server.url,
            **(PHONE if phone else DESK),
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(15_000)
        if account is not None:
            context.add_cookies([_session_of(account, live_server.url)])
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                complaints.append(f"{page.url}: {m.text}") if m.type == "error" and not _expected(m.text) else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "request",
            lambda r: (
                complaints.append(f"{page.url} asked {r.url}")
                if not r.url.startswith((live_server.url, "data:", "blob:"))
                else None
            ),
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """axe(page): each violation of accessibility as a line."""
    source = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()

    def violations(page: Any) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        return [
            f"{page.url}: {item['id']}: {item['help']}: {json.dumps([n['target'] for n in item['nodes']][:3])}"
            for item in found
        ]

    return violations


def _expected(text: str) -> bool:
    """A refusal (409, 422) and a page not found are answers, which the browser also writes to its console."""
    return "Failed to load resource: the server responded with a status of 4" in text


def _session_of(account: Any, url: str) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from tests.matrix.people import sign_in

    client = Client()
    sign_in(client, account)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
