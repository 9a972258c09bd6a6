"""How do the commands of the map speak to the operator? In one language, and a refusal in one clear line with exit code 1."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from .words import Complaint, Misused, Unreadable, Words


def of_the_shell() -> str:
    """English where LC_ALL, LC_MESSAGES or LANG says so, the first that is set; Chinese everywhere else."""
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if said.lower().startswith("en") else "zh-hans"


def language_option(command: Any) -> Any:
    """`--language`: what the command prints is printed in it; without it in the language of the shell."""
    return click.option(
        "--language",
        type=click.Choice(["zh-hans", "en"]),
        default=of_the_shell,
        help="Language of the report; by default that of the shell (LANG), Chinese if that is not English.",
    )(command)


def plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """What cannot be read becomes one line in the reader's language."""

    @wraps(command)
    def run(*args: Any, language: str, **more: Any) -> Any:
        try:
            return command(*args, language=language, **more)
        except Misused as refusal:
            raise click.UsageError(refusal.words.in_(language)) from None
        except Unreadable as refusal:
            raise click.ClickException(" ".join(refusal.words.in_(language).split())) from None
        except BrokenPipeError:
            raise click.exceptions.Exit(0) from None

    return run


def number(text: str, option: str, *, least: float = 0.0, most: float = math.inf, above: bool = True) -> float:
    """What was written after an option as a number above `least` (or from it on). Raises `Unreadable` with a sentence."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isfinite(value) and (value > least if above else value >= least) and value <= most:
        return value
    bound_zh, bound_en = (
        (f"大于 {least:g}", f"above {least:g}") if above else (f"不小于 {least:g}", f"{least:g} or more")
    )
    if most < math.inf:
        bound_zh, bound_en = f"{bound_zh}、不超过 {most:g}", f"{bound_en} and at most {most:g}"
    raise Unreadable(
        Words(f"{option} 要写{bound_zh}的数，不能是“{text}”。", f"{option} must be a number {bound_en}, not “{text}”.")
    )


def tell(words: Words, language: str) -> None:
    """A remark beside the answer, on the error stream."""
    click.echo(f"! {words.in_(language)}", err=True)


def tell_complaints(
    name: str, complaints: tuple[Complaint, ...], counts: dict[str, int], language: str, most: int = 5
) -> None:
    """The first few faulty rows, and how many there are in all."""
    for one in complaints[:most]:
        where = (f"第 {one.row} 行" if language.startswith("zh") else f"row {one.row}") if one.row else ""
        click.echo(f"! {name} {where}: {one.words.in_(language)} {one.next_step.in_(language)}", err=True)
    total = sum(counts.values())
    if total > most:
        rest = total - min(most, len(complaints))
        tell(Words(f"{name}：还有 {rest} 行有问题。", f"{name}: {rest} more rows with something wrong."), language)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
