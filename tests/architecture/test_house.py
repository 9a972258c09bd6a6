"""Is the house in order: doors closed, templates used, drawings current, nothing inline, contracts kept?"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.urls import get_resolver

from tests.architecture.modules import configs, none_of, part
from tests.matrix.operations import routes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [path for path in ROOT.glob("unionhall/*/templates/**/*") if path.suffix in {".html", ".txt"}]

# Whoever opens a door to everybody adds it here, and a reviewer asks why.
MACHINES = {"healthz", "readyz", "metrics"}


def test_every_open_door_is_a_view_that_says_so() -> None:
    """A signed-out visitor reaches a view only through @public; the middleware that holds this stands in its place."""
    from django.conf import settings

    order = settings.MIDDLEWARE
    closed = order.index("unionhall.core.http.ClosedByDefaultMiddleware")
    assert order.index("unionhall.people.http.ActorMiddleware") < closed
    assert order.index("django.contrib.auth.middleware.AuthenticationMiddleware") < closed


def test_everything_that_is_for_machines_is_open() -> None:
    public = {route.name for route in routes(get_resolver()) if route.public}
    assert public >= MACHINES


def test_every_template_is_used() -> None:
    from tools.dead_templates import dead

    none_of(dead())


def test_nothing_is_inline() -> None:
    """The policy of the browser forbids it; here it already fails on the desk of whoever writes it."""
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)(?![^>]*type=[\"'](?:application/json|speculationrules)[\"'])|javascript:",
        re.I,
    )
    none_of(
        [
            str(path.relative_to(ROOT))
            for path in TEMPLATES
            if path.suffix == ".html" and inline.search(path.read_text())
        ]
    )


def test_the_drawings_of_states_are_current() -> None:
    from tools import states

    none_of(
        [str(p.relative_to(ROOT)) for p, text in states.drawings().items() if not p.exists() or p.read_text() != text]
    )


def test_the_map_is_current() -> None:
    from tools import map as drawn

    assert drawn.MAP.exists(), "make map"
    assert drawn.MAP.read_text() == drawn.render(), "make map"


def test_every_string_is_translated() -> None:
    from tools import messages

    none_of(messages.find_problems())


def test_the_import_contracts_are_kept() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_module_says_what_it_is_for() -> None:
    from importlib import import_module

    none_of([config.label for config in configs() if not import_module(config.name).__doc__])


def test_a_face_is_a_short_list() -> None:
    wordy = {
        config.label: len(face.__all__)
        for config in configs()
        if (face := part(config.label, "api")) and hasattr(face, "__all__")
    }
    assert {label: size for label, size in wordy.items() if size > 40} == {}


def test_the_version_is_said_once() -> None:
    import unionhall

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == unionhall.__version__


def test_the_locks_hold_no_private_addresses() -> None:
    """Packages come from whichever registry the machine is told to use."""
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    hosts = set(re.findall(r'https?://([^/"]+)', (ROOT / "uv.lock").read_text()))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def test_no_file_is_left_to_do() -> None:
    """A note to oneself belongs into an issue."""
    notes = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    folders = ["unionhall", "config", "demo", "tools", "tests", "bench", "ops"]
    found = [
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js", ".sh", ".toml"}
        and path != Path(__file__)
        and notes.search(path.read_text())
    ]
    none_of(found)


def test_every_dependency_says_what_it_is_for() -> None:
    import json

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *(name for group in project["dependency-groups"].values() for name in group),
    ]
    names = {re.split(r"[\[<>=~ ]", wish)[0] for wish in wanted}
    package = json.loads((ROOT / "package.json").read_text())
    names |= {*package["dependencies"], *package["devDependencies"]}
    told = (ROOT / "docs" / "dependencies.md").read_text()
    none_of(sorted(name for name in names if name not in told))
