"""Which cases may somebody open, and why do they?"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from unionhall.core.actor import Actor
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import HANDLERS, Role

from ..enums import Purpose
from ..models import Case, Complainant, Party

# Roles that read all matters below their body; the other handlers read those of their own body.
OVERSEERS = (Role.OFFICER, Role.SUPERVISOR)
NOTHING = Q(pk__in=[])


def own_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of the person themselves, of those they have a mandate for, and the one a receipt code opened."""
    return Case.objects.filter(own_doors(actor))


def desk_cases(actor: Actor) -> QuerySet[Case]:
    """Cases one works on or oversees, without those that name an employer one is tied to."""
    return Case.objects.filter(desk_doors(actor))


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Every case this actor may open. Lists, searches, counts, exports, boards and the API begin here."""
    if actor.via == "system":  # its desk is everything, and a condition that holds for everything is lost in an OR
        return Case.objects.all()
    return Case.objects.filter(desk_doors(actor) | own_doors(actor))


def own_doors(actor: Actor) -> Q:
    """The worker's doors: oneself, a mandate, a receipt code."""
    doors = NOTHING
    if actor.self_and_mandates:
        doors |= Q(Exists(Complainant.objects.filter(case=OuterRef("pk"), person__in=actor.self_and_mandates)))
    if actor.link.startswith("receipt:"):
        doors |= Q(Exists(Complainant.objects.filter(case=OuterRef("pk"), pk=actor.link.removeprefix("receipt:"))))
    return doors


def desk_doors(actor: Actor) -> Q:
    """The doors of the desk: one's body, and for those who oversee all below it; shut where one is tied."""
    if actor.via == "system":
        return Q()
    scope = NOTHING
    overseen = {post.organisation_id: LEVEL_COLUMN[post.level] for post in actor.posts if post.role in OVERSEERS}
    for organisation_id, column in overseen.items():
        scope |= Q(**{column: organisation_id})
    # Each body once: one equality is one index, an OR is not.
    for organisation_id in sorted(actor.organisation_ids(*HANDLERS) - set(overseen)):
        scope |= Q(body=organisation_id)
    if not actor.tied_employers:
        return scope
    tied = list(actor.tied_employers)
    return scope & ~Q(employer__in=tied) & ~naming(tied, "pk")


def naming(tied: list[UUID], key: str) -> Q:
    """The case under `key` names one of the employers: as a party, or in a case of its group."""
    party = Exists(Party.objects.filter(case=OuterRef(key), employer__in=tied))
    inside = Exists(Case.objects.filter(group=OuterRef(key), employer__in=tied))
    party_inside = Exists(Party.objects.filter(case__group=OuterRef(key), employer__in=tied))
    return Q(party) | Q(inside) | Q(party_inside)


def is_own(actor: Actor, case: Case) -> bool:
    """Whether the case is the actor's own, of someone they have a mandate for, or the one their receipt code opens."""
    return remembered(case, ("own", actor), lambda: Case.objects.filter(own_doors(actor), pk=case.pk).exists())


def sees_desk(actor: Actor, case: Case) -> bool:
    """Whether the actor reads the case as one who works on or oversees it."""
    return remembered(case, ("desk", actor), lambda: desk_cases(actor).filter(pk=case.pk).exists())


def purpose_of(actor: Actor, case: Case) -> Purpose:
    """Why this actor opens the file, as the worker will read it."""
    if case.handler_id and case.handler_id == actor.person_id:
        return Purpose.HANDLING
    if case.body_id in actor.organisation_ids(*HANDLERS):
        return Purpose.DUTY
    if not is_own(actor, case):
        return Purpose.SUPERVISION
    mandated = Complainant.objects.filter(case=case, person__in=actor.mandates).exists()
    return Purpose.MANDATE if mandated else Purpose.OWN


def is_usual(actor: Actor, case: Case) -> bool:
    """Whether opening the file is one's usual work (ADR 0037): one handles it, is on duty at the body that has it, oversees it
    as its supervisor, holds a transfer of it, or it is one's own. An officer of a body above reads it for a reason."""
    if actor.via == "system" or purpose_of(actor, case) != Purpose.SUPERVISION:
        return True
    supervised = {
        post.organisation_id: LEVEL_COLUMN[post.level] for post in actor.posts if post.role == Role.SUPERVISOR
    }
    if any(getattr(case, column) == body for body, column in supervised.items()):
        return True
    return not any(getattr(case, LEVEL_COLUMN[post.level]) == post.organisation_id for post in actor.posts)


def remembered(case: Case, question: tuple[str, Actor], ask: Callable[[], bool]) -> bool:
    """One page asks fourteen verbs about one case; the answer is looked up once for this copy of the case."""
    answers: dict[tuple[str, Actor], bool] = case.__dict__.setdefault("_answers", {})
    if question not in answers:
        answers[question] = ask()
    return answers[question]
