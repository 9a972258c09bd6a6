#!/usr/bin/env python3
"""Runs all tests: `make test`. In parallel, on the embedded PostgreSQL, or on the server that DATABASE_URL names.

Arguments go to pytest. Browser journeys need Chromium; without one they are skipped, with a line that says how to get it
(under CI=true that is a failure).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """pytest's exit code."""
    arguments = sys.argv[1:]
    if not any(argument.startswith(("-n", "--numprocesses")) or argument == "--pdb" for argument in arguments):
        arguments = ["-n", str(max(2, min(os.cpu_count() or 2, 8))), "--dist", "loadgroup", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONUNBUFFERED"] = "1"  # progress is seen in a pipe, too
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main())
