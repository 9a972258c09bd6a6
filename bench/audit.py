"""How long do 10,000 rows of the audit trail take to write and to verify? Beside it: hashing as many rows and nothing else."""

from __future__ import annotations

import hashlib
import time

from bench import ground

ROWS = 10_000


def main(_arguments: list[str]) -> None:
    """Write, verify, hash."""
    ground.database("bench_audit", fresh=True)
    ground.set_up()
    from unionhall.core import audit
    from unionhall.core.actor import system

    by = system("bench")

    def write() -> None:
        audit.record_many(
            audit.Entry("case.received", None, by, details={"kind": "wages", "n": n}) for n in range(ROWS)
        )

    written = timed(write)
    verified = timed(lambda: audit.verify())
    result = audit.verify()
    hashed = timed(lambda: [hashlib.sha256(b"x" * 400).digest() for _n in range(ROWS)])
    print(ground.machine())
    print(f"{ROWS:,} rows written:   {written:6.2f} s")
    print(f"{result.rows:,} rows verified:  {verified:6.2f} s  (ok: {result.ok})")
    print(f"{ROWS:,} hashes alone:   {hashed:6.3f} s")


def timed(act: object) -> float:
    begun = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - begun
