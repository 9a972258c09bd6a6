"""Which letters are nearest to each letter? Computed portion by portion, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

NEAREST = 25
"""Neighbours each letter keeps."""
CHUNK = 500
CELLS = 25_000_000
"""Pairs of letters compared at a time: what bounds the memory."""
MANY = 2_000
"""A piece in more letters than this is not looked at when neighbours are sought: it would cost most and tell least. Under
20,000 letters there is no such piece, for it would be too common anyway."""
FAR = 0.03
"""Letters less near than this are no neighbours."""


def neighbours(vectors: sparse.csr_matrix, progress: Callable[[int, int], None] | None) -> dict[tuple[int, int], float]:
    """The nearest letters of each letter, as pairs with their nearness."""
    total = vectors.shape[0]
    held = np.bincount(vectors.indices, minlength=vectors.shape[1])
    shared = vectors[:, (held > 1) & (held <= MANY)]
    turned = shared.T.tocsr()
    portion = max(20, min(CHUNK, CELLS // max(total, 1)))
    ones, others, values = [], [], []
    for start in range(0, total, portion):
        near = (shared[start : start + portion] @ turned).tocsr()
        owner = np.repeat(np.arange(start, start + near.shape[0], dtype=np.int32), np.diff(near.indptr))
        wanted = (near.data > FAR) & (near.indices != owner)
        one, other, value = owner[wanted], near.indices[wanted], near.data[wanted]
        best = _first_of_each(one, value)
        ones.append(one[best])
        others.append(other[best])
        values.append(value[best])
        if progress:
            progress(min(start + portion, total), total)
    one, other, value = np.concatenate(ones), np.concatenate(others), np.concatenate(values)
    low, high = np.minimum(one, other), np.maximum(one, other)
    _pairs, once = np.unique(low.astype(np.int64) * total + high, return_index=True)
    return dict(zip(zip(low[once].tolist(), high[once].tolist(), strict=True), value[once].tolist(), strict=True))


def _first_of_each(one: Any, value: Any) -> Any:
    """Places of the nearest few of each letter, where the places of a letter stand together."""
    bounds = np.flatnonzero(np.diff(one, prepend=-1, append=-1))
    best = [np.empty(0, np.intp)]
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if end - begin > NEAREST:
            best.append(begin + np.argpartition(-value[begin:end], NEAREST - 1)[:NEAREST])
        else:
            best.append(np.arange(begin, end))
    return np.concatenate(best)
