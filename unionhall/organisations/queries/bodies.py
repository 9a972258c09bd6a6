"""Reads about bodies: who answers for a place, which employers match, which chain leads upward."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Reverse

from unionhall.core.identity import normalise_uscc

from ..enums import LEVEL_COLUMN, Level, OrganisationKind
from ..models import Division, Employer, Organisation, Responsibility
from ..names import SHORTEST, Core, core_of, nearest, parts


def chain_upward(organisation: Organisation) -> list[Organisation]:
    """The body and its ancestors, nearest first."""
    ids = [str(value) for value in organisation.ancestors_by_column.values() if value]
    return list(Organisation.objects.filter(pk__in=ids).order_by("-level", "pk"))


def division_chain(division: Division | None) -> list[Division]:
    """The place and the places around it, nearest first."""
    chain: list[Division] = []
    while division is not None and division not in chain:
        chain.append(division)
        division = division.parent
    return chain


def responsible_body(
    division: Division | None, industry: str, *, on: date
) -> tuple[Organisation | None, Division | None, str]:
    """The body that answers for a place and industry on a day, the place that decided it, and the industry if it did.

    The nearest place wins; within a place a rule that names the industry wins over one that names none.
    """
    chain = division_chain(division)
    rules = (
        Responsibility.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            division__in=chain,
            industry__in=["", industry],
            since__lte=on,
            organisation__receives_cases=True,
            organisation__closed_on__isnull=True,
        )
        .select_related("organisation")
        .order_by("division_id", "-industry", "pk")
    )
    by_place: dict[UUID, list[Responsibility]] = {}
    for rule in rules:
        by_place.setdefault(rule.division_id, []).append(rule)
    for place in chain:
        if found := by_place.get(place.pk):
            best = max(found, key=lambda rule: bool(rule.industry))
            return best.organisation, place, best.industry
    return None, None, ""


def top_body() -> Organisation | None:
    """The highest body of this federation that receives cases."""
    return (
        Organisation.objects.filter(kind=OrganisationKind.FEDERATION, receives_cases=True)
        .order_by("level", "pk")
        .first()
    )


def union_at(employer: Employer) -> Organisation | None:
    """The open union of an employer."""
    found = Organisation.objects.filter(employer=employer, kind=OrganisationKind.UNION, closed_on__isnull=True)
    return found.order_by("pk").first()


def next_code(above: Organisation) -> str:
    """A free code for a union below a body: that of the body, and the next number."""
    stem = f"{above.code}-U"
    taken = Organisation.objects.filter(code__startswith=stem).values_list("code", flat=True)
    numbers = [int(code.removeprefix(stem)) for code in taken if code.removeprefix(stem).isdecimal()]
    return f"{stem}{max(numbers, default=0) + 1:03d}"


def taken(body: Organisation) -> Organisation:
    """The body, locked until the end of the transaction."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)


def employers_matching(text: str, *, limit: int = 10) -> QuerySet[Employer]:
    """Employers whose code is the text, or whose name holds it; for the search box of an intake form."""
    text = text.strip()
    if not text:
        return Employer.objects.none()
    return Employer.objects.filter(_named(text)).order_by("name", "pk")[:limit]


def _named(text: str) -> Q:
    """Employers whose code is the text, or whose name holds it."""
    return Q(uscc=normalise_uscc(text)) | Q(name__icontains=text)


def employers_like(text: str, *, limit: int = 6) -> list[Employer]:
    """Employers somebody may mean who wrote a name or a part of it, or wrote it almost right; the nearest first.

    The legal form, brackets, width and spaces do not matter, a place before the name may be missing or too many, and a
    character may be wrong. Two of one name are both here. With their places, for the one who is to choose.
    """
    core = core_of(text)
    if not core:
        return []
    if len(core) < SHORTEST:
        return list(employers_matching(text, limit=limit).select_related("division"))
    half = (len(core) + 1) // 2 if len(core) > SHORTEST else SHORTEST
    known = Employer.objects.annotate(core=Core("name"), core_end=Reverse(Core("name")))
    near = Q(core__startswith=core[:half]) | Q(core_end__startswith=core[::-1][:half])
    rows = known.filter(near | Q(core__in=parts(core[:LONGEST]))).order_by("name", "pk").values_list("name", "pk")
    keys = nearest(core, rows[:LOOKED_AT])
    keys += [pk for pk in employers_matching(text, limit=limit).values_list("pk", flat=True) if pk not in keys]
    found = Employer.objects.select_related("division").in_bulk(keys[:limit])
    return [found[key] for key in keys[:limit]]


LONGEST, LOOKED_AT = 24, 500
"""So many characters of a name are taken apart; so many names with the same half are compared."""


def bodies_that_receive_cases() -> QuerySet[Organisation]:
    return Organisation.objects.filter(receives_cases=True, closed_on__isnull=True).order_by("level", "code", "pk")


