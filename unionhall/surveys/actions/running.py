"""Opening a survey and its roll, telling people, reminding them once, closing it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from unionhall.core import audit, clock, hiding
from unionhall.core.actor import Actor
from unionhall.core.events import announce
from unionhall.core.saying import address
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices
from unionhall.ui.words import date_words

from .. import access, queries
from ..events import SurveyClosed, SurveyOpened
from ..models import Invitation, Survey
from ..states import State
from ._shared import move, taken
from .answering import shuffle_all

BATCH = 1000


@transaction.atomic
def open_survey(survey: Survey, *, by: Actor) -> Survey:
    """From now on people may answer. Who is asked is fixed here, so that the denominator is real.

    On the roll of an anonymous survey a group by which results are cut has as many people as a count that may be shown, or
    it is put together with others.
    """
    survey = taken(survey)
    access.may_open_survey(by, survey).or_refuse()
    asked = queries.whom_it_asks(survey)
    access.may_be_opened(survey, len(asked), settings.SMALL_COUNT).or_refuse()
    survey.opens_on = clock.today()
    merged = hiding.pooled(dict(Counter(asked.values())), settings.SMALL_COUNT) if survey.anonymous else set()
    _put_on_roll(survey, {person: "" if group in merged else group for person, group in asked.items()})
    move(survey, "open_survey", by=by, fields=("opens_on",), asked=len(asked))
    _tell_later(survey, reminding=False)
    announce(SurveyOpened(survey.pk, survey.purpose, len(asked)))
    return survey


@transaction.atomic
def invite(survey: Survey, *, by: Actor) -> int:
    """Put those on the roll who belong to whom the survey asks and were not there at the opening. Returns how many.

    Of an anonymous survey only those come on whose group is there already: somebody alone in a group could be known by it.
    """
    survey = taken(survey)
    access.may_invite(by, survey).or_refuse()
    known = set(queries.roll(survey).order_by("pk").values_list("person_id", flat=True))
    joined = {person: group for person, group in queries.whom_it_asks(survey).items() if person not in known}
    if survey.anonymous:
        sizes = queries.sizes_of_groups(survey)
        grouped = {person: group if group in sizes else "" for person, group in joined.items()}
        joined = {person: group for person, group in grouped.items() if group in sizes}
    if not joined:
        raise Refused(no(_("Nobody else belongs on the roll."), _("Nothing needs to be done."), "nobody"))
    _put_on_roll(survey, joined)
    audit.record("survey.joiners_added", survey, by=by, organisation_id=survey.body_id, added=len(joined))
    _tell_later(survey, reminding=False)
    return len(joined)


@transaction.atomic
def remind(survey: Survey, *, by: Actor) -> Survey:
    """Remind those who have not answered, once. Whether somebody answered is known from the roll, what they answered is not."""
    survey = taken(survey)
    access.may_remind(by, survey).or_refuse()
    survey.reminded_on = clock.today()
    survey.save(update_fields=["reminded_on"])
    waiting = queries.roll(survey).filter(answered=False).count()
    audit.record("survey.reminded", survey, by=by, organisation_id=survey.body_id, waiting=waiting)
    _tell_later(survey, reminding=True)
    return survey


@transaction.atomic
def tell_some(survey_id: UUID, *, by: Actor, reminding: bool, most: int) -> int:
    """Tell the next people on the roll that they are asked, or remind them, by the way each of them chose.

    Returns how many; none means that all were told. Killed halfway, the next try goes on with those not told yet.
    """
    survey = Survey.objects.filter(pk=survey_id, state=State.OPEN).first()
    if survey is None or survey.is_over(clock.today()):
        return 0
    mark = "reminded" if reminding else "told"
    rows = Invitation.objects.select_for_update(of=("self",), skip_locked=True).filter(survey=survey, **{mark: False})
    chosen = list((rows.filter(answered=False) if reminding else rows).order_by("pk")[:most])
    link = address(reverse("surveys:answering", args=[survey.pk]))
    template = "survey_again" if reminding else "survey"
    for invitation in chosen:
        notices.tell(template, by=by, person_id=invitation.person_id, link=link, day=date_words(survey.closes_on))
    Invitation.objects.filter(pk__in=[row.pk for row in chosen]).update(**{mark: True})
    return len(chosen)


@transaction.atomic
def close_survey(survey: Survey, *, by: Actor) -> Survey:
    """End a survey before its last day is over."""
    survey = taken(survey)
    access.may_close_survey(by, survey).or_refuse()
    return _end(survey, "close_survey", by=by)


@transaction.atomic
def lapse_survey(survey: Survey, *, by: Actor) -> Survey:
    """The last day is over: the survey closes by itself."""
    survey = taken(survey)
    access.may_lapse_survey(by, survey).or_refuse()
    return _end(survey, "lapse_survey", by=by)


@transaction.atomic
def note_export(survey: Survey, *, by: Actor) -> None:
    """Write down that the results left as a table."""
    access.may_list(by).or_refuse()
    audit.record("survey.exported", survey, by=by, organisation_id=survey.body_id)


def _end(survey: Survey, verb: str, *, by: Actor) -> Survey:
    survey.closed_at = clock.now()
    if survey.anonymous:
        shuffle_all(survey)
    asked, answered = queries.progress(survey)
    move(survey, verb, by=by, fields=("closed_at",), asked=asked, answered=answered)
    announce(SurveyClosed(survey.pk, survey.purpose))
    return survey


def _put_on_roll(survey: Survey, people: dict[UUID, str]) -> None:
    rows = [Invitation(survey=survey, person_id=person, group=group) for person, group in people.items()]
    Invitation.objects.bulk_create(rows, batch_size=BATCH)


def _tell_later(survey: Survey, *, reminding: bool) -> None:
    """The job stands in the same transaction. Nothing is told about the past: what is entered as of an earlier day is silent."""
    if clock.now() > timezone.now() - PAST:
        task = app.configure_task("surveys.tell_people", queue="texts")
        task.defer(survey_id=str(survey.pk), reminding=reminding)


PAST = timedelta(days=1)
