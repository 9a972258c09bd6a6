"""When is a door open? The value `Hours` of the pure package, read from the JSON of a row, and the calendar of holidays.

Rows repeat the same hours thousands of times: the text of the JSON is the key under which a value is kept.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from unionhall.core import workdays


@lru_cache(maxsize=20_000)
def read(text: str) -> Any:
    """The hours behind a JSON text; None where there are none."""
    from unionhall.geo.hours import Hours

    return Hours.from_json(json.loads(text)) if text and text != "null" else None


def local(when: datetime) -> datetime:
    """The moment on the clock at the door."""
    return timezone.localtime(when) if timezone.is_aware(when) else when


def is_open(text: str, when: datetime) -> bool | None:
    """Whether a door with these hours is open; None where they are not known."""
    hours = read(text)
    if hours is None:
        return None
    here = local(when)
    return bool(hours.is_open(here, workdays.is_holiday(here.date())))
