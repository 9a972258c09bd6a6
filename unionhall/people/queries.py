"""Reads about persons: who acts with which posts, who is tied to an employer, who works at a body."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import F, IntegerField, Q, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast

from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, Actor, HeldPost
from unionhall.core.sealed import lookup

from .enums import ADMINISTRATORS, HANDLERS, Role, TieKind
from .models import Account, ApiAccess, ApiToken, Consent, Mandate, Membership, Person, Post, SignInCode, Tie

# How a bearer token begins, so that one look tells which kind it is (and a scanner for leaked secrets can find it).
PERSONAL_TOKEN = "uhp_"  # noqa: S105
PROGRAM_ACCESS = "uha_"


def in_force(on: date) -> Q:
    """Rows with since and until that hold on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def mandates_in_force(on: date) -> QuerySet[Mandate]:
    """Mandates under which somebody acts on a day: given, accepted, and ended by neither side."""
    return Mandate.objects.filter(in_force(on), accepted_at__isnull=False, revoked_at__isnull=True)


def mandates_waiting_for(person_id: UUID | None) -> QuerySet[Mandate]:
    """Mandates this person is asked to accept, and may still answer."""
    today = clock.today()
    return (
        Mandate.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today),
            agent=person_id,
            accepted_at__isnull=True,
            declined_at__isnull=True,
            revoked_at__isnull=True,
            answer_by__gte=today,
        )
        .select_related("principal")
        .order_by("-recorded_at", "pk")
    )


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
    """The Actor that a person is today; `only_post` narrows it to one post (a program's credentials). One query."""
    held: list[HeldPost] = []
    mandates: set[UUID] = set()
    tied: set[UUID] = set()
    for kind, first, second, role, level in _standing(person.pk, clock.today()):
        if kind == "mandate":
            mandates.add(first)
        elif kind == "tie":
            tied.add(first)
        elif only_post is None or first == only_post:
            held.append(HeldPost(role=role, organisation_id=second, level=level, post_id=first))
    return Actor(
        person_id=person.pk,
        name=person.name,
        posts=tuple(sorted(held, key=lambda post: (post.level, post.post_id))),
        mandates=frozenset(mandates) if only_post is None else frozenset(),
        tied_employers=frozenset(tied),
        via=via,
        token_scopes=scopes,
        mfa=mfa,
        for_body=only_post is not None,
    )


def actor_of_bearer(raw: str) -> Actor:
    """The Actor behind a bearer token: a person's own program, or a body's program narrowed to its post."""
    if raw.startswith(PERSONAL_TOKEN):
        token = (
            ApiToken.objects.filter(
                token_hash=lookup(raw, "token"), revoked_at__isnull=True, expires_at__gt=clock.now()
            )
            .select_related("account__person")
            .first()
        )
        return actor_for(token.account, via="api", scopes=frozenset(token.scopes)) if token else ANONYMOUS
    if not raw.startswith(PROGRAM_ACCESS):
        return ANONYMOUS
    access = (
        ApiAccess.objects.filter(
            token_hash=lookup(raw, "token"), client__revoked_at__isnull=True, expires_at__gt=clock.now()
        )
        .select_related("client__person")
        .first()
    )
    if access is None:
        return ANONYMOUS
    client = access.client
    actor = actor_of_person(client.person, via="api", scopes=frozenset(client.scopes), only_post=client.post_id)
    return actor if actor.posts else ANONYMOUS


