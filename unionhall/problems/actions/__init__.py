"""Every change to shared problems, by noun. One verb, one function, one transaction, one audit line."""

from .answering import answer_writers, go_on_answering
from .deciding import accept, close, dismiss, leave_out, merge, plan, reopen, split
from .finding import join_letters, propose
from .surveying import draft_survey, note_survey_closed, note_survey_opened
from .watching import set_watch
from .working import note, record_policy

__all__ = [
    "accept",
    "answer_writers",
    "close",
    "dismiss",
    "draft_survey",
    "go_on_answering",
    "join_letters",
    "leave_out",
    "merge",
    "note",
    "note_survey_closed",
    "note_survey_opened",
    "plan",
    "propose",
    "record_policy",
    "reopen",
    "set_watch",
    "split",
]
