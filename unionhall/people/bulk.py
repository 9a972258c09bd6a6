"""Very many people at once: staged by COPY, found by their keyed hashes, written by a few statements.

Nobody enters here: the rosters decide what becomes of each staged row and write its audit line. Everything happens in the
caller's transaction, on tables that only this connection sees and that are empty again at its end.

A staged row is one line of `LINE`. `find` says whom it is about (`found`, and `how`: by identity number, by phone and name,
or only `alike`), where that person is a member, and whether that lies inside the bodies named by `see`.
"""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models

from unionhall.core import clock
from unionhall.core.sealed import lookup_prefixes

from .enums import EndedWhy, EnteredThrough
from .models import Account, Membership, Person

LINE = (
    "number", "row_id", "person_id", "membership_id", "organisation_id", "name", "phone", "phone_lookup", "phone_older",
    "identity", "identity_lookup", "identity_older", "birth_on", "sex", "since", "mac",
)  # fmt: skip
"""The columns of a staged row that come from outside, in the order of COPY."""

FACTS = ("name", "phone", "identity_number", "birth_on", "sex")
ALIKE = 70  # of 100: from here on two records may be one person, and a human being looks

_STAGE = """CREATE TEMPORARY TABLE IF NOT EXISTS people_stage (
  number integer PRIMARY KEY, row_id uuid, person_id uuid, membership_id uuid, organisation_id uuid, name text,
  phone bytea, phone_lookup bytea, phone_older bytea[], identity bytea, identity_lookup bytea, identity_older bytea[],
  birth_on date, sex text, since date, mac bytea,
  found uuid, how text, score integer, found_name text, has_account boolean, lacks_identity boolean, lacks_birth boolean,
  other_phone boolean, phone_free boolean, held_id uuid, held_at uuid, held_since date, past_until date, in_scope boolean,
  outcome text, code text, set_name boolean, set_phone boolean, set_identity boolean, set_birth boolean, changes boolean
) ON COMMIT DELETE ROWS"""
_SCOPE = "CREATE TEMPORARY TABLE IF NOT EXISTS people_scope (id uuid PRIMARY KEY) ON COMMIT PRESERVE ROWS"
TABLES = tuple(model._meta.db_table for model in (Person, Membership))
_PERSON, _MEMBERSHIP, _ACCOUNT = (model._meta.db_table for model in (Person, Membership, Account))


def older_prefixes() -> list[bytes]:
    """Under which earlier keys and hashes lookups are still held: asked of the index, so that only those are computed."""
    found = []
    with connection.cursor() as cursor:
        for prefix in lookup_prefixes()[1:]:
            after = prefix[:-1] + bytes([prefix[-1] + 1])
            for column in ("identity_lookup", "phone_lookup"):
                cursor.execute(
                    f"SELECT 1 FROM {_PERSON} WHERE {column} >= %s AND {column} < %s LIMIT 1", [prefix, after]
                )
                if cursor.fetchone() and prefix not in found:
                    found.append(prefix)
    return found


