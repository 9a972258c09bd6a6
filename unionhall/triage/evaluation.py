"""How good is a model on letters it has never seen? Two splits: at random, and with near-copies kept together."""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from . import copies
from .model import FEWEST, CannotLearn, Model, train
from .words import Letter

Progress = Callable[[int, int], None]


def evaluate(
    letters: Sequence[Letter],
    labels: Sequence[str],
    *,
    folds: int = 5,
    seed: int = 0,
    progress: Progress | None = None,
    also_at_random: bool = True,
    other: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Cross-validated figures. The headline is the honest split: no letter or near-copy of it both learnt and tested.

    `other` holds labels given in another way, compared on the same letters (`compared_with`). Raises CannotLearn when there are
    fewer than two labels with as many letters as folds.
    """
    counted = Counter(label for label in labels if label)
    usable = {label for label, n in counted.items() if n >= max(folds, FEWEST)}
    kept = [n for n, label in enumerate(labels) if label in usable]
    if len(usable) < 2:
        raise CannotLearn(f"Evaluation in {folds} folds needs two labels with {max(folds, FEWEST)} letters each.")
    letters, truth = [letters[n] for n in kept], np.array([labels[n] for n in kept])
    same = np.array(copies.groups(letters))
    honest = StratifiedGroupKFold(folds, shuffle=True, random_state=seed).split(truth, truth, same)
    step = _steps(progress, (1 + also_at_random) * folds)
    result = _figures(letters, truth, honest, same, seed, step)
    splits = {"near_copies_together": {key: result[key] for key in ("accuracy", "macro_f1")}}
    if also_at_random:
        parts = StratifiedKFold(folds, shuffle=True, random_state=seed).split(truth, truth)
        at_random = _figures(letters, truth, parts, same, seed, step)
        splits["random_stratified"] = {key: at_random[key] for key in ("accuracy", "macro_f1")}
    answer = {
        **result,
        "letters": len(letters),
        "left_out": {"without_label": sum(not label for label in labels), "rare_labels": sorted(set(counted) - usable)},
        "near_copies": int(len(same) - len(set(same.tolist()))),
        "folds": folds,
        "seed": seed,
        "split": "stratified, near-copies together",
        "splits": splits,
    }
    if other:
        answer["compared_with"] = _agreement(truth, np.array([other[n] for n in kept]))
    return answer


def _agreement(truth: Any, said: Any) -> dict[str, float]:
    """Accuracy and macro-F1 of labels given in another way."""
    names = sorted(set(truth.tolist()))
    f1 = precision_recall_fscore_support(truth, said, labels=names, zero_division=0)[2]
    return {"accuracy": round(float((said == truth).mean()), 4), "macro_f1": round(float(np.mean(f1)), 4)}


def _figures(
    letters: Sequence[Letter], truth: Any, parts: Any, same: Any, seed: int, step: Callable[[], None]
) -> dict[str, Any]:
    said = np.empty(len(truth), dtype=truth.dtype)
    sure = np.zeros(len(truth))
    third: Any = np.zeros(len(truth), dtype=bool)
    seconds = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a label with fewer letters than folds
        folds = list(parts)
    for fit, held in folds:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model: Model = train([letters[n] for n in fit], truth[fit].tolist(), voices=same[fit].tolist(), seed=seed)
        begun = time.perf_counter()
        shares = model.shares([letters[n] for n in held])
        seconds += time.perf_counter() - begun
        known = np.array(model.labels)
        said[held] = known[shares.argmax(axis=1)]
        sure[held] = shares.max(axis=1)
        third[held] = [
            truth[n] in known[np.argsort(-row, kind="stable")[:3]] for n, row in zip(held, shares, strict=True)
        ]
        step()
    names = sorted(set(truth.tolist()))
    precision, recall, f1, support = precision_recall_fscore_support(truth, said, labels=names, zero_division=0)
    right = said == truth
    return {
        "accuracy": round(float(right.mean()), 4),
        "macro_f1": round(float(np.mean(f1)), 4),
        "top3_accuracy": round(float(third.mean()), 4),
        "calibration_error": round(_calibration_error(sure, right), 4),
        "per_class": {
            name: {"precision": round(float(p), 4), "recall": round(float(r), 4), "f1": round(float(f), 4), "support": int(s)}
            for name, p, r, f, s in zip(names, precision, recall, f1, support, strict=True)
        },
        "confusion": {"labels": names, "rows_are": "truth", "matrix": confusion_matrix(truth, said, labels=names).tolist()},
        "messages_per_second": round(len(truth) / seconds, 1) if seconds else None,
    }  # fmt: skip


def _calibration_error(sure: Any, right: Any, bins: int = 10) -> float:
    """By how much confidence and hit rate differ, on average over letters in ten bands of confidence."""
    bands = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(abs(sure[bands == b].mean() - right[bands == b].mean()) * (bands == b).mean() for b in set(bands.tolist()))
    )


def _steps(progress: Progress | None, total: int) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return step
