"""What may be shown of a sealed value, or of a name."""

from __future__ import annotations

from .lookups import normalise


def mask_phone(phone: str) -> str:
    """138****1234"""
    digits = normalise(phone or "", "phone")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "*" * len(digits)


def mask_identity(number: str) -> str:
    """1101**********0011: enough to recognise one's own, too little to be of use to others."""
    text = normalise(number or "", "identity")
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}" if len(text) >= 12 else "*" * len(text)


def mask_name(name: str) -> str:
    """王*, 欧**: the first character, then at most two stars, so that the length tells nothing."""
    text = (name or "").strip()
    return text[:1] + "*" * min(max(len(text) - 1, 1), 2) if text else ""
