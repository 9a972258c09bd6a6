"""An answer goes onto a matter: the finding, and a word to those who handle it."""

from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.cases import api as cases
from unionhall.claims import api as claims
from unionhall.core.actor import Actor
from unionhall.lawbook.finding import Finding

if TYPE_CHECKING:
    from unionhall.cases.models import Case


@transaction.atomic
def add_to_matter(case: "Case", finding: Finding, *, by: Actor, words: str) -> None:
    """The worker puts an answer to their own running matter; those who handle it are told."""
    claims.keep(case, finding, by=by)
    cases.message(case, by=by, text=words)
