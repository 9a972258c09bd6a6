"""When do we say anything at all, and with which address?"""

from datetime import timedelta

from django.utils import timezone

from . import clock, federations

PAST = timedelta(days=1)


def address(path: str) -> str:
    """A path of this site as people type it."""
    return federations.base_url() + path


def is_past() -> bool:
    """Nothing is told about the past: whatever is entered as of an earlier day (old letters, the demo's history) is silent."""
    return clock.now() < timezone.now() - PAST
