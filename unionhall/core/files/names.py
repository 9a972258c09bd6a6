"""Under which name is a file kept?"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120


def clean_name(name: str) -> str:
    """The name as people know it, without folders, control characters and marks that turn the reading direction."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co"))
    name = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", name)).strip().rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:NAME_LENGTH] or str(_("file"))
    return f"{stem[: NAME_LENGTH - len(ending) - 1] or _('file')}.{ending[:10]}"