def see(organisation_ids: Iterable[UUID]) -> None:
    """Make the tables of this connection, and say which bodies lie in scope."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        cursor.execute(_SCOPE)
        cursor.execute("TRUNCATE people_scope")
        with cursor.copy("COPY people_scope (id) FROM STDIN") as copy:
            for organisation_id in organisation_ids:
                copy.write_row((organisation_id,))
        cursor.execute("ANALYZE people_scope")


def forget() -> None:
    """Take the tables of this connection away again: another one may get it next. Plans are made as usual again."""
    with connection.cursor() as cursor:
        cursor.execute("RESET enable_hashjoin; RESET enable_mergejoin; RESET jit")
        cursor.execute("DROP TABLE IF EXISTS people_stage, people_scope")


def stage(lines: bytes) -> None:
    """Put rows into the stage, written as COPY reads them."""
    with connection.cursor() as cursor:
        # Each step finds a few rows through an index; a plan that reads all people for every part would grow with them.
        cursor.execute("TRUNCATE people_stage")
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off")
        with cursor.copy(f"COPY people_stage ({', '.join(LINE)}) FROM STDIN") as copy:
            copy.write(lines)
        cursor.execute("ANALYZE people_stage (number, identity_lookup, phone_lookup, name)")


def find(*, older: bool, whole: bool, whom: UUID | None = None) -> None:
    """Whom each staged row is about. `whole`: the scope is the whole federation, so people without a union lie in it too.

    `whom` says it for the one row there is: somebody looked, and chose.
    """
    of_the_phone = (
        "p.phone_lookup = ANY(s.phone_lookup || s.phone_older)" if older else "p.phone_lookup = s.phone_lookup"
    )
    steps = [("UPDATE people_stage SET found = %s, how = 'chosen'", [whom])] if whom else _search(older, of_the_phone)
    steps += [
        (
            f"UPDATE people_stage AS s SET found_name = p.name, lacks_identity = p.identity_lookup IS NULL, lacks_birth = p.birth_on IS NULL, "
            f"has_account = EXISTS (SELECT 1 FROM {_ACCOUNT} a WHERE a.person_id = p.id), "
            "other_phone = s.phone_lookup IS NOT NULL AND p.phone_lookup IS DISTINCT FROM s.phone_lookup "
            "AND NOT COALESCE(p.phone_lookup = ANY(s.phone_older), false), "
            "held_id = m.id, held_at = m.organisation_id, held_since = m.since, "
            f"past_until = (SELECT max(past.until) FROM {_MEMBERSHIP} past WHERE past.person_id = p.id), "
            "in_scope = CASE WHEN m.id IS NULL THEN %s ELSE sc.id IS NOT NULL END "
            f"FROM {_PERSON} p LEFT JOIN {_MEMBERSHIP} m ON m.person_id = p.id AND m.until IS NULL "
            "LEFT JOIN people_scope sc ON sc.id = m.organisation_id WHERE p.id = s.found",
            [whole],
        ),
        # A phone opens an account, so it is held by one person: the first row that brings it.
        (
            "UPDATE people_stage AS s SET phone_free = false FROM (SELECT number, row_number() OVER (PARTITION BY phone_lookup ORDER BY number) AS n "
            "FROM people_stage WHERE phone_lookup IS NOT NULL) AS twin WHERE twin.number = s.number AND twin.n > 1",
            [],
        ),
        (
            f"UPDATE people_stage AS s SET phone_free = false FROM {_PERSON} p WHERE {of_the_phone} AND p.id IS DISTINCT FROM s.found",
            [],
        ),
    ]
    with connection.cursor() as cursor:
        for step, given in steps:
            cursor.execute(step, given or None)


def _search(older: bool, of_the_phone: str) -> list[tuple[str, list[Any]]]:
    """By identity number, by phone and name together, then by likeness among the members in scope."""
    steps = [
        f"UPDATE people_stage AS s SET found = p.id, how = 'identity' FROM {_PERSON} p WHERE p.identity_lookup = s.identity_lookup"
    ]
    if older:
        steps.append(
            f"UPDATE people_stage AS s SET found = p.id, how = 'identity' FROM {_PERSON} p "
            "WHERE s.found IS NULL AND p.identity_lookup = ANY(s.identity_older)"
        )
    steps += [
        f"UPDATE people_stage AS s SET found = p.id, how = 'phone' FROM {_PERSON} p WHERE s.found IS NULL AND {of_the_phone} "
        "AND p.name = s.name AND (p.identity_lookup IS NULL OR s.identity_lookup IS NULL) "
        "AND (p.birth_on = s.birth_on OR p.birth_on IS NULL OR s.birth_on IS NULL)",
        _alike(),
        # The same name, birthday and union, and no number on either side: that is the one entered from such a row before.
        "UPDATE people_stage SET how = 'same' WHERE how = 'alike' AND score >= 100",
    ]
    return [(step, []) for step in steps]


def _alike() -> str:
    """Scored candidates for rows nobody was found for, among the members in scope and nobody else.

    The name counts 50, the birthday 30 (5 where one side has none), the same union 20, another union in scope 10.
    Two different identity numbers are two people, whatever else is alike.
    """
    births = "(p.birth_on = s.birth_on OR p.birth_on IS NULL OR s.birth_on IS NULL)"
    return f"""UPDATE people_stage AS s SET found = best.person, score = best.score, how = 'alike' FROM (
      SELECT DISTINCT ON (c.number) c.number, c.person, c.score FROM (
        SELECT s.number, p.id AS person, 50
          + CASE WHEN p.birth_on = s.birth_on THEN 30 ELSE 5 END
          + CASE WHEN m.organisation_id = s.organisation_id THEN 20 ELSE 10 END
          - CASE WHEN p.identity_lookup IS NOT NULL OR s.identity_lookup IS NOT NULL THEN 1 ELSE 0 END AS score
        FROM people_stage s JOIN {_PERSON} p ON p.name = s.name AND p.identity_lookup IS NULL AND {births}
        JOIN {_MEMBERSHIP} m ON m.person_id = p.id AND m.until IS NULL JOIN people_scope sc ON sc.id = m.organisation_id
        WHERE s.found IS NULL
        UNION ALL
        SELECT s.number, p.id, 79 + CASE WHEN m.organisation_id = s.organisation_id THEN 20 ELSE 10 END
        FROM people_stage s JOIN {_PERSON} p ON p.name = s.name AND p.birth_on = s.birth_on AND p.identity_lookup IS NOT NULL
        JOIN {_MEMBERSHIP} m ON m.person_id = p.id AND m.until IS NULL JOIN people_scope sc ON sc.id = m.organisation_id
        WHERE s.found IS NULL AND s.identity_lookup IS NULL
      ) AS c WHERE c.score >= {ALIKE} ORDER BY c.number, c.score DESC, c.person
    ) AS best WHERE best.number = s.number"""


def write(*, on: date) -> None:
    """Write what was decided: rows `new` (a person, or a membership of one there already), `moved`, `updated`."""
    now = clock.now()
    person = {
        "id": "s.person_id", "name": "s.name", "identity_number": "s.identity", "identity_lookup": "s.identity_lookup",
        "phone": "CASE WHEN s.phone_free IS FALSE THEN %s ELSE s.phone END",
        "phone_lookup": "CASE WHEN s.phone_free IS FALSE THEN NULL ELSE s.phone_lookup END",
        "birth_on": "s.birth_on", "sex": "s.sex", "entered_at": "%s",
    }  # fmt: skip
    given: dict[str, Any] = {"phone": _stored(Person, "phone", ""), "entered_at": now}
    _insert(Person, person, given, "FROM people_stage s WHERE s.outcome = 'new' AND s.found IS NULL ORDER BY s.number")
    membership = {
        "id": "s.membership_id", "person_id": "COALESCE(s.found, s.person_id)", "organisation_id": "s.organisation_id",
        "since": "CASE WHEN s.outcome = 'moved' THEN GREATEST(%s, s.held_since + 1, s.past_until + 1) "
        "ELSE GREATEST(COALESCE(s.since, %s), s.past_until + 1) END",
        "entered_through": "%s",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_PERSON} AS p SET "
            "name = CASE WHEN s.set_name THEN s.name ELSE p.name END, "
            "phone = CASE WHEN s.set_phone THEN s.phone ELSE p.phone END, "
            "phone_lookup = CASE WHEN s.set_phone THEN s.phone_lookup ELSE p.phone_lookup END, "
            "identity_number = CASE WHEN s.set_identity THEN s.identity ELSE p.identity_number END, "
            "identity_lookup = CASE WHEN s.set_identity THEN s.identity_lookup ELSE p.identity_lookup END, "
            "birth_on = CASE WHEN s.set_birth THEN s.birth_on ELSE p.birth_on END, "
            "sex = CASE WHEN s.set_identity AND s.sex <> '' THEN s.sex ELSE p.sex END "
            "FROM people_stage s WHERE p.id = s.found AND s.changes AND s.outcome IN ('new', 'moved', 'updated')"
        )
        cursor.execute(
            f"UPDATE {_MEMBERSHIP} AS m SET until = GREATEST(%s, m.since), ended_why = %s "
            "FROM people_stage s WHERE m.id = s.held_id AND s.outcome = 'moved'",
            [on - timedelta(days=1), EndedWhy.TRANSFERRED.value],
        )
    _insert(
        Membership, membership, {"since": (on, on), "entered_through": EnteredThrough.ROSTER.value},
        "FROM people_stage s WHERE s.outcome IN ('new', 'moved') ORDER BY s.number",
    )  # fmt: skip


def facts_of(person_id: UUID) -> dict[str, Any]:
    """What a list may change of a person, locked, as plain values."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    return {name: getattr(person, name) for name in FACTS} | {
        "birth_on": person.birth_on and person.birth_on.isoformat()
    }


