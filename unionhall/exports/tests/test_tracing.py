"""Does half of a leaked file still name its exporter? Twenty of twenty times, shuffled, with columns missing, as text."""

import csv
import io
import json
import random
from datetime import timedelta
from itertools import accumulate
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import python_calamine
from click.testing import CliRunner

from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.export import Column, write_csv, write_xlsx
from unionhall.core.verdict import YES
from unionhall.exports import actions, tracing
from unionhall.exports.commands import exports as command
from unionhall.exports.marks import Keyed, Marks
from unionhall.exports.models import Export
from unionhall.exports.sources import Found, Source, Table, offer

pytestmark = pytest.mark.django_db
TRIALS = 20
COLUMNS = [Column(name, name) for name in ("number", "worker", "employer", "place", "state", "amount", "phone")]


def people(many: int) -> list[dict[str, Any]]:
    """The same real rows for everybody: only the marks differ from copy to copy."""
    rand = random.Random(7)
    return [
        {
            "number": f"瑞工维〔2026〕{n:04d}号", "worker": f"{rand.choice('王李张刘')}*",
            "employer": f"{rand.choice('恒达盛信')}{rand.choice('恒达盛信')}{n % 60}公司", "place": f"第{n % 12}街道",
            "state": rand.choice(["已受理", "调解中", "已结案"]), "amount": n * 10,
            "phone": f"13{rand.randrange(10)}****{rand.randrange(10_000):04d}",
        }
        for n in range(1, many + 1)
    ]  # fmt: skip


def source(many: int) -> Source:
    rows, keys = people(many), [UUID(int=n) for n in range(1, many + 1)]

    def decoy(_actor: Any, keyed: Keyed, _unmasked: bool) -> dict[str, Any]:
        return {
            "number": f"工维〔2026〕0{keyed.below(100_000, 'n'):05d}号",
            "worker": keyed.person()[0] + "*",
            "phone": keyed.masked_phone(),
        }

    made = Source(
        name="test.people", title="people", may=lambda *_a: YES, find=lambda *_a: Found(keys, "all", "people"),
        table=lambda *_a: Table(COLUMNS, list(zip(keys, rows, strict=True))), columns=lambda _a: [],
        note=lambda *_a: None, decoy=decoy, borrowed=frozenset(["place", "state"]), unmarked=frozenset(["number"]), masked=frozenset(["worker", "phone"]),
        personal=False,
    )  # fmt: skip
    offer(made)
    return made


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Keys are drawn the same in every run, so that no run fails by bad luck."""
    drawn = random.Random(38)
    monkeypatch.setattr(actions, "secrets", SimpleNamespace(token_hex=lambda size: drawn.randbytes(size).hex()))
    return build()


def taken_out(
    world: World, many: int, by: tuple[str, ...] = ("hong", "dong", "zhou", "xi")
) -> list[tuple[Export, bytes]]:
    """The same table, taken out by several people."""
    found = []
    for name in by:
        export = actions.ask(source(many), {}, by=world.actor(name), purpose="试")
        found.append((export, actions.fetch(export, by=world.actor(name))))
    return found


def rows_of(content: bytes) -> tuple[list[str], list[list[Any]]]:
    """Heads and rows below the visible lines, spaces and all."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [str(cell) for cell in sheet[2]], [list(row) for row in sheet[3:]]


