"""Attacks that take minutes are made on demand: `DEEP=1 make test ARGS="tests/adversary tests/journeys/test_crawl.py"`."""

import os

import pytest

deep = pytest.mark.skipif(os.environ.get("DEEP") != "1", reason="takes minutes; DEEP=1 runs it")


def deeper(*values: str) -> list[object]:
    """Parameters of a test that are tried on demand only."""
    return [pytest.param(value, marks=deep) for value in values]