def membership_of(person_id: UUID) -> Membership | None:
    """The membership somebody holds."""
    return Membership.objects.filter(person=person_id, until__isnull=True).select_related("organisation").first()


def put_back(person_id: UUID, facts: dict[str, Any], *, made: UUID | None, ended: UUID | None, whole: bool) -> None:
    """Undo what one row wrote: its membership goes, the one it ended goes on, the facts are as before; `whole`: the person goes too.

    Raises ProtectedError where something else on record rests on it.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if made:
        Membership.objects.filter(pk=made, person=person_id).delete()
    if ended:
        Membership.objects.filter(pk=ended, person=person_id).update(until=None, ended_why="")
    if whole:
        person.delete()
        return
    for name in FACTS:
        setattr(person, name, facts[name])
    person.birth_on = date.fromisoformat(facts["birth_on"]) if facts["birth_on"] else None
    person.save(update_fields=[*FACTS, "phone_lookup", "identity_lookup"])


def _insert(model: type[models.Model], said: dict[str, str], given: dict[str, Any], source: str) -> None:
    """Insert from the stage; a column nobody speaks of gets its model's default, as when a row is saved."""
    columns, values, parameters = [], [], []
    for field in model._meta.concrete_fields:
        columns.append(connection.ops.quote_name(str(field.column)))
        if field.column in said:
            values.append(said[field.column])
            if field.column in given:
                more = given[field.column]
                parameters += list(more) if isinstance(more, tuple) else [more]
        elif field.has_db_default():
            columns.pop()
        else:
            values.append("%s")
            parameters.append(field.get_db_prep_save(field.get_default(), connection))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(values)} {source}", parameters
        )


def _stored(model: type[models.Model], name: str, value: Any) -> Any:
    field = next(field for field in model._meta.concrete_fields if field.name == name)
    return field.get_db_prep_save(value, connection)
