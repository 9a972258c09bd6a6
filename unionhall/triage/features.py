"""What is counted in a letter? Characters and pairs of characters, of the title by itself and of the whole letter.

Chinese needs no dictionary for this: pairs of characters are nearly its words. The title is counted apart because it says in
ten characters what the letter says in three hundred; of letters without a title the beginning takes its place. Measured against longer runs of characters and against dictionary words
in docs/measurements.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from .words import Letter, is_in_words, plain, tokens

Matrix = sparse.csr_matrix
VOICES = 3
"""So many different writers use a piece before it is learnt, and kept in a saved model."""
BEGINNING = 32
"""Characters of an untitled letter that are counted apart."""


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

    def fit(self, texts: Sequence[str], voices: Sequence[int]) -> Matrix:
        """Learn which pieces there are and how rare; the texts as weighed rows.

        A piece that fewer than three voices use is not learnt: it may be somebody's name, and it tells nothing of the matter.
        """
        counts, pieces = self._pieces(texts)
        kept = np.flatnonzero(_voices_of_each(counts, voices) >= VOICES)
        self.vocabulary = [pieces[n] for n in kept]
        counts = counts[:, kept]
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        self.rarity = np.log((1 + len(texts)) / (1 + held)) + 1
        return self._weighed(counts)

    def _pieces(self, texts: Sequence[str]) -> tuple[Matrix, list[str]]:
        """How often each piece stands in each text, and which pieces there are."""
        if self.pieces == "words":
            counter = self._counter(None)
            try:
                counts = counter.fit_transform(texts).tocsr()
            except ValueError:  # not one word in any letter
                return sparse.csr_matrix((len(texts), 0)), []
            return counts, [str(piece) for piece in counter.get_feature_names_out()]
        owners, codes = _cut(texts, self.shortest, self.longest)
        found, places = np.unique(codes, return_inverse=True)
        return _counted(owners, places, len(texts), len(found)), [_piece(code) for code in found.tolist()]

    def transform(self, texts: Sequence[str]) -> Matrix:
        """Texts as weighed rows over the pieces known."""
        if not self.vocabulary:
            return sparse.csr_matrix((len(texts), 0))
        if self.pieces == "words":
            if self.counter is None:
                self.counter = self._counter(self.vocabulary)
            return self._weighed(self.counter.transform(texts))
        if not hasattr(self, "_codes"):
            codes = np.array([_code(piece) for piece in self.vocabulary], dtype=np.uint64)
            self._order = np.argsort(codes)
            self._codes = codes[self._order]
        owners, codes = _cut(texts, self.shortest, self.longest)
        near = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = self._codes[near] == codes
        return self._weighed(_counted(owners[known], self._order[near[known]], len(texts), len(self.vocabulary)))

    def place_of(self, piece: str) -> int | None:
        """The column of a piece, None when it was never seen."""
        if not self.places:
            self.places = {piece: n for n, piece in enumerate(self.vocabulary)}
        return self.places.get(piece)

    def _counter(self, vocabulary: list[str] | None) -> CountVectorizer:
        return CountVectorizer(analyzer="word", tokenizer=tokens, token_pattern=None, lowercase=False,
                               ngram_range=(self.shortest, self.longest), vocabulary=vocabulary)  # fmt: skip

    def _weighed(self, counts: Matrix) -> Matrix:
        """1 + log of the count, times rarity, each row of length one."""
        rows = counts.astype(np.float64).tocsr()
        rows.data = (1 + np.log(rows.data)) * self.rarity[rows.indices]
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return sparse.csr_matrix(sparse.diags(1 / lengths) @ rows)


_SIGN = np.uint64(21)
"""Bits of one character in the number of a piece; three of them fit."""
_NONE = 0x1FFFFF


def _code(piece: str) -> int:
    """A piece as one number: its characters side by side."""
    code = 0
    for sign in piece:
        code = code << int(_SIGN) | ord(sign) + 1
    return code


def _piece(code: int) -> str:
    signs = []
    while code:
        signs.append(chr((code & _NONE) - 1))
        code >>= int(_SIGN)
    return "".join(reversed(signs))


def _cut(texts: Sequence[str], shortest: int, longest: int) -> tuple[Any, Any]:
    """Every piece of every text as one number, with the text it is of. All texts stand in one array, so this takes no loop."""
    lengths = np.array([len(text) for text in texts], dtype=np.intp)
    signs = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    owners, codes = [], []
    for length in range(shortest, min(longest, len(signs)) + 1):
        within = owner[: len(signs) - length + 1] == owner[length - 1 :]
        code = np.zeros(len(within), np.uint64)
        for n in range(length):
            code = (code << _SIGN) | (signs[n : n + len(code)] + np.uint64(1))
        owners.append(owner[: len(within)][within])
        codes.append(code[within])
    if not codes:
        return np.empty(0, np.int32), np.empty(0, np.uint64)
    return np.concatenate(owners), np.concatenate(codes)


def _counted(owners: Any, places: Any, size: int, width: int) -> Matrix:
    """How often each piece stands in each text."""
    return sparse.coo_matrix((np.ones(len(owners)), (owners, places)), shape=(size, width)).tocsr()


def _texts(blocks: Sequence[Block], letters: Sequence[Letter]) -> Iterator[Sequence[str]]:
    """What each block reads of each letter; a letter is made plain once."""
    whole = [plain(f"{letter.title}{letter.body}") for letter in letters]
    for block in blocks:
        if block.pieces == "words":
            yield [f"{letter.title} {letter.body}" for letter in letters]
        elif block.reads == "title":
            yield [plain(letter.title) for letter in letters]
        elif block.reads == "beginning":
            yield [text[:BEGINNING] for text in whole]
        else:
            yield whole


def blocks_for(letters: Sequence[Letter]) -> list[Block]:
    """The blocks that fit this kind of text: with titles or without, in running Chinese or in words set apart."""
    whole = Block("whole", "characters")
    chosen = [whole]
    if sum(bool(letter.title.strip()) for letter in letters) * 2 > len(letters):
        chosen.insert(0, Block("title", "characters"))
    else:
        chosen.insert(0, Block("beginning", "characters"))
    if is_in_words([letter.body for letter in letters]):
        chosen.append(Block("whole", "words"))
    return chosen


def fit(blocks: Sequence[Block], letters: Sequence[Letter], voices: Sequence[int]) -> Matrix:
    """All blocks side by side, learnt from these letters; `voices` numbers those who wrote them."""
    texts = _texts(blocks, letters)
    return sparse.hstack([block.fit(some, voices) for block, some in zip(blocks, texts, strict=True)], format="csr")


def _voices_of_each(counts: Matrix, voices: Sequence[int]) -> Any:
    """How many different voices use each piece."""
    rows = sparse.csr_matrix(
        (np.ones(len(voices)), (np.unique(np.asarray(voices), return_inverse=True)[1], np.arange(len(voices))))
    )
    return np.bincount((rows @ counts).tocsr().indices, minlength=counts.shape[1])


def transform(blocks: Sequence[Block], letters: Sequence[Letter]) -> Matrix:
    """All blocks side by side."""
    texts = _texts(blocks, letters)
    return sparse.hstack([block.transform(some) for block, some in zip(blocks, texts, strict=True)], format="csr")
