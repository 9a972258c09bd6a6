"""Is anybody asked for what we hold already?"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.architecture.modules import none_of
from unionhall.core import registry
from unionhall.core.endpoints import Strict
from unionhall.privacy import burden

TELLING = re.compile(r"(^|_)(name|phone|mobile|identity|email|birth|born|sex|gender|address|worker)(_|$)")
"""What a question about a person is called in this product."""


def _questions() -> dict[str, set[str]]:
    """Every field of every form and of every body of the API that may ask for something about a person."""
    found: dict[str, set[str]] = {}
    for module, kind in burden.every_form():
        found.setdefault(f"{module}.{kind.__name__}", set()).update(n for n in kind.base_fields if TELLING.search(n))
    from config import api

    for name in api.ROUTERS:
        import_module(f"unionhall.{name}.endpoints")
    for kind in _below(Strict):
        if kind.__module__.startswith("unionhall.") and kind.__name__.endswith(("In", "Query")):
            module = kind.__module__.split(".")[1]
            found.setdefault(f"{module}.{kind.__name__}", set()).update(
                n for n in kind.model_fields if TELLING.search(n)
            )
    return {form: names for form, names in found.items() if names}


def _below(kind: type) -> set[type]:
    return {one for sub in kind.__subclasses__() for one in (sub, *_below(sub))}


def test_every_question_about_a_person_says_whose_fact_it_asks_for() -> None:
    """In the module's `fields.py`, under ASKS: of oneself (which fact), of somebody else, or of no person at all."""
    said = registry.forms_asking()
    none_of(
        [
            f"{form}.{name}"
            for form, names in sorted(_questions().items())
            for name in sorted(names - set(said.get(form, {})))
        ]
    )


def test_nothing_is_declared_of_a_form_that_does_not_ask_it() -> None:
    asking = _questions()
    none_of(
        [
            f"{form}.{name}"
            for form, names in registry.forms_asking().items()
            for name in sorted(set(names) - asking.get(form, set()))
        ]
    )


def test_whoever_is_asked_about_themselves_is_asked_for_a_fact_that_is_held() -> None:
    facts = registry.facts()
    wrong = [
        f"{form}.{name}"
        for form, names in registry.forms_asking().items()
        for name, one in names.items()
        if one.of == registry.SELF and (one.fact not in facts or not one.page)
    ]
    none_of(wrong)


class _Inputs(HTMLParser):
    """Fields a reader would have to fill in: not hidden, not filled, not locked."""

    def __init__(self) -> None:
        super().__init__()
        self.empty: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("type") != "hidden" and not said.get("value") and "disabled" not in said:
            self.empty.add(said.get("name") or "")


@pytest.mark.django_db
def test_whoever_is_signed_in_is_not_asked_for_what_is_held() -> None:
    """Every page on which a form asks people about themselves, seen by somebody whose facts are held."""
    from tests.matrix.people import build
    from tests.matrix.rows.members import number
    from unionhall.core.actor import SYSTEM
    from unionhall.people import api as people

    stage = build()
    client: Client = stage.client("worker")
    people.books.complete_person(stage.person("worker").pk, by=SYSTEM, identity_number=number())
    asked_again = []
    for form, names in registry.forms_asking().items():
        for name, one in names.items():
            if one.of != registry.SELF:
                continue
            answer = client.get(_address(one.page, stage), follow=True)
            assert answer.status_code == 200, one.page
            inputs = _Inputs()
            inputs.feed(answer.content.decode())
            if name in inputs.empty and not _is_for_another(answer, form):
                asked_again.append(f"{form}.{name} on {one.page}")
    none_of(asked_again)


def _is_for_another(answer: object, form: str) -> bool:
    """A page a signed-in person is sent on from shows another form, whose fields may have the same name."""
    shown = getattr(answer, "context", None)
    there = shown.get("form") if shown is not None and "form" in shown else None
    return (
        there is not None
        and f"{apps.get_containing_app_config(type(there).__module__).label}.{type(there).__name__}" != form
    )


def _address(page: str, stage: object) -> str:
    name, *rest = page.split()
    if name == "letterbox:reception_day":
        from tests.matrix.rows.letterbox import day

        return reverse(name, kwargs=day(stage))
    if name == "members:join":
        from tests.matrix.rows.members import code

        return reverse(name, kwargs=code(stage))
    return reverse(name, args=rest)
