"""Which body answers for a matter, and why? Every step of the decision is kept and shown on the file.

First the register answers for place and industry; then the first rule that fits may send the matter elsewhere (rules of the
highest body first, each body's in its order, exactly one decides); then ties send it upward, whatever a rule says.
"""

from .router import Router
from .rules import Draft, Matter, Rule, draft_of
from .ways import Route, above_ties, sentences

__all__ = ["Draft", "Matter", "Route", "Router", "Rule", "above_ties", "draft_of", "sentences"]
