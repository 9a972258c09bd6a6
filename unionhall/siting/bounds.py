"""Certificates for covering: an upper bound that holds whatever prices it is told.

Each row i may be *claimed* through links (a link: one row, some columns, of which one must be chosen for a share of the claim). Charge a price for each
link; rows then take what is left of their weight, columns earn what their links pay, and the best columns within the means are taken. For
any prices ≥ 0 the sum is at least the best plan; good prices (a linear programme's, or a few hundred steps of our own) make it
tight. So a solver may stop anywhere, and its bound is still a bound: only sums are trusted, not its tolerances.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from . import solver
from .cover import Cover
from .instance import Flags, Floats, Whole


@dataclass(frozen=True)
class Links:
    """`claims[l]` × z[row[l]] ≤ sum of the columns of link l."""

    columns: sp.csr_array
    """Links × columns."""
    row: Whole
    claims: Floats


def links_of(cover: Cover) -> Links:
    """One link a row; a row that needs two and has few columns also one for each column left out, which is sharper."""
    rows = np.arange(cover.rows.shape[0])
    claims = cover.need.astype(np.float64)
    few = np.flatnonzero((cover.need == 2) & (np.diff(cover.rows.indptr) <= 6))
    if not len(few):
        return Links(cover.matrix, rows, claims)
    part = sp.csr_array(cover.matrix[few])
    length = np.diff(part.indptr)
    heads = np.repeat(np.arange(len(few)), length)
    wide = sp.csr_array(part[heads])
    out = np.concatenate([np.arange(size) for size in length])
    drop = wide.indptr[:-1] + out
    stays = np.ones(wide.nnz, bool)
    stays[drop] = False
    ends = np.concatenate([[0], np.cumsum(stays)])[wide.indptr]
    more = sp.csr_array((wide.data[stays], wide.indices[stays], ends), shape=wide.shape)
    return Links(
        sp.csr_array(sp.vstack([cover.matrix, more], format="csr")),
        np.concatenate([rows, few[heads]]),
        np.concatenate([claims, np.ones(len(heads))]),
    )


@dataclass(frozen=True)
class Priced:
    """What prices prove."""

    bound: float
    earned: Floats
    """Per column: what it earns, its price in money taken off."""
    least: float
    """What a column must earn to be among the best; columns below it are not taken."""
    spared: float
    """What the best column left out earns (0 without one)."""

    def cannot_enter(self, value: float) -> Flags:
        """Columns without which nothing above `value` is lost."""
        return np.asarray((self.earned < self.least) & (self.bound - (self.least - self.earned) <= value))

    def cannot_leave(self, value: float) -> Flags:
        """Columns that every choice above `value` has."""
        return np.asarray(
            (self.earned >= self.least)
            & (self.bound - (self.earned - self.spared) <= value)
            & (self.earned > self.spared)
        )


def priced(cover: Cover, links: Links, prices: Floats, price_of_money: float = 0.0) -> Priced:
    """The bound that these prices give (links, ≥ 0; money, ≥ 0), in the solver's unit."""
    taken = np.bincount(links.row, weights=prices * links.claims, minlength=len(cover.weights))
    rest = float(np.maximum(cover.weights - taken, 0.0).sum())
    earned = np.asarray(links.columns.T @ prices)
    spent = 0.0
    if cover.means.budget is not None:
        earned = earned - price_of_money * cover.costs
        spent = price_of_money * cover.purse
    order = np.sort(np.maximum(earned, 0.0))[::-1]
    most = min(cover.most, len(order))
    best = float(order[:most].sum())
    bound = cover.held + rest + spent + best
    bound += abs(bound) * 1e-13 * max(1.0, np.log2(len(cover.weights) + 2.0))
    least = float(order[most - 1]) if 0 < most <= len(order) else 0.0
    return Priced(bound, earned, least, float(order[most]) if most < len(order) else 0.0)


def simple(cover: Cover) -> float:
    """A bound without any search: all that can be reached, and what the largest columns reach by themselves."""
    everybody = cover.held + float(cover.weights.sum())
    links = links_of(cover)
    first = np.zeros(len(links.row))
    rows = cover.rows.shape[0]
    first[:rows] = cover.weights / cover.need
    told = min(everybody, priced(cover, links, first).bound)
    if cover.means.budget is not None:
        told = min(told, priced(cover, links, first, _going_rate(cover, links, first)).bound)
    return told


