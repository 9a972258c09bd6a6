"""Elections: called with a fixed roll and candidates, recorded, approved by the body above; the first one registers the union."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Level
from unionhall.people import api as people
from unionhall.people.enums import Role

from .. import access, queries
from ..enums import LEADERS, Seat, UnionForm
from ..events import UnionRegistered
from ..models import Candidate, Election, Formation
from ..rules import TERMS, Count
from ..states import ELECTION, ElectionState
from ._shared import move, needs, note, taken, taken_election
from .terms import begin_term

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

MOST_CANDIDATES = 60
REGISTRAR = system("registration of a union")


@transaction.atomic
def call_election(
    formation: Formation, *, by: Actor, day: date, place: str, years: int, candidates: Sequence[tuple[str, str]]
) -> Election:
    """Call the first election: the roll is all who have signed, fixed from now on. `candidates`: (name, seat) as on the ballot."""
    formation = taken(formation)
    access.may_call_election(by, formation).or_refuse()
    election = _called(by=by, day=day, place=place, years=years, roll=formation.signatures.count())
    election.formation = formation
    election.save(force_insert=True)
    employer = formation.employer_id
    _put_up(
        election, candidates, employer, lambda name: queries.person_who_signed(formation, name), form=formation.form
    )
    note(formation, "call_election", by=by)
    audit.record("election.called", election, by=by, organisation_id=formation.reviewer_id, roll=election.roll)
    return election


@transaction.atomic
def call_re_election(
    body: Organisation, *, by: Actor, day: date, place: str, years: int, candidates: Sequence[tuple[str, str]]
) -> Election:
    """Call the election for the next term: the roll is all members of today."""
    body = organisations.taken(body)
    access.may_call_re_election(by, body).or_refuse()
    election = _called(by=by, day=day, place=place, years=years, roll=queries.members_of(body))
    election.body = body
    election.save(force_insert=True)
    _put_up(election, candidates, body.employer_id, lambda name: queries.person_of_member(body, name))
    audit.record("election.called", election, by=by, organisation_id=body.pk, roll=election.roll)
    return election


def _called(*, by: Actor, day: date, place: str, years: int, roll: int) -> Election:
    if day < clock.today():
        raise Refused(no(_("The day of the vote has passed."), _("Choose a day that lies ahead."), "past"))
    if years not in TERMS:
        raise Refused(no(_("A term lasts three or five years."), _("Choose one of them."), "years"))
    return Election(
        entered_on=clock.today(), day=day, place=place.strip()[:120], years=years, roll=roll, called_at=clock.now(),
        called_by_id=by.person_id,
    )  # fmt: skip


def _put_up(
    election: Election, candidates: Sequence[tuple[str, str]], employer_id: UUID | None, known: Any, *, form: str = ""
) -> None:
    named = [(" ".join(name.split()), seat) for name, seat in candidates if name.strip()]
    leading = Seat.ORGANISER if form == UnionForm.ORGANISER else Seat.CHAIR
    if not any(seat == leading for _name, seat in named):
        raise Refused(no(_("Nobody stands to lead the union."), _("Name at least one candidate for it."), "no_leader"))
    if len(named) > MOST_CANDIDATES or len(set(named)) < len(named):
        raise Refused(no(_("A candidate stands twice on the ballot."), _("Leave one of them."), "twice"))
    rows = []
    for place, (name, seat) in enumerate(named, start=1):
        person = known(name)
        access.may_stand(name, person, seat, employer_id).or_refuse()
        rows.append(Candidate(election=election, name=name[:60], person_id=person, seat=seat, place=place))
    Candidate.objects.bulk_create(rows)


@transaction.atomic
def record_result(
    election: Election, *, by: Actor, given_out: int, returned: int, votes: Mapping[int, int]
) -> Election:
    """Write down what was counted; who is elected follows from it. `votes`: by the place on the ballot."""
    election = taken_election(election)
    access.may_record_result(by, election).or_refuse()
    count = Count(election.roll, given_out, returned)
    if not count.is_whole:
        raise Refused(
            no(
                _("More ballots came back than were given out, or more were given out than people are to come."),
                _("Then the vote does not count: count again, or hold it again."),
                "ballots",
            )
        )
    candidates = queries.candidates_of(election)
    if any(one.place not in votes for one in candidates):
        raise Refused(
            no(_("The votes of a candidate are missing."), _("Write 0 where nobody voted for them."), "votes")
        )
    if any(not 0 <= votes[one.place] <= returned for one in candidates):
        raise Refused(no(_("A candidate has more votes than ballots came back."), _("Count again."), "votes"))
    for one in candidates:
        one.votes, one.elected = votes[one.place], count.elects(votes[one.place])
        one.save(update_fields=["votes", "elected"])
    election.given_out, election.returned, election.recorded_by_id = given_out, returned, by.person_id
    _move(election, "record_result", by=by, fields=("given_out", "returned", "recorded_by"))
    if election.formation:
        note(election.formation, "record_result", by=by)
    return election


@transaction.atomic
def call_off(election: Election, *, by: Actor, reason: str) -> Election:
    """It does not take place; the roll is open again."""
    election = taken_election(election)
    access.may_call_off(by, election).or_refuse()
    election.reason = needs(reason, what=_("Say why."), then=_("One sentence is enough."))
    _move(election, "call_off", by=by, fields=("reason",))
    if election.formation:
        note(election.formation, "call_off", by=by, words=election.reason)
    return election


@transaction.atomic
def set_aside(election: Election, *, by: Actor, reason: str) -> Election:
    """The result does not count: it is to be held again."""
    election = taken_election(election)
    access.may_set_aside(by, election).or_refuse()
    election.reason = needs(reason, what=_("Say why."), then=_("Those who voted read it."))
    election.decided_by_id, election.decided_at = by.person_id, clock.now()
    _move(election, "set_aside", by=by, fields=("reason", "decided_by", "decided_at"))
    if election.formation:
        note(election.formation, "set_aside", by=by, words=election.reason)
    return election


@transaction.atomic
def approve(election: Election, *, by: Actor, code: str = "") -> Election:
    """The body above approves: a term of office begins. The first election registers the union as a body with its members.

    `code`: of the new body, where it is not to be made from the code of the body above.
    """
    election = taken_election(election)
    formation = taken(election.formation) if election.formation else None
    if formation:
        election.formation = formation
    access.may_approve(by, election).or_refuse()
    election.decided_by_id, election.decided_at = by.person_id, clock.now()
    _move(election, "approve", by=by, fields=("decided_by", "decided_at"))
    body = _registered(formation, by=by, code=code) if formation else election.body
    assert body is not None
    begin_term(body, election, by=by)
    _install(body, election)
    return election


def _registered(formation: Formation, *, by: Actor, code: str) -> Organisation:
    """The body in the tree, and everybody who signed with their own account as its members."""
    above = formation.reviewer
    body = organisations.found(
        by=REGISTRAR, name=formation.name, short_name=formation.name[:40], level=Level.UNION, kind=formation.kind,
        parent=above, division=formation.division, employer=formation.employer,
        industry=formation.employer.industry if formation.employer else "",
        code=code.strip() or organisations.next_code(above),
    )  # fmt: skip
    today = clock.today()
    already = set(
        people.memberships_today()
        .filter(person__in=queries.signatures_of(formation).values("person"))
        .values_list("person_id", flat=True)
    )
    for signature in queries.signatures_of(formation).select_related("person"):
        if signature.person is not None and signature.person_id not in already:
            people.enrol(signature.person, by=REGISTRAR, organisation=body, since=today)
    formation.body = body
    move(formation, "register", by=REGISTRAR, words=body.code, fields=("body",), body=str(body.pk))
    announce(UnionRegistered(formation.pk, body.pk))
    return body


def _install(body: Organisation, election: Election) -> None:
    """Whoever was elected to lead, and is known to us, holds the post; the one before does not."""
    leader = next((one for one in queries.candidates_of(election) if one.elected and one.seat in LEADERS), None)
    if leader is None or leader.person is None:
        return
    for post in people.posts_on_duty().filter(organisation=body, role=Role.GRASSROOTS_CHAIR).order_by("pk"):
        if post.person_id == leader.person_id:
            return
        people.dismiss(post, by=REGISTRAR, reason="re-election")
    people.appoint(leader.person, by=REGISTRAR, organisation=body, role=Role.GRASSROOTS_CHAIR, since=clock.today())


def end_with_application(formation: Formation, *, by: Actor) -> None:
    """A withdrawn application has no election any more."""
    election = queries.live_election(formation=formation)
    if election is not None and election.state == ElectionState.CALLED:
        _move(taken_election(election), "call_off", by=by)


def _move(election: Election, verb: str, *, by: Actor, fields: tuple[str, ...] = ()) -> None:
    came_from = election.state
    ELECTION.move(election, verb, by)
    election.entered_on = clock.today()
    election.save(update_fields=["state", "entered_on", *fields])
    owner = election.formation.reviewer_id if election.formation else election.body_id
    audit.record(
        f"election.{verb}", election, by=by, organisation_id=owner, from_state=came_from, to_state=election.state
    )
