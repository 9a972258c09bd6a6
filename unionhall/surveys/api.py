"""What other modules may use of surveys."""

from .access import may_draft, visible_surveys
from .actions import ask_again, draft
from .exports import asked_about
from .queries import surveys_for, waiting_for
from .results import results_of

__all__ = [
    "ask_again",
    "asked_about",
    "draft",
    "may_draft",
    "results_of",
    "surveys_for",
    "visible_surveys",
    "waiting_for",
]
