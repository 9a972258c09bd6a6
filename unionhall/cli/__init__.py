"""The console command `unionhall`: what can an operator do from a shell?

Each command lives with the module it belongs to (`unionhall.<module>.commands`) and is imported only when it is asked
for; the table below is the whole list.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from unionhall import __version__

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS: dict[str, tuple[str, str]] = {
    # name: (where it lives, what it does)
    "demo": ("unionhall.cli.demo:demo", "Bring up the demo federation and serve it on this machine."),
    "demo-accounts": ("unionhall.cli.demo:demo_accounts", "List the demo's accounts, by role."),
    "serve": ("unionhall.cli.serving:serve", "Serve the site to people (production)."),
    "worker": ("unionhall.cli.serving:worker", "Run background work: messages, clocks, call-backs."),
    "migrate": ("unionhall.cli.database:migrate", "Bring the database up to this version."),
    "federation": (
        "unionhall.cli.federations:federation",
        "Several federations on this installation, one schema each.",
    ),
    "found": ("unionhall.cli.founding:found", "Found the federation: the first body and its first administrator."),
    "bodies": (
        "unionhall.organisations.commands:bodies",
        "Union bodies and agencies: bring the tree in from a spreadsheet.",
    ),
    "divisions": (
        "unionhall.organisations.commands:divisions",
        "Places: their codes of today and of former years, and their boundaries.",
    ),
    "promises": ("unionhall.cases.commands:promises", "Service promises: within how many days each step is taken."),
    "check": ("unionhall.cli.database:check", "Say whether this installation is fit to serve."),
    "audit": ("unionhall.core.commands:audit", "The audit trail: verify that nobody touched it."),
    "exposed": (
        "unionhall.privacy.commands:exposed",
        "Whose data an account read in a span of time, or who read one person's.",
    ),
    "keys": ("unionhall.core.commands:keys", "The keys that seal sensitive columns: rotate them."),
    "clocks": ("unionhall.cases.commands:clocks", "Promises and deadlines: recompute them from the event log."),
    "rules": ("unionhall.cases.commands:rules", "Routing rules: try them on last month's cases."),
    "letters": ("unionhall.cases.letters.commands:letters", "Old letters: import a spreadsheet as cases."),
    "members": ("unionhall.members.commands:members", "Members: check a card, print the keys that check cards."),
    "mail": ("unionhall.letterbox.commands:mail", "The chair's letter box: fetch its e-mail, or import mail files."),
    "triage": (
        "unionhall.cases.triage.commands:triage",
        "Suggestions for new letters: learn from labelled ones or the own closed cases, evaluate, suggest.",
    ),
    "exports": (
        "unionhall.exports.commands:exports",
        "Tables that left: trace a leaked file, how long files are kept.",
    ),
    "law": (
        "unionhall.lawbook.commands:law",
        "The law book: reckon, explain, check the worked examples, a whole table.",
    ),
    "problems": (
        "unionhall.cases.triage.commands:shared_problems",
        "Problems that many letters share: find them in a spreadsheet.",
    ),
    "stations": (
        "unionhall.places.commands:stations",
        "Stations: put each into the quarter it lies in, after boundaries were cut anew.",
    ),
    "network": ("unionhall.geo.commands:network", "Road networks: bring one in from OpenStreetMap, GeoJSON or CSV."),
    "circles": (
        "unionhall.geo.commands:circles",
        "Who lives or works within some minutes of an open station, and who does not.",
    ),
    "siting": (
        "unionhall.siting.commands:siting",
        "Where the next stations should stand, with how far at most the plan is from the best.",
    ),
    "manage": ("unionhall.cli.database:manage", "Django's own management commands, for developers."),
}
NEEDS_NO_DATABASE = {"demo", "demo-accounts", "triage", "problems", "law", "network", "circles", "siting"}
UNLESS_ASKED_TO = {"triage": {"--own", "--keep"}, "law": {"import", "history"}, "network": {"--keep"}}
"""Words with which such a command reads or writes the installation after all."""
ALSO: dict[str, dict[str, tuple[str, str]]] = {
    # group: {name: (where it lives, what it does)}; what a higher module adds to the commands of a lower one
    "members": {
        "import": ("unionhall.rosters.commands:import_", "A list of names: try it, or write it."),
    },
    "law": {
        "import": (
            "unionhall.parameters.commands:import_",
            "Propose the values of a notice; a second person approves.",
        ),
        "history": ("unionhall.parameters.commands:history", "What was in force when in a place, by which document."),
    },
    "network": {
        "import": (
            "unionhall.planning.commands:import_",
            "Bring a network in: to a folder, or kept in the installation.",
        ),
    },
}
OF_THE_INSTALLATION = {"federation", "migrate"}
"""Commands that are never inside one federation; `migrate` picks by itself."""
OF_ALL_UNLESS_NAMED = {"serve", "worker", "check", "manage"}
"""Commands that go through all federations when none is named; Django's own are then in none, and read no table (`collectstatic`).
Every other one asks for a name where there are several."""
NEVER_ON_THE_DEMO = {"serve", "worker", "migrate", "found", "check", "federation"}
"""What belongs to a real installation. These never fall back on the demo: a forgotten variable is said, not covered up."""


class Table(click.Group):
    """A group whose commands are named in a table and imported on use."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`--federation NAME` may stand anywhere, as it is about every command."""
        return super().parse_args(ctx, _federation_first(args))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, with Django set up unless it sets it up by itself."""
        if cmd_name not in COMMANDS:
            return None
        where, _summary = COMMANDS[cmd_name]
        needs_none = cmd_name in NEEDS_NO_DATABASE and not UNLESS_ASKED_TO.get(cmd_name, set()) & set(sys.argv[1:])
        if not needs_none and not _only_help():
            if cmd_name not in NEVER_ON_THE_DEMO:
                _turn_to_the_demo()
            prepare()
            _enter_the_federation(ctx, cmd_name)
        elif where.startswith("unionhall.c") and not where.startswith("unionhall.cli"):
            if needs_none and not _is_told():
                os.environ["UNIONHALL_MODE"] = "demo"  # it reads and writes nothing of an installation
            prepare(attach=False)
        module, _, name = where.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        if cmd_name in ALSO and isinstance(command, click.Group):
            return Extended(command, ALSO[cmd_name])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in --help, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_where, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run; a refusal becomes one clear line and exit code 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            sentence = _plainly(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error


class Extended(click.Group):
    """A group with commands of a higher module beside its own, imported on use."""

    def __init__(self, group: click.Group, more: dict[str, tuple[str, str]]) -> None:
        super().__init__(group.name, commands=dict(group.commands), help=group.help, params=group.params)
        self.more = more

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *self.more]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.more:
            return super().get_command(ctx, cmd_name)
        module, _, name = self.more[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in --help, without importing what is added."""
        own = [(name, command.get_short_help_str(90)) for name, command in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl([*own, *((name, summary) for name, (_where, summary) in self.more.items())])


@click.group(cls=Table, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="Unionhall %(version)s")
@click.option(
    "--federation",
    metavar="NAME",
    help="Which federation, where several live here (UNIONHALL_FEDERATION); anywhere in the line.",
)
def main(federation: str | None) -> None:
    """Unionhall: a federation of trade unions serves its workers.

    \b
    To try it:          unionhall demo
    To run it:          unionhall migrate; unionhall found; unionhall serve (and, beside it, unionhall worker)
    Where to read on:   docs/operations/install.md
    """


def prepare(attach: bool = True) -> None:
    """Set Django up, and start the embedded database when no DATABASE_URL names another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    if attach:
        from django.conf import settings

        if settings.EMBEDDED:
            settings.EMBEDDED.attach()


def _federation_first(args: list[str]) -> list[str]:
    named: list[str] = []
    rest: list[str] = []
    waiting = list(args)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return [*named, *rest, word, *waiting]
        if word == "--federation" and waiting:
            named = [word, waiting.pop(0)]
        elif word.startswith("--federation="):
            named = [word]
        else:
            rest.append(word)
    return [*named, *rest]


def _enter_the_federation(ctx: click.Context, command: str) -> None:
    """From here to the end of the command everything is in the federation that was named, or in the only one."""
    if "unionhall.federation" in ctx.meta:
        return
    from config.env import environment
    from unionhall.core.federations import current, inside, known

    name = ctx.params.get("federation") or environment().federation
    ctx.meta["unionhall.federation"] = name
    if command in OF_THE_INSTALLATION:
        return
    if name:
        federation = next((one for one in known(closed=True) if one.name == name), None)
        if federation is None:
            raise click.ClickException(f"There is no federation “{name}” here. Next: unionhall federation list")
    elif command in OF_ALL_UNLESS_NAMED and len(known()) > 1:
        return
    else:
        federation = current()
    if federation is not None:
        ctx.with_resource(inside(federation))


def _turn_to_the_demo() -> None:
    """Where nothing of an installation is set and a demo was brought up in this folder, commands work on that demo, and say so."""
    if not _is_told() and (ROOT / "var" / "postgres" / "PG_VERSION").exists():
        os.environ["UNIONHALL_MODE"] = "demo"
        click.echo("No installation is set up here by variables: working on the demo in var/.", err=True)


def _is_told() -> bool:
    return any(os.environ.get(name) for name in ("UNIONHALL_MODE", "DATABASE_URL", "UNIONHALL_SECRET_KEY"))


def _only_help() -> bool:
    return bool({"-h", "--help"} & set(sys.argv[1:]))


def _plainly(error: Exception) -> str | None:
    """The error as a sentence for an operator, or None when it deserves its traceback."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import OperationalError, ProgrammingError

    from config.embedded import EmbeddedServerError

    if isinstance(error, OperationalError):
        return f"The database does not answer: {str(error).strip()}\nIs PostgreSQL running, and DATABASE_URL right?"
    if isinstance(error, ProgrammingError) and "does not exist" in str(error):
        return "The database is not at this version yet. Next: unionhall migrate"
    from unionhall.core.federations import NoFederation
    from unionhall.core.verdict import Refused

    if isinstance(error, NoFederation):
        return f"{error} Next: the same with --federation NAME"
    if isinstance(error, (Refused, CommandError, ImproperlyConfigured, EmbeddedServerError)):
        return str(error)
    return None
