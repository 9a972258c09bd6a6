"""Reviewing: letting the preparation begin, asking for more, passing up, refusing; and the limits of the steps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no

from .. import access
from ..events import FormationMoved
from ..models import Formation, StepLimit
from ._shared import move, needs, note, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation

WHY, ONE_SENTENCE = _("Say why."), _("One sentence is enough; the applicant reads it.")


@transaction.atomic
def allow_preparation(formation: Formation, *, by: Actor, words: str = "") -> Formation:
    """The body above lets the workers prepare: collect signatures, agree on candidates, call the election."""
    formation = taken(formation)
    access.may_allow_preparation(by, formation).or_refuse()
    return move(formation, "allow_preparation", by=by, words=words.strip())


@transaction.atomic
def send_back(formation: Formation, *, by: Actor, words: str) -> Formation:
    """Something is missing; the applicant reads what."""
    formation = taken(formation)
    access.may_send_back(by, formation).or_refuse()
    return move(formation, "send_back", by=by, words=needs(words, what=_("Say what is missing."), then=ONE_SENTENCE))


@transaction.atomic
def refuse(formation: Formation, *, by: Actor, reason: str) -> Formation:
    """A person refuses, with a reason the applicant reads."""
    formation = taken(formation)
    access.may_refuse(by, formation).or_refuse()
    return move(formation, "refuse", by=by, words=needs(reason, what=WHY, then=ONE_SENTENCE))


@transaction.atomic
def pass_up(formation: Formation, *, by: Actor, opinion: str) -> Formation:
    """Hand it to the body above with an opinion; its time to answer begins anew."""
    formation = taken(formation)
    access.may_pass_up(by, formation).or_refuse()
    above = formation.reviewer.parent
    assert above is not None
    formation.opinion = needs(opinion, what=_("Write your opinion."), then=_("The body above reads it."))
    below, formation.reviewer = formation.reviewer, above
    formation.entered_on, formation.version = clock.today(), formation.version + 1
    formation.save(update_fields=["reviewer", "opinion", "entered_on", "version"])
    note(formation, "pass_up", by=by, words=formation.opinion)
    audit.record(
        "formation.pass_up", formation, by=by, organisation_id=above.pk, before=str(below.pk), now=str(above.pk)
    )
    announce(FormationMoved(formation.pk, formation.applicant_id, formation.state))
    return formation


@transaction.atomic
def identify(formation: Formation, *, by: Actor, employer: Employer) -> Formation:
    """Say which employer of the register the applicant means; without it nothing begins."""
    from .applying import is_free

    formation = taken(formation)
    access.may_identify(by, formation, employer).or_refuse()
    is_free(employer, but=formation)
    formation.employer, formation.version = employer, formation.version + 1
    formation.save(update_fields=["employer", "version"])
    note(formation, "identify", by=by, words=employer.name)
    audit.record(
        "formation.identify", formation, by=by, organisation_id=formation.reviewer_id, employer=str(employer.pk)
    )
    return formation


@transaction.atomic
def set_limit(body: Organisation, *, by: Actor, step: str, days: int, unit: str, since: date, source: str) -> StepLimit:
    """From a day on, a body and all below it answer within so many days."""
    access.may_set_limit(by, body).or_refuse()
    if StepLimit.objects.filter(body=body, step=step, since=since).exists():
        raise Refused(no(_("There is a limit from this day already."), _("Choose a later day."), "twice"))
    limit = StepLimit(
        body=body, step=step, days=days, unit=unit, since=since,
        source=needs(source, what=_("In which document does it stand?"), then=_("Name it with its number."))[:200],
    )  # fmt: skip
    limit.save(force_insert=True)
    audit.record("step_limit.set", limit, by=by, organisation_id=body.pk, step=step, days=days, unit=unit)
    return limit
