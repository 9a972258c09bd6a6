"""How often may somebody try to answer? Nobody types that fast; counted before the transaction begins."""

from unionhall.core import ratelimit
from unionhall.core.actor import Actor

ANSWERS_PER_HOUR = 30


def one_try(actor: Actor) -> None:
    """Count one try of a person to answer."""
    ratelimit.limit("survey answers", str(actor.person_id), times=ANSWERS_PER_HOUR, seconds=3600).or_refuse()
