"""Who may see which applications to form a union, apply, sign, review, call an election and dissolve?

The applicant sees their own application. Officers and supervisors of the reviewing body and of those above it review; nobody
reviews what they applied for, and whoever is tied to the employer sees nothing of it. Terms of office are read by the chair of
the union and by those above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, OrganisationKind
from unionhall.people import api as people
from unionhall.people.enums import Role, TieKind

from . import queries
from .enums import LEADERS, DissolutionReason, Seat, UnionForm, UnionKind
from .models import Dissolution, Election, Formation, FormationPaper, StepLimit, Term
from .rules import NEEDS_COMMITTEE, Count
from .states import DISSOLUTION, ELECTION, FORMATION, OPEN, DissolutionState, FormationState

if TYPE_CHECKING:
    from uuid import UUID

    from unionhall.organisations.models import Employer, Organisation

REVIEWERS = (Role.OFFICER, Role.SUPERVISOR)
CHAIRS = (Role.GRASSROOTS_CHAIR,)
MOST_PAPERS = 30
HEADS = (TieKind.OWNER, TieKind.MANAGER, TieKind.PERSONNEL)


def visible_formations(actor: Actor) -> QuerySet[Formation]:
    """For those who review, what lies at their bodies and below; never what names an employer they are tied to."""
    if actor.via == "system":
        return Formation.objects.all()
    scope = Q(pk__in=[])
    for post in actor.posts:
        if post.role in REVIEWERS:
            scope |= Q(**{f"reviewer__{LEVEL_COLUMN[post.level]}": post.organisation_id})
    return Formation.objects.filter(scope).exclude(employer__in=[str(key) for key in actor.tied_employers])


def own_formations(actor: Actor) -> QuerySet[Formation]:
    """What one applied for oneself, or somebody did whom one may act for."""
    return Formation.objects.filter(applicant__in=[str(key) for key in actor.self_and_mandates])


def all_formations(actor: Actor) -> QuerySet[Formation]:
    """One's own and those one reviews."""
    return own_formations(actor) | visible_formations(actor)


def visible_papers(actor: Actor) -> QuerySet[FormationPaper]:
    """The papers of the applications one sees."""
    return FormationPaper.objects.filter(formation__in=all_formations(actor).values("pk"))


def visible_elections(actor: Actor) -> QuerySet[Election]:
    """Those of the applications and of the unions one sees."""
    return Election.objects.filter(
        Q(formation__in=all_formations(actor).values("pk")) | Q(body__in=bodies_with_terms(actor).values("pk"))
    )


def bodies_with_terms(actor: Actor) -> QuerySet[Organisation]:
    """The grassroots unions whose terms one reads: the chair's own, and all below those who review."""
    unions = organisations.visible_organisations(actor).filter(
        kind__in=[OrganisationKind.UNION, OrganisationKind.JOINT_UNION]
    )
    if actor.via == "system":
        return unions
    scope = Q(pk__in=[str(key) for key in actor.organisation_ids(*CHAIRS)])
    for post in actor.posts:
        if post.role in REVIEWERS:
            scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return unions.filter(scope)


def visible_terms(actor: Actor) -> QuerySet[Term]:
    return Term.objects.filter(body__in=bodies_with_terms(actor).values("pk"))


def visible_limits(actor: Actor) -> QuerySet[StepLimit]:
    """Limits are promises: whoever reviews reads them all."""
    return StepLimit.objects.all() if may_review_any(actor) else StepLimit.objects.none()


def may_review_any(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*REVIEWERS):
        return YES
    return no(_("Applications are reviewed by officers and supervisors of the bodies above."), _("Ask your union."))


def may_see_terms(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*REVIEWERS, *CHAIRS):
        return YES
    return no(_("Terms of office are kept by chairs and the bodies above them."), _("Ask your union."))


def may_apply(actor: Actor) -> Verdict:
    """Whoever works there and has signed in; for a body's program there is nobody who works anywhere."""
    if actor.person_id is None or actor.for_body:
        return no(_("A union is applied for by somebody who works there."), _("Sign in with your phone."), "sign_in")
    if own_formations(actor).filter(applicant=actor.person_id, state__in=OPEN).count() >= 3:
        return no(_("You have three open applications."), _("Go on with one of them, or withdraw it."), "too_many")
    return YES


