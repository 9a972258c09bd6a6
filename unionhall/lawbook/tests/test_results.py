"""Every item of a result has a name for people, and every word for programs its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.facts import Choice
from unionhall.lawbook.finding import plain
from unionhall.lawbook.results import is_named, item, items, outcome


def results() -> Iterator[tuple[str, Any]]:
    """What the lawyers' worked examples come to."""
    from unionhall.lawbook import examples

    for one in examples.of_the_book():
        try:
            finding = calculators()[one.fn].find(one.facts, today=one.today)
        except Exception:
            continue
        yield one.fn, finding.result
        for other in finding.answer.alternatives:
            yield one.fn, other.result


def test_every_item_of_a_flat_result_is_named() -> None:
    unnamed = {
        (fn, key) for fn, result in results() if isinstance(result, Mapping) for key in result if not is_named(fn, key)
    }
    assert unnamed == set()


def test_every_word_for_programs_has_words_for_people() -> None:
    silent = set()
    for fn, result in results():
        choices = {
            value for fact in calculators()[fn].facts if isinstance(fact.kind, Choice) for value in fact.kind.options
        }
        for key, value in plain(result).items() if isinstance(result, Mapping) else ():
            is_code = isinstance(value, str) and value.isascii() and value[:1].isalpha() and " " not in value
            if is_code and value not in choices and outcome(key, value) is None:
                silent.add((fn, key, value))
    assert silent == set()


def test_what_has_no_words_is_called_by_its_key() -> None:
    assert item("severance", "no_such_item").words.zh == "no such item"


def test_units_are_known() -> None:
    known = {"", "yuan", "months", "days", "hours", "years", "percent", "yuan/month", "yuan/day", "yuan/hour"}
    assert {one.unit for one in items().values()} <= known
