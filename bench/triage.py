"""How many letters a second, and in how much memory, does the engine learn from, suggest for and group?

Beside it, in the same run and each in a process of its own: scikit-learn as anybody would set it up (characters 1 to 3, TF-IDF,
a linear machine) for learning and suggesting; for the grouping one pass of the same TF-IDF and the product of the letters with
themselves, which is the least that comparing each letter with each other can cost without leaving any out.
The letters are invented (`bench/mailbag.py`). Letters a second are of processor time, so that other programs on the machine
count little; every measurement works on one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from bench import mailbag
from unionhall.triage import model, problems
from unionhall.triage.words import Letter

LEARNT = 5_000
"""Letters learnt from before suggestions are timed."""


def main(arguments: list[str]) -> None:
    """Every measurement at every size, one line each."""
    parser = argparse.ArgumentParser(prog="bench triage")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--only", default=",".join(MEASURED), help="measurements, with commas between")
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "SIZE"), help=argparse.SUPPRESS)
    parser.add_argument("--at-most", type=float, default=1800, help="seconds after which a measurement is given up")
    said = parser.parse_args(arguments)
    if said.one:
        print(json.dumps(measured(said.one[0], int(said.one[1]))))
        return
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    print(f"{'letters':>9}  {'':24}{'seconds':>9}{'CPU s':>9}{'letters/s':>11}{'MB':>8}")
    for size in (int(number) for number in said.sizes.split(",")):
        for what in said.only.split(","):
            print(f"{size:>9,}  {what:24}" + _line(what, size, said.at_most), flush=True)


def _line(what: str, size: int, at_most: float) -> str:
    command = [sys.executable, "-m", "bench", "triage", "--one", what, str(size)]
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=at_most, check=True)
    except subprocess.TimeoutExpired:
        return f"  given up after {at_most:.0f} s"
    found = json.loads(child.stdout.splitlines()[-1])
    return f"{found['seconds']:9.2f}{found['processor']:9.2f}{found['letters'] / found['processor']:11,.0f}{found['megabytes']:8,.0f}"


def measured(what: str, size: int) -> dict[str, float]:
    """One measurement in this process: seconds of the work alone, memory of the whole process at its highest."""
    work = MEASURED[what](size)
    begun, busy = time.perf_counter(), time.process_time()
    work()
    busy, seconds = time.process_time() - busy, time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "processor": busy, "letters": size, "megabytes": peak}


def _learning(size: int) -> Callable[[], object]:
    letters, labels = mailbag.labelled(size)
    return lambda: model.train(letters, labels)


def _learning_peer(size: int) -> Callable[[], object]:
    letters, labels = mailbag.labelled(size)
    return lambda: _peer(letters, labels)


def _suggesting(size: int) -> Callable[[], object]:
    """With three labels, their confidence and their reasons, a thousand letters at a time."""
    learnt = model.train(*mailbag.labelled(LEARNT), calibrate=False)
    letters, _labels = mailbag.labelled(size, seed=9)
    return lambda: [learnt.suggest(letters[n : n + 1000]) for n in range(0, size, 1000)]


def _labelling(size: int) -> Callable[[], object]:
    """The first label alone, as the peer gives it."""
    learnt = model.train(*mailbag.labelled(LEARNT), calibrate=False)
    letters, _labels = mailbag.labelled(size, seed=9)
    return lambda: [learnt.labels_of(letters[n : n + 1000]) for n in range(0, size, 1000)]


def _suggesting_peer(size: int) -> Callable[[], object]:
    learnt = _peer(*mailbag.labelled(LEARNT))
    texts = [one.title + one.body for one in mailbag.labelled(size, seed=9)[0]]
    return lambda: [learnt.predict(texts[n : n + 1000]) for n in range(0, size, 1000)]


def _peer(letters: Sequence[Letter], labels: Sequence[str]) -> Any:
    machine = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3)), LinearSVC(random_state=0))
    return machine.fit([one.title + one.body for one in letters], labels)


def _grouping(size: int) -> Callable[[], object]:
    told = mailbag.others(size)
    return lambda: problems.discover(told)


def _product(size: int) -> Callable[[], object]:
    """The letters times themselves, in slices so that they fit; nothing is kept of the answer."""
    texts = [one.letter.title + one.letter.body for one in mailbag.others(size)]

    def work() -> None:
        rows = TfidfVectorizer(
            analyzer="char", ngram_range=(2, 3), dtype=np.float32, max_df=0.1, min_df=2
        ).fit_transform(texts)
        turned = rows.T.tocsr()
        for start in range(0, size, 200):
            rows[start : start + 200] @ turned

    return work


MEASURED: dict[str, Callable[[int], Callable[[], object]]] = {
    "learn": _learning, "learn-peer": _learning_peer,
    "suggest": _suggesting, "label": _labelling, "label-peer": _suggesting_peer,
    "discover": _grouping, "product": _product,
}  # fmt: skip
