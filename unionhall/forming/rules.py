"""Which numbers does the law set for forming a union and electing its committee, and where do they stand?

Articles of the Trade Union Law (of 24 December 2021) were compared with its text. What is marked as remembered was not: pages
say so until somebody has compared it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rule:
    """A number of the law, in plain words, and where it stands."""

    text: Promise
    source: str
    remembered: bool = False


NEEDS_COMMITTEE = 25
"""Members from whom on a union has a committee (art. 11)."""
TERMS = (3, 5)
"""Years of a term of office of a grassroots committee (art. 16)."""
QUORUM = Fraction(2, 3)
"""Of those who are to come, so many must take part in the vote."""
ELECTED_BY_MORE_THAN = Fraction(1, 2)
"""Of those who are to come, more than so many vote for somebody who is elected."""

COMMITTEE = Rule(
    _("Where 25 or more members work, the union has a committee; below that one organiser may be elected."),
    "工会法（2021-12-24）第十一条",
)
RELATIVES = Rule(
    _("Close relatives of the head of the employer do not stand for the committee of its union."),
    "工会法（2021-12-24）第十条",
)
MANAGEMENT = Rule(
    _("Heads of the employer, their deputies, partners and the head of personnel do not stand for chair."),
    "企业工会主席产生办法（试行）（总工发〔2008〕48号）第六条",
    remembered=True,
)
APPROVAL = Rule(_("The body above approves the union and the result of its election."), "工会法（2021-12-24）第十二条")
TERM = Rule(_("A grassroots committee is elected for three or for five years."), "工会法（2021-12-24）第十六条")
TURNOUT = Rule(
    _("At least two thirds of those who are to come take part in the vote."),
    "工会基层组织选举工作条例（总工发〔2016〕27号）",
    remembered=True,
)
BALLOTS = Rule(
    _("The vote counts if no more ballots come back than were given out."),
    "工会基层组织选举工作条例（总工发〔2016〕27号）",
    remembered=True,
)
MAJORITY = Rule(
    _("Whoever more than half of those who are to come voted for is elected."),
    "工会基层组织选举工作条例（总工发〔2016〕27号）",
    remembered=True,
)
NO_ARBITRARY_END = Rule(
    _(
        "Nobody dissolves or merges a union at will; where the employer ends, its union ends and reports to the body above."
    ),
    "工会法（2021-12-24）第十三条",
)
OBSTRUCTION = Rule(
    _("Whoever obstructs workers who join or form a union is ordered by the labour authority to stop."),
    "工会法（2021-12-24）第五十一条",
)

FOR_FORMING = (COMMITTEE, APPROVAL, OBSTRUCTION)
FOR_ELECTIONS = (TURNOUT, BALLOTS, MAJORITY, RELATIVES, MANAGEMENT, TERM)


@dataclass(frozen=True)
class Count:
    """What was counted: how many were to come, how many ballots were given out and came back."""

    roll: int
    given_out: int
    returned: int

    @property
    def has_quorum(self) -> bool:
        return self.given_out >= self.roll * QUORUM

    @property
    def is_whole(self) -> bool:
        return self.returned <= self.given_out <= self.roll

    def elects(self, votes: int) -> bool:
        return votes > self.roll * ELECTED_BY_MORE_THAN
