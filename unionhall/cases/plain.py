"""How is a matter told to the worker: where it stands, what comes next, and by when? In plain words, never in codes.

The desk speaks of states and clocks; here a kind colleague speaks. Used by the worker's pages and by the home page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.ui.words import clock_words, date_words

from . import access
from .enums import Kind
from .models import Case, Complainant
from .states import ENDED, State

# What a matter is about, as one would say it.
KIND_LABELS: dict[str, Any] = {
    Kind.WAGES: gettext_lazy("Wages"),
    Kind.CONTRACT: gettext_lazy("Contract"),
    Kind.DISMISSAL: gettext_lazy("Losing the job"),
    Kind.INJURY: gettext_lazy("Injury or illness from work"),
    Kind.SOCIAL_INSURANCE: gettext_lazy("Social insurance"),
    Kind.HOURS_LEAVE: gettext_lazy("Hours and leave"),
    Kind.WOMEN: gettext_lazy("Rights of women"),
    Kind.SAFETY: gettext_lazy("Safety at work"),
    Kind.PLATFORM: gettext_lazy("Work through an app"),
    Kind.LIVING: gettext_lazy("Canteen, housing, getting to work"),
    Kind.OTHER: gettext_lazy("Something else"),
}

# Where it stands · what happens next. `%(body)s` is the body that has the matter.
STATES: dict[str, tuple[Any, Any]] = {
    State.RECEIVED: (
        gettext_lazy("Your matter has arrived"),
        gettext_lazy("%(body)s looks at it and tells you whether it takes it on."),
    ),
    State.ACCEPTED: (
        gettext_lazy("Your matter was taken on"),
        gettext_lazy("%(body)s gets in touch with you and talks over how to go on."),
    ),
    State.REFUSED: (
        gettext_lazy("Another body is in charge of this"),
        gettext_lazy("Below stands which one. You can still write to us here."),
    ),
    State.CONSULTING: (gettext_lazy("We are advising you"), gettext_lazy("%(body)s answers your question.")),
    State.NEGOTIATING: (
        gettext_lazy("We are talking with your employer"),
        gettext_lazy("%(body)s tells you what the employer says."),
    ),
    State.MEDIATING: (
        gettext_lazy("We are mediating"),
        gettext_lazy("%(body)s tells you the next meeting, or what came of it."),
    ),
    State.SETTLED: (
        gettext_lazy("There is an agreement"),
        gettext_lazy("%(body)s calls you and asks whether the employer kept to it."),
    ),
    State.FAILED: (
        gettext_lazy("There was no agreement"),
        gettext_lazy("%(body)s talks over with you whether to go to arbitration."),
    ),
    State.ARBITRATION: (
        gettext_lazy("We stand by you in arbitration"),
        gettext_lazy("%(body)s prepares the hearing with you and tells you the day."),
    ),
    State.LITIGATION: (
        gettext_lazy("We stand by you in court"),
        gettext_lazy("%(body)s prepares the hearing with you and tells you the day."),
    ),
    State.PERFORMED: (
        gettext_lazy("What was agreed has been done"),
        gettext_lazy("Tell us whether it is really solved. If not, we take it up again."),
    ),
    State.CLOSED: (
        gettext_lazy("Your matter is finished"),
        gettext_lazy("If it is not solved after all, take it up again here."),
    ),
    State.WITHDRAWN: (
        gettext_lazy("You took this matter back"),
        gettext_lazy("If you change your mind, take it up again here."),
    ),
    State.REOPENED: (
        gettext_lazy("Your matter was taken up again"),
        gettext_lazy("%(body)s looks at what went wrong and gets in touch with you."),
    ),
}


@dataclass(frozen=True)
class Told:
    """One matter in the worker's words."""

    case: Case
    title: str
    state: str
    next_step: str
    when: str
    tone: str
    url: str
    for_whom: str = ""


def tell(case: Case, *, for_whom: str = "") -> Told:
    """Needs `case.body` fetched."""
    state, next_step = STATES[State(case.state)]
    when, tone = when_words(case)
    return Told(
        case=case,
        title=title(case),
        state=str(state),
        next_step=str(next_step) % {"body": case.body.short_name or case.body.name},
        when=when,
        tone=tone,
        url=reverse("cases:my_matter", args=[case.pk]),
        for_whom=for_whom,
    )


def title(case: Case) -> str:
    """What it is about and against whom, in the reader's language."""
    label = str(KIND_LABELS[Kind(case.kind)])
    return f"{label} · {case.employer_name}" if case.employer_name else label


def when_words(case: Case) -> tuple[str, str]:
    """By when the next step is taken: “by 6 June, 3 working days left”, and the tone of the clock."""
    if case.state in ENDED:
        return "", ""
    if case.paused:
        return _("The clock stands still for now; the reason stands below."), "paused"
    if not case.has_clock:
        return "", ""
    said = clock_words(case.due_on)
    if case.due_on < clock.today():
        late = _("This should have happened by %(date)s. We are late; you may remind us.")
        return late % {"date": date_words(case.due_on)}, "red"
    if case.due_on == clock.today():
        return _("today, %(date)s") % {"date": date_words(case.due_on)}, said.tone
    words = _("by %(date)s, %(left)s") % {"date": date_words(case.due_on), "left": said.words}
    if case.due_provisional:
        words = _("%(when)s (may move by a few days once next year's holidays are known)") % {"when": words}
    return words, said.tone


def matters_of(actor: Actor, *, limit: int | None = None, running: bool = False) -> list[Told]:
    """One's own matters and those of people one has a mandate for, the newest first."""
    cases = access.own_cases(actor).select_related("body").order_by("-received_at", "pk")
    if running:
        cases = cases.exclude(state__in=[str(state) for state in ENDED])
    found = list(cases[:limit] if limit else cases)
    names = _names_of_others(actor, [case.pk for case in found])
    return [tell(case, for_whom=names.get(case.pk, "")) for case in found]


def _names_of_others(actor: Actor, case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """For whom a matter is, where it is not for oneself."""
    if not actor.mandates:
        return {}
    rows = Complainant.objects.filter(case__in=list(case_ids), person__in=actor.mandates).order_by("joined_at", "pk")
    return {row.case_id: row.name for row in rows}
