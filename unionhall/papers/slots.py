"""What stands on the pages of other modules: the address of a panel, or nothing where there would be nothing in it."""

from typing import Any

from django.urls import reverse

from unionhall.cases import api as cases
from unionhall.core.actor import Actor


def papers_of_case(actor: Actor, case: Any) -> str:
    """Papers, on the file of a case."""
    return reverse("papers:of_case", args=[case.pk]) if cases.desk_cases(actor).filter(pk=case.pk).exists() else ""
