"""What the last page of an intake shows: every answer in words, with its way back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionhall.core.actor import ANONYMOUS
from unionhall.core.sealed import mask_phone
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.ui.words import date_words, money

from ..enums import IdentityLevel, Kind
from ..plain import KIND_LABELS
from .worker_draft import LABELS, ORDER, Intake

WHO_LEARNS = {
    IdentityLevel.NAMED: lambda: _("The union, and the employer where it is needed"),
    IdentityLevel.HIDDEN: lambda: _("Only the union, not the employer"),
    IdentityLevel.ANONYMOUS: lambda: _("Nobody; you get a receipt code"),
}


@dataclass(frozen=True)
class Line:
    """One answer as it will be sent."""

    label: Any
    value: str
    change: str
    long: bool = False


def check_lines(intake: Intake) -> list[Line]:
    answers = intake.answers
    said = {
        "for_whom": _for_whom(intake),
        "account": answers.get("account", ""),
        "kind": str(KIND_LABELS[Kind(answers["kind"])]) if answers.get("kind") else "",
        "employer": " · ".join(filter(None, (answers.get("employer_name", ""), answers.get("site", "")))),
        "county": place_words(answers),
        "when": _when(answers),
        "papers": _papers(intake),
        "identity": WHO_LEARNS[IdentityLevel(answers["identity"])]() if answers.get("identity") else "",
    }
    lines = [
        Line(LABELS[step], said[step], f"{reverse('cases:intake_step', args=[step])}?change=1", step == "account")
        for step in ORDER
        if step in said and intake.may_be_asked(step, change=step == "county")
    ]
    to_chair = [Line(_("To"), _("The chair of the union. The chair's office reads your letter."), "")]
    return [*(to_chair if intake.to_chair else []), *lines, *_contact(intake)]


def _for_whom(intake: Intake) -> str:
    chosen = intake.answers.get("for")
    if not chosen or chosen == str(intake.actor.person_id):
        return _("For myself")
    person = people.visible_people(intake.actor).filter(pk=chosen).first()
    return person.name if person else _("For myself")


def place_words(answers: dict[str, Any]) -> str:
    """The place in words, the smaller after the larger; nothing while there is none."""
    place = answers.get("township") or answers.get("county")
    found = (
        organisations.visible_divisions(ANONYMOUS).filter(pk=place).select_related("parent").first() if place else None
    )
    if found is None:
        return ""
    return f"{found.parent.name} {found.name}" if answers.get("township") and found.parent else found.name


def _when(answers: dict[str, Any]) -> str:
    parts = [date_words(date.fromisoformat(answers["happened_on"]))] if answers.get("happened_on") else []
    parts += [money(answers["amount"])] if answers.get("amount") else []
    return " · ".join(parts)


def _papers(intake: Intake) -> str:
    n = intake.draft.files.count() if intake.draft else 0
    return ngettext("%(n)d file", "%(n)d files", n) % {"n": n} if n else ""


def _contact(intake: Intake) -> list[Line]:
    """Whom we reach and how; held already, so it is shown and not asked."""
    if intake.answers.get("identity") == IdentityLevel.ANONYMOUS or intake.actor.person_id is None:
        return []
    person = people.visible_people(intake.actor).filter(pk=intake.actor.person_id).first()
    if person is None:
        return []
    return [Line(LABELS["contact"], f"{person.name} {mask_phone(person.phone) if person.phone else ''}".strip(), "")]
