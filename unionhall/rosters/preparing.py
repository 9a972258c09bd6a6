"""Rows of a list, read, checked and sealed, part by part, ready for COPY. No database is touched here.

A large list is prepared by a process of its own, while the one that started it writes the part before: two cores, each with
its half of the work. A small one, and every one in a test, is prepared where it is asked for.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import pickle
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from unionhall.core.ids import new_id, new_id_text
from unionhall.core.sealed import derived, keyed, looker, sealer
from unionhall.core.tables import Limits, Rejected, Row, Table, read_table

from . import aside, columns
from .checking import Bad, Facts, Regions, Unions, facts
from .enums import Reason

PART = 10_000
LIMITS = Limits(size=400 * 1024 * 1024, rows=2_000_000, columns=100, cell=2_000)
OWN_PROCESS_FROM = 3 * 1024 * 1024
"""From this size on a process of its own is worth its two seconds of starting."""
PERSON = "people.Person"
ROW = "rosters.RosterRow.cells"


@dataclass(frozen=True)
class Work:
    """All that is needed to prepare a list."""

    content: bytes | Path
    columns: Mapping[str, str]
    unions: Unions
    today: date
    older: Sequence[bytes] = ()
    after: int = 0
    """Parts up to this one are written already."""
    part: int = PART
    regions: Mapping[str, int] | None = None
    """The last year in which each county's code was in force."""


@dataclass
class Part:
    """Some rows in their order."""

    index: int
    lines: bytes = b""
    rejected: list[Rejection] = field(default_factory=list)
    rows: int = 0
    last: bool = False


@dataclass(frozen=True)
class Rejection:
    """A row that was not taken, why, and what it said, sealed."""

    row_id: UUID
    number: int
    reason: str
    mac: bytes
    cells: bytes


Adding = Generator[Part, None, Part]
"""Gives the part away when it is full, and returns the one to go on with."""


def opened(content: bytes | Path, rejects: list[Rejected] | None) -> Table:
    """The table of a list; a title above the column names is passed over."""
    source = content if isinstance(content, Path) else io.BytesIO(content)
    return read_table(source, limits=LIMITS, rejects=rejects, heads=columns.is_heads)


def sample_of(content: bytes | Path) -> tuple[Table, list[Row]]:
    """The table, and its first rows, from which its columns are guessed."""
    table = opened(content, [])
    return table, list(islice(table, columns.SAMPLE))


def parts(work: Work) -> Iterator[Part]:
    """The parts after those written, from a process of its own where that pays."""
    size = work.content.stat().st_size if isinstance(work.content, Path) else len(work.content)
    if size < OWN_PROCESS_FROM or multiprocessing.current_process().daemon:
        yield from prepare(work)
        return
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=aside.send, args=(there, pickle.dumps(work)), daemon=True, name="roster")
    process.start()
    there.close()
    try:
        while True:
            try:
                part = here.recv()
            except EOFError:
                raise RuntimeError("The process that prepares the list ended before the list did.") from None
            if isinstance(part, BaseException):
                raise part
            yield part
            if part.last:
                return
    finally:
        here.close()
        process.terminate()
        process.join()


def prepare(work: Work) -> Iterator[Part]:
    """Read, check, seal. The last part says so, and may be empty."""
    unreadable: list[Rejected] = []
    table = opened(work.content, unreadable)
    maker = _Maker(work, table.columns)
    part = Part(1)
    taken = 0
    for row in table:
        while taken < len(unreadable):
            part = yield from maker.add_unreadable(part, unreadable[taken])
            taken += 1
        part = yield from maker.add(part, row)
    for bad in unreadable[taken:]:
        part = yield from maker.add_unreadable(part, bad)
    part.last = True
    yield maker.closed(part)


