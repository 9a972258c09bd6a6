"""What stands on the pages of other modules: the address of a panel, or nothing where there would be nothing in it."""

from typing import Any

from django.urls import reverse

from unionhall.core.actor import Actor

from . import access
from .models import Voice


def problem_of_case(actor: Actor, case: Any) -> str:
    """The shared problem a letter speaks in, on its file."""
    voices = Voice.objects.filter(case=case, left_at__isnull=True)
    if not access.visible_problems(actor).filter(pk__in=voices.values("problem")).exists():
        return ""
    return reverse("problems:of_case", args=[case.pk])
