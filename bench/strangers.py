"""Do a hundred thousand keys of somebody else's rows, and keys nobody has, all read “nothing here”?

Whole requests through every address whose only variable part is one key, in browsers and programs of three strangers: an
officer of another county, the chair of the union at the employer the matters name, and another worker. Every other key is
that of a real row of the harbour township (a case, its claims, its transfer, its files …), the one after it nobody's. Both
must read alike. All happens in one transaction that is rolled back.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import time
import uuid
from collections import Counter
from typing import Any

from bench import ground


def main(arguments: list[str]) -> None:
    """Ask, count what was answered, and name every address where a real key read otherwise than nobody's, or a reading was not 404."""
    parser = argparse.ArgumentParser(prog="bench strangers")
    parser.add_argument("--keys", type=int, default=100_000)
    options = parser.parse_args(arguments)
    ground.database("unionhall_bench_strangers", fresh=True)
    ground.set_up()
    logging.disable(logging.ERROR)
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]  # the name under which a test client asks
    from tests.adversary.test_scopes import _callers, keyed_addresses, real_keys
    from tests.undone import undone
    from unionhall.cases.tests.world import build

    with undone():
        world = build()
        real = real_keys(world)
        callers = [_callers(world.actor(who)) for who in ("xi", "chang", "ma")]
        answers, wrong = _ask(options.keys, real, callers, keyed_addresses())
    print(ground.machine())
    print(
        f"{options.keys:,} keys, {len(real)} of them real in turn, {len(keyed_addresses())} addresses: {dict(answers)}"
    )
    for (method, path, status), times in wrong.most_common():
        print(f"  {method} {path} answered {status} {times} times")


def _ask(many: int, real: list[Any], callers: list[Any], addresses: list[Any]) -> tuple[Counter[int], Counter[Any]]:
    from tests.adversary.test_scopes import answer_to, is_closed

    answers: Counter[int] = Counter()
    wrong: Counter[Any] = Counter()
    begun = time.perf_counter()
    turns = itertools.cycle(real)
    for n in range(many // 2):
        path, kind, methods = addresses[n % len(addresses)]
        around = n // len(addresses)
        browser, program = callers[around % len(callers)]
        caller, method = browser if kind == "page" else program, methods[around % len(methods)]
        theirs = answer_to(caller, method, path, next(turns))
        nobodys = answer_to(caller, method, path, uuid.uuid4())
        answers.update((theirs[0], nobodys[0]))
        if not is_closed(method, theirs, nobodys):
            wrong[method, path, f"{theirs[0]} and {nobodys[0]}"] += 1
    print(f"{many / (time.perf_counter() - begun):,.0f} requests a second")
    return answers, wrong