class _Maker:
    """What is looked up once for the whole list."""

    def __init__(self, work: Work, heads: list[str]) -> None:
        self.work, self.heads = work, heads
        self.wanted = [(name, head) for name, head in work.columns.items() if head in heads]
        self.seal_phone, self.seal_identity = sealer(f"{PERSON}.phone"), sealer(f"{PERSON}.identity_number")
        self.seal_cells = sealer(ROW)
        self.look_phone, self.look_identity = looker("phone", work.older), looker("identity", work.older)
        self.digest = keyed(derived("roster row"), "sha256")
        self.words: dict[UUID, str] = {}
        """Each union's key, written out once."""
        self.seen: set[Any] = set()
        self.lines: list[str] = []
        self.regions: Regions | None = _existed(work.regions) if work.regions else None

    def add(self, part: Part, row: Row) -> Adding:
        skipped = part.index <= self.work.after
        cells = {name: row[head] for name, head in self.wanted}
        try:
            said = facts(cells, today=self.work.today, unions=self.work.unions, regions=self.regions)
            self._first(said)
            if not skipped:
                self.lines.append(self._line(row.number, said))
        except Bad as bad:
            if not skipped:
                self._reject(part, row.number, bad.reason, [row.get(head, "") for head in self.heads])
        return (yield from self._counted(part))

    def add_unreadable(self, part: Part, bad: Rejected) -> Adding:
        if part.index > self.work.after:
            self._reject(part, bad.number, Reason.TOO_WIDE, list(bad.cells))
        return (yield from self._counted(part))

    def _counted(self, part: Part) -> Adding:
        part.rows += 1
        if part.rows < self.work.part:
            return part
        if part.index > self.work.after:
            yield self.closed(part)
        else:
            self.lines.clear()
        return Part(part.index + 1)

    def closed(self, part: Part) -> Part:
        part.lines = "".join(self.lines).encode()
        self.lines.clear()
        return part

    def _first(self, said: Any) -> None:
        """Each person stands in a list once; of two rows the first counts."""
        mark: Any = (
            int(said.identity[:17]) if said.identity else (said.name, said.phone or said.birth_on, said.organisation_id)
        )
        if mark in self.seen:
            raise Bad(Reason.TWICE)
        self.seen.add(mark)

    def _line(self, number: int, said: Any) -> str:
        """One row as COPY reads it."""
        phone, phone_older = self.look_phone(said.phone) if said.phone else (None, [])
        identity, identity_older = self.look_identity(said.identity) if said.identity else (None, [])
        birth = said.birth_on.isoformat() if said.birth_on else "\\N"
        since = said.since.isoformat() if said.since else "\\N"
        organisation = self.words.get(said.organisation_id) or self.words.setdefault(
            said.organisation_id, str(said.organisation_id)
        )
        mac = self._mac(said.name, said.identity, said.phone, birth, since, organisation)
        return (
            f"{number}\t{new_id_text()}\t{new_id_text()}\t{new_id_text()}\t{organisation}\t{_text(said.name)}\t"
            f"\\\\x{self.seal_phone(said.phone).hex()}\t{_bytes(phone)}\t{_array(phone_older)}\t"
            f"\\\\x{self.seal_identity(said.identity).hex()}\t{_bytes(identity)}\t{_array(identity_older)}\t"
            f"{birth}\t{said.sex}\t{since}\t{_bytes(mac)}\n"
        )

    def _mac(self, *said: str) -> bytes:
        return self.digest("\0".join(said).encode("utf-8", "replace"))

    def _reject(self, part: Part, number: int, reason: Reason, cells: list[str]) -> None:
        sealed = self.seal_cells(json.dumps(cells, ensure_ascii=False))
        part.rejected.append(Rejection(new_id(), number, reason.value, self._mac(*cells), sealed))


def line_of(number: int, said: Facts, older: Sequence[bytes]) -> str:
    """One row by itself, as COPY reads it: for a row that somebody decides."""
    unions = Unions(said.organisation_id)
    return _Maker(Work(b"", {}, unions, date.max, older), [])._line(number, said)


def _text(text: str) -> str:
    return text.replace("\\", "\\\\") if "\\" in text else text


def _bytes(value: bytes | None) -> str:
    return "\\N" if value is None else f"\\\\x{value.hex()}"


def _array(values: list[bytes]) -> str:
    return "{}" if not values else "{" + ",".join(f'"\\\\\\\\x{value.hex()}"' for value in values) + "}"


def _existed(last_years: Mapping[str, int]) -> Regions:
    def existed(code: str, year: int) -> bool:
        """Numbers are given out since 1984, so a code may be younger than its holder; one that ended before the birth cannot be."""
        return last_years.get(code, 0) >= year

    return existed
