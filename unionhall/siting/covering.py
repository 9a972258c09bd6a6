"""mclp and backup: a choice, and a bound that closes on it.

In this order, each within what is left of the time: what can be counted through is counted through; a linear programme gives prices, whose
bound is counted by our own sum; a walk from what the programme likes best; columns that no better plan can have are taken out, ones that
each has are fixed; HiGHS closes the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, count
from math import comb

import numpy as np

from . import bounds, search, solver
from .cover import Cover, trimmed
from .instance import Flags, kept
from .relaying import relaid

COUNTED_THROUGH = 60_000
"""Choices up to which all are looked at."""
LARGEST_MODEL = 12_000_000
"""Arcs up to which HiGHS is asked at all."""

WIDE = 8e-4
"""A gap above which a better plan is looked for before the proof is."""

HOPELESS, HOPELESS_SHARE = 2.5e-3, 0.7
"""A gap above which a proof is not to be hoped for in the time, and the share of it that goes to better plans then."""

Progress = Callable[[float, float, Flags], bool]
"""(value, bound, chosen), in the solver's unit; False stops."""


@dataclass
class State:
    """The best choice so far and the lowest bound so far, in the solver's unit."""

    chosen: Flags
    value: float
    bound: float
    method: str = "swaps"

    def better(self, cover: Cover, chosen: Flags) -> bool:
        """Take a choice if it is better and keeps to the means."""
        if int(chosen.sum()) > cover.most or cover.costs[chosen].sum() > cover.purse:
            return False
        value = cover.value(chosen)
        if value <= self.value:
            return False
        self.chosen, self.value = chosen.copy(), value
        return True

    def closed(self, cover: Cover) -> bool:
        """Is there no room between the two?"""
        if cover.scale.whole:
            return self.bound + cover.scale.slack < self.value + 1.0
        return self.bound <= self.value


def proven(cover: Cover, chosen: Flags, *, until: float, progress: Progress) -> State:
    """The best choice and its bound, by the instant `until` (time.perf_counter)."""
    state = State(chosen, cover.value(chosen), bounds.simple(cover))
    if not cover.rows.shape[0] or cover.most == 0:
        state.bound, state.method = state.value, "nothing to choose"
        return state
    if _few(cover):
        return _counted_through(cover, state)
    if state.closed(cover) or not progress(state.value, state.bound, state.chosen):
        return state
    links = bounds.links_of(cover)
    told = _prices(cover, links, state, until)
    if told is None:
        return state
    alike, prices = told
    if not progress(state.value, state.bound, state.chosen):
        return state
    state.better(cover, _rounded(cover, alike))
    left = until - time.perf_counter()
    walk = search.walked(
        cover, _rounded(cover, alike), until=time.perf_counter() + min(0.25, 0.2 * left), downhill=True, idle=150
    )
    state.better(cover, walk)
    if state.closed(cover) or not progress(state.value, state.bound, state.chosen):
        return state
    left = until - time.perf_counter()
    if left > 2.0 and state.bound - state.value > WIDE * state.bound and links.columns.nnz <= LARGEST_MODEL:

        def better(choice: Flags) -> bool:
            state.better(cover, choice)
            told = progress(state.value, state.bound, state.chosen)
            return told and state.bound - state.value > WIDE * state.bound

        begun = time.perf_counter()
        end = begun + (HOPELESS_SHARE if state.bound - state.value > HOPELESS * state.bound else 0.35) * left
        plan, idle = state.chosen, max(1.0, 0.06 * left)
        for turn in count():
            relaid(cover, plan, alike, until=end, idle=idle, better=better)
            if time.perf_counter() >= end or not better(state.chosen):
                break
            if state.bound - state.value <= HOPELESS * state.bound:
                break
            plan = _moved_elsewhere(cover, state.chosen, turn, until=end)
    if state.closed(cover) or not progress(state.value, state.bound, state.chosen):
        return state
    _closed_by_solver(cover, links, prices, state, until, progress)
    return state


