"""No bound lies, no plan is told at more than it is worth: against all plans of small instances."""

from __future__ import annotations

import math
from contextlib import ExitStack
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.siting import centre, covering, median
from unionhall.siting.answer import Answer
from unionhall.siting.objectives import Impossible, Means, Objective
from unionhall.siting.proof import answer_now, prove
from unionhall.siting.recount import recount

from .small import Small, best_of, smalls, worth

MEANS = st.one_of(
    st.builds(Means, new=st.integers(0, 4)),
    st.builds(Means, budget=st.integers(0, 16).map(lambda n: n / 2)),
    st.builds(Means, new=st.integers(0, 4), budget=st.integers(0, 16).map(lambda n: n / 2)),
)
NEAR = 1e-9
slow = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(params=["counted through", "solver"])
def way(request: pytest.FixtureRequest):
    """Small ones are counted through; here they go to the solver, too."""
    most = covering.COUNTED_THROUGH if request.param == "counted through" else 0
    with mock.patch.object(covering, "COUNTED_THROUGH", most):
        yield


def _holds(small: Small, told: Answer, best: float, *, closed: bool) -> None:
    tolerance = NEAR * max(1.0, abs(best))
    if told.objective.maximises:
        assert told.bound >= best - tolerance
        assert told.value <= best + tolerance
        assert told.bound >= told.value
    else:
        assert told.bound <= best + tolerance
        assert told.value >= best - tolerance
        assert told.bound <= told.value
    assert 0 <= told.gap <= 1
    again = recount(small.instance, told.objective, told.sites)
    assert (again.value, again.covered) == (told.value, told.covered)
    if told.proven:
        assert told.value == pytest.approx(best, rel=1e-7, abs=1e-9)
    elif closed:
        total = small.instance.total
        assert abs(told.bound - told.value) <= 1e-5 * max(total, abs(told.value))


def _asked(small: Small, objective: Objective, means: Means) -> None:
    best = best_of(small, objective, means)
    limits = {} if objective is Objective.LSCP else {"new": means.new, "budget": means.budget}
    if math.isinf(best):
        with pytest.raises(Impossible):
            prove(small.instance, objective, seconds=20, **limits)
        return
    final = prove(small.instance, objective, seconds=20, **limits)
    _holds(small, final, best, closed=True)
    plan = tuple(small.instance.place[name] for name in final.sites)
    if small.instance.capacity is None:
        assert final.value == pytest.approx(worth(small, objective, plan), rel=1e-12)
    for seconds in (None, 0.0):
        try:
            told = (
                answer_now(small.instance, objective, **limits)
                if seconds is None
                else prove(small.instance, objective, seconds=seconds, **limits)
            )
        except Impossible:
            assert objective.measures_ways  # a quick plan may leave points without a way, and says so
            continue
        _holds(small, told, best, closed=False)
        again = prove(small.instance, objective, seconds=20, start=told, **limits)
        _holds(small, again, best, closed=True)


@pytest.mark.parametrize("objective", [Objective.MCLP, Objective.BACKUP])
@given(data=st.data())
@slow
def test_covering_is_certified(way: None, objective: Objective, data: st.DataObject) -> None:
    _asked(data.draw(smalls()), objective, data.draw(MEANS))


@pytest.mark.parametrize(
    "objective", [Objective.MCLP, Objective.BACKUP, Objective.LSCP, Objective.PMEDIAN, Objective.PCENTRE]
)
@given(data=st.data())
@slow
def test_demand_by_time_of_day_is_certified(way: None, objective: Objective, data: st.DataObject) -> None:
    means = Means() if objective is Objective.LSCP else data.draw(MEANS)
    _asked(data.draw(smalls(slots=3, points=5)), objective, means)


@given(small=smalls())
@slow
def test_the_fewest_stations_are_certified(small: Small) -> None:
    _asked(small, Objective.LSCP, Means())


@pytest.fixture(params=["all ways", "near ways"])
def table(request: pytest.FixtureRequest):
    """Of large tables not every way is looked at; here of small ones, too."""
    with ExitStack() as stack:
        if request.param == "near ways":
            for module, name in ((median, "ALL_WAYS"), (centre, "FEW")):
                stack.enter_context(mock.patch.object(module, name, 0))
            stack.enter_context(mock.patch.object(median, "PLACES_NEAR", 1))
            stack.enter_context(mock.patch.object(centre, "JOINING", 1))
        yield


@pytest.mark.parametrize("objective", [Objective.PMEDIAN, Objective.PCENTRE])
@given(data=st.data())
@slow
def test_ways_are_certified(table: None, objective: Objective, data: st.DataObject) -> None:
    _asked(data.draw(smalls(ways=True)), objective, data.draw(MEANS))


@given(small=smalls(capacity=True, slots=2, points=4), means=MEANS)
@slow
def test_rooms_are_certified(small: Small, means: Means) -> None:
    _asked(small, Objective.MCLP, means)