def halved(content: bytes, trial: int, drop: tuple[str, ...] = (), shuffle: bool = True) -> list[list[Any]]:
    """A random half of the rows, without the visible line, in another order, without some columns."""
    rand = random.Random(trial)
    heads, rows = rows_of(content)
    kept = rand.sample(rows, len(rows) // 2)
    if not shuffle:
        kept.sort(key=rows.index)
    places = [n for n, head in enumerate(heads) if head not in drop]
    return [[row[n] for n in places] for row in kept]


def as_csv(rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030")


def as_text(rows: list[list[Any]]) -> bytes:
    return "\n".join("\t".join(str(cell) for cell in row) for row in rows).encode()


def named(content: bytes) -> int:
    """The one export recognised with certainty."""
    found, many = tracing.trace(content)
    sure = [one.export.number for one in found if one.is_certain(many)]
    assert len(sure) == 1, [one.as_dict(many) for one in found]
    return sure[0]


CODE = "行码"


@pytest.mark.parametrize(
    ("many", "drop"),
    [
        (120, ()),
        (120, (CODE,)),
        (120, (CODE, "worker", "state", "amount", "phone")),
        (120, (CODE, "employer", "place", "state", "amount", "phone")),
        (120, (CODE, "number", "worker", "state", "amount", "phone")),
        (120, (CODE, "number", "worker", "employer", "place", "state", "amount")),
        (6, ()),
    ],
)
def test_half_of_the_rows_names_the_exporter_twenty_times_of_twenty(
    world: World, many: int, drop: tuple[str, ...]
) -> None:
    copies = taken_out(world, many)
    for trial in range(TRIALS):
        export, content = copies[trial % len(copies)]
        rows = halved(content, trial, drop, shuffle=trial % 2 == 0)
        write = (as_csv, as_text, lambda kept: write_xlsx(kept, [str(n) for n in range(len(kept[0]))]))[trial % 3]
        assert named(write(rows)) == export.number


@pytest.mark.parametrize("many", [20, 23, 41, 90, 180])
def test_every_half_in_one_piece_names_its_exporter_among_ten_thousand(world: World, many: int) -> None:
    """Wherever the half begins: as it is, without the codes, without the spaces, and with number and name or telephone left."""
    copies = taken_out(world, many)
    heads, rows = rows_of(copies[0][1])
    half = len(rows) // 2
    starts = sorted({n * (len(rows) - half) // 3 for n in range(4)})
    for trial, start in enumerate(starts):
        export, content = copies[trial % len(copies)]
        piece = rows_of(content)[1][start : start + half]
        for kept, trims in (
            (heads, False),
            (heads, True),
            (heads[:-1], False),
            (heads[:-1], True),
            (["number", "worker", "phone"], True),
            (["worker", "phone"], False),
            (["number", "worker"], False),
        ):
            places = [heads.index(head) for head in kept]
            cells = [[str(row[n]).strip() if trims else row[n] for n in places] for row in piece]
            write = (as_csv, as_text)[trial % 2]
            found, _many = tracing.trace(write(cells))
            assert found, (start, kept, trims)
            assert found[0].export == export, (start, kept, trims)
            assert [one.is_certain(10_000) for one in found] == [True], (start, kept, trims, found)


def test_every_half_in_one_piece_holds_an_invented_row() -> None:
    for many in (*range(20, 130), *range(130, 2_000, 97)):
        for seed in range(4):
            places = Marks(1, bytes([seed]) * 32).decoys(many)
            assert places == sorted(places)
            assert places[-1] < many
            stand = {after + order + 1 for order, after in enumerate(places)}
            all_rows = many + len(places)
            before = [0, *accumulate(row in stand for row in range(all_rows))]
            half = all_rows // 2
            least = min(before[start + half] - before[start] for start in range(all_rows - half + 1))
            assert least >= (2 if many >= 80 else 1), (many, seed)


def test_both_stars_say_the_same_and_only_masks_carry_them(world: World) -> None:
    _export, content = taken_out(world, 60)[0]
    heads, rows = rows_of(content)
    seen = {head: {sign for row in rows for sign in str(row[n]) if sign in "*＊"} for n, head in enumerate(heads)}
    assert {head for head, signs in seen.items() if signs} == {"worker", "phone"}
    assert all(signs == {"*", "＊"} for signs in seen.values() if signs)


def test_rows_with_their_spaces_trimmed_away_still_name_the_exporter(world: World) -> None:
    copies = taken_out(world, 120)
    for trial in range(TRIALS):
        export, content = copies[trial % len(copies)]
        rows = [[str(cell).strip() for cell in row] for row in halved(content, trial)]
        assert named(as_text(rows)) == export.number


def test_a_single_row_names_its_export(world: World) -> None:
    export, content = taken_out(world, 40)[1]
    found, _many = tracing.trace(as_text([rows_of(content)[1][17]]))
    assert found[0].export == export


def test_a_file_of_somebody_else_names_nobody(world: World) -> None:
    taken_out(world, 60)
    foreign = write_csv([{**row, "number": f"  {row['number']} "} for row in people(60)], COLUMNS)
    assert tracing.trace(foreign) == ([], 4)
    spaced = as_text([[f"{row['employer']}{' ' * (n % 4)}", f"{row['place']} "] for n, row in enumerate(people(60))])
    found, many = tracing.trace(spaced)
    assert not [one for one in found if one.is_certain(many)]


def test_a_code_nobody_gave_out_accuses_nobody(world: World) -> None:
    export, _content = taken_out(world, 20)[0]
    forged = Marks(export.number, b"guessed" * 5)
    found, many = tracing.trace("\n".join(forged.code(n) for n in range(20)).encode())
    assert not [one for one in found if one.is_certain(many)]


def test_a_file_made_of_two_names_both(world: World) -> None:
    (first, one), (second, two), *_rest = taken_out(world, 100)
    found, many = tracing.trace(as_text(halved(one, 1) + halved(two, 2)))
    assert {each.export.number for each in found if each.is_certain(many)} == {first.number, second.number}


def test_an_expired_export_is_still_recognised(world: World) -> None:
    export, content = taken_out(world, 40)[0]
    with clock.at(clock.now() + timedelta(days=400)):
        actions.expire(export, by=actions.BY)
        assert named(as_text(halved(content, 3))) == export.number


def test_the_same_text_has_the_same_spaces_all_over_one_file(world: World) -> None:
    _export, content = taken_out(world, 100)[0]
    _heads, rows = rows_of(content)
    forms = {str(row[4]) for row in rows}
    assert len(forms) == len({text.strip() for text in forms})


def test_the_console_names_who_took_it_out(world: World, tmp_path: Any) -> None:
    from unionhall.core.models import AuditEntry

    export, content = taken_out(world, 40)[0]
    path = tmp_path / "leaked.csv"
    path.write_bytes(as_csv(halved(content, 5)))
    answer = CliRunner().invoke(command, ["trace", str(path), "--json"])
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.output)["exports"][0]
    assert (said["number"], said["exporter"], said["certain"]) == (export.number, "洪干事", True)
    assert AuditEntry.objects.get(verb="export.traced").details["found"] == [export.number]
    path.write_text("什么也没有")
    assert CliRunner().invoke(command, ["trace", str(path)]).exit_code == 1
