"""What cases do when a body moves or closes. The pairs are listed in unionhall/wiring.py."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused, no
from unionhall.organisations.events import BodyClosing, BodyMoved

from ..models import Case, Transfer
from ..states import ENDED, TransferState


def follow_body(event: BodyMoved) -> None:
    """The cases of a body that moved stand below the same bodies as it does now."""
    Case.objects.filter(body=event.body_id).update(**event.ancestors)


def keep_body_open(event: BodyClosing) -> None:
    """A body with open matters or transfers stays open until they are finished or lie elsewhere."""
    cases = Case.objects.filter(body=event.body_id).exclude(state__in=ENDED).count()
    transfers = Transfer.objects.filter(
        to_body=event.body_id, state__in=(TransferState.OFFERED, TransferState.ACCEPTED)
    ).count()
    if cases or transfers:
        raise Refused(
            no(
                format_lazy(_("{count} matters are still open there."), count=cases + transfers),
                _("Finish them or send them to another body first."),
                "open_matters",
            )
        )
