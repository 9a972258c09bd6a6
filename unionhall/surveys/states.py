"""In which states can a survey be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class State(models.TextChoices):
    """The state of a survey."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for answers")
    CLOSED = "closed", _("closed for answers")
    DISCARDED = "discarded", _("given up")


S = State

SURVEY = Lifecycle(
    "survey",
    open_survey=Move([S.DRAFT], S.OPEN, label=_("Open the survey")),
    discard_survey=Move([S.DRAFT], S.DISCARDED, label=_("Give the draft up")),
    close_survey=Move([S.OPEN], S.CLOSED, label=_("Close the survey")),
    # Only the clock does this, when the last day is over.
    lapse_survey=Move([S.OPEN], S.CLOSED, system=True, label=_("Close after the last day")),
)
