"""Applying: the first page, papers, sending again, withdrawing."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations

from .. import access
from ..enums import UnionForm, UnionKind
from ..models import Formation, FormationPaper
from ..states import OPEN
from ._shared import move, note, taken

READABLE = "23456789abcdefghjkmnpqrstuvwxyz"

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile
    from unionhall.organisations.models import Division, Employer


@transaction.atomic
def apply(
    *,
    by: Actor,
    name: str,
    division: Division,
    kind: str = UnionKind.UNION,
    form: str = UnionForm.COMMITTEE,
    employer: Employer | None = None,
    employer_name: str = "",
    workers: int | None = None,
    why: str = "",
    applicant_id: UUID | None = None,
) -> Formation:
    """Apply to form a union. It goes to the body that answers for the place, and nobody at the employer hears of it.

    `applicant_id`: the person for whom somebody with a mandate applies; oneself unless it says otherwise.
    """
    access.may_apply(by).or_refuse()
    applicant = applicant_id or by.person_id
    assert applicant is not None
    if applicant not in by.self_and_mandates:
        raise Refused(no(_("You hold no mandate of this person."), _("Let them give you one."), "no_mandate"))
    employer = employer if kind == UnionKind.UNION else None
    employer_name = " ".join(employer_name.split()) if kind == UnionKind.UNION else ""
    if kind == UnionKind.UNION and employer is None and not employer_name:
        raise Refused(no(_("Name the employer."), _("As on the contract or the wage slip."), "employer"))
    if employer is not None:
        is_free(employer)
    reviewer, _place, _industry = organisations.responsible_body(
        division, employer.industry if employer else "", on=clock.today()
    )
    if reviewer is None:
        raise Refused(no(_("No body answers for this place yet."), _("Ask the county federation."), "no_body"))
    formation = Formation(
        kind=kind, form=form, name=" ".join(name.split())[:120], employer=employer, employer_name=employer_name[:120], division=division,
        reviewer=reviewer, applicant_id=applicant, workers=workers, why=why.strip(), entered_on=clock.today(), asked_at=clock.now(),
        sign_code=_code(),
    )  # fmt: skip
    formation.save(force_insert=True)
    note(formation, "apply", by=by)
    audit.record("formation.apply", formation, by=by, organisation_id=reviewer.pk, kind=kind)
    return formation


def _code() -> str:
    """Part of the link that is handed on; letters and digits nobody mixes up."""
    return "".join(secrets.choice(READABLE) for _place in range(12))


def is_free(employer: Employer, *, but: Formation | None = None) -> None:
    """One union at an employer, and one application at a time."""
    if organisations.union_at(employer) is not None:
        raise Refused(no(_("There is a union at this employer."), _("Join it instead."), "has_union"))
    others = Formation.objects.filter(employer=employer, kind=UnionKind.UNION, state__in=OPEN)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(
            no(
                _("A union is being formed at this employer already."),
                _("Ask the union above for the link, and sign."),
                "being_formed",
            )
        )


@transaction.atomic
def correct(formation: Formation, *, by: Actor, **facts: Any) -> Formation:
    """Other words in one's own application: its name, how many work there, why."""
    formation = taken(formation)
    access.may_work_on(by, formation).or_refuse()
    fields = [
        key for key in ("name", "workers", "why", "form") if key in facts and getattr(formation, key) != facts[key]
    ]
    for key in fields:
        setattr(formation, key, facts[key])
    if fields:
        formation.version += 1
        formation.save(update_fields=[*fields, "version"])
        audit.record(
            "formation.correct", formation, by=by, organisation_id=formation.reviewer_id, fields=sorted(fields)
        )
    return formation


@transaction.atomic
def add_paper(formation: Formation, *, by: Actor, stored: StoredFile, kind: str) -> FormationPaper:
    """Put a paper on the application."""
    formation = taken(formation)
    access.may_add_paper(by, formation).or_refuse()
    paper = FormationPaper(formation=formation, kind=kind, stored=stored, added_at=clock.now(), by_name=by.name)
    paper.save(force_insert=True)
    audit.record("formation.paper_added", formation, by=by, organisation_id=formation.reviewer_id, kind=kind)
    return paper


@transaction.atomic
def remove_paper(paper: FormationPaper, *, by: Actor) -> None:
    """Take a paper off again. What was sent in stays in the trail as a fact."""
    formation = taken(paper.formation)
    access.may_work_on(by, formation).or_refuse()
    audit.record("formation.paper_removed", formation, by=by, organisation_id=formation.reviewer_id, kind=paper.kind)
    paper.delete()


@transaction.atomic
def send_again(formation: Formation, *, by: Actor, words: str = "") -> Formation:
    """What was missing is there now."""
    formation = taken(formation)
    access.may_send_again(by, formation).or_refuse()
    return move(formation, "send_again", by=by, words=words.strip())


@transaction.atomic
def withdraw(formation: Formation, *, by: Actor, reason: str = "") -> Formation:
    """The applicant no longer wants it. An election that was called ends with it."""
    from .electing import end_with_application

    formation = taken(formation)
    access.may_withdraw(by, formation).or_refuse()
    end_with_application(formation, by=by)
    return move(formation, "withdraw", by=by, words=reason.strip())