def _standing(person_id: UUID, on: date) -> list[tuple[str, Any, Any, str, int]]:
    """Everything that makes a person an actor on a day, as rows (kind, key, organisation, role, level): one query."""
    posts = Post.objects.filter(in_force(on), person=person_id)
    nothing = Cast(Value(None), UUIDField())

    def rows(
        source: QuerySet[Any], kind: str, key: str, organisation: Any = nothing, role: Any = "", level: Any = 0
    ) -> Any:
        return source.order_by().values_list(
            Value(kind, TextField()),
            F(key),
            F(organisation) if isinstance(organisation, str) else organisation,
            Cast(F("role"), TextField()) if role else Value("", TextField()),
            Cast(F(level), IntegerField()) if level else Value(0, IntegerField()),
        )

    every = rows(
        posts.filter(organisation__closed_on__isnull=True),
        "post",
        "pk",
        "organisation_id",
        "role",
        "organisation__level",
    ).union(
        rows(mandates_in_force(on).filter(agent=person_id), "mandate", "principal_id"),
        *(rows(source, "tie", key) for source, key in _ties(person_id, on)),
        all=True,
    )
    return list(every.order_by())


def _ties(person_id: UUID, on: date) -> list[tuple[QuerySet[Any], str]]:
    """Where ties come from: those on record, a post at an employer's union, membership of it."""
    return [
        (Tie.objects.filter(in_force(on), person=person_id), "employer_id"),
        (
            Post.objects.filter(in_force(on), person=person_id, organisation__employer__isnull=False),
            "organisation__employer_id",
        ),
        (
            Membership.objects.filter(in_force(on), person=person_id, organisation__employer__isnull=False),
            "organisation__employer_id",
        ),
    ]


def adverse_ties(person_id: UUID) -> frozenset[UUID]:
    """Employers for which a person stands on the other side today: manager, personnel, owner, counsel or relative of one."""
    rows = Tie.objects.filter(in_force(clock.today()), person=person_id).exclude(kind=TieKind.EMPLOYEE)
    return frozenset(rows.values_list("employer_id", flat=True))


def employers_tied_to(person_id: UUID, *, on: date) -> frozenset[UUID]:
    """Employers towards which a person is not neutral: ties on record, a post at its union, membership of its union."""
    return frozenset(
        employer for source, key in _ties(person_id, on) for employer in source.values_list(key, flat=True)
    )


def ties_of(person_id: UUID, employer_id: UUID) -> frozenset[str]:
    """Why a person is not neutral towards an employer today, by the ties on record."""
    found = Tie.objects.filter(in_force(clock.today()), person=person_id, employer=employer_id)
    return frozenset(found.values_list("kind", flat=True))


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


def tied_among(person_ids: Iterable[UUID], employer_ids: Iterable[UUID], *, on: date) -> frozenset[UUID]:
    """Those of the given people who are tied to one of the employers."""
    people, employers = list(person_ids), list(employer_ids)
    if not people or not employers:
        return frozenset()
    rows = in_force(on) & Q(person__in=people)
    ties = Tie.objects.filter(rows, employer__in=employers).values_list("person_id", flat=True)
    posts = Post.objects.filter(rows, organisation__employer__in=employers).values_list("person_id", flat=True)
    members = Membership.objects.filter(rows, organisation__employer__in=employers).values_list("person_id", flat=True)
    return frozenset(ties) | frozenset(posts) | frozenset(members)


def people_with_posts(organisation_id: UUID, *roles: str) -> QuerySet[Person]:
    """Those who hold one of the roles at a body today."""
    holders = Post.objects.filter(in_force(clock.today()), organisation=organisation_id, role__in=roles or HANDLERS)
    return Person.objects.filter(pk__in=holders.values("person")).order_by("name", "pk")


def on_duty_at(organisation_ids: Iterable[UUID]) -> list[tuple[UUID, UUID, str]]:
    """(organisation, person, name) of all who work on matters at these bodies today, each once, by name."""
    posts = (
        Post.objects.filter(in_force(clock.today()), organisation__in=list(organisation_ids), role__in=HANDLERS)
        .order_by("organisation", "person__name", "person")
        .values_list("organisation", "person", "person__name")
        .distinct()
    )
    return list(posts)


def posts_on_duty() -> QuerySet[Post]:
    """The posts in force today of those who work on matters."""
    return Post.objects.filter(in_force(clock.today()), role__in=HANDLERS)


