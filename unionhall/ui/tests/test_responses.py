"""Whole pages, fragments, redirects, files; and the pages that say what went wrong."""

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from unionhall.core.actor import ANONYMOUS
from unionhall.ui import bundles, responses, views


def asked(**headers):
    request = RequestFactory().get("/", headers=headers)
    request.htmx, request.actor = HtmxDetails(request), ANONYMOUS
    return request


def test_htmx_gets_the_fragment_and_a_browser_the_page():
    context = {"reason": "It is closed.", "next_step": ""}
    whole = responses.page(asked(), "ui/refusal.html", context, fragment="notice")
    part = responses.page(asked(hx_request="true"), "ui/refusal.html", context, fragment="notice")

    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"It is closed." in part.content
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]


def test_going_back_in_history_gets_the_whole_page():
    request = asked(hx_request="true", hx_history_restore_request="true")

    assert (
        b"<html"
        in responses.page(request, "ui/refusal.html", {"reason": "x", "next_step": ""}, fragment="notice").content
    )


def test_after_a_post_the_browser_is_sent_on():
    assert responses.redirect_after_post(asked(), "ui:gallery").status_code == 303
    assert responses.redirect_after_post(asked(hx_request="true"), "ui:gallery")["HX-Redirect"] == "/ui/"


def test_a_file_is_a_download_that_nobody_keeps_or_guesses_at():
    answer = responses.file_response(b"a,b", "名单.csv", "text/csv")

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404), (views.server_error, 500)],
)
def test_trouble_is_said_on_a_page_with_a_way_on(view, status):
    answer = view(asked())

    assert answer.status_code == status
    assert b'href="/"' in answer.content


def test_trouble_is_said_even_when_no_page_can_be_drawn(monkeypatch):
    def broken(*_args, **_rest):
        raise RuntimeError

    monkeypatch.setattr(views, "render", broken)

    assert "出了点问题" in views.server_error(asked()).content.decode()


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_style_sheet_and_script_reaches_a_page(kind):
    bundled = {name for path, names in bundles.BUNDLES.items() if path.endswith(kind) for name in names}
    loose = {path.stem for path in (bundles.SOURCES / kind).glob(f"*.{kind}")} - bundled
    templates = "".join(path.read_text() for path in bundles.SOURCES.parent.parent.parent.rglob("templates/**/*.html"))

    assert {name for name in loose if f"ui/{kind}/{name}.{kind}" not in templates} == set()


def test_the_workers_first_page_loads_little_style():
    assert len(bundles.joined("ui/worker.css").encode()) < 30_000


@pytest.mark.parametrize("name", bundles.BUNDLES["ui/ui.js"])
def test_a_script_stays_under_fifty_lines(name):
    assert len((bundles.SOURCES / "js" / f"{name}.js").read_text().splitlines()) < 50
