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

from unionhall.core.actor import system
from unionhall.core.languages import language_option
from unionhall.core.verdict import Refused, no
from unionhall.triage import copies, evaluation, problems
from unionhall.triage.model import CannotLearn, Model, train

from .. import actions
from ..enums import About
from ..letters.commands import pairs
from . import labels, learning, reading

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
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@TEXT
@TITLE
@LABEL
@SEED
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the model (.npz).")
@click.option("--own", is_flag=True, help="Learn from the federation's own closed cases and keep the models.")
@click.option("--keep", is_flag=True, help="Keep the model for the federation; the labels must be kinds of ours.")
@click.option(
    "--label-as", "label_as", multiple=True, callback=pairs, metavar="LABEL=KIND", help="Which kind a label means."
)
@AS_JSON
@language_option
def train_(
    file: Path | None, text: tuple[str, ...], title: str, label: str, seed: int, out: Path | None, own: bool, keep: bool,
    label_as: dict[str, str], as_json: bool,
) -> None:  # fmt: skip
    """Learn from the labelled letters of FILE and write the model, or keep it for the federation; or learn from its own cases.

    A kept model comes with its figures on letters it was not learnt from, and is used only if the word rules do no better.
    """
    if own == bool(file):
        raise click.UsageError("Name a FILE, or say --own.")
    if own:
        _train_on_own(seed, as_json)
    elif file and keep:
        _train_and_keep(reading.read(file, text=text, title=title, label=label, needs_label=True), file, label_as, seed, as_json)  # fmt: skip
    elif file and out:
        _train_to_file(reading.read(file, text=text, title=title, label=label, needs_label=True), file, seed, out, as_json)  # fmt: skip
    else:
        raise click.UsageError("Say where the model goes: --out FILE.npz, or --keep.")


def _train_to_file(sheet: reading.Sheet, file: Path, seed: int, out: Path, as_json: bool) -> None:
    begun = perf_counter()
    try:
        model = train(sheet.letters, sheet.labels, voices=copies.voices(sheet.letters, sheet.writers), seed=seed)
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


def _train_and_keep(sheet: reading.Sheet, file: Path, label_as: dict[str, str], seed: int, as_json: bool) -> None:
    kinds = labels.kinds_of(sheet.labels, label_as)
    unknown = sorted({said for said, kind in zip(sheet.labels, kinds, strict=True) if said and not kind})
    known = learning.Known(sheet.letters, kinds, list(sheet.writers))
    found = {
        **_learn_and_keep(About.KIND, known, seed, file.name, own=learning.own_cases(About.KIND)),
        "labels_left_out": unknown,
    }
    _say_what_was_kept([found], as_json)
    if unknown and not as_json:
        click.echo(_("Left out, being no kinds of ours: %(labels)s") % {"labels": ", ".join(unknown)})


def _train_on_own(seed: int, as_json: bool) -> None:
    """Of both, kind and body; what cannot be learnt yet is said, and is no failure as long as one can."""
    kept: list[dict[str, Any]] = []
    failed: list[tuple[About, Refused]] = []
    for about in (About.KIND, About.BODY):
        try:
            kept.append(_learn_and_keep(about, learning.own_cases(about), seed, learning.OWN))
        except Refused as refusal:
            failed.append((about, refusal))
    if not kept:
        raise failed[0][1]
    _say_what_was_kept(kept, as_json)
    for about, reason in failed:
        click.echo(f"{about.label}: {reason}", err=True)


def _learn_and_keep(
    about: About, known: learning.Known, seed: int, source: str, own: learning.Known | None = None
) -> dict[str, Any]:
    begun = perf_counter()
    try:
        learnt = learning.learn(about, known, seed=seed, own=own)
    except (CannotLearn, ValueError) as error:
        raise _not_enough(error) from error
    row = actions.keep_model(learnt, by=system("triage train"), source=source)
    return {
        "about": str(about), "model": str(row.pk), "in_use": row.in_use, "trained_on": row.trained_on, "source": row.source,
        "labels": learnt.model.labels, "figures": learnt.figures, "bytes": len(row.saved),
        "seconds": round(perf_counter() - begun, 2),
    }  # fmt: skip


def _say_what_was_kept(kept: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"models": kept}, ensure_ascii=False, indent=2))
        return
    for found in kept:
        figures, other = found["figures"], found["figures"]["compared_with"]
        click.echo(
            _("%(about)s: learnt from %(n)s letters; macro-F1 %(f1).3f, the simple way %(other).3f.")
            % {"about": About(found["about"]).label, "n": found["trained_on"], "f1": figures["macro_f1"],
               "other": other["macro_f1"]}
        )  # fmt: skip
        click.echo(
            _("It is used from now on.") if found["in_use"]
            else _("It is not put in use: the simple way does better on the same letters.")
        )  # fmt: skip


@triage.command("suggest")
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@FILE
@TEXT
@TITLE
@click.option("--top", default=3, show_default=True, type=click.IntRange(1, 20), help="Labels for each letter.")
@AS_JSON
@language_option
def suggest_(model: Path, file: Path, text: tuple[str, ...], title: str, top: int, as_json: bool) -> None:
    """Suggest labels for the letters of FILE by the MODEL that `train` wrote, with their confidence and the words that spoke.

    Rows are numbered as the spreadsheet shows them: the first one under the headings is 2.
    """
    try:
        learnt = Model.load(model)
    except ValueError as error:
        raise Refused(
            no(str(error), _("Write one with: unionhall triage train FILE --out MODEL"), "no_model")
        ) from error
    sheet = reading.read(file, text=text, title=title)
    suggested = learnt.suggest(sheet.letters, top=top)
    rows: list[dict[str, Any]] = [
        {
            "row": number,
            "suggestions": [
                {"label": one.label, "confidence": round(one.confidence, 4), "words": list(one.because)}
                for one in found
            ],
        }
        for number, found in zip(sheet.numbers, suggested, strict=True)
    ]
    if as_json:
        report = {"letters": len(rows), "first_row": 2, "columns": sheet.columns.as_json(), "top": top, "rows": rows}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    console = Console()
    table = Table(_("row"), _("label"), _("how sure"), _("the words that spoke"))
    for row in rows:
        for n, one in enumerate(row["suggestions"]):
            table.add_row(
                str(row["row"]) if not n else "", one["label"], f"{one['confidence']:.0%}", " · ".join(one["words"])
            )
        if not row["suggestions"]:
            table.add_row(str(row["row"]), _("nothing to go by"), "", "")
    console.print(table)


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


def _not_enough(error: Exception) -> Refused:
    return Refused(no(str(error), _("Bring more labelled letters, or fewer folds."), "not_enough"))
