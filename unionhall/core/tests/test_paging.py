"""Long lists go on from the last row seen, forwards and back, and no further than the reader may see."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from unionhall.core.models import AuditEntry, NumberSeries
from unionhall.core.paging import BadCursor, CappedCount, capped_count, page

START = datetime(2026, 6, 1, tzinfo=UTC)

ORDERS = [
    ("id",),
    ("-id",),
    ("last", "id"),
    ("-last", "-id"),
    ("-last", "id"),
    ("series", "-last", "id"),
    ("last", "-series", "-id"),
]


@pytest.fixture
def rows(db):
    return NumberSeries.objects.bulk_create(
        NumberSeries(scope=f"s{n}", series="ab"[n % 2], year=2026, last=n % 5) for n in range(23)
    )


def expected(rows, order):
    made = list(rows)
    for name in reversed(order):
        made.sort(key=lambda row: getattr(row, name.lstrip("-")), reverse=name.startswith("-"))
    return made


def walk(queryset, order, size, after=None, way="next_cursor"):
    pages = []
    while True:
        found = page(queryset, order=order, after=after, size=size)
        pages.append(found)
        after = getattr(found, way)
        if after is None:
            return pages


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 22, 23, 50])
def test_walking_forward_and_back_meets_every_row_once(rows, order, size):
    forward = walk(NumberSeries.objects.all(), order, size)
    assert [row for found in forward for row in found] == expected(rows, order)
    assert forward[0].prev_cursor is None
    if len(forward) > 1:
        back = walk(NumberSeries.objects.all(), order, size, forward[-1].prev_cursor, "prev_cursor")
        assert [found.items for found in reversed(back)] == [found.items for found in forward[:-1]]


def test_rows_added_and_deleted_meanwhile_disturb_nothing(rows):
    first = page(NumberSeries.objects.all(), order=("last", "id"), size=5)
    NumberSeries.objects.filter(pk=first.items[-1].pk).delete()
    NumberSeries.objects.create(scope="new", series="a", year=2026, last=0)
    second = page(NumberSeries.objects.all(), order=("last", "id"), size=5, after=first.next_cursor)
    assert second.items[0].last >= first.items[-1].last
    assert not set(second.items) & set(first.items)


def test_a_page_behind_the_last_row_is_empty_and_leads_back(rows):
    first = page(NumberSeries.objects.all(), size=20)
    NumberSeries.objects.filter(pk__gt=first.items[-1].pk).delete()
    empty = page(NumberSeries.objects.all(), size=20, after=first.next_cursor)
    assert len(empty) == 0
    assert empty.next_cursor is None
    assert len(page(NumberSeries.objects.all(), size=20, after=empty.prev_cursor)) == 19


def test_pages_keep_to_the_filter_of_the_list(rows):
    only = NumberSeries.objects.filter(series="a")
    assert all(row.series == "a" for found in walk(only, ("last", "id"), 3) for row in found)


def test_instants_are_exact_to_the_microsecond(db):
    AuditEntry.objects.bulk_create(
        AuditEntry(at=START + timedelta(microseconds=n), via="web", verb="x") for n in range(9)
    )
    pages = walk(AuditEntry.objects.all(), ("-at", "-id"), 2)
    assert [row.at for found in pages for row in found] == [START + timedelta(microseconds=n) for n in range(8, -1, -1)]


def test_no_offset_no_count_and_one_query_each(rows):
    first = page(NumberSeries.objects.all(), order=("last", "id"), size=5)
    with CaptureQueriesContext(connection) as queries:
        page(NumberSeries.objects.all(), order=("last", "id"), size=5, after=first.next_cursor)
    (query,) = queries.captured_queries
    assert "OFFSET" not in query["sql"]
    assert "COUNT" not in query["sql"]
    assert ") > (" in query["sql"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: c[:-1],
        lambda c: c + "x",
        lambda c: "x" + c,
        lambda c: "",
        lambda c: "a:b:c",
        lambda c: "\0" + c,
        lambda c: c.swapcase(),
        lambda c: "页",
    ],
)
def test_a_damaged_cursor_is_refused(rows, damage):
    cursor = damage(page(NumberSeries.objects.all(), size=5).next_cursor)
    if not cursor:
        return
    with pytest.raises(BadCursor) as raised:
        page(NumberSeries.objects.all(), size=5, after=cursor)
    assert raised.value.verdict.code == "bad_cursor"


def test_a_cursor_belongs_to_its_list_and_order(rows):
    cursor = page(NumberSeries.objects.all(), order=("last", "id"), size=5).next_cursor
    with pytest.raises(BadCursor):
        page(NumberSeries.objects.all(), order=("-last", "id"), size=5, after=cursor)
    with pytest.raises(BadCursor):
        page(AuditEntry.objects.all(), order=("verb", "id"), size=5, after=cursor)


@pytest.mark.parametrize(
    "payload",
    [None, [], {}, "x", [1, 2], ["", 0, []], ["{name}", 0, ["x"]], ["{name}", 0, [None]], ["{name}", 0, ["\0"]]],
)
def test_even_a_signed_oddity_is_refused(rows, payload):
    from unionhall.core import paging

    name = paging._list_name(NumberSeries.objects.all(), ("id",))
    if isinstance(payload, list):
        payload = [name if part == "{name}" else part for part in payload]
    with pytest.raises(BadCursor):
        page(NumberSeries.objects.all(), after=signing.dumps(payload, salt=paging.SALT))


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1) | st.text(string.ascii_letters + string.digits + "-_:", min_size=1))
def test_any_other_text_is_not_a_cursor(db, text):
    with pytest.raises(BadCursor):
        page(NumberSeries.objects.all(), after=text)


def test_an_empty_ordering_column_is_the_developers_mistake(db):
    AuditEntry.objects.bulk_create(AuditEntry(via="web", verb="x") for _ in range(3))
    with pytest.raises(ValueError, match="actor_id"):
        page(AuditEntry.objects.all(), order=("actor_id", "id"), size=1)


def test_an_empty_list_has_one_empty_page(db):
    found = page(NumberSeries.objects.all())
    assert (found.items, found.next_cursor, found.prev_cursor) == ([], None, None)


def test_counts_stop_at_their_cap(rows):
    assert (str(capped_count(NumberSeries.objects.all())), str(capped_count(NumberSeries.objects.all(), 10))) == (
        "23",
        "10+",
    )
    assert capped_count(NumberSeries.objects.all(), 23) == CappedCount(23)
    assert str(capped_count(NumberSeries.objects.all(), 23)) == "23"
