"""p-median: the least way altogether. A bound by prices, arcs that no better plan uses taken out, HiGHS for the rest.

Each point is told a price for being served; a place then earns what its points save under their prices, and the best places within
the means are taken. The sum is below every plan, whatever the prices. Small steps make the prices good within a second or two, and for most
instances meet the best plan. What a better plan could still use is then a small model: for each point its ways in rising order, and a step up
paid for each ring in which no place is chosen.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from . import solver
from .grain import Scale
from .instance import Flags, Floats, Whole
from .objectives import Means

Progress = Callable[[float, float, Flags], bool]
LOOKED_AT = 16
"""Places counted anew together."""
ALL_WAYS = 1_000_000
"""Ways up to which prices look at every one of them."""
PLACES_NEAR = 3
"""In a larger table: how many of the places of a plan a row looks past."""
SWAPPING = 0.3
"""In a larger table: the share of the time in which better prices are sought that swaps may take."""


@dataclass(frozen=True)
class Median:
    """Rows (points, with their weights in it) × columns (free candidates): weight × way; infinite where there is none."""

    ways: Floats
    standing: Floats
    """Per row: weight × way to the nearest station that stands; infinite without one."""
    costs: Floats
    means: Means
    scale: Scale

    @property
    def most(self) -> int:
        """How many columns may be chosen."""
        count = self.ways.shape[1]
        return count if self.means.new is None else min(self.means.new, count)

    @property
    def purse(self) -> float:
        """What may be spent."""
        return np.inf if self.means.budget is None else self.means.budget * (1 + 1e-12)

    def value(self, chosen: Flags) -> float:
        """Weight × way altogether; infinite where a row is not served."""
        return float(self._nearest(chosen).sum())

    def _nearest(self, chosen: Flags) -> Floats:
        best = self.standing
        if chosen.any():
            best = np.minimum(best, self.ways[:, chosen].min(axis=1))
        return best


@dataclass
class State:
    """The best choice and the highest bound so far, in the solver's unit."""

    chosen: Flags
    value: float
    bound: float
    method: str = "swaps"

    def closed(self, problem: Median) -> bool:
        """Is there no room between the two?"""
        if problem.scale.whole:
            return self.bound - problem.scale.slack > self.value - 1.0
        return self.bound >= self.value

    def better(self, problem: Median, chosen: Flags) -> bool:
        """Take a choice if it is better and keeps to the means."""
        if int(chosen.sum()) > problem.most or problem.costs[chosen].sum() > problem.purse:
            return False
        value = problem.value(chosen)
        if not value < self.value:
            return False
        self.chosen, self.value = chosen.copy(), value
        return True


def quick(problem: Median, *, until: float) -> Flags:
    """One place after another, each the one that saves most; then swaps while they help. May leave rows unserved."""
    return swapped(problem, filled(problem, np.zeros(problem.ways.shape[1], bool)), until=until)


def _far(problem: Median) -> float:
    """More than any way, for rows that are not served."""
    longest = (float(one.max(initial=0.0, where=np.isfinite(one))) for one in (problem.ways, problem.standing))
    return 2.0 * max(1.0, *longest) * (len(problem.standing) + 1)


