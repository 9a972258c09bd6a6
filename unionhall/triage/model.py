"""Which matter is this letter, how sure is that, and which words say so?

A linear support vector machine and a share of a complement naive Bayes over the features of `features.py`, added up to one
weight per piece and label, so that the reason for an answer is read off the answer itself. Confidence comes from the distances of letters that the machine was not trained on:
they are turned into shares by one temperature, so that of the answers given with 80 % about 80 % are right.
Deterministic for a seed; nothing is fetched; saved as numbers and text, never as code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from . import copies, features
from .features import Block
from .words import DIGITS, PRIVATE, Letter, plain

FEWEST = 3
"""Letters a label needs before it can be learnt."""
FORMAT = 1
SPEECH = 0.2
"""Share of how the letters of a label speak, beside what sets it apart; measured in docs/measurements.md."""


class CannotLearn(ValueError):
    """These letters teach nothing; the sentence says why."""


@dataclass(frozen=True)
class Suggestion:
    """A label with its confidence (0 to 1) and the words of the letter that spoke for it, the strongest first."""

    label: str
    confidence: float
    because: tuple[str, ...] = ()


@dataclass
class Model:
    """What was learnt: pieces, weights of each label, the temperature of confidence, and where it comes from."""

    labels: list[str]
    blocks: list[Block]
    weights: Any
    """(pieces, labels)"""
    offsets: Any
    """(labels,)"""
    temperature: float = 1.0
    trained_on: int = 0
    seed: int = 0
    about: dict[str, Any] = field(default_factory=dict)

    def distances(self, letters: Sequence[Letter]) -> Any:
        """(letters, labels): how far on the label's side each letter lies."""
        return features.transform(self.blocks, letters) @ self.weights + self.offsets

    def shares(self, letters: Sequence[Letter]) -> Any:
        """(letters, labels): confidence, each row summing to 1."""
        return _shares(self.distances(letters), self.temperature)

    def labels_of(self, letters: Sequence[Letter]) -> list[str]:
        """The first choice for each letter."""
        return [self.labels[n] for n in self.distances(letters).argmax(axis=1)] if letters else []

    def suggest(self, letters: Sequence[Letter], *, top: int = 3, words: int = 4) -> list[list[Suggestion]]:
        """For each letter the likeliest labels with their reasons. An empty letter gets no suggestion at all."""
        if not letters:
            return []
        shares = self.shares(letters)
        found: list[list[Suggestion]] = []
        for letter, row in zip(letters, shares, strict=True):
            if not plain(letter.title + letter.body).strip(PRIVATE + DIGITS):
                found.append([])
                continue
            best = np.argsort(-row, kind="stable")[:top]
            reasons = self._because(letter, best, words)
            found.append([Suggestion(self.labels[n], float(row[n]), why) for n, why in zip(best, reasons, strict=True)])
        return found

    def _because(self, letter: Letter, labels: Any, most: int) -> list[tuple[str, ...]]:
        """For each of these labels the stretches of the letter whose pieces pull hardest towards it, and away from the others."""
        text = plain(f"{letter.title} {letter.body}")
        felt, start = np.zeros((len(text), len(labels))), 0
        for block in self.blocks:
            if block.pieces == "characters" and block.reads == "whole":
                for length in range(block.shortest, min(block.longest, len(text)) + 1):
                    places = [block.place_of(text[at : at + length]) for at in range(len(text) - length + 1)]
                    at = np.array([n for n, place in enumerate(places) if place is not None], dtype=np.intp)
                    known = np.array([place for place in places if place is not None], dtype=np.intp)
                    weights = self.weights[start + known]
                    pull = weights[:, labels] - weights.mean(axis=1, keepdims=True)
                    for sign in reversed(range(length)):
                        felt[at + sign] += pull * block.rarity[known, None] / length
            start += len(block.vocabulary)
        return [_stretches(text, felt[:, n], most) for n in range(len(labels))]

    def save(self, path: Path) -> None:
        """Write `as_bytes` to a file."""
        path.write_bytes(self.as_bytes())

    def as_bytes(self) -> bytes:
        """The .npz format: arrays and JSON, read back without running anything in it. The same model gives the same bytes."""
        card = {
            "format": FORMAT, "labels": self.labels, "temperature": self.temperature, "trained_on": self.trained_on,
            "seed": self.seed, "about": self.about,
            "blocks": [block.card for block in self.blocks],
        }  # fmt: skip
        arrays = {f"rarity_{n}": block.rarity.astype(np.float32) for n, block in enumerate(self.blocks)}
        out = BytesIO()
        np.savez_compressed(
            out, card=np.frombuffer(json.dumps(card, ensure_ascii=False).encode(), dtype=np.uint8),
            weights=self.weights.astype(np.float32), offsets=self.offsets, **arrays,
        )  # fmt: skip
        return out.getvalue()

    @classmethod
    def load(cls, path: Path) -> Model:
        """A saved model from its file; ValueError when the file is none, or of another time."""
        return cls.from_bytes(path.read_bytes())

    @classmethod
    def from_bytes(cls, saved: bytes) -> Model:
        """A saved model; ValueError when the bytes are none, or of another time."""
        try:
            with np.load(BytesIO(saved), allow_pickle=False) as kept:
                held = {name: kept[name] for name in kept.files}
            card = json.loads(held["card"].tobytes())
        except (OSError, EOFError, KeyError, BadZipFile, TypeError, AttributeError) as error:
            raise ValueError("This is no saved model.") from error
        if not isinstance(card, dict) or card.get("format") != FORMAT:
            raise ValueError("This model was written by another version; train again.")
        try:
            blocks = [
                Block(**facts, rarity=held[f"rarity_{n}"].astype(np.float64)) for n, facts in enumerate(card["blocks"])
            ]
            return cls(
                labels=card["labels"], blocks=blocks, weights=held["weights"].astype(np.float64), offsets=held["offsets"],
                temperature=card["temperature"], trained_on=card["trained_on"], seed=card["seed"], about=card["about"],
            )  # fmt: skip
        except (KeyError, TypeError) as error:
            raise ValueError("This model was written by another version; train again.") from error


