"""A person's secret calendar link is made and closed."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from unionhall.core import audit, clock, tokens
from unionhall.core.actor import Actor

from .. import access, queries
from ..models import CalendarFeed

VALID_FOR = timedelta(days=366)


@transaction.atomic
def open_feed(*, by: Actor, mark: str = "") -> tuple[CalendarFeed, str]:
    """Make a calendar link, shown this once; one made before is closed. Valid for a year.

    The same form sent twice (by its mark) shows the same link again.
    """
    access.may_open_feed(by).or_refuse()
    person = UUID(str(by.person_id))
    old = queries.open_feed_of(person)
    if old is not None:
        if mark and (raw := tokens.again(queries.FEED, old, by=by, mark=mark)):
            return old, raw
        _close(old)
        audit.record("limit.feed_closed", old, by=by)
    now = clock.now()
    feed = CalendarFeed(person_id=person, opened_at=now, until=now + VALID_FOR)
    feed.save(force_insert=True)
    raw = tokens.issue(queries.FEED, feed, by=by, ttl=VALID_FOR, once=False, mark=mark)
    audit.record("limit.feed_opened", feed, by=by)
    return feed, raw


@transaction.atomic
def close_feed(feed: CalendarFeed, *, by: Actor) -> CalendarFeed:
    """Close a calendar link at once: whoever still has it gets nothing."""
    held = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    access.may_close_feed(by, held).or_refuse()
    _close(held)
    audit.record("limit.feed_closed", held, by=by)
    return held


def _close(feed: CalendarFeed) -> None:
    tokens.revoke(queries.FEED, feed)
    feed.closed_at = clock.now()
    feed.save(update_fields=["closed_at"])
