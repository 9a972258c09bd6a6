"""HiGHS, asked in one way: a model in sparse rows, a start, a limit of time; back come a choice, a dual bound and prices.

Tolerances are as tight as it takes them. Its bound is still only as good as they are; who uses it moves it outward (`Scale`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp

from .instance import Flags, Floats

TIGHT = 1e-9


@dataclass
class Model:
    """min costs·x, lower ≤ x ≤ upper, row_lower ≤ rows·x ≤ row_upper; `whole`: which x are whole numbers."""

    costs: Floats
    lower: Floats
    upper: Floats
    rows: sp.csr_array
    row_lower: Floats
    row_upper: Floats
    whole: Flags


@dataclass(frozen=True)
class Solved:
    """What came back: `bound` no x is below it (up to tolerances), −∞ where nothing is known."""

    x: Floats | None
    bound: float
    prices: Floats | None
    finished: bool
    impossible: bool = False


Told = Callable[[float, Floats | None], bool]
"""Called with (bound, better x or None); False stops the solver."""


def relaxed(model: Model, *, seconds: float, interior: bool = True) -> Solved:
    """The linear programme: its value as bound, and the prices of its rows."""
    solver = _loaded(model, seconds, whole=False)
    solver.setOptionValue("solver", "ipm" if interior else "simplex")
    solver.run()
    solution = solver.getSolution()
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Solved(
        np.asarray(solution.col_value) if solution.value_valid else None,
        float(solver.getInfo().objective_function_value) if done else -math.inf,
        np.asarray(solution.row_dual) if solution.dual_valid else None,
        done,
        solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible,
    )


def optimised(
    model: Model,
    *,
    seconds: float,
    gap: float,
    start: Floats | None = None,
    told: Told | None = None,
    thorough: bool = True,
) -> Solved:
    """The best whole x. Stops when nothing can be better by more than `gap`. `thorough`: without the solver's own hunt for
    better answers, for when a good one is at hand."""
    solver = _loaded(model, seconds, whole=True)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", gap)
    if model.rows.nnz > 20_000:
        solver.setOptionValue("mip_lp_solver", "ipm")  # only where no basis is at hand, so for the first one
    if thorough:
        solver.setOptionValue("mip_heuristic_effort", 0.0)
        solver.setOptionValue("mip_allow_restart", False)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = start.tolist()
        solver.setSolution(given)
    if told is not None:
        _listen(solver, told)
    solver.run()
    if told is not None:
        solver.clearCallbacks()
    status, info = solver.getModelStatus(), solver.getInfo()
    impossible = status == highspy.HighsModelStatus.kInfeasible
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = float(info.mip_dual_bound)
    return Solved(
        np.asarray(solver.getSolution().col_value) if found else None,
        math.inf if impossible else (bound if math.isfinite(bound) else -math.inf),
        None,
        impossible or status == highspy.HighsModelStatus.kOptimal,
        impossible,
    )


def _listen(solver: highspy.Highs, told: Told) -> None:
    last = [time.perf_counter()]

    def better(event: object) -> None:
        out = event.data_out  # type: ignore[attr-defined]
        told(float(out.mip_dual_bound), np.array(out.mip_solution))

    def asked(event: object) -> None:
        if time.perf_counter() - last[0] < 0.2:
            return
        last[0] = time.perf_counter()
        if not told(float(event.data_out.mip_dual_bound), None):  # type: ignore[attr-defined]
            event.interrupt()  # type: ignore[attr-defined]

    solver.cbMipImprovingSolution += better
    solver.cbMipInterrupt += asked


def _loaded(model: Model, seconds: float, *, whole: bool) -> highspy.Highs:
    solver = highspy.Highs()
    solver.silent()
    programme = highspy.HighsLp()
    rows = sp.csr_array(model.rows)
    programme.num_col_, programme.num_row_ = rows.shape[1], rows.shape[0]
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = model.costs, model.lower, model.upper
    programme.row_lower_, programme.row_upper_ = model.row_lower, model.row_upper
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = rows.indptr
    programme.a_matrix_.index_ = rows.indices
    programme.a_matrix_.value_ = rows.data.astype(np.float64)
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        programme.integrality_ = [kinds[flag] for flag in model.whole.astype(int)]
        solver.setOptionValue("mip_feasibility_tolerance", TIGHT)
    solver.setOptionValue("primal_feasibility_tolerance", TIGHT)
    solver.setOptionValue("dual_feasibility_tolerance", TIGHT)
    solver.setOptionValue("time_limit", max(0.0, seconds))
    solver.passModel(programme)
    return solver
