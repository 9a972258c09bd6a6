"""An intake that another page begins: what is known there is filled in, the worker looks it over and adds what happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from unionhall.core.http import public
from unionhall.ui.responses import page, redirect_after_post

from .. import actions
from ..forms.worker import ACCOUNT_LENGTH
from ..forms.worker_begun import BegunForm
from .worker_draft import Intake, intake_of
from .worker_question import url_of

ADD, ANEW = "add", "anew"
MOST_ENCLOSED = 5


@public
@require_POST
def begun(request: HttpRequest) -> HttpResponse:
    """Fill in what is known. Whoever is in the middle of a story says first whether this belongs to it."""
    form = BegunForm(request.POST)
    form.is_valid()
    said = form.filled_in()
    intake, then = intake_of(request), request.POST.get("then", "")
    if intake.done:
        intake.draft, intake.answers, intake.done = None, {}, None
    if not said.get("account"):
        return redirect_after_post(request, "cases:intake")
    if intake.answers.get("account") and then not in (ADD, ANEW):
        return page(request, "cases/worker/begun.html", {"form": form, "before": intake.answers["account"]})
    if then == ANEW and intake.draft:
        actions.discard_draft(intake.draft, by=intake.actor)
        intake.draft, intake.answers = None, {}
    intake.save("", **_together(intake, said))
    return intake.remember(request, redirect_after_post(request, url_of(intake.steps[0])))


def _together(intake: Intake, said: dict[str, str]) -> dict[str, Any]:
    """What was written before stays; the new words go under it, and what goes along beside what went along."""
    before = intake.answers
    enclosed = [*before.get("enclosed", []), *filter(None, [said.pop("enclosed", "")])][-MOST_ENCLOSED:]
    account = "\n\n".join(filter(None, (before.get("account", ""), said["account"])))
    return {
        **{name: value for name, value in said.items() if not before.get(name)},
        **({"enclosed": enclosed} if enclosed else {}),
        "account": account[:ACCOUNT_LENGTH],
    }