def _going_rate(cover: Cover, links: Links, prices: Floats) -> float:
    """The worth of money at which the purse is just spent, best columns for their money first."""
    earned = np.asarray(links.columns.T @ prices)
    rate = earned / np.maximum(cover.costs, 1e-300)
    order = np.argsort(-rate)
    out = np.flatnonzero(np.cumsum(cover.costs[order]) > cover.purse)
    return float(rate[order[out[0]]]) if len(out) else 0.0


def descended(
    cover: Cover, links: Links, value: float, *, until: float, steps: int = 600
) -> tuple[Priced, Floats, float]:
    """Better and better prices by small steps, up to the instant `until`: (what they prove, the prices, the worth of money)."""
    rows = cover.rows.shape[0]
    prices = np.zeros(len(links.row))
    prices[:rows] = 0.5 * cover.weights / cover.need
    money = _going_rate(cover, links, prices) if cover.means.budget is not None else 0.0
    best, best_prices, best_money = priced(cover, links, prices, money), prices, money
    pace, idle = 1.0, 0
    for _step in range(steps):
        if time.perf_counter() > until or best.bound <= value or pace < 1e-4:
            break
        told = priced(cover, links, prices, money)
        if told.bound < best.bound * (1 - 1e-9):
            best, best_prices, best_money, idle = told, prices, money, 0
        else:
            idle += 1
            if idle > 15:
                pace, idle = pace * 0.7, 0
                prices, money = best_prices, best_money
                told = priced(cover, links, prices, money)
        earned = np.maximum(told.earned, 0.0)
        pick = np.zeros(len(earned), bool)
        pick[np.argpartition(-earned, cover.most - 1)[: cover.most]] = bool(cover.most)
        pick &= told.earned > 0
        taken = np.bincount(links.row, weights=prices * links.claims, minlength=rows)
        slope = np.asarray(links.columns @ pick.astype(np.float64)) - links.claims * (taken < cover.weights)[links.row]
        slope[(prices <= 0) & (slope > 0)] = 0.0
        money_slope = cover.purse - float(cover.costs[pick].sum()) if cover.means.budget is not None else 0.0
        size = float(slope @ slope)
        if size == 0 and money_slope == 0:
            break
        stride = pace * max(told.bound - value, 1e-6 * abs(told.bound))
        if size:
            prices = np.maximum(prices - stride / size * slope, 0.0)
        if money_slope:
            money = max(0.0, money - 0.5 * stride / money_slope**2 * money_slope)
    return best, best_prices, best_money


def relaxation(cover: Cover, links: Links) -> solver.Model:
    """Columns, then one z in 0…1 for each row: a link's claim × z ≤ its columns; the count; the budget."""
    rows, count = cover.rows.shape
    number = len(links.row)
    claims = sp.csr_array((links.claims, (np.arange(number), links.row)), shape=(number, rows))
    blocks = [sp.hstack([-links.columns, claims], format="csr")]
    limits = [np.zeros(number)]
    if cover.most < count:
        blocks.append(sp.csr_array(np.concatenate([np.ones(count), np.zeros(rows)])[None]))
        limits.append(np.array([float(cover.most)]))
    if cover.means.budget is not None:
        blocks.append(sp.csr_array(np.concatenate([cover.costs, np.zeros(rows)])[None]))
        limits.append(np.array([cover.purse]))
    upper = np.concatenate(limits)
    return solver.Model(
        costs=np.concatenate([np.zeros(count), -cover.weights]),
        lower=np.zeros(count + rows),
        upper=np.ones(count + rows),
        rows=sp.csr_array(sp.vstack(blocks, format="csr")),
        row_lower=np.full(len(upper), -np.inf),
        row_upper=upper,
        whole=np.concatenate([np.ones(count, bool), cover.need > 1]),
    )


def filled_in(cover: Cover, chosen: Flags) -> Floats:
    """A choice as the variables of `relaxation`."""
    pick = chosen.astype(np.float64)
    return np.concatenate([pick, (cover.matrix @ pick >= cover.need).astype(np.float64)])
