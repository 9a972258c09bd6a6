"""Who reads which messages, and who may send them? One's own; sending is for the product itself."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from .models import Message
from .states import MESSAGE


def visible_messages(actor: Actor) -> QuerySet[Message]:
    """The messages to oneself. Somebody with a mandate sees the matters, not the messages."""
    if actor.via == "system":
        return Message.objects.all()
    return (
        Message.objects.filter(person=actor.person_id)
        if actor.person_id and not actor.for_body
        else Message.objects.none()
    )


def may_tell(actor: Actor) -> Verdict:
    """Messages follow from what happens; nobody writes one by hand."""
    if actor.via == "system":
        return YES
    return no(_("Messages are sent by the system itself."), _("Write a note that the worker can read instead."))


def may_deliver(actor: Actor, message: Message) -> Verdict:
    return MESSAGE.may(message, "deliver", actor)
