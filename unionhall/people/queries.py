"""Reads about persons: who acts with which posts, who is tied to an employer, who works at a body."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, Actor, HeldPost
from unionhall.core.sealed import lookup

from .enums import HANDLERS, Role
from .models import Account, Mandate, Membership, Person, Post, Tie


def in_force(on: date) -> Q:
    """Rows with since and until that hold on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def actor_for(
    account: Account | None, *, via: str = "web", scopes: frozenset[str] | None = None, mfa: bool = False
) -> Actor:
    """The Actor that an account is today: posts in force, mandates, ties."""
    if account is None or not account.is_active:
        return ANONYMOUS
    return actor_of_person(account.person, via=via, scopes=scopes, mfa=mfa)


def actor_of_person(
    person: Person,
    *,
    via: str = "web",
    scopes: frozenset[str] | None = None,
    mfa: bool = False,
    only_post: UUID | None = None,
) -> Actor:
    """The Actor that a person is today; `only_post` narrows it to one post (a program's credentials)."""
    today = clock.today()
    posts = Post.objects.filter(in_force(today), person=person, organisation__closed_on__isnull=True)
    if only_post:
        posts = posts.filter(pk=only_post)
    held = tuple(
        HeldPost(role=role, organisation_id=organisation, level=level, post_id=pk)
        for pk, role, organisation, level in posts.order_by("organisation__level", "pk").values_list(
            "pk", "role", "organisation_id", "organisation__level"
        )
    )
    mandates = Mandate.objects.filter(in_force(today), agent=person, revoked_at__isnull=True).values_list(
        "principal_id", flat=True
    )
    return Actor(
        person_id=person.pk,
        name=person.name,
        posts=held,
        mandates=frozenset(mandates) if only_post is None else frozenset(),
        tied_employers=employers_tied_to(person.pk, on=today),
        via=via,
        token_scopes=scopes,
        mfa=mfa,
    )


def employers_tied_to(person_id: UUID, *, on: date) -> frozenset[UUID]:
    """Employers towards which a person is not neutral: ties on record, a post at its union, membership of its union."""
    ties = Tie.objects.filter(in_force(on), person=person_id).values_list("employer_id", flat=True)
    posts = Post.objects.filter(in_force(on), person=person_id, organisation__employer__isnull=False).values_list(
        "organisation__employer_id", flat=True
    )
    members = Membership.objects.filter(
        in_force(on), person=person_id, organisation__employer__isnull=False
    ).values_list("organisation__employer_id", flat=True)
    return frozenset(ties) | frozenset(posts) | frozenset(members)


def is_anyone_tied(organisation_id: UUID, employer_ids: Iterable[UUID], *, on: date) -> bool:
    """Whether an officer, chair, coordinator, mediator or lawyer of a body is tied to one of the employers."""
    employers = list(employer_ids)
    if not employers:
        return False
    handlers = Post.objects.filter(in_force(on), organisation=organisation_id, role__in=HANDLERS).values("person")
    return (
        Tie.objects.filter(in_force(on), person__in=handlers, employer__in=employers).exists()
        or Post.objects.filter(in_force(on), person__in=handlers, organisation__employer__in=employers).exists()
        or Membership.objects.filter(in_force(on), person__in=handlers, organisation__employer__in=employers).exists()
    )


def people_with_posts(organisation_id: UUID, *roles: str) -> QuerySet[Person]:
    """Those who hold one of the roles at a body today."""
    holders = Post.objects.filter(in_force(clock.today()), organisation=organisation_id, role__in=roles or HANDLERS)
    return Person.objects.filter(pk__in=holders.values("person")).order_by("name", "pk")


def person_by_phone(phone: str) -> Person | None:
    return Person.objects.filter(phone_lookup=lookup(phone, "phone")).first()


def person_by_identity(number: str) -> Person | None:
    return Person.objects.filter(identity_lookup=lookup(number, "identity")).first()


def roles_of(actor: Actor) -> list[Role]:
    return [Role(post.role) for post in actor.posts]


def union_of(person_id: UUID) -> UUID | None:
    """The union a person is a member of today."""
    today = clock.today()
    return (
        Membership.objects.filter(in_force(today), person=person_id)
        .order_by(F("since").desc(), "pk")
        .values_list("organisation_id", flat=True)
        .first()
    )
