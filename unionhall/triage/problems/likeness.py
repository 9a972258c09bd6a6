"""How near are two letters? Each letter as a row of numbers: rare pieces of its words weigh most, the facts it shares help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from ..words import Letter, simplified, without_private
from .told import Told

TITLE_SHARE = 0.5
"""Weight of the title against the body where there is one."""
FORMULAS = (
    "我们 你们 他们 大家 自己 希望 能不 不能 能否 请问 领导 主席 您好 你好 反映 问题 工会 公司 单位 职工 员工 同事 现在 一个 没有 有没 可以 就是 因为 所以 "
    "但是 还是 建议 意见 解决 关心 谢谢 尊敬 情况 一直 已经 知道 什么 怎么 这个 那个 时候 上班 工作 几个 多年 一年 每年 一下 帮忙 想问 驻站 驻外 不知 不知道 "
    "能不能 有没有 希望能 或者 还有 而且 以后 以前"
)
"""Words of politeness and of every letter: they tell no problem from another, even where few letters are compared."""
LIGHT = 0.4
COMMON = 0.1
"""A piece in more letters than this share says nothing of any one problem."""
RUNS = (2, 3)
BODY = 300
"""Characters of the body that are compared: what a letter is about it says at once."""
END = "\n"
SAME_EMPLOYER, SAME_KIND = 1.0, 0.5
"""How much nearer the words of two letters count when both name one employer, or are of one kind. Without words in common
they stay as far apart as before."""


def readable(text: str) -> str:
    """What is compared: like `words.plain`, but places and numbers stay, for they tell problems apart."""
    return "".join(simplified(without_private(text[:4000], " ")).lower().split())


def likeness(told: Sequence[Told]) -> sparse.csr_matrix:
    """Each letter as a row; two rows multiplied are how near the letters are, by words and, where words are near, by facts."""
    words = _vectors([one.letter for one in told])
    parts = [words]
    for weight, facts in (
        (SAME_EMPLOYER, [one.employer for one in told]),
        (SAME_KIND, [one.kind for one in told]),
    ):
        if any(facts):
            parts.append(_words_with(words, facts) * weight**0.5)
    return words if len(parts) == 1 else sparse.hstack(parts, format="csr", dtype=np.float32)


def _words_with(words: sparse.csr_matrix, facts: Sequence[str | None]) -> sparse.csr_matrix:
    """Every piece of a letter together with its fact, as a piece of its own: only letters of the same fact share it."""
    known: dict[str, int] = {}
    number = np.array([known.setdefault(fact, len(known)) if fact else -1 for fact in facts])
    cells = words.tocoo()
    has = number[cells.row] >= 0
    pieces = cells.col[has].astype(np.int64) * max(len(known), 1) + number[cells.row[has]]
    found, place = np.unique(pieces, return_inverse=True)
    return sparse.csr_matrix(
        sparse.coo_matrix((cells.data[has], (cells.row[has], place)), shape=(words.shape[0], len(found)))
    )


def _vectors(letters: Sequence[Letter]) -> sparse.csr_matrix:
    titles, bodies = [readable(one.title) for one in letters], [readable(one.body)[:BODY] for one in letters]
    if sum(bool(title) for title in titles) * 2 <= len(titles):
        return _weighed(bodies)
    # A letter without a title lends its beginning, so that both halves of every letter can be compared.
    titles = [title or body[:30] for title, body in zip(titles, bodies, strict=True)]
    return sparse.hstack(
        [_weighed(titles) * TITLE_SHARE**0.5, _weighed(bodies) * (1 - TITLE_SHARE) ** 0.5], format="csr"
    )


def _weighed(texts: Sequence[str]) -> sparse.csr_matrix:
    """Pairs and threes of characters, rare ones heavy, common ones left out, each row of length one.

    All texts stand in one array and every run is one number, so a hundred thousand letters are cut up in seconds.
    """
    signs = np.frombuffer("".join(text + END for text in texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) + 1 for text in texts])
    codes, owners = [], []
    for run in RUNS:
        if len(signs) < run:
            continue
        code, whole = _codes(signs, run)
        codes.append(code[whole])
        owners.append(owner[: len(code)][whole])
    found, place = np.unique(np.concatenate(codes), return_inverse=True)
    rows = np.concatenate(owners)
    counts = sparse.coo_matrix((np.ones(len(rows), np.float32), (rows, place)), shape=(len(texts), len(found))).tocsr()
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    wanted = (held >= 2) & (held <= max(25.0, COMMON * len(texts)))
    counts, held = counts[:, wanted], held[wanted]
    rarity = np.log1p(len(texts) / np.maximum(held, 1)).astype(np.float32)
    rarity[np.isin(found[wanted], _of_every_letter())] *= LIGHT
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    return of_length_one(counts)


def _codes(signs: Any, run: int) -> tuple[Any, Any]:
    """Every run of so many signs as one number, and whether it lies within one text."""
    code = np.zeros(len(signs) - run + 1, np.uint64)
    whole = np.ones(len(code), bool)
    for n in range(run):
        part = signs[n : n + len(code)]
        code = code * np.uint64(0x110000 + 1) + part
        whole &= part != ord(END)
    return code * np.uint64(4) + np.uint64(run), whole


def _of_every_letter() -> Any:
    """The numbers of the runs that stand in every letter to a union, whatever it is about."""
    return np.concatenate(
        [
            _codes(np.frombuffer(word.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64), len(word))[0]
            for word in FORMULAS.split()
        ]
    )


def of_length_one(rows: Any) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return sparse.csr_matrix(sparse.diags((1 / lengths).astype(np.float32)) @ rows, dtype=np.float32)