def subtree_ids(organisation_ids: Iterable[UUID]) -> set[UUID]:
    """The ids of the given bodies and of all below them."""
    bodies = Organisation.objects.filter(pk__in=list(organisation_ids))
    wanted = Q(pk__in=[])
    for body in bodies:
        wanted |= Q(**{LEVEL_COLUMN[body.level]: body.pk})
    return set(Organisation.objects.filter(wanted).values_list("pk", flat=True))


def places_to_choose(parent_id: UUID | None = None) -> QuerySet[Division]:
    """The places a worker chooses from: the counties, or the townships and streets of one."""
    places = Division.objects.filter(parent=parent_id) if parent_id else Division.objects.filter(level=Level.COUNTY)
    return places.order_by("code", "pk")


# Of a code (GB/T 2260), as many digits name the province, the city, the county.
_CODE_DIGITS = {Level.NATIONAL: 0, Level.PROVINCE: 2, Level.CITY: 4}


def places_around(organisation_ids: Iterable[UUID], *, most: int = 500) -> list[tuple[str, str]]:
    """(key, name) of the places somebody at these bodies would name: their county with its townships, or all of their city."""
    codes = Organisation.objects.filter(pk__in=list(organisation_ids), division__isnull=False)
    wanted = Q(pk__in=[])
    for code, level in codes.order_by("pk").values_list("division__code", "division__level"):
        wanted |= Q(code__startswith=code[: _CODE_DIGITS.get(Level(level), 6)])
    rows = list(Division.objects.filter(wanted).order_by("code", "pk").values_list("pk", "name", "level")[:most])
    top = min((level for _pk, _name, level in rows), default=0)
    return [(str(pk), "\u3000" * (level - top) + name) for pk, name, level in rows]


def as_tree(bodies: QuerySet[Organisation], *, depth: int) -> list[tuple[str, str]]:
    """(key, name) of the bodies for a list to choose from, each under the one above it, `depth` levels below the highest."""
    rows = list(bodies.order_by("level", "code", "pk").values_list("pk", "short_name", "level", "parent_id"))
    known = {row[0] for row in rows}
    children: dict[UUID | None, list[Any]] = {}
    for row in rows:
        if row[2] <= rows[0][2] + depth:
            children.setdefault(row[3] if row[3] in known else None, []).append(row)
    return _branch(children, None, 0)


def _branch(children: dict[UUID | None, list[Any]], parent: UUID | None, indent: int) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for pk, name, _level, _parent in children.get(parent, []):
        lines.append((str(pk), "\u3000" * indent + name))
        lines += _branch(children, pk, indent + 1)
    return lines


def names_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Short names of bodies, closed ones too, by their keys."""
    return dict(Organisation.objects.filter(pk__in=set(keys)).values_list("pk", "short_name"))


def body_named(text: str) -> Organisation | None:
    """The one open body or agency with this code, name or short name."""
    text = " ".join(text.split())
    found = list(
        Organisation.objects.filter(
            Q(code__iexact=text) | Q(name=text) | Q(short_name=text), closed_on__isnull=True
        ).order_by("pk")[:2]
    )
    return found[0] if len(found) == 1 else None


def place_named(text: str) -> Division | None:
    """The one place with this code or name."""
    text = " ".join(text.split())
    found = list(Division.objects.filter(Q(code=text) | Q(name=text)).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def bodies_matching(
    bodies: QuerySet[Organisation], *, q: str = "", kind: str = "", closed: bool = False
) -> QuerySet[Organisation]:
    """Bodies of a list, narrowed; closed ones only when asked for."""
    if q.strip():
        bodies = bodies.filter(Q(name__icontains=q.strip()) | Q(code__iexact=q.strip()))
    if kind:
        bodies = bodies.filter(kind=kind)
    if not closed:
        bodies = bodies.filter(closed_on__isnull=True)
    return bodies.select_related("parent", "division")


def bodies_below(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies that stand directly below one, closed ones left out."""
    return Organisation.objects.filter(parent=organisation, closed_on__isnull=True).order_by("level", "code", "pk")


def employers_narrowed(employers: QuerySet[Employer], *, q: str = "", closed: bool = False) -> QuerySet[Employer]:
    """Employers of a list by code or a part of the name; closed ones only when asked for."""
    if q.strip():
        employers = employers.filter(_named(q.strip()))
    if not closed:
        employers = employers.filter(closed_on__isnull=True)
    return employers.select_related("division")


def places_matching(places: QuerySet[Division], *, q: str = "") -> QuerySet[Division]:
    """Places of a list by a part of the name or the beginning of the code."""
    if q.strip():
        places = places.filter(Q(name__icontains=q.strip()) | Q(code__startswith=q.strip()))
    return places.select_related("parent")


def responsibilities_of(organisation: Organisation) -> QuerySet[Responsibility]:
    """For which places a body answers or answered, those in force first."""
    return (
        Responsibility.objects.filter(organisation=organisation)
        .select_related("division")
        .order_by(F("until").desc(nulls_first=True), "division__code", "pk")
    )


def employer_named(text: str) -> Employer | None:
    """The one employer with this code or exact name."""
    text = " ".join(text.split())
    found = list(Employer.objects.filter(Q(uscc=normalise_uscc(text)) | Q(name=text)).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
