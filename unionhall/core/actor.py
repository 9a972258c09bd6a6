"""Who is acting, for which bodies, and how did they come in? Actions take this value, never a request."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class HeldPost:
    """A role somebody holds at an organisation today."""

    role: str
    organisation_id: UUID
    level: int
    post_id: UUID


@dataclass(frozen=True)
class Actor:
    """The person, the posts they hold, the mandates they act under and the employers they are tied to."""

    person_id: UUID | None
    name: str = ""
    posts: tuple[HeldPost, ...] = ()
    mandates: frozenset[UUID] = frozenset()
    """Persons this one may act for."""
    tied_employers: frozenset[UUID] = frozenset()
    """Employers whose files stay closed to this person."""
    via: str = "web"
    link: str = ""
    """The one-time link by which an outside body came in, if it did."""
    token_scopes: frozenset[str] | None = None
    """What an API token may do; None when signed in by hand."""
    mfa: bool = False
    for_body: bool = False
    """A body's program: it acts with a post of this person, and never in the person's own matters."""

    @property
    def is_anonymous(self) -> bool:
        return self.person_id is None and not self.link and self.via != "system"

    @property
    def self_and_mandates(self) -> frozenset[UUID]:
        """The persons whose own matters this one may see."""
        if self.for_body:
            return frozenset()
        return self.mandates if self.person_id is None else self.mandates | {self.person_id}

    def holds(self, *roles: str) -> bool:
        return any(post.role in roles for post in self.posts)

    def organisation_ids(self, *roles: str) -> frozenset[UUID]:
        """Where this person holds one of the roles; every organisation when no role is named."""
        return frozenset(post.organisation_id for post in self.posts if not roles or post.role in roles)


ANONYMOUS = Actor(person_id=None)


def system(name: str) -> Actor:
    """A piece of the software acting by itself; the name says which, for the audit trail."""
    return Actor(person_id=None, name=name, via="system")


SYSTEM = system("system")
