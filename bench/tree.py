"""Does the tree stay quick at 300,000 bodies?

Fills a database of its own through COPY: a province, its cities, counties, townships and grassroots unions; one county has 10,000
bodies. Then the list of a subtree (first page, a late page), the count below a body, the move of the large county, the tree as of
a day before the move. Each is printed beside the least the database can do (the same rows by one indexed equality, or the same
columns by one raw statement) and beside a recursive query over parents, the usual way to keep a tree.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench import ground

CITIES, COUNTIES_EACH, TOWNS_EACH, LARGE = 12, 10, 12, 10_000
PAGE = 50


def main(arguments: list[str]) -> None:
    """Fill, measure, print one table."""
    parser = argparse.ArgumentParser(prog="bench tree")
    parser.add_argument("--bodies", type=int, default=300_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    ground.database("bench_tree", fresh=True)
    ground.set_up()
    about = ground.machine()
    begun = time.perf_counter()
    world = fill(options.bodies)
    print(f"{options.bodies:,} bodies in place after {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    rows = measure(world)
    if options.json:
        print(json.dumps({"machine": about, "rows": rows}, ensure_ascii=False, indent=2))
        return
    print(f"\n{about}; {options.bodies:,} bodies; medians in milliseconds\n")
    print(f"{'':52}{'product':>10}{'least':>10}{'ratio':>8}{'recursive':>11}{'ratio':>8}")
    for name, product, least, recursive in rows:
        peer = f"{recursive:11.1f}{product / recursive:8.2f}" if recursive else f"{'–':>11}{'':>8}"
        print(f"{name:52}{product:10.1f}{least:10.1f}{product / least:8.2f}{peer}")


# --- the data -----------------------------------------------------------------------------------------------------------


def fill(size: int) -> dict[str, Any]:
    """Bodies and their positions, by COPY."""
    from django.db import connection

    from unionhall.core.ids import new_id
    from unionhall.organisations.enums import LEVEL_COLUMN, Level, OrganisationKind
    from unionhall.organisations.models import Organisation, Position
    from unionhall.organisations.queries import BEGINNING

    blank = {
        f.attname: "" if f.empty_strings_allowed and not f.null else None for f in Organisation._meta.concrete_fields
    }
    made: list[dict[str, Any]] = []

    def body(level: int, parent: dict[str, Any] | None) -> dict[str, Any]:
        number = len(made)
        row = {
            **blank, "id": new_id(), "name": f"测试单位{number:06}工会", "short_name": f"单位{number:06}", "code": f"T{number:06}",
            "kind": OrganisationKind.FEDERATION if level < Level.UNION else OrganisationKind.UNION, "level": int(level),
            "parent_id": parent and parent["id"], "receives_cases": False,
        }  # fmt: skip
        for column in LEVEL_COLUMN.values():
            row[column] = parent[column] if parent else None
        row[LEVEL_COLUMN[level]] = row["id"]
        made.append(row)
        return row

    top = body(Level.PROVINCE, None)
    cities = [body(Level.CITY, top) for _n in range(CITIES)]
    counties = [body(Level.COUNTY, city) for city in cities for _n in range(COUNTIES_EACH)]
    towns = {county["id"]: [body(Level.TOWNSHIP, county) for _n in range(TOWNS_EACH)] for county in counties}
    large = counties[0]
    for number in range(LARGE - TOWNS_EACH - 1):
        body(Level.UNION, towns[large["id"]][number % TOWNS_EACH])
    others = [town for county in counties[1:] for town in towns[county["id"]]]
    for number in range(size - len(made)):
        body(Level.UNION, others[number % len(others)])
    _copy(connection, Organisation, made)
    where = list(LEVEL_COLUMN.values())
    lines = [
        {
            "id": new_id(), "organisation_id": row["id"], "parent_id": row["parent_id"], "name": row["name"], "since": BEGINNING,
            "until": None, "change_id": None, **{column: row[column] for column in where},
        }
        for row in made
    ]  # fmt: skip
    _copy(connection, Position, lines)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    keys = {"top": top, "city": cities[0], "county": counties[1], "large": large, "other_city": cities[1]}
    return {name: Organisation.objects.get(pk=row["id"]) for name, row in keys.items()}


def _copy(connection: Any, model: Any, rows: list[dict[str, Any]]) -> None:
    columns = list(model._meta.concrete_fields)
    names = ", ".join(connection.ops.quote_name(f.column) for f in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as out:
        for row in rows:
            out.write_row([row[f.attname] for f in columns])


# --- the measurements ---------------------------------------------------------------------------------------------------

BELOW = """WITH RECURSIVE below AS (
  SELECT id, level, code FROM organisations_organisation WHERE id = %s
  UNION ALL SELECT o.id, o.level, o.code FROM organisations_organisation o JOIN below b ON o.parent_id = b.id)"""
BELOW_ON = """WITH RECURSIVE below AS (
  SELECT organisation_id FROM organisations_position WHERE organisation_id = %s AND since <= %s AND (until IS NULL OR until >= %s)
  UNION ALL SELECT p.organisation_id FROM organisations_position p JOIN below b ON p.parent_id = b.organisation_id
  WHERE p.since <= %s AND (p.until IS NULL OR p.until >= %s))"""


def measure(world: dict[str, Any]) -> list[tuple[str, float, float, float]]:
    """(what, the product, the least, the recursive peer), in milliseconds; 0 where there is no such peer."""
    from unionhall.core import clock, paging
    from unionhall.core.actor import system
    from unionhall.organisations import actions, queries
    from unionhall.organisations.enums import LEVEL_COLUMN
    from unionhall.organisations.models import Organisation

    found: list[tuple[str, float, float, float]] = []
    order, today = ("level", "code", "id"), clock.today()
    table = "organisations_organisation"

    def raw(sql: str, *values: Any) -> Callable[[], Any]:
        from django.db import connection

        def ask() -> Any:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall()

        return ask

    for name in ("top", "city", "county"):
        body = world[name]
        column = LEVEL_COLUMN[body.level]
        listed = Organisation.objects.under(body).select_related("parent", "division")
        least = f"SELECT o.*, p.*, d.* FROM {table} o LEFT JOIN {table} p ON p.id = o.parent_id LEFT JOIN organisations_division d ON d.id = o.division_id WHERE o.{column} = %s ORDER BY o.level, o.code, o.id LIMIT {PAGE + 1}"
        found.append((
            f"list of {PAGE} below a {body.get_level_display()}, first page",
            ground.median_ms(lambda rows=listed: paging.page(rows, order=order, size=PAGE)),
            ground.median_ms(raw(least, body.pk)),
            ground.median_ms(raw(f"{BELOW} SELECT * FROM below ORDER BY level, code, id LIMIT {PAGE + 1}", body.pk), times=5, warm=1),
        ))  # fmt: skip
        cursor = None
        for _n in range(20):
            cursor = paging.page(listed, order=order, after=cursor, size=PAGE).next_cursor
        late = paging.page(listed, order=order, after=cursor, size=PAGE).items[0]
        beyond = least.replace("ORDER BY", "AND (o.level, o.code, o.id) > (%s, %s, %s) ORDER BY")
        found.append((
            f"the same, page 21, {body.get_level_display()}",
            ground.median_ms(lambda rows=listed, after=cursor: paging.page(rows, order=order, after=after, size=PAGE)),
            ground.median_ms(raw(beyond, body.pk, late.level, late.code, late.pk)),
            ground.median_ms(raw(f"{BELOW} SELECT * FROM below ORDER BY level, code, id OFFSET {20 * PAGE} LIMIT {PAGE + 1}", body.pk), times=5, warm=1),
        ))  # fmt: skip
        found.append((
            f"count below a {body.get_level_display()}",
            ground.median_ms(lambda body=body: Organisation.objects.under(body).count()),
            ground.median_ms(raw(f"SELECT count(*) FROM {table} WHERE {column} = %s", body.pk)),
            ground.median_ms(raw(f"{BELOW} SELECT count(*) FROM below", body.pk), times=5, warm=1),
        ))  # fmt: skip
    found.append(moved(world, actions, system("bench"), today))
    world["large"].refresh_from_db()
    before = today - timedelta(days=1)
    for name in ("top", "city", "county"):
        body = world[name]
        column = LEVEL_COLUMN[body.level]
        on = (before, before)
        force = "since <= %s AND (until IS NULL OR until >= %s)"
        found.append((
            f"count on the day before the move, {body.get_level_display()}",
            ground.median_ms(lambda body=body: queries.subtree_on(body, before).count()),
            ground.median_ms(raw(f"SELECT count(*) FROM organisations_position WHERE {column} = %s AND {force}", body.pk, *on)),
            ground.median_ms(raw(f"{BELOW_ON} SELECT count(*) FROM below", body.pk, *on, *on), times=5, warm=1),
        ))  # fmt: skip
    body = world["city"]
    on = (before, before)
    least = "SELECT at_county, count(*) FROM organisations_position WHERE at_city = %s AND since <= %s AND (until IS NULL OR until >= %s) GROUP BY at_county"
    found.append((
        "counties of a city on that day, each with its count",
        ground.median_ms(lambda: _page_of_day(body, before)),
        ground.median_ms(raw(least, body.pk, *on)),
        0.0,
    ))  # fmt: skip
    return found


def _page_of_day(body: Any, on: date) -> Any:
    """What the page of the tree on a day asks."""
    from unionhall.core import paging
    from unionhall.organisations import queries

    rows = queries.standing_below(body, on)
    shown = paging.page(rows, order=("organisation__level", "organisation__code", "id"), size=PAGE)
    return queries.subtree_counts([row.organisation for row in shown], on)


def moved(world: dict[str, Any], actions: Any, by: Any, today: date) -> tuple[str, float, float, float]:
    """The large county moves to another city, rolled back and moved again; the least is two raw statements for the same rows."""
    from django.db import connection, transaction

    large, there = world["large"], world["other_city"]
    seen: list[float] = []
    raw: list[float] = []
    for turn in range(4):
        begun = time.perf_counter()
        with transaction.atomic():
            change = actions.move_body(large, by=by, parent=there, reason="bench", on=today)
            if turn < 3:
                transaction.set_rollback(True)
        seen.append((time.perf_counter() - begun) * 1000)
        if turn == 3:
            assert change.with_it == LARGE - 1
            break
        begun = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE organisations_organisation SET at_city = %s WHERE at_county = %s", [there.pk, large.pk]
            )
            cursor.execute(
                "INSERT INTO organisations_position (id, organisation_id, parent_id, name, since, until, at_national, at_province,"
                " at_city, at_county, at_township, at_union) SELECT gen_random_uuid(), organisation_id, parent_id, name, %s, '9999-12-31',"
                " at_national, at_province, %s, at_county, at_township, at_union FROM organisations_position"
                " WHERE at_county = %s AND until IS NULL",
                [today, there.pk, large.pk],
            )
            cursor.execute(
                "UPDATE organisations_position SET until = %s WHERE at_county = %s AND until IS NULL",
                [today - timedelta(days=1), large.pk],
            )
            transaction.set_rollback(True)
        raw.append((time.perf_counter() - begun) * 1000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    middle = sorted(seen)[len(seen) // 2]
    return (f"move of a county with {LARGE:,} bodies, with its history", middle, sorted(raw)[len(raw) // 2], 0.0)
