"""What cases do when a body moves, is merged or closes. The pairs are listed in unionhall/wiring.py."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import system
from unionhall.core.verdict import no
from unionhall.organisations import api as organisations
from unionhall.organisations.events import BodiesMerged, BodyClosing, BodyMoved, ChangeWeighed

from .. import actions
from ..models import Case, Transfer
from ..states import ENDED, TransferState

BY = system("merger")


def follow_body(event: BodyMoved) -> None:
    """The cases of a subtree that moved stand below the same bodies as it does now."""
    Case.objects.filter(**{event.column: event.above_id}).update(**event.ancestors)


def hand_over_cases(event: BodiesMerged) -> None:
    """The running cases of a body that was merged are at the other one, for somebody there to take up."""
    into = organisations.body_of(event.into_id)
    for case in Case.objects.filter(body=event.body_id).exclude(state__in=ENDED).order_by("pk"):
        actions.follow_merger(case, by=BY, body=into)


def keep_body_open(event: BodyClosing) -> None:
    """A body with open matters or transfers stays open until they are finished or lie elsewhere."""
    cases = Case.objects.filter(body=event.body_id).exclude(state__in=ENDED).count()
    transfers = Transfer.objects.filter(
        to_body=event.body_id, state__in=(TransferState.OFFERED, TransferState.ACCEPTED)
    ).count()
    if cases or transfers:
        event.hold(
            no(
                format_lazy(_("{count} matters are still open there."), count=cases + transfers),
                _("Finish them or send them to another body first."),
                "open_matters",
            )
        )


def count_cases(event: ChangeWeighed) -> None:
    """How many matters would be seen by others, or go over to the other body."""
    if event.into_id is None:
        event.follows(
            _("matters that others above it see"), Case.objects.filter(**{event.column: event.body_id}).count()
        )
    else:
        open_there = Case.objects.filter(body=event.body_id).exclude(state__in=ENDED).count()
        event.follows(_("open matters that go over"), open_there)