def may_sign(actor: Actor, formation: Formation) -> Verdict:
    """Once, with one's own account, while the union is being formed."""
    if actor.person_id is None or actor.for_body:
        return no(_("One signs with one's own phone."), _("Sign in first; it takes a minute."), "sign_in")
    if formation.state not in OPEN:
        return no(_("Signatures are no longer collected."), _("Ask the federation above."), "over")
    if formation.signatures.filter(person=actor.person_id).exists():
        return no(_("You have signed already."), _("Thank you. You will hear from us."), "signed")
    return YES


def may_take_back_signature(actor: Actor, formation: Formation) -> Verdict:
    """Until an election is called, for the roll is fixed then."""
    if not formation.signatures.filter(person=actor.person_id or None).exists() or actor.person_id is None:
        return no(_("You have not signed."), _("Nothing needs to be done."), "not_signed")
    if formation.state not in OPEN or queries.live_election(formation=formation):
        return no(_("The roll of the election is fixed."), _("You need not vote, and may leave the union."), "fixed")
    return YES


def may_work_on(actor: Actor, formation: Formation) -> Verdict:
    """Papers, signatures on paper, the election: the applicant (or whoever acts for them), while it is open."""
    if formation.state not in OPEN:
        return no(_("This application is closed."), _("Make a new one if it is needed."), "closed")
    if actor.via == "system" or formation.applicant_id in actor.self_and_mandates:
        return YES
    return no(_("This is for whoever applied."), _("Write to them, or send the application back."), "not_yours")


def may_add_paper(actor: Actor, formation: Formation) -> Verdict:
    if formation.papers.count() >= MOST_PAPERS:
        return no(_("There are thirty papers already."), _("Put several pages into one file."), "too_many")
    return may_work_on(actor, formation)


def may_send_again(actor: Actor, formation: Formation) -> Verdict:
    return all_of(FORMATION.may(formation, "send_again", actor), may_work_on(actor, formation))


def may_withdraw(actor: Actor, formation: Formation) -> Verdict:
    return all_of(FORMATION.may(formation, "withdraw", actor), may_work_on(actor, formation))


def _may_review(actor: Actor, formation: Formation) -> Verdict:
    """Not one's own, and a second pair of eyes: an officer or supervisor of the reviewing body or of one above it."""
    if actor.via == "system":
        return YES
    if formation.applicant_id in actor.self_and_mandates:
        return no(_("You applied for this yourself."), _("Somebody else reviews it."), "own")
    above = set(formation.reviewer.ancestors_by_column.values()) - {None}
    if actor.organisation_ids(*REVIEWERS) & above:
        return YES
    return no(_("This lies with another body."), _("Ask an officer there."), "not_your_body")


def may_identify(actor: Actor, formation: Formation, employer: Employer | None = None) -> Verdict:
    """While it is reviewed or prepared; not as an employer one is tied to oneself."""
    if formation.kind != UnionKind.UNION or formation.state not in OPEN:
        return no(_("There is no employer to be named."), _("Nothing needs to be done."), "not_open")
    if employer is not None and employer.pk in actor.tied_employers:
        return no(_("You are tied to this employer."), _("Let a colleague review it."), "tied")
    return _may_review(actor, formation)


def may_allow_preparation(actor: Actor, formation: Formation) -> Verdict:
    if formation.kind == UnionKind.UNION and formation.employer_id is None:
        return no(_("Which employer it is has not been said."), _("Choose it from the register first."), "no_employer")
    return all_of(_may_review(actor, formation), FORMATION.may(formation, "allow_preparation", actor))


def may_send_back(actor: Actor, formation: Formation) -> Verdict:
    return all_of(_may_review(actor, formation), FORMATION.may(formation, "send_back", actor))


def may_refuse(actor: Actor, formation: Formation) -> Verdict:
    """A refusal says why; while ballots are counted nothing is refused."""
    if queries.live_election(formation=formation):
        return no(_("An election is under way."), _("Decide about its result."), "election")
    return all_of(_may_review(actor, formation), FORMATION.may(formation, "refuse", actor))


