"""Commands that keep running: the site and its background worker."""

from __future__ import annotations

import os
import sys
import tempfile

import click


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; a reverse proxy sits in front."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the site with granian. Refuses to start on a database that waits for migrations."""
    from unionhall.cli.database import _migrations_are_applied
    from unionhall.cli.ports import refuse_a_taken_port

    refuse_a_taken_port(host, port, f"unionhall serve --port {port + 1}")
    try:
        _migrations_are_applied()
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error
    arguments = serving_arguments(host, port, workers, threads)
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="unionhall-metrics-"))
    if settings.EMBEDDED:  # this process must stay, to stop the server it started
        import subprocess

        raise SystemExit(subprocess.call(arguments))
    os.execv(arguments[0], arguments)  # noqa: S606 (no shell on purpose)


@click.command()
@click.option("--concurrency", default=2, show_default=True, type=click.IntRange(1, 32), help="Jobs at a time.")
@click.option("--once", is_flag=True, help="Do what is waiting, then stop.")
def worker(concurrency: int, once: bool) -> None:
    """Run background work: messages, clocks, call-backs, and what is due at a time of day.

    Where several federations live and none is named, it starts a process for each and watches over them.
    """
    from unionhall.cli import working
    from unionhall.core.federations import known, name_of_current

    names = [one.name for one in known()]
    if name_of_current() or len(names) < 2:
        working.run_one(concurrency, once)
    elif once:
        working.run_each_once(names, concurrency)
    else:
        working.run_all(concurrency)


def serving_arguments(host: str, port: int, workers: int, threads: int) -> list[str]:
    """The command line that serves the site."""
    return [
        sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads), "--no-ws",
        "--backpressure", str(threads * 16), "--workers-kill-timeout", "20", "--respawn-failed-workers",
        "--log-level", "warning",
    ]  # fmt: skip