def _moved_elsewhere(cover: Cover, chosen: Flags, seed: int, *, until: float) -> Flags:
    """Another plan, nearly as good: a third of the sites taken out by chance, laid again by what adds most, and a walk."""
    chance = np.random.default_rng(seed)
    inside = np.flatnonzero(chosen)
    plan = chosen.copy()
    plan[chance.choice(inside, len(inside) // 3, replace=False)] = False
    until = min(until, time.perf_counter() + 1.0)
    return search.walked(cover, plan, until=until, downhill=True, seed=seed + 1, idle=300)


def _few(cover: Cover) -> bool:
    count = cover.rows.shape[1]
    if cover.means.budget is not None:
        return sum(comb(count, n) for n in range(cover.most + 1)) <= COUNTED_THROUGH if count <= 60 else False
    return comb(count, cover.most) <= COUNTED_THROUGH


def _counted_through(cover: Cover, state: State) -> State:
    """All choices (of the largest size where only their number is limited: more is never worse)."""
    count, most = cover.rows.shape[1], cover.most
    sizes = range(most + 1) if cover.means.budget is not None else [most]
    for size in sizes:
        block: list[tuple[int, ...]] = []
        for choice in combinations(range(count), size):
            block.append(choice)
            if len(block) == 2000:
                _look_at(cover, state, block)
                block = []
        if block:
            _look_at(cover, state, block)
    state.bound, state.method = state.value, "all counted"
    return state


def _look_at(cover: Cover, state: State, block: list[tuple[int, ...]]) -> None:
    picks = np.zeros((len(block), cover.rows.shape[1]))
    for number, choice in enumerate(block):
        picks[number, list(choice)] = 1.0
    allowed = picks @ cover.costs <= cover.purse if cover.means.budget is not None else np.ones(len(block), bool)
    values = np.where(allowed, ((cover.matrix @ picks.T) >= cover.need[:, None]).T @ cover.weights, -1.0)
    for number in np.flatnonzero(values >= values.max() * (1 - 1e-12)).tolist():
        if allowed[number]:
            state.better(cover, picks[number].astype(bool))


def _prices(
    cover: Cover, links: bounds.Links, state: State, until: float
) -> tuple[np.ndarray, tuple[np.ndarray, float]] | None:
    """(how much the relaxation likes each column, the prices), the state's bound lowered; None when there was no time."""
    left = until - time.perf_counter()
    if left <= 0:
        return None
    arcs = links.columns.nnz
    found = None
    if arcs <= LARGEST_MODEL and left > 2e-6 * arcs:
        found = solver.relaxed(bounds.relaxation(cover, links), seconds=left)
    if found is not None and found.finished and found.prices is not None and found.x is not None:
        prices = np.maximum(-found.prices[: len(links.row)], 0.0)
        money = max(0.0, -float(found.prices[-1])) if cover.means.budget is not None else 0.0
        priced = bounds.priced(cover, links, prices, money)
        state.bound = min(state.bound, priced.bound)
        return found.x[: cover.rows.shape[1]], (prices, money)
    priced, prices, money = bounds.descended(cover, links, state.value, until=until)
    state.bound = min(state.bound, priced.bound)
    return priced.earned, (prices, money)


def _rounded(cover: Cover, liked: np.ndarray) -> Flags:
    """The columns that are liked best, as many as the means allow."""
    chosen = np.zeros(len(liked), bool)
    purse = cover.purse
    for column in np.argsort(-liked, kind="stable"):
        if int(chosen.sum()) >= cover.most or liked[column] <= 1e-9:
            break
        if cover.costs[column] <= purse:
            chosen[column] = True
            purse -= cover.costs[column]
    return search.filled(cover, chosen)


def _closed_by_solver(
    cover: Cover, links: bounds.Links, prices: tuple[np.ndarray, float], state: State, until: float, progress: Progress
) -> None:
    if links.columns.nnz > LARGEST_MODEL:
        return
    priced = bounds.priced(cover, links, *prices)
    worth = state.value + cover.scale.step * (1 - 1e-6)
    out = priced.cannot_enter(worth)
    # What is left without them has more equal rows, and more columns that another one makes superfluous.
    small = trimmed(
        kept(cover.rows, ~out), cover.weights, cover.need, cover.costs, cover.means, cover.scale, cover.held
    )
    if not small.rows.shape[0]:
        state.bound = min(state.bound, max(state.value, cover.held))
        return
    model = bounds.relaxation(small, bounds.links_of(small))
    count = len(small.columns)

    def whole(x: np.ndarray) -> Flags:
        chosen = np.zeros(cover.rows.shape[1], bool)
        chosen[small.columns[x[:count] > 0.5]] = True
        return chosen

    def told(bound: float, x: np.ndarray | None) -> bool:
        if x is not None:
            state.better(cover, whole(x))
        if np.isfinite(bound):
            _lower(cover, state, -bound)
        return progress(state.value, state.bound, state.chosen)

    mine = state.chosen[small.columns]
    fits = int(mine.sum()) == int(state.chosen.sum())
    found = solver.optimised(
        model,
        seconds=until - time.perf_counter(),
        gap=0.5 if cover.scale.whole else 1e-9,
        start=bounds.filled_in(small, mine) if fits else None,
        told=told,
    )
    state.method = "HiGHS"
    if found.x is not None:
        state.better(cover, whole(found.x))
    if found.impossible:
        state.bound = min(state.bound, max(state.value, worth))
    elif np.isfinite(found.bound):
        _lower(cover, state, -found.bound)


def _lower(cover: Cover, state: State, told: float) -> None:
    """Take a bound of the solver's about what was left: outside of it nothing is better than what we have."""
    told = told + cover.held
    outward = float(np.floor(told + cover.scale.slack)) if cover.scale.whole else told + cover.scale.slack
    state.bound = min(state.bound, max(state.value, outward))