def may_pass_up(actor: Actor, formation: Formation) -> Verdict:
    """To the body above, with an opinion, while it waits for an answer."""
    if formation.state != FormationState.ASKED:
        return no(_("It does not wait for a review."), _("Look at its state."), "not_asked")
    if formation.reviewer.parent_id is None:
        return no(_("There is no body above."), _("Decide it here."), "top")
    return _may_review(actor, formation)


def may_call_election(actor: Actor, formation: Formation) -> Verdict:
    """The preparing group, once the body above has let it begin and somebody has signed."""
    if formation.state != FormationState.PREPARING:
        return no(_("The body above has not let the preparation begin."), _("Wait for its answer."), "not_preparing")
    if queries.live_election(formation=formation):
        return no(_("An election is called already."), _("Record its result, or call it off."), "called")
    signed = formation.signatures.count()
    if formation.form == UnionForm.COMMITTEE and signed < 3:
        return no(_("Fewer than three people have signed."), _("Hand on the link, or add signatures on paper."), "few")
    if formation.form == UnionForm.ORGANISER and signed >= NEEDS_COMMITTEE:
        return no(
            _("With 25 members and more there is a committee."), _("Apply for one with a committee."), "needs_committee"
        )
    if not signed:
        return no(_("Nobody has signed."), _("Hand on the link."), "few")
    return may_work_on(actor, formation)


def may_call_re_election(actor: Actor, body: Organisation) -> Verdict:
    """The chair of the union, or an officer of a body above."""
    if queries.live_election(body=body):
        return no(_("An election is called already."), _("Record its result, or call it off."), "called")
    if not queries.members_of(body):
        return no(_("The union has no members."), _("Enter its members first."), "few")
    return _may_run_body(actor, body)


def _may_run_body(actor: Actor, body: Organisation) -> Verdict:
    if body.closed_on is not None:
        return no(_("This body is closed."), _("Nothing needs to be done."), "closed")
    if actor.via == "system" or body.pk in actor.organisation_ids(*CHAIRS):
        return YES
    above = set(body.ancestors_by_column.values()) - {None}
    if actor.organisation_ids(*REVIEWERS) & above:
        return YES
    return no(_("This is for the chair of the union and the bodies above."), _("Ask the chair."), "not_your_body")


def may_stand(name: str, person_id: UUID | None, seat: str, employer_id: UUID | None) -> Verdict:
    """Nobody stands who is at the head of the employer (for chair), or a close relative of its head (for any seat)."""
    if person_id is None or employer_id is None:
        return YES
    kinds = people.ties_of(person_id, employer_id)
    if TieKind.RELATIVE in kinds:
        return no(
            format_lazy(_("{name} is a close relative of the head of the employer."), name=name),
            _("Close relatives do not stand for the committee of its union (Trade Union Law, art. 10)."),
            "relative",
        )
    if seat in (*LEADERS, Seat.VICE_CHAIR) and kinds & set(HEADS):
        return no(
            format_lazy(_("{name} manages the employer or its personnel."), name=name),
            _("Somebody else stands for chair."),
            "management",
        )
    return YES


def may_record_result(actor: Actor, election: Election) -> Verdict:
    """Whoever may run it, from the day of the vote on."""
    state = ELECTION.may(election, "record_result", actor)
    if state and election.day > clock.today():
        return no(_("The day of the vote has not come."), _("Record it afterwards."), "early")
    return all_of(state, _may_run(actor, election))


def may_call_off(actor: Actor, election: Election) -> Verdict:
    return all_of(ELECTION.may(election, "call_off", actor), _may_run(actor, election))


def _may_run(actor: Actor, election: Election) -> Verdict:
    if election.formation is not None:
        return may_work_on(actor, election.formation)
    assert election.body is not None
    return _may_run_body(actor, election.body)


def may_approve(actor: Actor, election: Election) -> Verdict:
    """The body above, never whoever recorded it, and only a result that counts."""
    return all_of(_may_decide(actor, election), ELECTION.may(election, "approve", actor), _counts(election))


def may_set_aside(actor: Actor, election: Election) -> Verdict:
    return all_of(_may_decide(actor, election), ELECTION.may(election, "set_aside", actor))


