"""Which model suggests now? The newest that may be used; read once by each process, and again when there is a newer one."""

import logging
from typing import TYPE_CHECKING
from uuid import UUID

from unionhall.core.federations import place

from ..models import TriageModel

if TYPE_CHECKING:
    from unionhall.triage.model import Model

log = logging.getLogger(__name__)
_read: "dict[tuple[str, str], tuple[UUID, Model | None]]" = {}
"""By federation and what is suggested."""


def newest(about: str) -> TriageModel | None:
    """The row of the model in use, without what was learnt."""
    rows = TriageModel.objects.filter(about=about, in_use=True).order_by("-trained_at", "-id")
    return rows.defer("saved").first()


def model_in_use(about: str) -> "tuple[UUID, Model] | None":
    """The model and its key; nothing where none is kept, or it cannot be read by this version."""
    rows = TriageModel.objects.filter(about=about, in_use=True).order_by("-trained_at", "-id")
    pk = rows.values_list("pk", flat=True).first()
    if pk is None:
        return None
    where = (place(), about)
    kept = _read.get(where)
    if kept is None or kept[0] != pk:
        kept = _read[where] = (pk, _opened(pk))
    return (pk, kept[1]) if kept[1] is not None else None


def _opened(pk: UUID) -> "Model | None":
    from unionhall.triage.model import Model

    saved = TriageModel.objects.values_list("saved", flat=True).get(pk=pk)
    try:
        return Model.from_bytes(bytes(saved))
    except ValueError as error:
        log.warning("the model %s is left aside: %s", pk, error)
        return None
