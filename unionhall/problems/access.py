"""Who sees shared problems, and who may do what about them? Nobody tied to an employer that a letter names."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import Role

from .models import SharedProblem, Voice
from .states import LIVE, PROBLEM, ProblemState

OVERSEERS = (Role.OFFICER, Role.SUPERVISOR)
CHAIRS = (Role.SUPERVISOR, Role.GRASSROOTS_CHAIR)


def visible_problems(actor: Actor) -> QuerySet[SharedProblem]:
    """Problems of one's body, and for those who oversee of all bodies below; none that names an employer one is tied to."""
    if actor.via == "system":
        return SharedProblem.objects.all()
    scope = Q(owner=actor.person_id) if actor.person_id else Q(pk__in=[])
    for post in actor.posts:
        if post.role in OVERSEERS:
            scope |= Q(**{f"body__{LEVEL_COLUMN[post.level]}": post.organisation_id})
        elif post.role == Role.GRASSROOTS_CHAIR:
            scope |= Q(body=post.organisation_id)
    found = SharedProblem.objects.filter(scope)
    tied = list(actor.tied_employers)
    if tied:
        names = Q(case__employer__in=tied) | Q(case__parties__employer__in=tied)
        found = found.filter(~Exists(Voice.objects.filter(names, problem=OuterRef("pk"))))
    return found


def visible_voices(actor: Actor, problem: SharedProblem) -> QuerySet[Voice]:
    """The letters of a problem as letters; which of their files one may open is for `cases` to say."""
    if not visible_problems(actor).filter(pk=problem.pk).exists():
        return Voice.objects.none()
    return Voice.objects.filter(problem=problem, left_at__isnull=True)


def may_see_problems(actor: Actor) -> Verdict:
    """Officers and supervisors of the federation, and chairs of unions."""
    if actor.via == "system" or actor.holds(*OVERSEERS, Role.GRASSROOTS_CHAIR):
        return YES
    return no(_("Shared problems are weighed by officers and chairs."), _("Your own letters are on your home page."))


def _works_there(actor: Actor, problem: SharedProblem, roles: tuple[str, ...]) -> bool:
    if actor.via == "system":
        return True
    above = problem.body.ancestors_by_column
    return any(
        post.role in roles
        and (
            post.organisation_id == problem.body_id
            if post.role == Role.GRASSROOTS_CHAIR
            else above[LEVEL_COLUMN[post.level]] == post.organisation_id
        )
        for post in actor.posts
    )


def weighs(actor: Actor, problem: SharedProblem) -> Verdict:
    """The chair decides: the supervisor of the body or of one above it, or the chair of the union."""
    if _works_there(actor, problem, CHAIRS):
        return YES
    return no(_("The chair decides this."), _("Ask the supervisor of the body."), "not_chair")


def works_on(actor: Actor, problem: SharedProblem) -> Verdict:
    """The chair, the owner, and the officers of the body or of one above it."""
    if (problem.owner_id and problem.owner_id == actor.person_id) or _works_there(
        actor, problem, (*CHAIRS, Role.OFFICER)
    ):
        return YES
    return no(_("Only the owner, the officers of the body and the chair do this."), _("Ask the owner."), "not_owner")


def may_accept(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(weighs(actor, problem), PROBLEM.may(problem, "accept", actor))


def may_dismiss(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(weighs(actor, problem), PROBLEM.may(problem, "dismiss", actor))


def may_merge(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(weighs(actor, problem), PROBLEM.may(problem, "merge", actor))


def may_split(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(weighs(actor, problem), still_live(problem))


def may_leave_out(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(works_on(actor, problem), still_live(problem))


def may_plan(actor: Actor, problem: SharedProblem) -> Verdict:
    """Owner and dates are set by the chair, on a problem that is taken up."""
    return all_of(weighs(actor, problem), taken_up(problem))


def may_own(actor: Actor, problem: SharedProblem, *, on_duty: bool) -> Verdict:
    """The owner works at the body of the problem, below it, or at one above it."""
    if on_duty:
        return YES
    return no(_("This person is not on duty at the body of the problem."), _("Choose somebody who is."), "not_on_duty")


def may_note(actor: Actor, problem: SharedProblem) -> Verdict:
    return works_on(actor, problem)


def may_record_policy(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(works_on(actor, problem), taken_up(problem, also=(ProblemState.CLOSED,)))


def may_answer_writers(actor: Actor, problem: SharedProblem) -> Verdict:
    """The chair answers everybody who wrote, as long as somebody waits for an answer."""
    if not problem.voices.filter(left_at__isnull=True, answered_at__isnull=True).exists():
        return no(_("Everybody who wrote has been answered."), _("Nothing needs to be done."), "answered")
    return all_of(weighs(actor, problem), taken_up(problem, also=(ProblemState.CLOSED,)))


def may_survey(actor: Actor, problem: SharedProblem) -> Verdict:
    """Whoever works on the problem drafts its surveys; opening one is for `surveys` to allow."""
    return all_of(works_on(actor, problem), taken_up(problem))


def may_close(actor: Actor, problem: SharedProblem) -> Verdict:
    """A problem is done when everybody who wrote was answered."""
    if (
        problem.state == ProblemState.OPEN
        and problem.voices.filter(left_at__isnull=True, answered_at__isnull=True).exists()
    ):
        return no(_("Not everybody who wrote has been answered."), _("Answer the writers first."), "unanswered")
    return all_of(weighs(actor, problem), PROBLEM.may(problem, "close", actor))


def may_reopen(actor: Actor, problem: SharedProblem) -> Verdict:
    return all_of(weighs(actor, problem), PROBLEM.may(problem, "reopen", actor))


def may_propose(actor: Actor) -> Verdict:
    """Problems are proposed by the search alone; what nobody else wrote is no shared problem."""
    if actor.via == "system":
        return YES
    return no(_("Shared problems are found by the system."), _("Write a note on the case instead."), "system_only")


def may_set_watch(actor: Actor, body_id: object) -> Verdict:
    """The chair of a body says from how many people and sites on it wants to hear."""
    if actor.via == "system" or body_id in actor.organisation_ids(*CHAIRS):
        return YES
    return no(_("The chair of the body decides this."), _("Ask the supervisor of the body."), "not_chair")


def still_live(problem: SharedProblem) -> Verdict:
    if problem.state in LIVE:
        return YES
    return no(_("The problem is not open any more."), _("Take it up again first."), "ended")


def taken_up(problem: SharedProblem, *, also: tuple[str, ...] = ()) -> Verdict:
    if problem.state in (ProblemState.OPEN, *also):
        return YES
    return no(_("The problem is not taken up yet."), _("Take it up first."), "not_open")
