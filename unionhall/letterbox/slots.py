"""What stands on the pages of other modules: the address of a panel, or nothing where there would be nothing in it."""

from typing import Any

from django.urls import reverse

from unionhall.core.actor import Actor

from . import access


def mail_of_case(actor: Actor, case: Any) -> str:
    """The correspondence about a case, on its file."""
    if not access.visible_threads(actor).filter(case=case).exists():
        return ""
    return reverse("letterbox:case_mail", args=[case.pk])