def person_on_duty(person_id: UUID) -> Person | None:
    """A person who works on matters somewhere today."""
    holders = Post.objects.filter(in_force(clock.today()), person=person_id, role__in=HANDLERS)
    return Person.objects.filter(pk__in=holders.values("person")).first()


def person_by_phone(phone: str) -> Person | None:
    return Person.objects.filter(phone_lookup=lookup(phone, "phone")).first()


def person_by_identity(number: str) -> Person | None:
    return Person.objects.filter(identity_lookup=lookup(number, "identity")).first()


def people_called(text: str) -> list[UUID]:
    """Everybody with this name, or this name to sign in with."""
    named = Person.objects.filter(name=text).values_list("pk", flat=True)
    return [*named, *Account.objects.filter(username=text).values_list("person", flat=True)]


def names_by_id(person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of these persons."""
    return dict(Person.objects.filter(pk__in={key for key in person_ids if key}).values_list("pk", "name"))


def roles_of(actor: Actor) -> list[Role]:
    return [Role(post.role) for post in actor.posts]


def membership_of(person_id: UUID) -> Membership | None:
    """The membership a person holds today, with its union."""
    rows = Membership.objects.filter(in_force(clock.today()), person=person_id).select_related("organisation")
    return rows.order_by(F("since").desc(), "pk").first()


def roles_at(organisation_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Which roles these persons hold or held at a body, so that a name can be shown with its office."""
    roles: dict[UUID, list[str]] = {}
    posts = Post.objects.filter(organisation=organisation_id, person__in=list(person_ids))
    for person_id, role in posts.order_by("-since", "pk").values_list("person_id", "role"):
        roles.setdefault(person_id, [])
        if role not in roles[person_id]:
            roles[person_id].append(role)
    return roles


def live_consents(person_ids: Iterable[UUID], subject: str) -> QuerySet[Consent]:
    """Consents these persons gave about one subject and have not taken back."""
    return Consent.objects.filter(person__in=list(person_ids), subject=subject, withdrawn_at__isnull=True).order_by(
        "-given_at", "pk"
    )


def posts_in_force(person_id: UUID) -> QuerySet[Post]:
    """What a person holds today, with the bodies."""
    return (
        Post.objects.filter(in_force(clock.today()), person=person_id)
        .select_related("organisation")
        .order_by("organisation__level", "pk")
    )


def delivery_of(code_id: str) -> str:
    """What became of the text with a code; nothing when the code is not on record any more."""
    row = SignInCode.objects.filter(pk=code_id).first() if code_id else None
    return row.delivery(clock.now()).value if row else ""


def has_second_factor(account: Account) -> bool:
    """Whether a device is set up for the account."""
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def posts_for_programs(organisation_ids: Iterable[UUID]) -> QuerySet[Post]:
    """Posts at these bodies under which a program may act."""
    return (
        Post.objects.filter(in_force(clock.today()), organisation__in=list(organisation_ids))
        .exclude(role__in=[str(role) for role in ADMINISTRATORS])
        .select_related("organisation", "person")
        .order_by("organisation__level", "organisation__name", "role", "pk")[:200]
    )


def posts_matching(posts: QuerySet[Post], *, body: str | None, role: str | None, ended: bool | None) -> QuerySet[Post]:
    """Posts of a list, narrowed by the name of the body and the role; those that ended only when asked for."""
    if body:
        posts = posts.filter(organisation__name__icontains=body.strip())
    if role:
        posts = posts.filter(role=role)
    if not ended:
        posts = posts.filter(Q(until__isnull=True) | Q(until__gte=clock.today()))
    return posts.select_related("person", "organisation")


def memberships() -> QuerySet[Membership]:
    """Every membership there ever was; whoever shows them narrows them to what may be seen."""
    return Membership.objects.all()


def memberships_today() -> QuerySet[Membership]:
    """Every membership in force today."""
    return Membership.objects.filter(in_force(clock.today()))
