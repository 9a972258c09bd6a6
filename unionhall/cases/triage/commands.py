"""`unionhall triage` and `unionhall problems`: what the machine that suggests can do for a spreadsheet of letters."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from unionhall.core.languages import language_option
from unionhall.core.verdict import Refused, no
from unionhall.triage import evaluation, problems
from unionhall.triage.model import CannotLearn, train

from . import reading

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
TEXT = click.option(
    "--text-column", "text", multiple=True, help="Column of the letter's words; may be repeated. Guessed if not said."
)
TITLE = click.option(
    "--title-column", "title", default="", help="Column of the title, or “-” for none. Guessed if not said."
)
LABEL = click.option("--label-column", "label", default="", help="Column of the label. Guessed if not said.")
SEED = click.option("--seed", default=0, show_default=True, help="The same seed gives the same answer.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group()
def triage() -> None:
    """Suggestions for new letters: learn from labelled ones, and say how good that is."""


@triage.command("evaluate")
@FILE
@TEXT
@TITLE
@LABEL
@click.option(
    "--folds", default=5, show_default=True, type=click.IntRange(2, 50), help="Parts of the cross-validation."
)
@SEED
@AS_JSON
@language_option
def evaluate_(file: Path, text: tuple[str, ...], title: str, label: str, folds: int, seed: int, as_json: bool) -> None:
    """Say how well the labels of FILE (xlsx, xls or csv) can be told from its words, on letters not learnt from.

    Near-copies of a letter are never both learnt and tested; the figures of a split at random stand beside it.
    """
    sheet = reading.read(file, text=text, title=title, label=label, needs_label=True)
    with _bar(_("folds"), as_json) as step:
        try:
            found = evaluation.evaluate(sheet.letters, sheet.labels, folds=folds, seed=seed, progress=step)
        except CannotLearn as error:
            raise _not_enough(error) from error
    found = {**found, "columns": sheet.columns.as_json(), "empty_rows": sheet.empty}
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    console = Console()
    console.print(
        _("%(n)s letters, %(copies)s of them near-copies of another.")
        % {"n": found["letters"], "copies": found["near_copies"]}
    )
    table = Table(_("label"), _("precision"), _("recall"), "F1", _("letters"))
    for name, row in found["per_class"].items():
        table.add_row(name, *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1")), str(row["support"]))
    console.print(table)
    for name, words in (
        ("near_copies_together", _("near-copies kept together")),
        ("random_stratified", _("split at random")),
    ):
        figures = found["splits"][name]
        console.print(f"{words}: macro-F1 {figures['macro_f1']:.3f}, " + _("accuracy") + f" {figures['accuracy']:.3f}")


@triage.command("train")
@FILE
@TEXT
@TITLE
@LABEL
@SEED
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to write the model (.npz)."
)
@AS_JSON
@language_option
def train_(file: Path, text: tuple[str, ...], title: str, label: str, seed: int, out: Path, as_json: bool) -> None:
    """Learn from the labelled letters of FILE and write the model to a file of numbers and text."""
    sheet = reading.read(file, text=text, title=title, label=label, needs_label=True)
    begun = perf_counter()
    try:
        model = train(sheet.letters, sheet.labels, seed=seed)
    except CannotLearn as error:
        raise _not_enough(error) from error
    model.about = {"source": file.name, "columns": sheet.columns.as_json()}
    model.save(out)
    found = {
        "trained_on": model.trained_on, "labels": model.labels, "seconds": round(perf_counter() - begun, 2),
        "model": str(out), "bytes": out.stat().st_size,
    }  # fmt: skip
    click.echo(
        json.dumps(found, ensure_ascii=False, indent=2)
        if as_json
        else _("Learnt %(labels)s labels from %(n)s letters: %(out)s")
        % {"labels": len(model.labels), "n": model.trained_on, "out": out}
    )


@click.group("problems")
def shared_problems() -> None:
    """Problems that many letters share."""


@shared_problems.command("discover")
@FILE
@TEXT
@TITLE
@click.option("--writer-column", "writer", default="", help="Column that tells writers apart. Guessed if not said.")
@click.option("--site-column", "site", default="", help="Column of the site or place of work. Guessed if not said.")
@click.option("--employer-column", "employer", default="", help="Column of the employer, or “-”. Guessed if not said.")
@click.option("--kind-column", "kind", default="", help="Column of the kind of matter, or “-”. Guessed if not said.")
@click.option(
    "--people",
    default=5,
    show_default=True,
    type=click.IntRange(2, 1000),
    help="A problem is raised by at least so many people.",
)
@click.option(
    "--sites",
    default=2,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="… at so many sites, where the file says the site.",
)
@AS_JSON
@language_option
def discover(
    file: Path, text: tuple[str, ...], title: str, writer: str, site: str, employer: str, kind: str,
    people: int, sites: int, as_json: bool,
) -> None:  # fmt: skip
    """Find the problems that several people raise in the letters of FILE (xlsx, xls or csv).

    Letters against one employer, or of one kind, are nearer to each other where their words are near.
    Rows are numbered as the spreadsheet shows them: the first one under the headings is 2.
    """
    begun = perf_counter()
    sheet = reading.read(file, text=text, title=title, label=kind, writer=writer, site=site, employer=employer)
    told = [
        problems.Told(letter, *(fact or None for fact in facts))
        for letter, *facts in zip(sheet.letters, sheet.writers, sheet.sites, sheet.employers, sheet.labels, strict=True)
    ]
    with _bar(_("letters"), as_json) as step:
        found = problems.discover(told, people=people, sites=sites if sheet.columns.site else 1, progress=step)
    report: dict[str, Any] = {
        "problems": [
            {
                "title": problem.title, "size": len(problem.members), "people": problem.people, "sites": problem.sites,
                "words": problem.words, "rows": [sheet.numbers[n] for n in problem.members],
                "typical_rows": [sheet.numbers[n] for n in problem.typical],
            }
            for problem in found
        ],
        "letters": len(told), "first_row": 2, "columns": sheet.columns.as_json(), "people_at_least": people,
        "sites_at_least": sites if sheet.columns.site else None, "seconds": round(perf_counter() - begun, 2),
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    console = Console()
    table = Table(_("letters"), _("people"), _("problem"), _("words they share"))
    for problem in found:
        table.add_row(str(len(problem.members)), str(problem.people), problem.title, " · ".join(problem.words))
    console.print(table)


class _bar:
    """A progress bar on a terminal, nothing elsewhere; gives the function to be told of each step."""

    def __init__(self, label: str, quiet: bool) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=Console(stderr=True, quiet=quiet or not sys.stderr.isatty()))
        self.task = self.bar.add_task(label, total=None)

    def __enter__(self) -> Callable[[int, int], None]:
        self.bar.start()
        return lambda done, total: self.bar.update(self.task, completed=done, total=total)

    def __exit__(self, *_error: Any) -> None:
        self.bar.stop()


def _not_enough(error: CannotLearn) -> Refused:
    return Refused(no(str(error), _("Bring more labelled letters, or fewer folds."), "not_enough"))
