"""Which columns of a spreadsheet are the title, the words, the label, the writer, the site, the employer? Said by hand or guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.tables import Row, read_table
from unionhall.core.verdict import Refused, no
from unionhall.triage.words import Letter

from ..letters.columns import guess

NONE = "-"
"""Said for a column: there is none, do not guess one."""
LETTERS_AT_MOST = 200_000


@dataclass(frozen=True)
class Columns:
    """The columns read; empty where there is none."""

    text: tuple[str, ...]
    title: str = ""
    label: str = ""
    writer: str = ""
    site: str = ""
    employer: str = ""

    def as_json(self) -> dict[str, object]:
        """Field → column, as printed in reports."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Sheet:
    """The letters of a spreadsheet with what else its rows say. `numbers` are the rows' numbers as the spreadsheet shows them."""

    columns: Columns
    letters: list[Letter]
    labels: list[str]
    writers: list[str]
    sites: list[str]
    employers: list[str]
    numbers: list[int]
    empty: int


def read(
    path: Path,
    *,
    text: Sequence[str] = (),
    title: str = "",
    label: str = "",
    writer: str = "",
    site: str = "",
    employer: str = "",
    needs_label: bool = False,
) -> Sheet:
    """The letters of *path*. Columns named by hand must exist; the others are guessed by their headings.

    With two or more text columns and no title named, the one with the shortest texts is the title.
    """
    table = read_table(path, rejects=[])
    columns = _settled(list(table.columns), text, title, label, writer, site, employer)
    if needs_label and not columns.label:
        raise Refused(
            no(
                format_lazy(_("No column seems to hold the label. The columns are: {columns}."), columns=", ".join(table.columns)),
                _("Say which one it is: --label-column COLUMN"), "no_label_column",
            )
        )  # fmt: skip
    rows = list(table)
    if len(columns.text) > 1 and not columns.title and title != NONE:
        columns = _shortest_is_title(columns, rows)
    letters, labels, writers, sites, employers, numbers, empty = [], [], [], [], [], [], 0
    for row in rows:
        letter = Letter(
            "\n".join(filter(None, (row.get(name, "").strip() for name in columns.text))),
            row.get(columns.title, "").strip() if columns.title else "",
        )
        if not letter.body and not letter.title:
            empty += 1
            continue
        letters.append(letter)
        labels.append(row.get(columns.label, "").strip() if columns.label else "")
        writers.append(row.get(columns.writer, "").strip() if columns.writer else "")
        sites.append(row.get(columns.site, "").strip() if columns.site else "")
        employers.append(row.get(columns.employer, "").strip() if columns.employer else "")
        numbers.append(row.number)
    return Sheet(columns, letters, labels, writers, sites, employers, numbers, empty)


def _settled(
    there: list[str], text: Sequence[str], title: str, label: str, writer: str, site: str, employer: str
) -> Columns:
    wanted = [name.strip() for said in text for name in ([said] if said in there else said.split(",")) if name.strip()]
    for name in [*wanted, title, label, writer, site, employer]:
        if name and name != NONE and name not in there:
            raise Refused(
                no(
                    format_lazy(_("The file has no column “{column}”."), column=name),
                    format_lazy(_("Its columns are: {columns}."), columns=", ".join(there)),
                    "map_column",
                )
            )
    known = guess(there)
    if not wanted:
        if "body" not in known:
            raise Refused(
                no(
                    format_lazy(_("No column seems to hold the message. The columns are: {columns}."), columns=", ".join(there)),
                    _("Say which one it is: --text-column COLUMN"), "no_body_column",
                )
            )  # fmt: skip
        wanted = [known["body"]]

    def said_or_guessed(said: str, field: str) -> str:
        if said:
            return "" if said == NONE else said
        found = known.get(field, "")
        return "" if found in wanted else found

    return Columns(
        tuple(wanted),
        said_or_guessed(title, "title") if len(wanted) == 1 or title else "",
        said_or_guessed(label, "label"),
        said_or_guessed(writer, "writer"),
        said_or_guessed(site, "site"),
        said_or_guessed(employer, "employer"),
    )


def _shortest_is_title(columns: Columns, rows: Sequence[Row]) -> Columns:
    lengths = {name: median(len(row.get(name, "")) for row in rows) if rows else 0 for name in columns.text}
    title = min(columns.text, key=lambda name: lengths[name])
    if lengths[title] > 60:
        return columns
    rest = tuple(name for name in columns.text if name != title)
    return replace(columns, text=rest, title=title)
