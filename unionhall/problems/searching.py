"""The search itself: new letters join what they belong to, and what is left is looked at for problems nobody has named."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from unionhall.cases import api as cases
from unionhall.cases.api import Heard
from unionhall.core import clock
from unionhall.triage import typical
from unionhall.triage.joining import joining
from unionhall.triage.problems import discover

from . import actions, queries
from .counting import letters_of, telling, title_of, writers_of
from .models import SharedProblem

log = logging.getLogger(__name__)
BACKGROUND = 2_000
"""Letters of the time that say what is common and what is rare when a few new ones are compared."""


@dataclass(frozen=True)
class Found:
    """What a search brought."""

    letters: int
    joined: int
    proposed: int


def search() -> Found:
    """Read the letters of the time: join, then propose. Done again without new letters it finds nothing new."""
    known = queries.measures()
    days = max([queries.Measure().days, *(measure.days for measure in known.values())])
    letters = cases.heard(by=queries.READER, since=clock.now() - timedelta(days=days))
    speaking = queries.speaking(one.case_id for one in letters)
    free = [one for one in letters if one.case_id not in speaking]
    joined = join(free, background=letters)
    free = [one for one in free if one.case_id not in joined]
    proposed = _propose(free, letters, known)
    return Found(len(letters), len(joined), proposed)


def join_new(since_days: int = 3) -> int:
    """Letters of the last days that belong to a known problem join it at once."""
    fresh = cases.heard(by=queries.READER, since=clock.now() - timedelta(days=since_days))
    speaking = queries.speaking(one.case_id for one in fresh)
    free = [one for one in fresh if one.case_id not in speaking]
    if not free or not queries.live_problems().exists():
        return 0
    lately = cases.heard(by=queries.READER, since=clock.now() - timedelta(days=queries.Measure().days), most=BACKGROUND)
    return len(join(free, background=lately))


def join(fresh: Sequence[Heard], *, background: Sequence[Heard]) -> set[UUID]:
    """Each fresh letter that is near enough to a live problem joins it, inside the problem's own body. The letters that did."""
    problems = list(queries.live_problems())
    if not problems or not fresh:
        return set()
    members = [cases.heard(by=queries.READER, among=queries.live_cases(problem)) for problem in problems]
    inside = {one.case_id for group in members for one in group} | {one.case_id for one in fresh}
    others = [one.told for one in background if one.case_id not in inside][:BACKGROUND]
    answers = joining(
        [[one.told for one in group] for group in members], [one.told for one in fresh], background=others
    )
    taken_out = [queries.taken_out_of(problem) for problem in problems]
    wanted: dict[int, list[UUID]] = defaultdict(list)
    for one, (place, _near) in zip(fresh, answers, strict=True):
        if place is not None and _lies_under(one, problems[place]) and one.case_id not in taken_out[place]:
            wanted[place].append(one.case_id)
    joined: set[UUID] = set()
    for place, ids in sorted(wanted.items()):
        actions.join_letters(problems[place], ids, by=queries.READER)
        joined.update(ids)
    return joined


def _lies_under(one: Heard, problem: SharedProblem) -> bool:
    return problem.body_id in one.bodies


def _propose(free: Sequence[Heard], letters: Sequence[Heard], known: dict[UUID, queries.Measure]) -> int:
    fewest = [queries.Measure(), *known.values()]
    found = discover(
        [one.told for one in free],
        people=min(measure.people for measure in fewest),
        sites=min(measure.sites for measure in fewest),
    )
    if not found:
        return 0
    common = typical.common_pairs(letters_of(letters))
    return sum(_propose_one([free[n] for n in problem.members], known, common) for problem in found)


def _propose_one(group: list[Heard], known: dict[UUID, queries.Measure], common: frozenset[str]) -> bool:
    """Propose a group to the body above it, if it is large enough for what that body wants to hear of."""
    body = queries.body_above(group)
    if body is None:
        return False
    measure = queries.measure_for(body, known)
    since = clock.now() - timedelta(days=measure.days)
    group = [one for one in group if one.received_at >= since]
    sites = {one.told.site for one in group if one.told.site}
    if len(set(writers_of(group))) < measure.people or len(sites) < measure.sites:
        return False
    told = telling(group, names=queries.employer_names(group), common=common)
    if not told.words:  # near by chance: nothing that several of them say
        return False
    title = title_of(told, _("Letters that speak of the same thing"))
    return (
        actions.propose([one.case_id for one in group], by=queries.READER, body=body, title=title, told=told)
        is not None
    )
