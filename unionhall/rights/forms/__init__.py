"""The form of one question, made from what the calculator declares: one value, several of a kind, or a small table."""

from datetime import date
from typing import Any

from unionhall.lawbook.facts import Fact, Many, Rows

from .many import ManyForm
from .one import OneForm
from .rows import RowsForm

QuestionForm = OneForm | ManyForm | RowsForm

__all__ = ["ManyForm", "OneForm", "QuestionForm", "RowsForm", "form_of"]


def form_of(fact: Fact, *, today: date, sent: Any = None, answer: Any = None) -> QuestionForm:
    """Its form: as sent, or with the answer given before."""
    if isinstance(fact.kind, Many):
        return ManyForm(fact, fact.kind, today=today, sent=sent, answer=answer)
    if isinstance(fact.kind, Rows):
        return RowsForm(fact, fact.kind, today=today, sent=sent, answer=answer)
    return OneForm(fact, today=today, sent=sent, answer=answer)
