"""In which language does a command speak to the operator? In the one asked for, else in that of the shell, else in Chinese."""

from __future__ import annotations

import os
from typing import Any

import click
from django.conf import settings
from django.utils import translation

ENGLISH, CHINESE = "en", "zh-hans"


def of_the_shell() -> str:
    """English where LC_ALL, LC_MESSAGES or LANG says so, the first that is set; Chinese everywhere else."""
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return ENGLISH if said.lower().startswith("en") else CHINESE


def _speak(_context: click.Context, _option: click.Parameter, language: str) -> str:
    translation.activate(language)
    return language


def language_option(command: Any) -> Any:
    """`--language`: what the command prints is printed in it; without it in the language of the shell."""
    return click.option(
        "--language",
        type=click.Choice([code for code, _name in settings.LANGUAGES]),
        default=of_the_shell,
        callback=_speak,
        expose_value=False,
        is_eager=True,
        help="Language of the report; by default that of the shell (LANG), Chinese if that is not English.",
    )(command)
