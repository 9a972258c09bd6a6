#!/usr/bin/env python3
"""Asks everything that can be asked without running the product: `make check`.

One line per question and a count at the end; exit code 1 when an answer is no. A question that could not be asked (the
vulnerability service does not answer) is said to be not asked; it neither passes nor fails.

    python tools/check.py            all
    python tools/check.py types …    these only
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ENVIRONMENT = {
    **os.environ,
    "UNIONHALL_MODE": "test",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "PYTHONPATH": str(ROOT),
}

ALLOWED_LICENCES = (
    "Apache", "MIT", "BSD", "0BSD", "ISC", "MPL-2.0", "Mozilla Public License 2.0", "Python Software Foundation", "PSF",
    "Python-2.0", "LGPL", "Lesser General Public License", "Unlicense", "CC0", "Zlib", "HPND", "Artistic", "Public Domain",
    "MIT-0", "BlueOak", "CNRI",
)  # fmt: skip


class NotAsked(Exception):
    """The question could not be asked; the message says why."""


def main() -> int:
    """Ask every question, print the answers; 1 when one is no."""
    chosen = sys.argv[1:] or list(QUESTIONS)
    unknown = [name for name in chosen if name not in QUESTIONS]
    if unknown:
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(QUESTIONS)}", file=sys.stderr)
        return 2
    counts = {"ok": 0, "FAIL": 0, "not asked": 0}
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, (verdict, detail, seconds) in zip(chosen, pool.map(_ask, chosen), strict=True):
            counts[verdict] += 1
            print(f"{_coloured(verdict)}  {name:16} {QUESTIONS[name][0]}  ({seconds:.0f} s)", flush=True)
            if detail:
                print("\n".join(f"      {line}" for line in detail.splitlines()), flush=True)
    if counts["not asked"]:
        print(f"\n{counts['not asked']} NOT CHECKED: see above; this is not a pass.")
    print(f"\n{counts['ok']} passed, {counts['FAIL']} failed")
    return 1 if counts["FAIL"] else 0


def formatting() -> str:
    """Is every file formatted?"""
    return _run(BIN / "ruff", "format", "--check", "--output-format=concise", ".")


def lint() -> str:
    """Does ruff find anything?"""
    return _run(BIN / "ruff", "check", "--quiet", "--output-format=concise", ".")


def types() -> str:
    """Do the types fit? Strictly in core and lawbook."""
    return _run(BIN / "mypy", "--no-error-summary")


def contracts() -> str:
    """Do arrows point down, through the faces?"""
    report = _run(BIN / "lint-imports", "--no-cache")
    return "\n".join(line for line in report.splitlines() if line.strip() and line[0] not in "╔╚║╗╝ ")


def migrations() -> str:
    """Does every change of a model have its migration?"""
    return _run(sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run")


def translations() -> str:
    """Is every string translated, reviewed and current?"""
    return _run(sys.executable, "tools/messages.py", "--check")


def generated() -> str:
    """Are docs/map.md, docs/states/ and docs/operations/variables.md current?"""
    return "\n".join(
        filter(None, (_run(sys.executable, f"tools/{tool}.py", "--check") for tool in ("map", "states", "variables")))
    )


def templates() -> str:
    """Is every template used?"""
    return _run(sys.executable, "tools/dead_templates.py")


def licences() -> str:
    """Does every dependency have a licence that Apache-2.0 may use?"""
    python = json.loads(_output(BIN / "pip-licenses", "--format=json", "--from=mixed"))
    found = {f"{row['Name']} (PyPI)": row["License"] for row in python if row["Name"] != "unionhall"}
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    found |= {
        f"{path.removeprefix('node_modules/')} (npm)": row.get("license", "none")
        for path, row in packages.items()
        if path
    }
    bad = [f"{name}: {licence}" for name, licence in sorted(found.items()) if not _allowed(licence)]
    return "\n".join(bad)


def vulnerable_python() -> str:
    """Has PyPI heard of a vulnerability in what is locked?"""
    result = _subprocess(
        BIN / "pip-audit", "--skip-editable", "--progress-spinner=off", "--format=json", "--timeout=20"
    )
    try:
        rows = json.loads(result.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError) as error:
        raise NotAsked(f"the vulnerability service did not answer: {_last_line(result.stderr)}") from error
    hits = [(row["name"], row["version"], item) for row in rows for item in row.get("vulns", [])]
    return "\n".join(
        f"{n} {v}: {i['id']}, repaired in {', '.join(i['fix_versions']) or 'nothing yet'}" for n, v, i in hits
    )


def vulnerable_npm() -> str:
    """Has npm heard of a vulnerability in what is served?"""
    npm = shutil.which("npm")
    if not npm:
        raise NotAsked("npm is not on this machine")
    result = _subprocess(npm, "audit", "--json", "--omit=dev")
    try:
        answer = json.loads(result.stdout)
        found = answer["vulnerabilities"]
    except (json.JSONDecodeError, KeyError) as error:
        raise NotAsked(
            f"the vulnerability service did not answer: {_last_line(result.stderr or result.stdout)}"
        ) from error
    return "\n".join(f"{name}: {row['severity']}" for name, row in found.items())


def _allowed(licence: str) -> bool:
    choices = [part.strip() for part in licence.replace(" OR ", ";").split(";")]
    return any(any(word.lower() in choice.lower() for word in ALLOWED_LICENCES) for choice in choices)


def _ask(name: str) -> tuple[str, str, float]:
    started = time.monotonic()
    try:
        complaint = QUESTIONS[name][1]().strip()
        verdict = "FAIL" if complaint else "ok"
    except NotAsked as reason:
        verdict, complaint = "not asked", str(reason)
    except Exception as error:  # a check that breaks has not passed
        verdict, complaint = "FAIL", f"{type(error).__name__}: {error}"
    return verdict, complaint, time.monotonic() - started


def _run(*command: str | Path) -> str:
    result = _subprocess(*command)
    return "" if result.returncode == 0 else (result.stdout + result.stderr).strip() or f"exit code {result.returncode}"


def _output(*command: str | Path) -> str:
    result = _subprocess(*command)
    if result.returncode:
        raise RuntimeError((result.stdout + result.stderr).strip())
    return result.stdout


def _subprocess(*command: str | Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no words"])[-1][:300]


def _coloured(verdict: str) -> str:
    padded = f"{verdict:9}"
    if not sys.stdout.isatty():
        return padded
    return f"\033[{ {'ok': 32, 'FAIL': 31, 'not asked': 33}[verdict] }m{padded}\033[0m"


QUESTIONS: dict[str, tuple[str, Callable[[], str]]] = {
    check.__name__.replace("_", "-"): ((check.__doc__ or "").strip(), check)
    for check in (
        formatting, lint, types, contracts, migrations, translations, generated, templates, licences,
        vulnerable_python, vulnerable_npm,
    )
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
