"""Which name on the register may somebody mean who wrote it almost right?

The core of a name is what people remember of it: without its legal form, brackets, spaces and marks, full and half width
alike. The database knows the cores by an index over the same expression, so that the function here and the one there must
agree; a test holds that.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import CharField, Func

LEGAL_FORMS = ("有限责任公司", "股份有限公司", "股份公司", "有限公司", "公司")
MARKS = r"\s!-/:-@\[-`{-~·•、。，．・「」『』【】〔〕〈〉《》“”‘’—…"
SHORTEST = 2
ENDS_FROM, TWO_WRONG_FROM = 4, 8
"""So long is a name that may lack its place as well as one character; and one that may have two wrong characters."""

_DROPPED = re.compile("|".join((f"[{MARKS}]", *LEGAL_FORMS)))


class Core(Func):
    """The core of a name, as the database reckons it; compared byte by byte, so that an index finds a beginning."""

    template = (
        "(regexp_replace(lower(normalize(%(expressions)s, NFKC)), "
        f"'[{MARKS}]|{'|'.join(LEGAL_FORMS)}', '', 'g') COLLATE \"C\")"
    )
    output_field = CharField()
    arity = 1


def core_of(name: str) -> str:
    """The core of a name: “宏达（瑞江）制造有限公司” → “宏达瑞江制造”."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", name).lower())


def parts(core: str, *, least: int = 3) -> list[str]:
    """Every stretch of a core that may be a whole name by itself: what was written around it is left away."""
    return sorted({core[a:b] for a in range(len(core)) for b in range(a + least, len(core) + 1)})


def distance(one: str, other: str, *, most: int) -> int:
    """How many characters must be changed, put in or taken out to make one of the other; `most + 1` when more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return min(row[-1], most + 1)


def likeness(written: str, registered: str) -> int | None:
    """How far a core on the register is from the one written, the smaller the nearer; None when it is another name."""
    if written == registered:
        return 0
    short, long = sorted((written, registered), key=len)
    if len(short) < SHORTEST:
        return None
    most = 2 if len(short) >= TWO_WRONG_FROM else 1 if len(short) > SHORTEST else 0
    apart = distance(written, registered, most=most)
    if apart <= most:
        return apart
    if short in long:
        return 10 + len(long) - len(short)
    # A place before the name is missing, or one too many, and a character is wrong as well.
    ends = distance(short, long[-len(short) :], most=most) if len(short) >= ENDS_FROM else most + 1
    return 20 + ends if ends <= most else None


def nearest(written: str, names: Iterable[tuple[str, object]]) -> list[object]:
    """The keys of those names on the register that are near the one written, the nearest first."""
    found = [(likeness(written, core_of(name)), name, key) for name, key in names]
    near = sorted((row for row in found if row[0] is not None), key=lambda row: (row[0], row[1]))
    return [key for _apart, _name, key in near]