def train(
    letters: Sequence[Letter],
    labels: Sequence[str],
    *,
    voices: Sequence[Hashable] | None = None,
    seed: int = 0,
    calibrate: bool = True,
) -> Model:
    """Learn from letters whose label is known. Labels with fewer than three letters are left out; two labels are needed.

    `voices` says who wrote each letter, by any key; not told, near-copies are one voice and all others are voices of their own.
    """
    counted = Counter(labels)
    kept = [n for n, label in enumerate(labels) if label and counted[label] >= FEWEST]
    letters, labels = [letters[n] for n in kept], [labels[n] for n in kept]
    if voices is not None:
        voices = [voices[n] for n in kept]
    if len(set(labels)) < 2:
        raise CannotLearn(f"Training needs two labels with {FEWEST} letters each; here: {dict(counted.most_common(5))}")
    blocks = features.blocks_for(letters)
    rows = features.fit(blocks, letters, numbered(voices) if voices is not None else copies.groups(letters))
    if not rows.shape[1]:
        raise CannotLearn("These letters have no words in common.")
    classes, weights, offsets = _learnt(rows, labels, seed)
    temperature = _temperature(rows, np.array(labels), seed) if calibrate else 1.0
    return Model([str(c) for c in classes], blocks, weights, offsets, temperature, len(letters), seed)


def numbered(keys: Sequence[Hashable]) -> list[int]:
    """The same number for the same key."""
    seen: dict[Hashable, int] = {}
    return [seen.setdefault(key, len(seen)) for key in keys]


def _learnt(rows: Any, labels: Any, seed: int) -> tuple[Any, Any, Any]:
    """The labels, and for each its weights and its offset: what sets it apart, and a share of how its letters speak.

    The first are those of the support vector machine; two labels have one plane, seen from both sides. The second are the
    weights of the complement naive Bayes, less their mean over the labels. Both are weights of pieces, so their sum is one
    machine and its reasons are read off it as before.
    """
    machine = LinearSVC(C=0.7, class_weight="balanced", random_state=seed).fit(rows, labels)
    weights, offsets = machine.coef_.T, machine.intercept_
    if len(machine.classes_) == 2:
        weights = np.vstack([-machine.coef_, machine.coef_]).T
        offsets = np.concatenate([-machine.intercept_, machine.intercept_])
    speech = ComplementNB(alpha=0.1).fit(rows, labels).feature_log_prob_.T
    return machine.classes_, weights + SPEECH * (speech - speech.mean(axis=1, keepdims=True)), offsets


def _temperature(rows: Any, labels: Any, seed: int) -> float:
    """The temperature under which letters held back would have been likeliest to get their own label."""
    parts = min(3, min(Counter(labels.tolist()).values()))
    classes = np.unique(labels)
    distances = np.zeros((len(labels), len(classes)))
    for fit, held in StratifiedKFold(parts, shuffle=True, random_state=seed).split(rows, labels):
        _labels, weights, offsets = _learnt(rows[fit], labels[fit], seed)
        distances[held] = rows[held] @ weights + offsets
    truth = np.searchsorted(classes, labels)

    def surprise(log_temperature: float) -> float:
        shares = _shares(distances, float(np.exp(log_temperature)))
        return float(-np.log(np.maximum(shares[np.arange(len(truth)), truth], 1e-12)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-4, 2), method="bounded").x))


def _shares(distances: Any, temperature: float) -> Any:
    scaled = distances / temperature
    raised = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _stretches(text: str, felt: Any, most: int) -> tuple[str, ...]:
    """Neighbouring letters that pull the same way make a word, never across a stop or a number; the strongest words, each once."""
    if not len(felt) or felt.max() <= 0:
        return ()
    floor = max(felt.max() * 0.3, float(felt[felt > 0].mean()))
    words: dict[str, float] = {}
    at = 0
    while at < len(text):
        if felt[at] < floor or not text[at].isalpha():
            at += 1
            continue
        end = at
        while end < len(text) and felt[end] >= floor and text[end].isalpha() and end - at < 8:
            end += 1
        word = text[at:end]
        if len(word) > 1:
            words[word] = max(words.get(word, 0.0), float(felt[at:end].sum()))
        at = end
    ranked = sorted(words, key=lambda word: (-words[word], word))
    return tuple(word for n, word in enumerate(ranked) if not any(word in other for other in ranked[:n]))[:most]
