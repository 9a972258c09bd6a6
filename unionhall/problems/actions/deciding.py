"""What the chair decides about a problem: take it up, merge, split, dismiss; who owns it and until when; when it is done."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, queries
from ..enums import Joined, StepKind
from ..models import SharedProblem, Voice
from ._shared import count_again, log, move, needs, taken, touch

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Person


@transaction.atomic
def accept(problem: SharedProblem, *, by: Actor, title: str = "", expected: int | None = None) -> SharedProblem:
    """Take a proposed problem up, under a title of one's own if wished."""
    problem = taken(problem, expected=expected)
    access.may_accept(by, problem).or_refuse()
    problem.title = " ".join(title.split())[:120] or problem.title
    problem.opened_at = clock.now()
    return move(problem, "accept", by=by, text=problem.title, fields=("title", "opened_at"))


@transaction.atomic
def dismiss(problem: SharedProblem, *, by: Actor, reason: str, expected: int | None = None) -> SharedProblem:
    """It is no shared problem. Its letters stay where they are and are not proposed together again."""
    problem = taken(problem, expected=expected)
    access.may_dismiss(by, problem).or_refuse()
    reason = needs(reason, what=_("Why is it dismissed?"), next_step=_("A sentence is enough; it stands in the log."))
    problem.closed_at = clock.now()
    return move(problem, "dismiss", by=by, text=reason, fields=("closed_at",))


@transaction.atomic
def merge(problem: SharedProblem, *, by: Actor, into: SharedProblem, expected: int | None = None) -> SharedProblem:
    """Two are one: the letters of this problem go over to the other. Returns the other."""
    first, second = sorted([problem, into], key=lambda one: one.pk)
    locked = {one.pk: taken(one, expected=expected if one.pk == problem.pk else None) for one in (first, second)}
    problem, into = locked[problem.pk], locked[into.pk]
    if problem.pk == into.pk:
        raise Refused(no(_("This is the same problem."), _("Choose another one."), "same"))
    access.may_merge(by, problem).or_refuse()
    access.weighs(by, into).or_refuse()
    access.still_live(into).or_refuse()
    _go_over(problem, into, None, Joined.MERGED)
    problem.merged_into, problem.closed_at = into, clock.now()
    move(problem, "merge", by=by, text=into.title, fields=("merged_into", "closed_at"))
    common = _lowest_above(problem, into)
    if common is not None and common.pk != into.body_id:
        into.body = common
        touch(into, "body")
    count_again(into)
    log(into, StepKind.MERGED, by=by, text=problem.title)
    return into


@transaction.atomic
def split(
    problem: SharedProblem, cases: Collection[UUID], *, by: Actor, title: str, expected: int | None = None
) -> SharedProblem:
    """Some letters speak of another thing: they become a problem of their own, in the same state. Returns the new one."""
    problem = taken(problem, expected=expected)
    access.may_split(by, problem).or_refuse()
    title = needs(title, what=_("What is the other problem called?"), next_step=_("A few words are enough."))[:120]
    voices = Voice.objects.filter(problem=problem, left_at__isnull=True)
    chosen = set(voices.filter(case__in=list(cases)).values_list("case_id", flat=True))
    if len(chosen) != len(set(cases)) or not chosen:
        raise Refused(no(_("Choose letters of this problem."), _("Look at the list again."), "letters"))
    if voices.count() == len(chosen):
        raise Refused(no(_("Nothing would be left of this problem."), _("Leave at least one letter here."), "all"))
    now = clock.now()
    other = SharedProblem(
        body=problem.body, title=title, state=problem.state, found_at=problem.found_at, counted_at=now,
        opened_at=problem.opened_at,
    )  # fmt: skip
    other.save(force_insert=True)
    _go_over(problem, other, chosen, Joined.SPLIT)
    for one in (problem, other):
        count_again(one)
    log(problem, StepKind.SPLIT, by=by, text=title)
    log(other, StepKind.SPLIT, by=by, text=problem.title)
    audit.record("problem.split", problem, by=by, into=str(other.pk), letters=len(chosen))
    return other


