"""Tables that left: one fetched masked, one that waits for a second person because names are in full."""

from datetime import timedelta

from unionhall.cases.exporting import WORKLIST
from unionhall.exports import actions
from unionhall.registers.exporting import LIST
from unionhall.registers.models import Register

from ..places import HARBOUR
from ..world import Story, World


def fetched_and_waiting(world: World) -> Story:
    """The coordinator takes the list of the village along, masked; then asks for names in full, and somebody above is to decide."""
    zhou = world.act("zhou")
    yield world.days.now - timedelta(hours=3)
    register = Register.objects.filter(body=world.bodies.by_code[HARBOUR], kind__code="bedridden").first()
    if register is not None:
        made = actions.ask(LIST, {"register": str(register.pk)}, by=zhou, purpose="渔港村走访排班")
        actions.fetch(made, by=zhou)
    yield world.days.now - timedelta(hours=2)
    actions.ask(WORKLIST, {}, by=zhou, purpose="区里季度协调会，逐件对人", unmasked=True)
