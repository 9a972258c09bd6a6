"""Answering: once for each person, and of an anonymous survey so that nothing leads from the answer to the person.

The roll says that somebody answered, the answer says what was answered, and neither says when. Two rows written by one
transaction would still carry its number, and lie on the disk in the order they were written. So with every anonymous answer
some of those given before are written anew under new keys, all in an order that is drawn; and all of them at the closing.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock, hiding
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Refused, no

from .. import access, queries, said
from ..models import Answer, Invitation, Survey
from ._shared import taken

MIXED_WITH = 20
"""So many of the answers given before are written anew with each one."""
BOOTH = system("anonymous answers")
DRAW = secrets.SystemRandom()


@transaction.atomic
def answer(survey: Survey, *, by: Actor, answers: Mapping[str, Any]) -> None:
    """Answer a survey one is asked in. A named answer may be changed until the closing, an anonymous one never.

    `answers`: by the key of the question the place of the option, a list of places, a number from 1 to 5, or words.
    """
    survey = taken(survey)
    invitation = access.own_invitations(by).select_for_update(of=("self",)).filter(survey=survey.pk).first()
    if invitation is None:
        raise Refused(
            no(_("You are not asked in this survey."), _("Ask your union if you think you should be."), "not_asked")
        )
    invitation.survey = survey
    access.may_answer(by, invitation).or_refuse()
    packed = said.packed(said.cleaned(queries.questions_of(survey), answers), invitation.group)
    again = invitation.answered
    if not again:
        invitation.answered = True
        invitation.save(update_fields=["answered"])
    if survey.anonymous:
        _put_in(survey, packed)
        # Neither who nor which row: the trail would hold the moment beside the person.
        audit.record("survey.answered_anonymously", survey, by=BOOTH, organisation_id=survey.body_id)
    else:
        _keep(survey, invitation, packed, by=by, again=again)


def _keep(survey: Survey, invitation: Invitation, packed: str, *, by: Actor, again: bool) -> None:
    if again:
        kept = Answer.objects.select_for_update(of=("self",)).get(survey=survey, person=invitation.person_id)
        kept.said, kept.given_at = packed, clock.now()
        kept.save(update_fields=["said", "given_at"])
        audit.record("survey.answer_changed", survey, by=by, organisation_id=survey.body_id)
        return
    Answer(survey=survey, person_id=invitation.person_id, given_at=clock.now(), said=packed).save(force_insert=True)
    audit.record("survey.answered", survey, by=by, organisation_id=survey.body_id)


def _put_in(survey: Survey, packed: str) -> None:
    keys = list(queries.answers_of(survey).order_by("pk").values_list("pk", flat=True))
    chosen = DRAW.sample(keys, min(MIXED_WITH, len(keys)))
    _write_anew(survey, list(Answer.objects.filter(pk__in=chosen).order_by("pk")), [packed])


def shuffle_all(survey: Survey) -> None:
    """Write every answer of a closed survey anew in an order that is drawn. A group in which few answered loses its name."""
    rows = list(queries.answers_of(survey).order_by("pk"))
    kept = [said.unpacked(row.said) for row in rows]
    merged = hiding.pooled(dict(Counter(group for _answers, group in kept)), settings.SMALL_COUNT)
    _write_anew(
        survey, rows, [said.packed(answers, "" if group in merged else group) for answers, group in kept], only=True
    )


def _write_anew(survey: Survey, rows: Sequence[Answer], more: list[str], *, only: bool = False) -> None:
    """Delete rows and write them under new keys, with more of them (or with `only` these), in an order that is drawn."""
    packed = more if only else [*more, *(row.said for row in rows)]
    DRAW.shuffle(packed)
    Answer.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Answer.objects.bulk_create([Answer(survey=survey, said=text) for text in packed], batch_size=1000)
