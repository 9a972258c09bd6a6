"""Is every field of every table spoken for: personal, or named as not?"""

from django.apps import apps

from tests.architecture.modules import none_of
from unionhall.core import erasing, registry


def _columns(model):
    return {column.name for column in model._meta.local_concrete_fields}


def test_every_field_of_every_table_is_declared_personal_or_named_as_not() -> None:
    """Say it in the module's `fields.py`: what, purpose, legal basis, how long, and what erasing a person does to the row."""
    said = registry.records()
    silent = []
    for model in apps.get_models():
        if not model._meta.managed and model._meta.app_label != "procrastinate":
            continue
        declared = said[model._meta.label].fields if model._meta.label in said else set()
        silent += [f"{model._meta.label}.{name}" for name in sorted(_columns(model) - declared)]
    none_of(silent)


def test_nothing_is_declared_that_does_not_exist() -> None:
    none_of(
        [
            f"{one.label}.{name}"
            for one in registry.records().values()
            for name in sorted(one.fields - _columns(one.model) - {""})
        ]
    )


def test_every_table_with_personal_fields_says_what_it_is() -> None:
    none_of([one.label for one in registry.records().values() if one.is_personal and not one.what])


def test_a_copy_names_a_fact_that_is_held() -> None:
    facts = registry.facts()
    none_of(
        [
            f"{one.label}.{name}: {source}"
            for one in registry.records().values()
            for name, (_level, source) in one.personal.items()
            if source and source not in facts
        ]
    )


def test_a_phone_and_an_identity_number_are_held_in_one_place() -> None:
    kinds = ("phone", "identity_number", "birth_on")
    held = {fact for fact in registry.facts() if fact.rsplit(".", 1)[1] in kinds}
    assert held == {"people.Person.phone", "people.Person.identity_number", "people.Person.birth_on"}


def test_every_row_that_goes_has_somebody_it_is_of_or_a_day_it_ends() -> None:
    none_of(
        [
            one.label
            for one in registry.records().values()
            if one.erased != registry.OnErasure.KEEP and not (one.person or one.belongs or one.people or one.ends)
        ]
    )


def test_every_personal_column_can_be_emptied() -> None:
    """Where rows are emptied, what cannot be is a key of another record, or a closed choice."""
    stuck = []
    for one in registry.records().values():
        if one.erased != registry.OnErasure.BLANK:
            continue
        emptied = erasing.blanks(one)
        for name in one.personal:
            column = one.model._meta.get_field(name)
            if name not in emptied and not (column.is_relation or column.primary_key or column.choices):
                stuck.append(f"{one.label}.{name}")
    assert stuck == ["cases.Transfer.names_worker"]
