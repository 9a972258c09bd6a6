"""Numbers that name a person, made unreadable where a mail is only looked at: identity numbers and telephones."""

import re

from unionhall.core.sealed import mask_identity, mask_phone

IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")


def masked(text: str) -> str:
    """The text with identity numbers and mobile telephones masked."""
    text = IDENTITY.sub(lambda found: mask_identity(found[0]), text)
    return MOBILE.sub(lambda found: mask_phone(found[0]), text)
