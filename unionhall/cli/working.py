"""Who does the background work of several federations? One worker process each, started and watched by `unionhall worker`.

A process is one federation's from beginning to end: its connections can see that schema only, and a job that dies takes no
other federation's with it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import click

LOOK_SECONDS = 5


def run_one(concurrency: int, once: bool) -> None:
    """Do the work of the federation at hand in this process."""
    from procrastinate.contrib.django import app

    with app.replace_connector(connector_of_the_federation_at_hand()) as running:
        running.run_worker(
            concurrency=concurrency, wait=not once, install_signal_handlers=True, delete_jobs="successful"
        )


def connector_of_the_federation_at_hand() -> Any:
    """procrastinate's own connections do not pass Django's cursors, so the server is told their schema when they are made."""
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django.utils import connector_params

    from unionhall.core.federations import current

    parameters = connector_params()
    if federation := current():
        path = federation.search_path.replace(" ", "")
        parameters["options"] = f"{parameters.get('options', '')} -c search_path={path}".strip()
    return PsycopgConnector(kwargs=parameters)


def command_for(name: str, concurrency: int, once: bool) -> list[str]:
    """The worker of one federation, as a command line."""
    return [
        sys.executable, "-m", "unionhall.cli", "--federation", name, "worker", "--concurrency", str(concurrency),
        *(["--once"] if once else []),
    ]  # fmt: skip


def run_each_once(names: list[str], concurrency: int) -> None:
    """What is waiting in each, one after the other."""
    failed = [name for name in names if subprocess.call(command_for(name, concurrency, once=True))]
    if failed:
        raise click.ClickException(f"The worker stopped with an error in: {', '.join(failed)}")


class Watch:
    """Keeps one process for each open federation: begins those that are missing, ends those of closed ones."""

    def __init__(self, start: Callable[[str], Any]) -> None:
        self.start = start
        self.running: dict[str, Any] = {}
        self.stopping = False

    def look(self, names: list[str]) -> None:
        """One look round."""
        for name in [name for name, process in self.running.items() if process.poll() is not None]:
            click.echo(
                f"The worker of {name} ended with {self.running.pop(name).returncode}; it is started again.", err=True
            )
        for name in self.running.keys() - set(names):
            self.running.pop(name).terminate()
        for name in names:
            if name not in self.running:
                self.running[name] = self.start(name)

    def stop(self) -> None:
        """Everybody finishes the job at hand and leaves."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait()


def run_all(concurrency: int) -> None:
    """Until a signal comes: one worker for each open federation, also for those made or closed meanwhile."""
    from django.db import OperationalError, connection

    from unionhall.core.federations import known

    watch = Watch(lambda name: subprocess.Popen(command_for(name, concurrency, once=False)))

    def leave(_signal: int, _frame: FrameType | None) -> None:
        watch.stopping = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    try:
        while not watch.stopping:
            try:
                watch.look([one.name for one in known()])
            except OperationalError as error:  # the database is away; those who run wait for it by themselves
                click.echo(f"The database does not answer: {error}", err=True)
            connection.close()
            for _ in range(LOOK_SECONDS * 5):
                if not watch.stopping:
                    time.sleep(0.2)
    finally:
        watch.stop()