def _counts(election: Election) -> Verdict:
    """Two thirds took part, and exactly one leader was elected."""
    if election.given_out is None or election.returned is None:
        return YES  # the state has said no already
    count = Count(election.roll, election.given_out, election.returned)
    if not count.has_quorum:
        return no(
            format_lazy(_("{n} of {roll} took part, fewer than two thirds."), n=election.given_out, roll=election.roll),
            _("Have the vote held again."),
            "quorum",
        )
    leaders = [one for one in queries.candidates_of(election) if one.elected and one.seat in LEADERS]
    if len(leaders) != 1:
        return no(_("Nobody, or more than one, was elected to lead."), _("Have the vote held again."), "leader")
    return YES


def _may_decide(actor: Actor, election: Election) -> Verdict:
    if actor.person_id is not None and actor.person_id in (election.recorded_by_id, election.called_by_id):
        return no(_("You ran this election yourself."), _("Somebody else decides about it."), "own")
    if election.formation is not None:
        return _may_review(actor, election.formation)
    assert election.body is not None
    return _may_decide_over(actor, election.body)


def _may_decide_over(actor: Actor, body: Organisation) -> Verdict:
    """A reviewer of a body above it; not the union itself."""
    if actor.via == "system":
        return YES
    above = set(body.ancestors_by_column.values()) - {None, body.pk}
    if actor.organisation_ids(*REVIEWERS) & above:
        return YES
    return no(_("The body above decides."), _("Wait for its answer."), "above")


def may_record_term(actor: Actor, body: Organisation) -> Verdict:
    """For unions that were there before us: an officer above enters the term that runs."""
    if queries.term_of(body) is not None:
        return no(_("A term is running."), _("The next one begins with its election."), "runs")
    return _may_decide_over(actor, body)


def may_ask_dissolution(actor: Actor, body: Organisation) -> Verdict:
    if queries.dissolution_of(body) is not None:
        return no(_("The dissolution is applied for already."), _("Wait for the answer."), "asked")
    return _may_run_body(actor, body)


def may_be_dissolved(why: str, members: int | None, in_favour: int | None) -> Verdict:
    """What the members decided needs more than half of them."""
    if why != DissolutionReason.MEMBERS_DECIDED:
        return YES
    if members is None or in_favour is None or in_favour > members:
        return no(_("Say how many members there are, and how many voted for it."), _("Write both numbers."), "counted")
    if in_favour * 2 <= members:
        return no(_("Not more than half of the members voted for it."), _("The union stays."), "majority")
    return YES


def may_dissolve(actor: Actor, dissolution: Dissolution) -> Verdict:
    return all_of(_may_answer(actor, dissolution), DISSOLUTION.may(dissolution, "dissolve", actor))


def may_keep(actor: Actor, dissolution: Dissolution) -> Verdict:
    return all_of(_may_answer(actor, dissolution), DISSOLUTION.may(dissolution, "keep", actor))


def may_take_back(actor: Actor, dissolution: Dissolution) -> Verdict:
    if dissolution.state == DissolutionState.ASKED and actor.person_id != dissolution.asked_by_id:
        return no(_("Only whoever applied takes it back."), _("Refuse it instead."), "not_yours")
    return DISSOLUTION.may(dissolution, "take_back", actor)


def _may_answer(actor: Actor, dissolution: Dissolution) -> Verdict:
    if actor.person_id == dissolution.asked_by_id:
        return no(_("You applied for this yourself."), _("Somebody else decides."), "own")
    return _may_decide_over(actor, dissolution.body)


def may_set_limit(actor: Actor, body: Organisation) -> Verdict:
    """A supervisor, for their body and all below it."""
    if actor.via == "system" or body.pk in actor.organisation_ids(Role.SUPERVISOR):
        return YES
    return no(_("A supervisor sets the limits of their own body."), _("Ask your supervisor."), "not_supervisor")


def bodies_to_set_limits_for(actor: Actor) -> QuerySet[Organisation]:
    return organisations.visible_organisations(actor).filter(
        pk__in=[str(key) for key in actor.organisation_ids(Role.SUPERVISOR)]
    )
