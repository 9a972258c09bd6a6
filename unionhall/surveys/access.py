"""Who may see which surveys, draft, open, answer and read them?

A body's officers and its chair draft for what lies below it; a supervisor of the body or of one above, or the chair of a
grassroots union, opens: two pairs of eyes before many people are written to. Results are for officers, supervisors and
chairs of the body and of those above it. Whoever is tied to an employer a survey names never sees that survey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import Role

from .models import Invitation, Question, Survey, Target
from .states import SURVEY, State

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

DRAFTERS = (Role.OFFICER, Role.SUPERVISOR, Role.GRASSROOTS_CHAIR)
OPENERS = (Role.SUPERVISOR, Role.GRASSROOTS_CHAIR)
READERS = (Role.OFFICER, Role.SUPERVISOR, Role.GRASSROOTS_CHAIR)


def visible_surveys(actor: Actor) -> QuerySet[Survey]:
    """The surveys of one's own bodies and of those below, for those who ask, open or read; none that names an employer one
    is tied to."""
    if actor.via == "system":
        return Survey.objects.all()
    scope = Q(pk__in=[])
    for post in actor.posts:
        if post.role in READERS:
            scope |= Q(**{f"body__{LEVEL_COLUMN[post.level]}": post.organisation_id})
    named = Target.objects.filter(employer__in=list(actor.tied_employers)).values("survey")
    return Survey.objects.filter(scope).exclude(pk__in=named)


def own_invitations(actor: Actor) -> QuerySet[Invitation]:
    """The surveys one is asked in, once they are open: one's own only, a mandate does not reach this far."""
    if actor.person_id is None or actor.for_body:
        return Invitation.objects.none()
    return Invitation.objects.filter(person=actor.person_id, survey__state__in=(State.OPEN, State.CLOSED))


def bodies_to_ask_for(actor: Actor) -> QuerySet[Organisation]:
    """The bodies in whose name one may draft."""
    return organisations.visible_organisations(actor).filter(pk__in=actor.organisation_ids(*DRAFTERS))


def bodies_below(actor: Actor) -> QuerySet[Organisation]:
    """The bodies one may choose to ask in: one's own and all below them."""
    below = organisations.subtree_ids(actor.organisation_ids(*DRAFTERS))
    return organisations.visible_organisations(actor).filter(pk__in=below)


def may_list(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*READERS):
        return YES
    return no(_("Surveys are drafted and read by officers, supervisors and chairs."), _("Ask your union."))


def may_draft(actor: Actor, body: Organisation | None = None) -> Verdict:
    """An officer or chair, in the name of the body where they hold that post. Without a body: whether there is one."""
    bodies = actor.organisation_ids(*DRAFTERS)
    if actor.via == "system" or (bodies if body is None else body.pk in bodies):
        return YES
    return no(
        _("A survey is drafted by an officer or the chair of the body that asks."),
        _("Ask an officer of that body."),
        "not_your_body",
    )


def may_target(actor: Actor, body: Organisation, *, bodies: list[Organisation], employers: list[UUID]) -> Verdict:
    """Whom a body may ask: those below it; and nobody asks about an employer they are tied to."""
    if actor.via == "system":
        return YES
    column = LEVEL_COLUMN[body.level]
    if any(getattr(other, column) != body.pk for other in bodies):
        return no(
            _("A body asks only the people of the unions below it."),
            _("Choose bodies below the one that asks."),
            "beyond",
        )
    if set(employers) & actor.tied_employers:
        return no(
            _("You are tied to an employer this survey names."),
            _("Let a colleague or the body above draft it."),
            "tied",
        )
    return YES


def may_change(actor: Actor, survey: Survey) -> Verdict:
    """Words and questions: whoever may draft for the body, while it is a draft."""
    return all_of(_is_draft(survey), may_draft(actor, survey.body))


def may_ask(actor: Actor, survey: Survey) -> Verdict:
    """Add a question: as for changing, up to thirty."""
    if Question.objects.filter(survey=survey).count() >= MOST_QUESTIONS:
        return no(
            _("A survey has at most thirty questions."), _("Leave one out; short surveys are answered."), "too_many"
        )
    return may_change(actor, survey)


MOST_QUESTIONS = 30


def may_discard_survey(actor: Actor, survey: Survey) -> Verdict:
    return all_of(SURVEY.may(survey, "discard_survey", actor), may_draft(actor, survey.body))


def may_open_survey(actor: Actor, survey: Survey) -> Verdict:
    """A supervisor of the body or of one above it, or the chair of a grassroots union."""
    state = SURVEY.may(survey, "open_survey", actor)
    if not state or actor.via == "system":
        return state
    above = set(survey.body.ancestors_by_column.values())
    if actor.organisation_ids(Role.SUPERVISOR) & above:
        return YES
    if survey.body_id in actor.organisation_ids(Role.GRASSROOTS_CHAIR):
        return YES
    return no(
        _("A survey is opened by a supervisor of the body or of one above it, or by the chair of a grassroots union."),
        _("Ask a supervisor to look at it and open it."),
        "not_an_opener",
    )


