"""Do the tables fit the scale rules: keys and times made in Python, nothing that a cluster would refuse?"""

from __future__ import annotations

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
