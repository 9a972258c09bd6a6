"""The gallery: who may look, and what a browser says about it."""

import os
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.http import Http404
from django.test import RequestFactory

from unionhall.core.actor import ANONYMOUS, Actor, HeldPost
from unionhall.core.ids import new_id
from unionhall.ui import gallery

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def asking(actor):
    request = RequestFactory().get("/ui/")
    request.actor = actor
    return request


def test_outside_the_demo_the_gallery_is_for_system_administrators():
    administrator = Actor(new_id(), "An", (HeldPost("system_admin", new_id(), 2, new_id()),))
    officer = Actor(new_id(), "Zhou", (HeldPost("officer", new_id(), 2, new_id()),))

    assert gallery.gallery(asking(administrator)).status_code == 200
    for actor in (ANONYMOUS, officer):
        with pytest.raises(Http404):
            gallery.gallery(asking(actor))


@pytest.mark.django_db
@pytest.mark.parametrize("shell", gallery.SHELLS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_shell_is_drawn_without_anything_inline(client, settings, shell, language):
    settings.DEMO = True
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(f"/ui/?shell={shell}&wrong=1")
    html = answer.content.decode()

    assert answer.status_code == 200
    assert " style=" not in html
    assert "<script>" not in html
    assert " onclick=" not in html


@pytest.mark.journey
@pytest.mark.skipif(
    not Path(CHROMIUM).exists() and not os.environ.get("CI"),
    reason="needs Chromium at /usr/bin/chromium (apt install chromium)",
)
def test_axe_finds_nothing_and_no_page_is_wider_than_its_screen(live_server, settings):
    """
    1. Somebody looks at the gallery in each shell, on a phone and at a desk,
    2. in daylight, in the dark, with larger type, and with a form full of mistakes:
    3. axe finds nothing, nothing sticks out to the side, the console stays silent.
    """
    from playwright.sync_api import sync_playwright

    settings.DEMO = True
    axe = (Path(configured.PACKAGES) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in (360, 1366):
            for scheme, elder in (("light", ""), ("dark", ""), ("light", "1"), ("light", "3")):
                context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
                if elder:
                    context.add_cookies([{"name": "elder", "value": elder, "url": live_server.url}])
                page = context.new_page()
                page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)  # noqa: B023
                for shell in gallery.SHELLS:
                    page.goto(f"{live_server.url}/ui/?shell={shell}{'&wrong=1' if scheme == 'dark' else ''}")
                    page.wait_for_load_state("networkidle")
                    page.evaluate(axe)
                    where = f"{shell} {width} {scheme} {elder}"
                    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
                    found += [f"{where}: {each['id']} {each['nodes'][0]['target']}" for each in violations]
                    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                        found.append(f"{where}: wider than the screen")
                context.close()
        browser.close()

    assert found == []
