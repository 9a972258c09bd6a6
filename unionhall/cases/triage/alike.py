"""Which cases may be the same matter? A near-copy, the same writer, or the same employer and kind, within ninety days.

Grades follow rules that can be read below; only the likeness of the words is measured. Whoever is shown them sees only the
cases they may open.
"""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from unionhall.core import clock
from unionhall.core.sealed import derived, lookup

from ..models import Case, Complainant, Suggestion
from .wording import letter_of

DAYS = 90
COPY = 0.5
SURE = 0.8
SIMILAR = 0.2
LOOKED_AT = 20
KEPT = 10
CERTAIN, LIKELY, POSSIBLE = "certain", "likely", "possible"
GRADES = (CERTAIN, LIKELY, POSSIBLE)


@dataclass
class Alike:
    """A case that may be the same matter: how sure, why, and the share of its words that are the same."""

    value: str
    grade: str = POSSIBLE
    why: list[str] = field(default_factory=list)
    confidence: float | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def sketch_of(case: Case) -> list[int]:
    """The keyed numbers by which near-copies of a case find it."""
    from unionhall.triage import copies

    return copies.sketch(letter_of(case), derived("triage.sketch"))


def same_matter(case: Case, sketch: list[int]) -> list[Alike]:
    """The likeliest, of all bodies; who may see which is asked when they are shown."""
    found = {
        "copy": _near_copies(case, sketch),
        "writer": _of_the_same_writer(case),
        "employer": _of_the_same_employer(case),
    }
    keys = {pk for pks in found.values() for pk in pks}
    if not keys:
        return []
    from unionhall.triage import copies

    mine = letter_of(case)
    ranked = []
    for other in Case.objects.filter(pk__in=keys).order_by("-entered_at", "pk"):
        share = copies.likeness(mine, letter_of(other))
        why = [name for name in ("writer", "employer") if other.pk in found[name]]
        if share >= COPY:
            why.insert(0, "copy")
        elif share >= SIMILAR and why:
            why.append("similar")
        if why:
            ranked.append(Alike(str(other.pk), _grade(why, share), why, round(share, 2) if share >= SIMILAR else None))
    ranked.sort(key=lambda one: (GRADES.index(one.grade), -(one.confidence or 0), -len(one.why)))
    return ranked[:KEPT]


def _grade(why: list[str], share: float) -> str:
    """Nearly word for word, or half of it by the same writer: certain. One strong sign, or two weak ones: likely."""
    if share >= SURE or ("copy" in why and "writer" in why):
        return CERTAIN
    if "copy" in why or ("writer" in why and len(why) > 1) or "similar" in why:
        return LIKELY
    return POSSIBLE


def _recent(case: Case) -> QuerySet[Case]:
    rows = Case.objects.filter(entered_at__gte=clock.now() - timedelta(days=DAYS), is_group=False).exclude(pk=case.pk)
    return rows.exclude(group=case.group_id) if case.group_id else rows


def _newest(rows: QuerySet[Case]) -> set[UUID]:
    return set(rows.order_by("-entered_at", "pk").values_list("pk", flat=True)[:LOOKED_AT])


def _near_copies(case: Case, sketch: list[int]) -> set[UUID]:
    if not sketch:
        return set()
    holders = Suggestion.objects.filter(sketch__overlap=sketch).exclude(case=case)
    return _newest(_recent(case).filter(pk__in=holders.values("case")))


def _of_the_same_writer(case: Case) -> set[UUID]:
    writer = Q(pk__in=[])
    for row in Complainant.objects.filter(case=case).order_by("joined_at", "pk")[:LOOKED_AT]:
        if row.person_id:
            writer |= Q(person=row.person_id)
        if row.phone:
            writer |= Q(phone_lookup__in=[*lookup(row.phone, "phone").alternatives])
    if not writer:
        return set()
    return _newest(_recent(case).filter(pk__in=Complainant.objects.filter(writer).values("case")))


def _of_the_same_employer(case: Case) -> set[UUID]:
    same = Q(pk__in=[])
    if case.employer_id:
        same |= Q(employer=case.employer_id)
    if case.employer_name.strip():
        same |= Q(employer_name=case.employer_name.strip())
    return _newest(_recent(case).filter(same, kind=case.kind)) if len(same.children) > 1 else set()
