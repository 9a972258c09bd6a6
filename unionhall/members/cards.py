"""The member's card as a signed credential: a compact JWS (RFC 7515, EdDSA over Ed25519) that anybody checks without asking us.

It says no more than a gate needs: the name masked, the union, the standing, and until when. It lasts seven days, so that an
ended membership runs out by itself where nobody is connected; whoever is connected can ask whether it still stands today.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock, federations
from unionhall.core.sealed import mask_name, signing_keys
from unionhall.core.verdict import Verdict

if TYPE_CHECKING:
    from unionhall.people.models import Membership

PURPOSE = "member card"
LASTS = timedelta(days=7)
CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST = 2000


@dataclass(frozen=True)
class CardReading(Verdict):
    """A card as read: true when the signature is ours and the card has not run out."""

    name: str = ""
    union: str = ""
    union_code: str = ""
    standing: str = ""
    membership_id: UUID | None = None
    expires_at: datetime | None = None


def issue(membership: Membership) -> str:
    """The credential of a membership, from now on for seven days."""
    key_id, key = next(iter(signing_keys(PURPOSE).items()))
    at = clock.now()
    header = {"alg": "EdDSA", "kid": key_id}
    claims = {
        "iss": federations.base_url(),
        "sub": membership.pk.hex,
        "nam": mask_name(membership.person.name),
        "uni": membership.organisation.short_name,
        "cod": membership.organisation.code,
        "sta": str(membership.standing),
        "iat": int(at.timestamp()),
        "exp": int((at + LASTS).timestamp()),
    }
    signed = f"{_packed(header)}.{_packed(claims)}"
    return f"{signed}.{_to_text(key.sign(signed.encode()))}"


def public_keys() -> dict[str, Any]:
    """Our public keys as a JWK set (RFC 8037), newest first: whoever keeps it checks cards without a connection."""
    return {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key_id, "x": _to_text(key.public_key().public_bytes_raw())}
            for key_id, key in signing_keys(PURPOSE).items()
        ]
    }  # fmt: skip


def check(text: str, *, keys: Mapping[str, Any] | None = None, at: datetime | None = None) -> CardReading:
    """Whether a card was signed under one of the keys (a JWK set; ours by default) and has not run out. Asks no database."""
    token = text.strip().rsplit("#", 1)[-1]
    at = at or clock.now()
    try:
        if len(token) > LONGEST:
            raise ValueError
        head, body, signature = token.split(".")
        header, claims = json.loads(_from_text(head)), json.loads(_from_text(body))
        known = {str(key["kid"]): key for key in (keys or public_keys())["keys"]}
        if header.get("alg") != "EdDSA":
            raise ValueError
        if header.get("kid") not in known:
            return CardReading(
                _("This card was signed with a key we do not know."),
                _("Have it shown again, or renew the keys."),
                "key",
            )
        public = Ed25519PublicKey.from_public_bytes(_from_text(known[header["kid"]]["x"]))
        public.verify(_from_text(signature), f"{head}.{body}".encode())
        begins, ends = (datetime.fromtimestamp(int(claims[name]), UTC) for name in ("iat", "exp"))
        facts: dict[str, Any] = {
            "name": str(claims["nam"]),
            "union": str(claims["uni"]),
            "union_code": str(claims["cod"]),
            "standing": str(claims["sta"]),
            "membership_id": UUID(claims["sub"]),
            "expires_at": ends,
        }
    except InvalidSignature:
        return CardReading(
            _("This card was changed, or another federation signed it."), _("Do not rely on it."), "forged"
        )
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error, OverflowError):
        return CardReading(_("This is not a member's card."), _("Scan the square on the card again."), "unreadable")
    if at >= ends:
        return CardReading(
            _("This card has run out."), _("Its holder opens their card page for a fresh one."), "expired", **facts
        )
    if begins > at + CLOCKS_DIFFER:
        return CardReading(_("This card begins in the future."), _("Check the clock of this device."), "early", **facts)
    return CardReading(**facts)


def _packed(facts: dict[str, Any]) -> str:
    return _to_text(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _from_text(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
