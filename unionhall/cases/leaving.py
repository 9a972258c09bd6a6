"""What of a person's matters keeps them from being erased? An open one: somebody works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .models import Case, Complainant
from .states import ENDED

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def obstacles(person_id: UUID) -> list[StrOrPromise]:
    """Each open matter, by its number: it is withdrawn or ended first."""
    mine = Complainant.objects.filter(person=person_id).values("case")
    open_ones = Case.objects.filter(pk__in=mine).exclude(state__in=ENDED).order_by("received_at", "pk")
    return [
        format_lazy(_("Your matter {number} is still open. Withdraw it, or wait until it ends."), number=number)
        for number in open_ones.values_list("number", flat=True)[:20]
    ]
