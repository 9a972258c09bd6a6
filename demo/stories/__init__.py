"""What has happened in the demo federation: mechanism R1's ninety-six matters, the named stories, and what waits today.

Accepted in the period: 96. Resolved: 74 before filing, 15 in arbitration or court. Unresolved: 7, each in another state.
Besides: two from an earlier year, what came in these days, what was withdrawn or refused.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from unionhall.cases.enums import IdentityLevel, Kind, Manner

from ..world import Story, World
from ..world import tell as tell_all
from . import (
    branch,
    exports,
    forming,
    fresh,
    letterbox,
    lists,
    members,
    money,
    named,
    ordinary,
    privacy,
    reach,
    rosters,
    rules,
    stations,
    surveys,
    words,
)
from .casting import Matter

ADVICE, NEGOTIATED, MEDIATED, AT_SECOND_TRY, JUST_PERFORMED = 24, 21, 25, 1, 2  # with the withheld wages: 74
AWARDS, JUDGMENTS = 8, 6  # with the rider: 15
WAITING = 16
OFTEN_ADVICE = (Kind.INJURY, Kind.PLATFORM, Kind.SAFETY)
WITHDRAWN = 3
REFUSED = 3


def tell(world: World, show: Callable[[float], None]) -> None:
    """All stories at once, in the order of time, up to now."""
    stories = [*_resolved(world), *_running(world), *_waiting(world)]
    stories += [surveys.named_and_closed(world), surveys.anonymous_and_open(world), *branch.stories(world)]
    stories += letterbox.stories(world)
    stories += forming.stories(world)
    stories += lists.stories(world)
    stories += members.stories(world)
    stories += privacy.stories(world)
    stories += [money.county(world)]
    stories += [rosters.street(world)]
    stories += [rosters.tried(world)]
    stories += [stations.network(world)]
    stories += [reach.circles(world)]
    stories += [exports.fetched_and_waiting(world)]
    tell_all(stories, until=world.days.now, show=show)


def _resolved(world: World) -> Iterator[Story]:
    casting = world.casting
    with_amount = (matter for matter in casting.matters() if matter.amount)
    plain = (matter for matter in casting.matters() if not matter.amount or matter.kind in OFTEN_ADVICE)
    levels = [IdentityLevel.NAMED] * 16 + [IdentityLevel.HIDDEN] * 4 + [IdentityLevel.ANONYMOUS] * 4
    world.draw.shuffle(levels)
    for level, day in zip(levels, _spread(world, ADVICE, 42), strict=True):
        yield ordinary.by_advice(world, next(plain), day, identity=level)
    for day in _spread(world, NEGOTIATED, 72):
        level = IdentityLevel.HIDDEN if world.draw.random() < 0.1 else IdentityLevel.NAMED
        yield ordinary.by_settlement(world, next(with_amount), day, manner=Manner.NEGOTIATION, identity=level)
    for number, day in enumerate(_spread(world, MEDIATED, 160)):
        yield ordinary.by_settlement(
            world, next(with_amount), day, manner=Manner.MEDIATION, parts=(0, 0, 2, 3)[number % 4]
        )
    for day in _spread(world, AT_SECOND_TRY, 110):
        yield ordinary.not_solved_at_first(world, next(with_amount), day)
    for day in _spread(world, AWARDS, 125):
        yield ordinary.by_award(world, next(with_amount), day)
    for day in _spread(world, JUDGMENTS, 170):
        yield ordinary.by_judgment(world, next(with_amount), day)
    for number in range(JUST_PERFORMED):
        yield named.just_performed(world, casting, 3 + 4 * number)
    yield named.withheld_wages(world)
    yield named.rider(world)


def _running(world: World) -> Iterator[Story]:
    casting = world.casting
    yield named.thirty_builders(world)
    yield named.injured_father(world)
    for story in (
        named.overdue,
        named.in_mediation,
        named.paying_in_parts,
        named.no_agreement,
        named.not_paid,
        named.long_arbitration,
        named.long_litigation,
    ):
        yield story(world, casting)


def _waiting(world: World) -> Iterator[Story]:
    casting, today = world.casting, world.days.today
    matters = casting.matters()
    for number in range(WAITING):
        level = (
            IdentityLevel.ANONYMOUS
            if number % 4 == 1
            else IdentityLevel.HIDDEN
            if number % 4 == 2
            else IdentityLevel.NAMED
        )
        yield fresh.waiting(world, next(matters), today - timedelta(days=number % 6), identity=level)
    yield fresh.waiting(world, next(matters), today - timedelta(days=13))
    for number in range(len(fresh.SAME_COMPLAINT)):
        yield fresh.same_complaint(world, casting, number)
    yield rules.sent_by_a_rule(world)
    yield fresh.pregnant(world)
    yield fresh.barred(world, casting)
    yield fresh.to_another_county(world, _elsewhere(world, matters), today - timedelta(days=7))
    for number in range(WITHDRAWN):
        yield fresh.taken_back(
            world, next(matters), today - timedelta(days=20 + 31 * number), words.WITHDRAWALS[number]
        )
    for number in range(REFUSED):
        yield fresh.refused(world, next(matters), today - timedelta(days=26 + 40 * number), number)


def _elsewhere(world: World, matters: Iterator[Matter]) -> Matter:
    """A matter that does not go to the couriers' union or a joint union."""
    return next(m for m in matters if m.employer.industry not in ("transport", "catering"))


def _spread(world: World, count: int, needs: int) -> list[date]:
    """Days on which matters come in, evenly over the period, leaving each the days it needs until today."""
    span = (world.days.today - world.days.first_day).days - needs
    return [
        world.days.first_day + timedelta(days=round(span * (n + world.draw.random()) / count)) for n in range(count)
    ]
