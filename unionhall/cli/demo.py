"""Commands of the demo federation. They set demo mode themselves; nothing here works on a production database."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from unionhall.cli.ports import refuse_a_taken_port
from unionhall.cli.serving import serving_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

SECONDS_TO_STOP = 15


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="PORT")
@click.option("--reset", is_flag=True, help="Throw the demo's data away and start over.")
@click.option("--load-only", is_flag=True, help="Prepare and load, serve nothing.")
def demo(host: str, port: int, reset: bool, load_only: bool) -> None:
    """Bring up the demo federation and serve it on this machine. A second run keeps its data."""
    console = _console()
    if not load_only:
        refuse_a_taken_port(host, port, f"make demo PORT={port + 1}")
    _demo_mode(host, port)
    from django.conf import settings

    if reset:
        with _step(console, "Throwing the old demo away"):
            _forget_everything()
    from unionhall.cli import prepare

    with _step(console, "Starting the database"):
        prepare()
    with _step(console, "Bringing the database up to this version"):
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
    _load(console)
    if load_only:
        return
    with _step(console, "Collecting styles, scripts and icons"):
        _collect_static()
    _print_accounts(console, f"http://{host}:{port}/")
    try:
        _serve_until_stopped(console, host, port)
    finally:
        if settings.EMBEDDED:
            settings.EMBEDDED.detach()


@click.command("demo-accounts")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, for scripts that act as each role.")
def demo_accounts(as_json: bool) -> None:
    """List the demo's accounts: role, name, sign-in, API token."""
    _demo_mode("127.0.0.1", int(os.environ.get("PORT", "8000")))
    from unionhall.cli import prepare

    prepare()
    if not _demo_part("demo.accounts"):
        raise click.ClickException("There is no demo federation in this installation.")
    from demo import accounts

    rows = [_as_dictionary(account) for account in accounts.accounts()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    _accounts_table(_console(stderr=False), rows)


def _console(stderr: bool = True) -> Console:
    """A terminal as wide as it is, and wide enough for the table where nobody looks (a pipe, a log)."""
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=150)


def _demo_mode(host: str, port: int) -> None:
    if os.environ.get("UNIONHALL_MODE", "demo") != "demo":
        raise click.ClickException(
            "UNIONHALL_MODE is not 'demo': the demo does not touch a production or test database."
        )
    os.environ["UNIONHALL_MODE"] = "demo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("UNIONHALL_BASE_URL", f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}")  # noqa: S104
    if host not in ("127.0.0.1", "localhost"):
        os.environ.setdefault("UNIONHALL_HOSTS", "*")


def _forget_everything() -> None:
    import shutil

    from django.conf import settings

    if settings.EMBEDDED:
        settings.EMBEDDED.discard()
    else:
        raise click.ClickException("DATABASE_URL is set: empty that database yourself, then run the demo again.")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _load(console: Console) -> None:
    if not _demo_part("demo.load"):
        return
    from demo import load

    if not load.is_loaded():
        console.print("  Loading the demo federation (the first time only)")
        load.load()


def _demo_part(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _collect_static() -> None:
    """Collect, hash and compress once per version of the files; the stamp is their names, sizes and times."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    folder = Path(settings.STATIC_ROOT)
    stamp = folder / ".stamp"
    seen = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            seen.append((path, stat.st_size, stat.st_mtime_ns))
    now = _digest(repr(sorted(seen)))
    if not stamp.exists() or stamp.read_text() != now:
        with _collected():
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)
    os.environ["UNIONHALL_STATIC"] = "collected"


@contextmanager
def _collected() -> Iterator[None]:
    """Within: static files go to the hashing, compressing storage, as in production."""
    from django.test.utils import override_settings

    from config.settings import COLLECTED_STATIC, STORAGES

    with override_settings(STORAGES=STORAGES | {"staticfiles": COLLECTED_STATIC}):
        yield


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def _print_accounts(console: Console, address: str) -> None:
    if _demo_part("demo.accounts"):
        from demo import accounts

        _accounts_table(console, [_as_dictionary(account) for account in accounts.accounts()])
    console.print(f"\n[bold green]Unionhall is at {address}[/]  (Ctrl-C stops it; the data stays)\n")


def _accounts_table(console: Console, rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(title="Demo accounts", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    wide = console.width >= 110
    table.add_column("role", no_wrap=wide)
    table.add_column("name", no_wrap=True)
    if wide:
        table.add_column("at", no_wrap=True)
    table.add_column("sign in as", no_wrap=True)
    table.add_column("try")
    for row in rows:
        role = f"{row['role_name']} [dim]{row['role']}[/]" if wide else row["role_name"]
        table.add_row(role, row["name"], *([row["at"]] if wide else []), row["sign_in"], row["try_this"])
    console.print(table)
    password = next((row["password"] for row in rows if row["password"]), "")
    console.print(
        f"Password of everyone but workers: {password}. Workers get a code, shown on the demo's own page.", style="dim"
    )
    console.print("API tokens, for scripts: unionhall demo-accounts --json", style="dim")


def _as_dictionary(account: Any) -> dict[str, Any]:
    if isinstance(account, dict):
        return account
    from dataclasses import asdict

    return asdict(account)


def _serve_until_stopped(console: Console, host: str, port: int) -> None:
    """Run the site and the worker side by side; stop both when either ends or somebody presses Ctrl-C."""
    commands = [
        serving_arguments(host, port, workers=1, threads=4),
        [sys.executable, "-m", "unionhall.cli", "worker"],
    ]
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running = [subprocess.Popen(command, start_new_session=True) for command in commands]
    try:
        while not stopping and all(child.poll() is None for child in running):
            time.sleep(0.2)
    finally:
        if stopping:
            console.print("\nStopping…", style="dim")
        for child in running:
            if child.poll() is None:
                child.terminate()
        for child in running:
            try:
                child.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                child.kill()
    if not stopping:
        failed = next(child for child in running if child.returncode is not None)
        what = "site" if failed is running[0] else "background worker"
        raise click.ClickException(
            f"The {what} stopped by itself (exit code {failed.returncode}); its words are above."
        )


@contextmanager
def _step(console: Console, what: str) -> Iterator[None]:
    started = time.monotonic()
    with console.status(f"{what}…"):
        yield
    console.print(f"  {what}  [dim]{time.monotonic() - started:.1f} s[/]")