def _blocks(problem: Median) -> list[slice]:
    wide = max(1, 4_000_000 // max(1, problem.ways.shape[0]))
    return [slice(start, start + wide) for start in range(0, problem.ways.shape[1], wide)]


def filled(problem: Median, chosen: Flags) -> Flags:
    """With what the means still allow, best first. What a place saves only falls, so old savings are upper bounds and few are
    counted anew."""
    chosen = chosen.copy()
    count = problem.ways.shape[1]
    if not count or int(chosen.sum()) >= problem.most:
        return chosen
    near = np.minimum(problem._nearest(chosen), _far(problem))

    def saved(columns: Any) -> Floats:
        told: Floats = np.maximum(near[:, None] - problem.ways[:, columns], 0.0).sum(axis=0)
        return told

    by_cost = problem.means.budget is not None and problem.means.new is None
    price = np.maximum(problem.costs, 1e-12) if by_cost else np.ones(count)
    rate = np.concatenate([saved(part) for part in _blocks(problem)]) / price
    fresh = np.ones(count, bool)
    while int(chosen.sum()) < problem.most:
        rate[chosen | (problem.costs > problem.purse - problem.costs[chosen].sum())] = 0.0
        column = int(rate.argmax())
        if rate[column] <= 0:
            break
        if not fresh[column]:
            top = np.argpartition(-rate, min(LOOKED_AT, count) - 1)[:LOOKED_AT]
            top = np.union1d(top[~fresh[top]], [column])
            rate[top] = saved(top) / price[top]
            fresh[top] = True
            continue
        chosen[column] = True
        near = np.minimum(near, problem.ways[:, column])
        fresh[:] = False
    return chosen


def swapped(problem: Median, chosen: Flags, *, until: float) -> Flags:
    """The best swap of one for one, again and again, while one helps."""
    chosen = chosen.copy()
    far = _far(problem)
    before, worth = chosen, np.inf
    while time.perf_counter() < until:
        inside = np.flatnonzero(chosen)
        if not len(inside) or len(inside) == len(chosen):
            break
        told = np.minimum(np.concatenate([problem.ways[:, inside], problem.standing[:, None]], axis=1), far)
        order = np.argpartition(told, 1, axis=1)[:, :2] if told.shape[1] > 2 else np.argsort(told, axis=1)[:, :2]
        pair = np.take_along_axis(told, order, axis=1)
        turn = pair[:, 0] > pair[:, 1]
        first = np.where(turn, order[:, 1], order[:, 0])
        near, next_ = pair.min(axis=1), pair.max(axis=1)
        if float(near.sum()) >= worth:
            return before  # the swap was worth less than what sums are rounded by
        before, worth = chosen.copy(), float(near.sum())
        best, pick = -1e-9 * max(1.0, worth), None
        spare = problem.purse - problem.costs[chosen].sum()
        held = np.bincount(first, weights=next_ - near, minlength=told.shape[1])[: len(inside)]
        for part in _blocks(problem):
            if time.perf_counter() > until:
                break  # a swap found so far is one that helps
            # Only ways shorter than to the second nearest change anything: without its place a row goes there.
            row, column = np.nonzero(problem.ways[:, part] < next_[:, None])
            way = problem.ways[row, part.start + column]
            wide = problem.ways[:, part].shape[1]
            saved = np.bincount(column, weights=np.maximum(near[row] - way, 0.0), minlength=wide)
            spared = np.bincount(
                first[row] * wide + column,
                weights=np.maximum(way, near[row]) - next_[row],
                minlength=told.shape[1] * wide,
            )
            change = spared.reshape(-1, wide)[: len(inside)] + held[:, None] - saved[None, :]
            change[:, chosen[part]] = np.inf
            if problem.means.budget is not None:
                change[problem.costs[part][None, :] - problem.costs[inside][:, None] > spare] = np.inf
            least = int(change.argmin())
            if change.flat[least] < best:
                best = float(change.flat[least])
                pick = (least // change.shape[1], part.start + least % change.shape[1])
        if pick is None:
            break
        chosen[inside[pick[0]]], chosen[pick[1]] = False, True
        if problem.means.budget is not None:
            chosen = filled(problem, chosen)
    return chosen


@dataclass(frozen=True)
class Priced:
    """What prices prove, and what each column earns (≤ 0: saves)."""

    bound: float
    earned: Floats
    prices: Floats


@dataclass(frozen=True)
class Near:
    """The ways that prices up to `most` can ask about, column after column; the others earn nothing."""

    rows: Whole
    ways: Floats
    starts: Whole
    most: Floats
    """Per row: the highest price that this table knows the answer to."""

    @classmethod
    def of(cls, problem: Median, chosen: Flags) -> Near:
        """All ways of a small table; of a large one those shorter than a row's way to its fourth nearest of the places chosen."""
        most = problem.standing
        if problem.ways.size > ALL_WAYS and int(chosen.sum()) > PLACES_NEAR:
            fourth = np.partition(problem.ways[:, chosen], PLACES_NEAR, axis=1)[:, PLACES_NEAR]
            most = np.minimum(most, fourth)
        rows, ways, many = [], [], []
        for part in _blocks(problem):
            mine = np.ascontiguousarray(problem.ways[:, part].T)
            column, row = np.nonzero(mine < most)
            rows.append(row.astype(np.int32))
            ways.append(mine[column, row])
            many.append(np.bincount(column, minlength=len(mine)))
        starts = np.concatenate([[0], np.cumsum(np.concatenate(many))])
        return cls(np.concatenate(rows), np.concatenate(ways), starts, most)

    def earned(self, prices: Floats) -> Floats:
        """Per column: what it earns at these prices, which are at most `most`."""
        told = self.ways - prices[self.rows]
        np.minimum(told, 0.0, out=told)
        # One more entry, so that empty columns at the end have a start; what `reduceat` says of empty ones is not a sum.
        sums = np.add.reduceat(np.append(told, 0.0), self.starts[:-1])
        return np.asarray(np.where(np.diff(self.starts) > 0, sums, 0.0))

    def served(self, prices: Floats, pick: Flags) -> Floats:
        """Per row: how many of the columns picked it would go to at its price."""
        told = np.zeros(len(prices))
        for column in np.flatnonzero(pick):
            part = slice(self.starts[column], self.starts[column + 1])
            rows = self.rows[part]
            told[rows] += self.ways[part] < prices[rows]
        return told


def priced(problem: Median, near: Near, prices: Floats) -> Priced:
    """The bound of these prices (one for each row)."""
    earned = near.earned(prices) if problem.ways.shape[1] else np.zeros(0)
    bound = float(prices.sum() + np.minimum(problem.standing - prices, 0.0).sum()) + _least(problem, earned)
    size = float(np.abs(prices).sum() + np.abs(earned).sum())
    return Priced(bound - size * 1e-14 * max(1.0, np.log2(len(prices) + 2.0)), earned, prices)


def _least(problem: Median, earned: Floats) -> float:
    """The least sum of earnings (each ≤ 0) within the means, or below it."""
    most = problem.most
    told = 0.0
    if most:
        told = float(np.partition(earned, most - 1)[:most].sum()) if most < len(earned) else float(earned.sum())
    if problem.means.budget is not None and len(earned):
        rate = earned / np.maximum(problem.costs, 1e-300)
        order = np.argsort(rate)
        spent = np.cumsum(problem.costs[order])
        whole = int(np.searchsorted(spent, problem.purse, side="right"))
        part = float(earned[order[:whole]].sum())
        if whole < len(order):
            before = float(spent[whole - 1]) if whole else 0.0
            part += float(earned[order[whole]]) * (problem.purse - before) / float(problem.costs[order[whole]])
        told = max(told, part)
    return told


def proven(problem: Median, chosen: Flags, *, until: float, progress: Progress) -> State:
    """The best choice and its bound, by the instant `until`."""
    least = np.minimum(problem.standing, problem.ways.min(axis=1, initial=np.inf))
    state = State(chosen, problem.value(chosen), float(least.sum()) * (1 - 1e-13))
    if problem.scale.whole and np.isfinite(least).all():
        state.bound = float(np.rint(least.sum()))
    if problem.most == 0 or not (problem.costs <= problem.purse).any():
        state.bound = state.value
        return state
    if state.closed(problem) or not progress(state.value, state.bound, state.chosen):
        return state
    best = _ascended(problem, state, until, progress)
    if best is None or state.closed(problem) or time.perf_counter() > until:
        return state
    if not _closed_by_solver(problem, best, state, until, progress):
        _shaken(problem, state, until, progress)
    return state


def _shaken(problem: Median, state: State, until: float, progress: Progress) -> None:
    """Some places of the best plan are taken out by chance, others come in, and swaps follow, as long as there is time."""
    chance = np.random.default_rng(7)
    while time.perf_counter() < until and not state.closed(problem):
        chosen = state.chosen.copy()
        inside = np.flatnonzero(chosen)
        if len(inside) < 2:
            return
        chosen[chance.choice(inside, 1 + len(inside) // 5, replace=False)] = False
        apart = np.flatnonzero(~state.chosen & (problem.costs <= problem.purse - problem.costs[chosen].sum()))
        if len(apart):
            chosen[chance.choice(apart)] = True
        state.better(problem, swapped(problem, filled(problem, chosen), until=until))
        if not progress(state.value, state.bound, state.chosen):
            return


def _raise(problem: Median, state: State, bound: float) -> None:
    if problem.scale.whole:
        bound = float(np.ceil(bound - problem.scale.slack))
    state.bound = max(state.bound, min(bound, state.value))


def _ascended(problem: Median, state: State, until: float, progress: Progress) -> Priced | None:
    """Better and better prices; what they suggest is swapped and kept when it is better."""
    if not problem.ways.shape[1]:
        return None
    near = Near.of(problem, state.chosen)
    told = max((priced(problem, near, prices) for prices in _first_prices(problem, state, near)), key=_bound)
    best, prices = told, told.prices
    served_by_all = _served_by_all(problem)
    large = problem.ways.size > ALL_WAYS
    pace, patience, idle, swapping, begun = 0.7 if large else 1.5, 10 if large else 15, 0, 0.0, time.perf_counter()
    turn = np.zeros(len(prices))
    for step in range(4000):
        now = time.perf_counter()
        if now > until or pace < 1e-4:
            break
        if step:
            told = priced(problem, near, prices)
        if told.bound > best.bound + 1e-9 * abs(best.bound):
            best, idle = told, 0
        else:
            idle += 1
            if idle > patience:
                pace, idle = pace * 0.6, 0
                prices = 0.5 * (prices + best.prices)
                turn[:] = 0.0
        if best.bound > served_by_all:
            state.bound = np.inf  # dearer than any plan that serves every row: there is none
            return None
        _raise(problem, state, best.bound)
        if state.closed(problem):
            break
        pick = _taken(problem, told.earned)
        if step % 20 == 0 or (idle == 0 and step > 60 and step % 5 == 0):
            if not large or (step and swapping < SWAPPING * (now - begun)):
                near_pick = filled(problem, pick) if problem.means.budget is not None else pick
                state.better(problem, swapped(problem, near_pick, until=min(until, now + 2.0)))
                swapping += time.perf_counter() - now
            if not progress(state.value, state.bound, state.chosen):
                return best
        slope = 1.0 - near.served(prices, pick)
        slope[(prices >= near.most) & (slope > 0)] = 0.0
        if not slope.any():
            break
        turn = slope + 0.5 * turn if large else slope
        goal = state.value if np.isfinite(state.value) else abs(told.bound) * 1.5 + 1.0
        stride = pace * max(1.02 * goal - told.bound, 1e-6) / float(turn @ turn)
        prices = np.minimum(prices + stride * turn, near.most)
    return best


def _bound(told: Priced) -> float:
    return told.bound


def _first_prices(problem: Median, state: State, near: Near) -> Iterator[Floats]:
    """Prices to begin with: each row's way to the second nearest of all places, and from its nearest towards its second nearest of the plan."""
    every = np.ones_like(state.chosen)
    starts = [(state.chosen, (0.15, 0.3, 0.5)), (every, (1.0,))]
    if problem.ways.size > ALL_WAYS and np.isfinite(state.value):
        del starts[1]
    for places, shares in starts:
        both = np.concatenate([problem.ways[:, places], problem.standing[:, None]], axis=1)
        pair = np.partition(both, 1, axis=1)[:, :2] if both.shape[1] > 1 else np.repeat(both, 2, axis=1)
        first, second = pair.min(axis=1), pair.max(axis=1)
        if not np.isfinite(first).all():
            continue  # a plan that leaves rows unserved
        second = np.where(np.isfinite(second), second, first)
        for share in shares:
            yield np.minimum(first + share * (second - first), near.most)


def _served_by_all(problem: Median) -> float:
    """Above every plan that serves all rows."""
    both = np.maximum(
        np.where(np.isfinite(problem.ways), problem.ways, 0.0).max(axis=1, initial=0.0),
        np.where(np.isfinite(problem.standing), problem.standing, 0.0),
    )
    return float(both.sum()) * (1 + 1e-9) + problem.scale.slack


def _taken(problem: Median, earned: Floats) -> Flags:
    pick = np.zeros(len(earned), bool)
    if problem.means.budget is None:
        if problem.most:
            pick[np.argpartition(earned, problem.most - 1)[: problem.most]] = True
        return pick
    purse, left = problem.purse, problem.most
    for column in np.argsort(earned / np.maximum(problem.costs, 1e-12)):
        if left and earned[column] < 0 and problem.costs[column] <= purse:
            pick[column] = True
            purse -= problem.costs[column]
            left -= 1
    return pick


def _closed_by_solver(problem: Median, best: Priced, state: State, until: float, progress: Progress) -> bool:
    """HiGHS, of what a better plan could still use; False where that is too much for it."""
    worth = state.value - problem.scale.step * (1 - 1e-6)
    room = worth - best.bound
    columns = np.flatnonzero(~_cannot_enter(problem, best.earned, room))
    ways = problem.ways[:, columns]
    if np.isfinite(worth):
        ways = np.where(ways - best.prices[:, None] > room, np.inf, ways)
    built = _rings(problem, ways, columns)
    if built is None:
        return False
    model, size = built

    def told(bound: float, x: np.ndarray | None) -> bool:
        if x is not None:
            take(x)
        if np.isfinite(bound):
            from_solver(bound)
        return progress(state.value, state.bound, state.chosen)

    def from_solver(bound: float) -> None:
        # The model holds what is better than `worth`; what is not in it costs at least that much.
        told_bound = min(bound, worth + problem.scale.slack)
        _raise(problem, state, told_bound if problem.scale.whole else told_bound - problem.scale.slack)

    def take(x: np.ndarray) -> None:
        pick = np.zeros(problem.ways.shape[1], bool)
        pick[columns] = x[: len(columns)] > 0.5
        state.better(problem, pick)

    found = solver.optimised(
        model,
        seconds=until - time.perf_counter(),
        gap=0.5 if problem.scale.whole else 1e-9,
        told=told,
        thorough=size > 0,
    )
    state.method = "HiGHS"
    if found.x is not None:
        take(found.x)
    if found.impossible:
        # Nothing better than what we have: the model holds all that is better.
        if np.isfinite(state.value):
            state.bound = state.value if problem.scale.whole else max(state.bound, min(worth, state.value))
        else:
            state.bound = np.inf
    elif np.isfinite(found.bound):
        from_solver(found.bound)
    return True


def _cannot_enter(problem: Median, earned: Floats, room: float) -> Flags:
    """Columns that no plan better than the room allows has."""
    most = problem.most
    if problem.means.budget is not None:
        return problem.costs > problem.purse
    if most >= len(earned):
        return np.zeros(len(earned), bool)
    last = float(np.partition(earned, most - 1)[most - 1]) if most else -np.inf
    return np.asarray(earned - last > room)


def _rings(problem: Median, ways: Floats, columns: np.ndarray) -> tuple[solver.Model, int] | None:
    """Columns first; then for each row and each of its rings but the last: 1 when no place inside the ring is chosen."""
    rows, count = ways.shape
    row, column = np.nonzero(np.isfinite(ways) & (ways < problem.standing[:, None]))
    if len(row) > 6_000_000:
        return None
    way = ways[row, column]
    order = np.lexsort((way, row))
    row, column, way = row[order], column[order], way[order]
    fresh = np.ones(len(row), bool)
    fresh[1:] = (row[1:] != row[:-1]) | (way[1:] != way[:-1])
    ring = np.cumsum(fresh) - 1
    ring_row, ring_way = row[fresh], way[fresh]
    last = np.ones(len(ring_row), bool)
    last[:-1] = ring_row[1:] != ring_row[:-1]
    stands = np.isfinite(problem.standing)
    # After ring k comes ring k+1 of the same row, or the standing station, or nothing.
    after = np.where(last, problem.standing[ring_row], np.append(ring_way[1:], np.inf))
    climbs = ~last | stands[ring_row]
    number = np.cumsum(climbs) - 1
    steps = int(climbs.sum())
    rings = len(ring_row)
    heads = np.ones(rings, bool)
    heads[1:] = ring_row[1:] != ring_row[:-1]
    base = np.where(np.isin(np.arange(rows), ring_row), 0.0, problem.standing)
    if not np.isfinite(base).all():
        base = np.where(np.isfinite(base), base, 0.0)
        lost = True
    else:
        lost = False
    offset = float(base.sum()) + float(ring_way[heads].sum())
    inner = np.flatnonzero(~heads)
    entries = [
        (np.ones(len(ring)), (ring, column)),
        (np.ones(steps), (np.flatnonzero(climbs), count + np.arange(steps))),
        (-np.ones(len(inner)), (inner, count + number[inner - 1])),
    ]
    values = np.concatenate([entry[0] for entry in entries])
    at = tuple(np.concatenate([entry[1][axis] for entry in entries]) for axis in (0, 1))
    # One more column is fixed at 1 and carries what every plan costs.
    width = count + steps + 1
    blocks = [sp.csr_array((values, at), shape=(rings, width))]
    lower, upper = [np.where(heads, 1.0, 0.0)], [np.full(rings, np.inf)]
    if problem.most < count:
        blocks.append(sp.csr_array(np.concatenate([np.ones(count), np.zeros(steps + 1)])[None]))
        lower.append(np.array([-np.inf]))
        upper.append(np.array([float(problem.most)]))
    if problem.means.budget is not None:
        blocks.append(sp.csr_array(np.concatenate([problem.costs[columns], np.zeros(steps + 1)])[None]))
        lower.append(np.array([-np.inf]))
        upper.append(np.array([problem.purse]))
    if lost:
        # A row that nothing can serve: no plan.
        blocks.append(sp.csr_array(np.concatenate([np.zeros(width - 1), [1.0]])[None]))
        lower.append(np.array([2.0]))
        upper.append(np.array([2.0]))
    climb = np.zeros(steps)
    climb[number[climbs]] = (after - ring_way)[climbs]
    model = solver.Model(
        costs=np.concatenate([np.zeros(count), climb, [offset]]),
        lower=np.concatenate([np.zeros(count + steps), [1.0]]),
        upper=np.ones(width),
        rows=sp.csr_array(sp.vstack(blocks, format="csr")),
        row_lower=np.concatenate(lower),
        row_upper=np.concatenate(upper),
        whole=np.concatenate([np.ones(count, bool), np.zeros(steps + 1, bool)]),
    )
    return model, steps
