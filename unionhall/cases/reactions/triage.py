"""A matter came in: what is suggested for it is made in the background, so that nobody waits for it."""

from procrastinate.contrib.django import app

from unionhall.core.saying import is_past

from ..events import CaseReceived


def make_suggestions(event: CaseReceived) -> None:
    """Queued in the transaction of the case. A file opened before is not waited for: the page makes them on the spot."""
    if not is_past():
        app.configure_task("cases.suggest", queue="triage").defer(case_ids=[str(event.case_id)])