@transaction.atomic
def leave_out(problem: SharedProblem, case_id: UUID, *, by: Actor, reason: str = "") -> SharedProblem:
    """One letter does not belong here. It may join another problem later, not this one by itself."""
    problem = taken(problem)
    access.may_leave_out(by, problem).or_refuse()
    left = Voice.objects.filter(problem=problem, case=case_id, left_at__isnull=True).update(left_at=clock.now())
    if not left:
        return problem
    count_again(problem)
    log(problem, StepKind.LEFT_OUT, by=by, text=reason.strip())
    audit.record("problem.letter_left_out", problem, by=by, case=str(case_id))
    return problem


@transaction.atomic
def plan(
    problem: SharedProblem,
    *,
    by: Actor,
    owner: "Person | None",
    starts_on: date | None = None,
    due_on: date | None = None,
    aim: str = "",
    expected: int | None = None,
) -> SharedProblem:
    """Who is responsible, from when until when, and what is to be reached."""
    problem = taken(problem, expected=expected)
    access.may_plan(by, problem).or_refuse()
    if owner is not None:
        at_hand = people.on_duty_at(queries.bodies_at_hand(problem))
        on_duty = any(person == owner.pk for _body, person, _name in at_hand)
        access.may_own(by, problem, on_duty=on_duty or owner.pk == by.person_id).or_refuse()
    if starts_on and due_on and due_on < starts_on:
        raise Refused(no(_("The last day lies before the first."), _("Check the two days."), "days"))
    problem.owner, problem.starts_on, problem.due_on, problem.aim = owner, starts_on, due_on, aim.strip()
    touch(problem, "owner", "starts_on", "due_on", "aim")
    log(problem, StepKind.PLANNED, by=by, text=aim.strip(), on=due_on)
    audit.record("problem.planned", problem, by=by, owner=str(owner.pk) if owner else "")
    return problem


@transaction.atomic
def close(problem: SharedProblem, *, by: Actor, outcome: str, expected: int | None = None) -> SharedProblem:
    """The problem is solved, or all that can be done is done; everybody was answered."""
    problem = taken(problem, expected=expected)
    access.may_close(by, problem).or_refuse()
    outcome = needs(outcome, what=_("What came of it?"), next_step=_("A sentence or two are enough."))
    problem.closed_at = clock.now()
    return move(problem, "close", by=by, text=outcome, fields=("closed_at",))


@transaction.atomic
def reopen(problem: SharedProblem, *, by: Actor, reason: str, expected: int | None = None) -> SharedProblem:
    """It is not solved after all, or was dismissed too early."""
    problem = taken(problem, expected=expected)
    access.may_reopen(by, problem).or_refuse()
    reason = needs(reason, what=_("Why is it taken up again?"), next_step=_("A sentence is enough."))
    problem.closed_at, problem.opened_at = None, problem.opened_at or clock.now()
    return move(problem, "reopen", by=by, text=reason, fields=("closed_at", "opened_at"))


def _go_over(one: SharedProblem, other: SharedProblem, cases: set[UUID] | None, how: str) -> None:
    """Voices leave one problem and speak in the other; whether their writers were answered goes with them."""
    now = clock.now()
    voices = Voice.objects.select_for_update(of=("self",)).filter(problem=one, left_at__isnull=True)
    if cases is not None:
        voices = voices.filter(case__in=cases)
    going = list(voices.order_by("pk"))
    Voice.objects.filter(pk__in=[voice.pk for voice in going]).update(left_at=now)
    Voice.objects.bulk_create(
        [
            Voice(problem=other, case_id=voice.case_id, joined=how, since=now, answered_at=voice.answered_at)
            for voice in going
        ]
    )


def _lowest_above(one: SharedProblem, other: SharedProblem) -> "Organisation | None":
    """The lowest body above both, which is the other's own when it stands above."""
    above = {body.pk for body in organisations.chain_upward(one.body)}
    return next((body for body in organisations.chain_upward(other.body) if body.pk in above), None)
