"""What stands on the pages of other modules: the address of a panel, or nothing where there would be nothing in it."""

from typing import Any

from django.urls import reverse

from unionhall.core.actor import Actor

from . import access, queries


def limits_of_case(actor: Actor, case: Any) -> str:
    """The limits that run on a case, on its file: where there are some, or one may enter what starts them."""
    if not access.may_enter(actor, case) and not queries.facts_in_force(case).exists():
        return ""
    return reverse("limits:of_case", args=[case.pk])


def days_of_worker(actor: Actor, case: Any) -> str:
    """The days that matter to the worker, on their own page: where some were reckoned."""
    if not access.visible_limits(actor).filter(case=case).exists():
        return ""
    return reverse("limits:mine", args=[case.pk])
