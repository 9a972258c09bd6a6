"""Everything held about a person, on request: each module answers for its own rows.

A module that holds data about persons gives a function to `on_export` (connected in wiring.py); it takes the person's key and
returns plain JSON values. `people` answers for its own like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from unionhall.core import clock

from .models import Account, ApiToken, Consent, Mandate, Membership, Person, Post, Tie

Answer = Callable[[UUID], Any]
_answers: dict[str, Answer] = {}


def on_export(module: str, answer: Answer) -> None:
    """Let a module answer for its rows, under its name in the file. Given again, the later answer counts."""
    _answers[module] = answer


def collect(person_id: UUID) -> dict[str, Any]:
    """The whole file: who we are told this is, and what every module holds."""
    return {
        "made_at": clock.now().isoformat(),
        "people": own_rows(person_id),
        **{module: answer(person_id) for module, answer in sorted(_answers.items())},
    }


def own_rows(person_id: UUID) -> dict[str, Any]:
    """What this module holds about a person."""
    person = Person.objects.get(pk=person_id)
    account = Account.objects.filter(person=person).first()
    return {
        "person": {
            "name": person.name,
            "phone": person.phone,
            "identity_number": person.identity_number,
            "birth_on": _text(person.birth_on),
            "sex": person.sex,
            "channel": person.channel,
            "language": person.language,
            "entered_at": _text(person.entered_at),
        },
        "account": account
        and {"username": account.username, "email": account.email, "opened_at": _text(account.opened_at)},
        "posts": _rows(Post, person_id, "person", "organisation__name", "role", "since", "until"),
        "ties": _rows(Tie, person_id, "person", "employer__name", "kind", "since", "until"),
        "memberships": _rows(
            Membership,
            person_id,
            "person",
            "organisation__name",
            "since",
            "until",
            "standing",
            "retained_since",
            "retained_why",
            "ended_why",
            "entered_through",
        ),
        "mandates_given": _rows(
            Mandate,
            person_id,
            "principal",
            "agent_called",
            "kind",
            "basis",
            "since",
            "until",
            "accepted_at",
            "declined_at",
            "revoked_at",
        ),
        "mandates_held": _rows(
            Mandate, person_id, "agent", "kind", "basis", "since", "until", "accepted_at", "declined_at", "revoked_at"
        ),
        "consents": _rows(
            Consent, person_id, "person", "purpose", "text_version", "given_at", "given_through", "withdrawn_at"
        ),
        "programs": _rows(
            ApiToken, person_id, "account__person", "name", "scopes", "made_at", "expires_at", "revoked_at"
        ),
    }


def _rows(model: Any, person_id: UUID, owner: str, *columns: str) -> list[dict[str, Any]]:
    rows = model.objects.filter(**{owner: person_id}).order_by("pk").values(*columns)
    return [{column.replace("__", "_"): _text(value) for column, value in row.items()} for row in rows]


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
