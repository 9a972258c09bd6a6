"""The book with other rows, what is due for re-checking, and a lawyer's own folder of tables and examples."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner

from unionhall.lawbook.book import Book, book
from unionhall.lawbook.commands import law
from unionhall.lawbook.dated import LOOKED_UP_TO, TO_DO, Dated, Table
from unionhall.lawbook.titles import title_of, unit_words

T = "minimum_wage.monthly"
DAY = date(2026, 1, 1)


def row(
    value: int, since: date | None, *, until: date | None = None, checked: date = DAY, confidence: str = "V"
) -> Dated:
    return Dated(
        T, "某省", 1, Decimal(value), "yuan/month", since, None if since else DAY, "S1", confidence, checked, until
    )


def test_a_row_for_the_same_day_goes_before_the_held_one_and_another_day_stands_beside_it() -> None:
    held = Book({T: Table(T, (row(1, date(2024, 1, 1)),))})
    more = held.with_rows([row(2, date(2024, 1, 1)), row(3, date(2025, 1, 1)), row(4, date(2025, 1, 1))])
    assert [one.value for one in more.tables[T].rows] == [2, 4]
    assert [one.value for one in held.tables[T].rows] == [1], "a book is never changed"


def test_a_withdrawn_row_is_gone_and_the_others_stay() -> None:
    first, second = row(1, date(2024, 1, 1)), row(2, date(2025, 1, 1))
    held = Book({T: Table(T, (first, second))}).without([second.key, ("no_such", "某省", 1, DAY)])
    assert held.tables[T].rows == (first,)


def test_a_newest_value_looked_up_only_to_a_past_day_is_due_and_a_replaced_one_is_not() -> None:
    old, new = row(1, date(2024, 1, 1), until=date(2024, 6, 30)), row(2, date(2025, 1, 1), until=date(2025, 12, 31))
    due = Table(T, (old, new)).due_for_checking(date(2026, 2, 1))
    assert [(one.row, one.why, one.newest) for one in due] == [(new, LOOKED_UP_TO, True)]


def test_every_reason_says_what_to_do() -> None:
    today = date(2027, 6, 1)
    rows = (row(1, DAY, confidence="Mh"), row(2, None), row(3, date(2026, 3, 1)))
    due = Table(T, rows).due_for_checking(today)
    assert len({one.why for one in due}) == 3
    assert all(one.todo == TO_DO[one.why] for one in due)
    assert all(one.why in TO_DO for name in book().tables for one in book().tables[name].due_for_checking(today))


def test_tables_and_units_are_called_in_words() -> None:
    assert title_of(T).zh == "最低工资（月）"
    assert title_of("minimum_wage.daily").zh == "最低工资 · daily"
    assert title_of("unheard").zh == "unheard"
    assert (unit_words("yuan/month").zh, unit_words("bushels").zh) == ("元/月", "bushels")


def folder(path: Path, value: str = "2300", source: str = "J1", expect: str = "200.00") -> Path:
    shipped = (Path(__file__).parents[1] / "data" / "minimum_wage.csv").read_text()
    columns = shipped.splitlines()[0].split(",")
    line = dict.fromkeys(columns, "") | {
        "region": "江西", "measure": "monthly", "since": "2027-01-01", "tier": "1", "value": value, "unit": "yuan/month",
        "source": source, "confidence": "V", "checked_on": "2026-11-20",
    }  # fmt: skip
    (path / "minimum_wage.csv").write_text("\ufeff" + shipped + ",".join(line[name] for name in columns) + "\n")
    (path / "sources.csv").write_text("key,title\nJ1,赣人社发〔2026〕5号\n")
    (path / "扣工资.toml").write_text(
        f"""[[example]]
name = "新标准下，扣完不能低于 2300"
fn = "deduction"
today = 2027-03-01
facts = {{ on = 2027-02-15, loss = 3000, region = "江西", tier = 1, months = [{{ wage = 2500, deducted = 600 }}] }}
expect = {{ lawful_total = "{expect}" }}
"""
    )
    return path


def test_a_lawyer_tries_a_changed_table_with_examples_before_anybody_takes_it(tmp_path: Path) -> None:
    answer = CliRunner().invoke(law, ["test", str(folder(tmp_path))])
    assert answer.exit_code == 0, answer.output
    assert "ok   扣工资: 新标准下，扣完不能低于 2300 deduction" in answer.output
    assert "C01-severance" in answer.output, "the examples of the book are tried as well"
    assert book().value(T, "江西", tier=1, on=date(2027, 6, 1)).value != 2300


def test_an_example_that_does_not_come_out_and_a_table_that_is_not_sound_are_named(tmp_path: Path) -> None:
    answer = CliRunner().invoke(law, ["test", str(folder(tmp_path, source="J9", expect="260.00"))])
    assert answer.exit_code == 1
    assert "FAIL 扣工资" in answer.output
    assert "source J9 is not listed" in answer.output


def test_a_cell_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    answer = CliRunner().invoke(law, ["test", str(folder(tmp_path, value="很多"))])
    assert answer.exit_code == 1
    assert "读不懂" in answer.output
