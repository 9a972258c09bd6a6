"""Which draft belongs to this browser or person, and which questions are asked in which order?"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of

from .. import access, actions
from ..actions.drafts import TOLD_FOR, Finished, answers_of, finished
from ..enums import IdentityLevel
from ..models import IntakeDraft

COOKIE = "unionhall_intake"
COOKIE_AGE = 30 * 24 * 3600
DRAFTS_PER_HOUR = 120

# The questions, and the number each has in "question 3 of 8"; the two about the place are one.
ORDER = [
    "for_whom",
    "account",
    "kind",
    "employer",
    "county",
    "township",
    "when",
    "papers",
    "identity",
    "contact",
    "full_name",
    "check",
]
LABELS: dict[str, Promise] = {
    "for_whom": _("For whom"),
    "account": _("What happened"),
    "kind": _("What it is about"),
    "employer": _("Employer"),
    "county": _("Place"),
    "township": _("Place"),
    "when": _("When and how much"),
    "papers": _("Photos and papers"),
    "identity": _("Your name"),
    "contact": _("How to reach you"),
    "full_name": _("How to reach you"),
    "check": _("Check and send"),
}


@dataclass
class Intake:
    """One person's way through the questions: their draft, its answers, where they are."""

    actor: Actor
    draft: IntakeDraft | None
    key: str
    answers: dict[str, Any]
    done: Finished | None
    address: str = ""
    begun_to_chair: bool = False
    """The address says that this is to be a letter to the chair; kept with the next answer."""
    begun_from_survey: bool = False
    """The address says that somebody comes from a survey they answered; which one is not kept."""

    @property
    def to_chair(self) -> bool:
        return self.begun_to_chair or bool(self.answers.get("to_chair"))

    @property
    def steps(self) -> list[str]:
        """The questions this person is asked: nothing that is known already."""
        anonymous = self.answers.get("identity") == IdentityLevel.ANONYMOUS
        left_out = {
            "for_whom": not self.actor.mandates,
            "county": self.place_is_known,
            "township": self.place_is_known or not self.answers.get("county"),
            "contact": anonymous or self.actor.person_id is not None,
            "full_name": anonymous or self.actor.person_id is None or "*" not in self.actor.name,
        }
        return [step for step in ORDER if not left_out.get(step)]

    @property
    def place_is_known(self) -> bool:
        """The register says where the employer chosen is, and nobody has said otherwise."""
        return bool(self.answers.get("place_known") and self.answers.get("county"))

    def may_be_asked(self, step: str, *, change: bool) -> bool:
        """Whether a question is open: those that are asked, and the place that is known where somebody wants it changed."""
        changes_place = change and (step == "county" or (step == "township" and bool(self.answers.get("county"))))
        return step in self.steps or changes_place

    def numbered(self) -> list[str]:
        """The questions that count: township goes with county, the name with the phone."""
        confirmed = (
            "contact" in self.answers.get("seen", []) and self.answers.get("identity") != IdentityLevel.ANONYMOUS
        )
        shown = [*self.steps, "contact"] if confirmed else self.steps
        return [step for step in ORDER if step in shown and step not in ("township", "full_name")]

    def position(self, step: str) -> tuple[int, int]:
        """“Question 3 of 8”."""
        before = [s for s in self.numbered() if ORDER.index(s) <= ORDER.index(step)]
        return max(len(before), 1), len(self.numbered())

    def after(self, step: str) -> str:
        """The question after this one; of a question that fell away, the next that is still asked."""
        return next(s for s in ORDER[ORDER.index(step) + 1 :] if s in self.steps)

    def before(self, step: str) -> str:
        return next((s for s in reversed(ORDER[: ORDER.index(step)]) if s in self.steps), "")

    def stopped_at(self) -> str:
        """The first question not yet seen."""
        seen = set(self.answers.get("seen", []))
        return next((step for step in self.steps if step not in seen), "check")

    def save(self, step: str, **answers: Any) -> None:
        """Keep the answers to one question; without a step they are only filled in, and still asked."""
        if self.draft is None:
            ratelimit.limit("intake drafts", self.address, times=DRAFTS_PER_HOUR, seconds=3600).or_refuse()
            self.key = ""
        self.key = self.key or secrets.token_urlsafe(32)
        seen = [*dict.fromkeys([*self.answers.get("seen", []), *([step] if step else [])])]
        if self.begun_to_chair:
            answers["to_chair"] = True
        if self.begun_from_survey:
            answers["from_survey"] = True
        self.draft = actions.save_draft(self.draft, by=self.actor, key=self.key, answers={**answers, "seen": seen})
        self.answers = answers_of(self.draft)

    def remember(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave the key in the browser, readable by no script."""
        if self.key and self.key != request.COOKIES.get(COOKIE):
            response.set_cookie(
                COOKIE,
                self.key,
                max_age=COOKIE_AGE,
                path="/cases/new/",
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


def intake_of(request: HttpRequest) -> Intake:
    """The draft by the key in the browser; else the newest the signed-in person began."""
    actor, key = actor_of(request), request.COOKIES.get(COOKIE, "")[:100]
    draft = access.drafts_of_browser(actor, key).first() if key else None
    if draft is None:
        draft, key = access.visible_drafts(actor).order_by("-saved_at", "pk").first(), ""
    if draft and finished(draft) and draft.saved_at < clock.now() - TOLD_FOR:
        draft = None  # told long enough; the next one at this phone may be somebody else
    address = request.META.get("REMOTE_ADDR", "")
    begun_to_chair = request.GET.get("to") == "chair"
    from_survey = request.GET.get("from") == "survey"
    return Intake(actor, draft, key, answers_of(draft), finished(draft), address, begun_to_chair, from_survey)


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path="/cases/new/", samesite="Lax")
    return response
