"""What is counted in a letter? Characters and pairs of characters, of the title by itself and of the whole letter.

Chinese needs no dictionary for this: pairs of characters are nearly its words. The title is counted apart because it says in
ten characters what the letter says in three hundred. Measured against longer runs of characters and against dictionary words
in docs/measurements.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from .words import Letter, is_in_words, plain, tokens

Matrix = sparse.csr_matrix
VOICES = 3
"""So many different writers use a piece before it is learnt, and kept in a saved model."""


@dataclass
class Block:
    """One way to look at a letter: what is read of it, cut into pieces how, and how rare each piece is."""

    reads: str
    pieces: str
    shortest: int = 1
    longest: int = 2
    vocabulary: list[str] = field(default_factory=list)
    rarity: Any = None
    places: dict[str, int] = field(default_factory=dict, repr=False)
    """Piece → column, made when first asked for; not saved."""
    counter: CountVectorizer | None = field(default=None, repr=False, compare=False)
    """What counts the pieces known, made when first asked for; not saved."""

    @property
    def card(self) -> dict[str, Any]:
        """What is saved of it beside its numbers."""
        return {name: getattr(self, name) for name in ("reads", "pieces", "shortest", "longest", "vocabulary")}

    def texts(self, letters: Sequence[Letter]) -> list[Any]:
        """What this block reads of each letter."""
        if self.pieces == "words":
            return [f"{letter.title} {letter.body}" for letter in letters]
        if self.reads == "title":
            return [plain(letter.title) for letter in letters]
        return [plain(f"{letter.title}{letter.body}") for letter in letters]

    def fit(self, letters: Sequence[Letter], voices: Sequence[int]) -> Matrix:
        """Learn which pieces there are and how rare; the letters as weighed rows.

        A piece that fewer than three voices use is not learnt: it may be somebody's name, and it tells nothing of the matter.
        """
        texts = self.texts(letters)
        try:
            counter = self._counter(None)
            counts = counter.fit_transform(texts).tocsr()
        except ValueError:  # not one piece in any letter
            self.vocabulary, self.rarity = [], np.zeros(0)
            return sparse.csr_matrix((len(letters), 0))
        kept = np.flatnonzero(_voices_of_each(counts, voices) >= VOICES)
        pieces = counter.get_feature_names_out()
        self.vocabulary = [str(pieces[n]) for n in kept]
        counts = counts[:, kept]
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        self.rarity = np.log((1 + len(letters)) / (1 + held)) + 1
        return self._weighed(counts)

    def transform(self, letters: Sequence[Letter]) -> Matrix:
        """Letters as weighed rows over the pieces known."""
        if not self.vocabulary:
            return sparse.csr_matrix((len(letters), 0))
        if self.counter is None:
            self.counter = self._counter(self.vocabulary)
        return self._weighed(self.counter.transform(self.texts(letters)))

    def place_of(self, piece: str) -> int | None:
        """The column of a piece, None when it was never seen."""
        if not self.places:
            self.places = {piece: n for n, piece in enumerate(self.vocabulary)}
        return self.places.get(piece)

    def _counter(self, vocabulary: list[str] | None) -> CountVectorizer:
        spans = (self.shortest, self.longest)
        if self.pieces == "words":
            return CountVectorizer(analyzer="word", tokenizer=tokens, token_pattern=None, lowercase=False,
                                   ngram_range=spans, vocabulary=vocabulary)  # fmt: skip
        return CountVectorizer(analyzer="char", lowercase=False, ngram_range=spans, vocabulary=vocabulary)

    def _weighed(self, counts: Matrix) -> Matrix:
        """1 + log of the count, times rarity, each row of length one."""
        rows = counts.astype(np.float64).tocsr()
        rows.data = (1 + np.log(rows.data)) * self.rarity[rows.indices]
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return sparse.csr_matrix(sparse.diags(1 / lengths) @ rows)


def blocks_for(letters: Sequence[Letter]) -> list[Block]:
    """The blocks that fit this kind of text: with titles or without, in running Chinese or in words set apart."""
    whole = Block("whole", "characters")
    chosen = [whole]
    if sum(bool(letter.title.strip()) for letter in letters) * 2 > len(letters):
        chosen.insert(0, Block("title", "characters"))
    if is_in_words([letter.body for letter in letters]):
        chosen.append(Block("whole", "words"))
    return chosen


def fit(blocks: Sequence[Block], letters: Sequence[Letter], voices: Sequence[int]) -> Matrix:
    """All blocks side by side, learnt from these letters; `voices` numbers those who wrote them."""
    return sparse.hstack([block.fit(letters, voices) for block in blocks], format="csr")


def _voices_of_each(counts: Matrix, voices: Sequence[int]) -> Any:
    """How many different voices use each piece."""
    rows = sparse.csr_matrix(
        (np.ones(len(voices)), (np.unique(np.asarray(voices), return_inverse=True)[1], np.arange(len(voices))))
    )
    return np.bincount((rows @ counts).tocsr().indices, minlength=counts.shape[1])


def transform(blocks: Sequence[Block], letters: Sequence[Letter]) -> Matrix:
    """All blocks side by side."""
    return sparse.hstack([block.transform(letters) for block in blocks], format="csr")
