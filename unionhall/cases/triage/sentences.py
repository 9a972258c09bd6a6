"""The reasons of a suggestion as sentences, in the reader's language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from unionhall.ui.words import date_words


def sign_words(reason: dict[str, Any]) -> str:
    """What a sign or a limit of the table of urgency means."""
    texts = {
        "life": _("danger to life, or thoughts of ending it"),
        "violence": _("violence or threats"),
        "detention": _("somebody is held or cannot leave"),
        "injury": _("somebody is injured or poisoned"),
        "crowd": _("many people, or a protest"),
        "minor": _("a child or somebody under age"),
        "pregnancy": _("pregnancy or nursing"),
        "evidence": _("proof may vanish"),
        "leaving": _("the employer may disappear"),
        "arbitration": _("the year for asking arbitration ends on %(day)s"),
        "injury_by_employer": _("the employer's 30 days for reporting the injury end on %(day)s"),
        "injury_by_worker": _("the worker's year for reporting the injury ends on %(day)s"),
    }
    day = date_words(date.fromisoformat(reason["until"])) if reason.get("until") else ""
    return texts.get(reason["code"], reason["code"]) % {"day": day}


def alike_words(why: list[str], confidence: float | None) -> list[str]:
    """Why two cases may be the same matter."""
    share = {"share": round((confidence or 0) * 100)}
    texts = {
        "copy": _("%(share)s %% of the words are the same") % share,
        "similar": _("%(share)s %% of the words are the same") % share,
        "writer": _("the same worker"),
        "employer": _("the same employer and kind"),
    }
    return [texts[code] for code in why if code in texts]


def grade_words(grade: str) -> str:
    """How sure: by the rules in `alike.py`, not measured."""
    return {"certain": _("almost surely"), "likely": _("likely"), "possible": _("possibly")}[grade]
