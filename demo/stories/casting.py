"""Who brings which matter against whom? Drawn from the members and employers, the same every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from unionhall.organisations.enums import Industry
from unionhall.organisations.models import Employer
from unionhall.people.models import Person

from ..world import World
from .words import ACCOUNTS, ANY, JOBS, Account


@dataclass(frozen=True)
class Matter:
    """A worker, an employer, the worker's words and what is at stake."""

    kind: str
    account: str
    worker: Person
    employer: Employer
    amount: Decimal | None


class Casting:
    """Deals out workers and accounts; nobody complains twice, no account comes up twice in a row at one employer."""

    def __init__(self, world: World) -> None:
        self.world, self.draw = world, world.draw
        reserved = {person.pk for person in world.people.cast.values()}
        self._workers = {
            union.employer_id: [person for person in world.people.members_of(union) if person.pk not in reserved]
            for union in world.bodies.unions
            if union.employer_id
        }
        self._couriers = [p for p in world.people.members_of(world.bodies.couriers) if p.pk not in reserved]
        set_aside = {employer.pk for employer in world.employers.named.values() if not employer.is_platform}
        dense = world.places.by_code["990102001"].pk
        self._employers = [employer for employer in world.employers.all if employer.pk not in set_aside]
        self._weights = [
            4 if employer.division_id == dense else 6 if employer.is_platform else 1 for employer in self._employers
        ]
        self._accounts: dict[str, list[Account]] = {}

    def matters(self) -> Iterator[Matter]:
        while True:
            employer = self.draw.choices(self._employers, weights=self._weights)[0]
            if worker := self.worker_of(employer):
                yield self.matter(employer, worker, self._account_for(employer.industry))

    def worker_of(self, employer: Employer) -> Person | None:
        """A member of the employer's union, or of the couriers' union for a platform."""
        if employer.industry == Industry.TRANSPORT:
            return self._couriers.pop(0) if self._couriers else None
        waiting = self._workers.get(employer.pk) or []
        return waiting.pop() if waiting else None

    def matter(self, employer: Employer, worker: Person, account: Account) -> Matter:
        amount = Decimal(self.draw.randrange(account.least, account.most, 50)) if account.most else None
        words = account.text.format(
            job=self.draw.choice(JOBS.get(employer.industry, ("职工",))),
            months=self.draw.choice("两三四"),
            month=self.draw.randrange(1, 12),
            years=self.draw.choice("一二三四五六"),
            amount=f"{amount:.0f}" if amount else "",
        )
        return Matter(account.kind, words, worker, employer, amount)

    def _account_for(self, industry: str) -> Account:
        waiting = self._accounts.get(industry)
        if not waiting:
            waiting = [account for account in ACCOUNTS if account.industry in (ANY, industry)]
            if industry == Industry.TRANSPORT:
                waiting = [account for account in ACCOUNTS if account.industry == industry] * 2 + waiting[:3]
            self.draw.shuffle(waiting)
            self._accounts[industry] = waiting
        return waiting.pop()