def may_be_opened(survey: Survey, asked: int, limit: int) -> Verdict:
    """Whether the draft is whole: questions, a last day that lies ahead, and enough people that nobody stands alone."""
    if not Question.objects.filter(survey=survey).exists():
        return no(_("There is no question yet."), _("Add at least one."), "no_questions")
    if survey.closes_on < clock.today():
        return no(_("The last day for answers has passed."), _("Choose a later day."), "over")
    if asked < limit:
        return no(
            format_lazy(
                _("It would ask {n} people, and results of fewer than {limit} are never shown."), n=asked, limit=limit
            ),
            _("Ask more people, or talk with these."),
            "too_few",
        )
    return YES


def may_run(actor: Actor, survey: Survey) -> Verdict:
    """What is done while it is open: whoever may draft for the body, or open its surveys."""
    if survey.state != State.OPEN:
        return no(_("This survey is not open."), _("Nothing needs to be done."), "not_open")
    if may_draft(actor, survey.body):
        return YES
    if actor.organisation_ids(Role.SUPERVISOR) & set(survey.body.ancestors_by_column.values()):
        return YES
    return no(
        _("This is for the body that asks, or a supervisor above it."),
        _("Ask an officer of that body."),
        "not_your_body",
    )


def may_close_survey(actor: Actor, survey: Survey) -> Verdict:
    return all_of(SURVEY.may(survey, "close_survey", actor), may_run(actor, survey))


def may_lapse_survey(actor: Actor, survey: Survey) -> Verdict:
    if survey.state == State.OPEN and not survey.is_over(clock.today()):
        return no(_("The last day for answers has not passed."), _("Close it by hand."), "not_over")
    return SURVEY.may(survey, "lapse_survey", actor)


def may_remind(actor: Actor, survey: Survey) -> Verdict:
    """Once for each survey."""
    if survey.state == State.OPEN and survey.reminded_on is not None:
        return no(_("People were reminded already; once is enough."), _("Talk about it where people meet."), "reminded")
    return may_run(actor, survey)


def may_invite(actor: Actor, survey: Survey) -> Verdict:
    """Put those who joined since the opening on the roll."""
    return may_run(actor, survey)


def may_answer(actor: Actor, invitation: Invitation) -> Verdict:
    """Whoever is asked, by themselves, while it is open; of an anonymous survey once and for all."""
    survey = invitation.survey
    if actor.person_id != invitation.person_id or actor.for_body:
        return no(
            _("Only the person who is asked answers."), _("Ask them to sign in with their own phone."), "not_asked"
        )
    if survey.state != State.OPEN or survey.is_over(clock.today()):
        return no(_("This survey is closed."), _("Thank you all the same."), "closed")
    if survey.anonymous and invitation.answered:
        return no(
            _("You have answered already."),
            _("An anonymous answer cannot be changed: nobody knows which one is yours."),
            "answered",
        )
    return YES


def may_read_results(actor: Actor, survey: Survey, answered: int, limit: int) -> Verdict:
    """Whoever sees the survey; of an anonymous one when it is closed, so that nobody watches whose answer came last."""
    if survey.state not in (State.OPEN, State.CLOSED):
        return no(_("There are no results yet."), _("Open the survey first."), "not_open")
    if survey.anonymous and survey.state == State.OPEN:
        return no(
            _("Results of an anonymous survey are shown when it is closed."),
            _("Otherwise one could see whose answer came in last."),
            "still_open",
        )
    if answered < limit:
        return no(
            format_lazy(_("Fewer than {limit} people answered, so no results are shown."), limit=limit),
            _("Remind those who have not answered while it is open."),
            "too_few",
        )
    return may_list(actor)


def may_read_cut(actor: Actor, survey: Survey, groups: set[str]) -> Verdict:
    """Results by employer are not for somebody tied to one of several employers."""
    tied = {str(employer) for employer in actor.tied_employers}
    if survey.cut == "employer" and len(groups - {""}) > 1 and tied & groups:
        return no(
            _("You are tied to one of these employers, so the results by employer are not shown to you."),
            _("The results of all together stand above."),
            "tied",
        )
    return YES


def may_ask_again(actor: Actor, survey: Survey) -> Verdict:
    """Draft a survey with the same questions, to compare."""
    if survey.state != State.CLOSED:
        return no(_("A survey is asked again when it is closed."), _("Close it first."), "not_closed")
    return may_draft(actor, survey.body)


def _is_draft(survey: Survey) -> Verdict:
    if survey.state == State.DRAFT:
        return YES
    if survey.state == State.DISCARDED:
        return no(_("This draft was given up."), _("Draft a new one."), "discarded")
    return no(
        _("People were asked in these words, so they are not changed any more."),
        _("Close the survey and ask again with other words."),
        "not_a_draft",
    )
