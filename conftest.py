"""How do tests run? In test mode, on the embedded PostgreSQL unless DATABASE_URL names another server."""

from __future__ import annotations

import os

os.environ["UNIONHALL_MODE"] = "test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Bring the database server up before Django looks for it."""
    from config import settings

    if settings.EMBEDDED:
        settings.EMBEDDED.attach()
