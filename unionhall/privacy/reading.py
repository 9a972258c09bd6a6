"""The file of one's own data as lines to read: what each part and fact is called, and moments as people write them.

The file for programs keeps the short names; here they are said in words. A name nobody gave words to stands as it is.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEPEST = 4
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")

PARTS: dict[str, StrOrPromise] = {
    "cases": _("My matters"), "claims": _("What was reckoned for me"), "forming": _("Unions I wanted to form"),
    "letterbox": _("Letters and reception days"), "members": _("Joining and moving"), "notices": _("Messages to me"),
    "papers": _("Papers of my matters"), "people": _("Who I am"), "privacy": _("My say over my data"),
    "registers": _("Lists I am on"), "surveys": _("Surveys"),
}  # fmt: skip

NAMES: dict[str, StrOrPromise] = {
    "account": _("account"), "agent_called": _("who acts for you"), "amount": _("amount"), "answer": _("answer"),
    "answer_by": _("answer by"), "answered_at": _("answered at"), "applications": _("applications"), "applied_at": _("applied at"),
    "asked_at": _("asked at"), "at": _("at"), "birth_on": _("born on"), "by": _("by"), "channel": _("how we reach you"),
    "consent_text_version": _("version of the consent"), "consents": _("consents"), "course": _("course"), "email": _("e-mail"),
    "employer": _("employer"), "employer_name": _("employer"), "ended_why": _("how it ended"), "entered_at": _("entered at"),
    "entered_on": _("entered on"), "entered_through": _("entered through"), "erasures": _("wishes to be erased"),
    "files_shared_with_you": _("files shared with you"), "from_union": _("from union"), "given_at": _("given at"),
    "given_through": _("given through"), "handled_by": _("handled by"), "heard_until": _("may be heard until"),
    "identity_level": _("how openly you wrote"), "identity_number": _("identity number"), "kept_by": _("the body that keeps it"), "kind": _("kind"),
    "language": _("language"), "left_on": _("taken off on"), "legal_basis": _("legal basis"), "made_at": _("made at"),
    "mandates_given": _("mandates you gave"), "mandates_held": _("mandates you hold"), "memberships": _("memberships"),
    "name": _("name or title"), "notes_shared_with_you": _("notes shared with you"), "number": _("number"), "objections": _("objections"),
    "opened": _("opened"), "opened_at": _("opened at"), "organisation_name": _("body"), "passed_on": _("passed on"),
    "person": _("person"), "phone": _("phone"), "place": _("place"), "posts": _("posts"), "programs": _("programs"),
    "purpose": _("purpose"), "reason": _("reason"), "received_at": _("received at"), "register": _("list"),
    "removals": _("proposals to remove you"), "retained_since": _("kept since"), "retained_why": _("why it is kept"),
    "review_due_on": _("to be looked at by"), "role": _("role"), "settlements": _("settlements"), "sex": _("sex"),
    "signatures": _("signatures"), "signed_at": _("signed at"), "since": _("from"), "source": _("how we learned it"),
    "standing": _("standing"), "state": _("state"), "text": _("words"), "text_version": _("version of the words"), "ties": _("ties"),
    "title": _("title"), "to_state": _("state"), "union": _("union"), "until": _("until"), "username": _("sign-in name"),
    "what": _("what"), "what_happened": _("what happened"), "why": _("why"), "withdrawn_at": _("taken back at"), "words": _("words"),
    "written": _("what was written"),
}  # fmt: skip


def part_words(module: str) -> str:
    return str(PARTS.get(module, module))


def lines(value: Any, *, module: str = "", depth: int = 0) -> list[tuple[int, str, str]]:
    """A value as lines: how deep, what it is called, what it says."""
    deep = min(depth, DEEPEST)
    if isinstance(value, dict):
        named = [(str(NAMES.get(name, name)), name, inner) for name, inner in value.items()]
    elif isinstance(value, list):
        named = [(str(n), "", inner) for n, inner in enumerate(value, 1)]
    else:
        return [(deep, "", said(value))]
    found: list[tuple[int, str, str]] = []
    for words, name, inner in named:
        if isinstance(inner, (dict, list)):
            found += [(deep, words, "" if inner else "—"), *lines(inner, module=module, depth=depth + 1)]
        else:
            found.append((deep, words, said(_choices(module).get((name.removeprefix("to_"), inner), inner))))
    return found


@cache
def _choices(module: str) -> dict[tuple[str, Any], StrOrPromise]:
    """The words of every closed choice in the tables of a module, by the name of its column and its value."""
    if module not in PARTS:
        return {}
    return {
        (column.name, value): label
        for model in apps.get_app_config(module).get_models()
        for column in model._meta.concrete_fields
        for value, label in column.flatchoices
        if value != ""
    }


def said(value: Any) -> str:
    """One fact: a moment to the minute in local time, yes and no, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _t("yes") if value else _t("no")
    text = str(value)
    if MOMENT.match(text):
        moment = datetime.fromisoformat(text)
        return f"{localtime(moment) if moment.tzinfo else moment:%Y-%m-%d %H:%M}"
    return text
