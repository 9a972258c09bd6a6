"""Do the tables fit the scale rules: keys and times made in Python, nothing that a cluster would refuse?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.db import connection, models

from tests.architecture.modules import configs, none_of, tables

ROOT = Path(__file__).resolve().parents[2] / "unionhall"


def test_every_key_is_a_uuid_made_in_python() -> None:
    wrong = []
    for model in tables():
        key = model._meta.pk
        inherited = isinstance(key, models.OneToOneField)  # the row of another row: it has that one's key
        if not inherited and not (isinstance(key, models.UUIDField) and key.has_default()):
            wrong.append(model._meta.label)
    none_of(wrong)


def test_every_key_is_made_by_the_product_itself() -> None:
    """By `core.ids.new_id`: ordered by time, known before the row is written. A secret answer's key tells no time."""
    from unionhall.core.ids import new_id

    random = {"surveys.Invitation", "surveys.Answer"}
    wrong = [
        model._meta.label
        for model in tables()
        if isinstance(model._meta.pk, models.UUIDField)
        and model._meta.pk.default is not new_id
        and model._meta.label not in random
    ]
    none_of(wrong)


def test_no_table_that_joins_two_others_is_seen_by_anybody() -> None:
    """Django's own joining tables count with an identity column; those that exist are looked through, never named in an address."""
    allowed = {
        "cases.IntakeDraft.files",
        "cases.RoutingRule.employers",
        "people.Account.groups",
        "people.Account.user_permissions",
    }
    none_of(
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created and f"{model._meta.label}.{field.name}" not in allowed
    )


def test_no_column_is_filled_by_the_database() -> None:
    """A plain word as a default is none of its making: lists copied straight in leave such columns out."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in model._meta.concrete_fields
        if (field.has_db_default() and not isinstance(field.db_default, str))
        or getattr(field, "auto_now", False)
        or getattr(field, "auto_now_add", False)
    ]
    none_of(wrong)


def test_a_foreign_key_that_leaves_its_module_leaves_no_trace_behind() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for config in configs()
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model._meta.app_label != config.label
        and not (field.remote_field.related_name or "").endswith("+")
    ]
    none_of(wrong)


def test_no_foreign_key_points_up() -> None:
    """To a module that stands higher, or to a package: the account of a person is the only way to Django's own tables."""
    order = {config.label: height for height, config in enumerate(configs())}
    wrong = [
        f"{model._meta.label}.{field.name}"
        for config in configs()
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and order.get(field.related_model._meta.app_label, 99) > order[config.label]
    ]
    none_of(wrong)


def test_no_table_has_an_order_of_its_own() -> None:
    none_of([model._meta.label for model in tables() if model._meta.ordering])


def test_no_model_works_in_save() -> None:
    allowed = {"unionhall.core.models"}  # append-only rows refuse a second save there
    wrong = [
        model._meta.label
        for model in tables()
        if any(
            "save" in vars(kind) and kind.__module__.startswith("unionhall") and kind.__module__ not in allowed
            for kind in model.__mro__
        )
    ]
    none_of(wrong)


def test_every_model_says_what_it_is() -> None:
    """Django writes `Name(field, field)` where nobody wrote anything."""
    none_of([m._meta.label for m in tables() if not m.__doc__ or m.__doc__.startswith(f"{m.__name__}(")])


def test_every_constraint_is_a_sentence_for_people() -> None:
    silent = [
        f"{model._meta.label}.{constraint.name}"
        for model in tables()
        for constraint in model._meta.constraints
        if model._meta.app_label != "core"  # mechanisms keep their rows themselves; nobody types one
        and constraint.violation_error_message == constraint.default_violation_error_message
    ]
    none_of(silent)


def test_no_migration_brings_a_trigger_an_extension_or_a_function() -> None:
    forbidden = re.compile(
        r"CREATE\s+(OR\s+REPLACE\s+)?(TRIGGER|FUNCTION|EXTENSION)|TriggerExtension|django\.contrib\.postgres\.operations",
        re.I,
    )
    none_of([str(p) for p in ROOT.glob("*/migrations/*.py") if forbidden.search(p.read_text())])


def test_no_migration_names_a_schema() -> None:
    """A federation's tables are found by the search_path alone; a name before the table would lead out of it."""
    named = re.compile(r"(\bpublic\.|search_path|SET\s+SCHEMA|CREATE\s+SCHEMA|db_tablespace|\"\.\")", re.I)
    none_of([str(p) for p in ROOT.glob("*/migrations/*.py") if named.search(p.read_text())])
    none_of([m._meta.label for m in tables() if not re.fullmatch(r"[a-z][a-z0-9_]*", m._meta.db_table)])


def test_every_migration_is_named_for_its_effect() -> None:
    automatic = re.compile(r"^\d{4}_(auto|alter|add|remove|delete|rename)_\w+$|_and_more$")
    none_of([p.stem for p in ROOT.glob("*/migrations/0*.py") if automatic.search(p.stem)])


@pytest.mark.django_db
def test_the_database_holds_no_trigger_of_ours() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND c.relname NOT LIKE 'procrastinate%'"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_every_table_has_a_primary_key() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'"
            " AND n.nspname = current_schema()"
            " AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_nothing_in_the_schema_refers_outside_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conname FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid"
            " WHERE c.contype = 'f' AND f.relnamespace <> t.relnamespace"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_nothing_refers_to_the_tables_of_the_jobs() -> None:
    """They have triggers, so they stand in a schema of their own where several federations live."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conname FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid"
            " WHERE c.contype = 'f' AND t.relname LIKE 'procrastinate%' AND f.relname NOT LIKE 'procrastinate%'"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_no_table_of_ours_counts_with_a_sequence_or_has_a_default_that_is_reckoned() -> None:
    """A plain word is the same on every node; whatever is called or drawn is not."""
    ours = [model._meta.db_table for model in tables()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = ANY(%s) AND (column_default !~ '^''[^'']*''::[a-z ]+$' OR is_identity = 'YES' OR is_generated = 'ALWAYS')",
            [ours],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_schema_has_no_function_rule_policy_or_extension_of_ours() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace"
            " AND p.proname NOT LIKE 'procrastinate%'"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")
        assert cursor.fetchall() == []
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = current_schema()")
        assert cursor.fetchall() == []


def test_every_list_that_is_cut_into_pages_says_its_order_and_ends_it_with_the_key() -> None:
    """Rows come in no order of their own; an order that ties would show a row twice or never."""
    wrong = []
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts or "keyset(" not in (text := path.read_text()):
            continue
        for node in ast.walk(ast.parse(text)):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            if not isinstance(node, ast.Call) or name != "keyset":
                continue
            order = next((one.value for one in node.keywords if one.arg == "order"), None)
            if isinstance(order, ast.Tuple) and all(isinstance(one, ast.Constant) for one in order.elts):
                last = str(order.elts[-1].value).lstrip("-")  # type: ignore[attr-defined]
                if last not in {"id", "pk"} and not last.endswith(("_id", "__id", "__pk")):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} ends with {last}")
    none_of(wrong)
