"""Who may look after mail that was not taken in by itself, and who sees what was written to whom?"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.people.enums import Role

from ..models import HeldMail, IncomingMail, MailThread, OutgoingMail
from ..states import HELD_MAIL, OUTGOING_MAIL


def may_take_mail(actor: Actor) -> Verdict:
    """Mail is taken in by the product itself."""
    if actor.via == "system":
        return YES
    return no(_("Mail is taken in by the system itself."), _("Enter the letter under “Enter a matter” instead."))


def may_see_held_mail(actor: Actor) -> Verdict:
    """The letter box belongs to the federation: officers of its highest body look after what is held."""
    if actor.via == "system":
        return YES
    top = organisations.top_body() if actor.holds(Role.OFFICER) else None
    if top is not None and top.pk in actor.organisation_ids(Role.OFFICER):
        return YES
    return no(_("Held mail is looked after by officers of the federation."), _("Ask an officer there."))


def visible_held_mail(actor: Actor) -> QuerySet[HeldMail]:
    return HeldMail.objects.all() if may_see_held_mail(actor) else HeldMail.objects.none()


def may_take_in(actor: Actor, held: HeldMail) -> Verdict:
    return all_of(may_see_held_mail(actor), HELD_MAIL.may(held, "take_in", actor))


def may_throw_away(actor: Actor, held: HeldMail) -> Verdict:
    return all_of(may_see_held_mail(actor), HELD_MAIL.may(held, "throw_away", actor))


def visible_threads(actor: Actor) -> QuerySet[MailThread]:
    """Correspondence about matters one works on or oversees. The worker reads the same words on their page."""
    return MailThread.objects.filter(case__in=cases.desk_cases(actor).values("pk"))


def visible_incoming(actor: Actor) -> QuerySet[IncomingMail]:
    return IncomingMail.objects.filter(thread__in=visible_threads(actor).values("pk"))


def visible_outgoing(actor: Actor) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(thread__in=visible_threads(actor).values("pk"))


def may_write_mail(actor: Actor) -> Verdict:
    """Mail follows from words written on the file; nobody writes one by hand."""
    if actor.via == "system":
        return YES
    return no(_("Mail is sent by the system itself."), _("Write a note that the worker can read instead."))


def may_deliver(actor: Actor, mail: OutgoingMail) -> Verdict:
    return OUTGOING_MAIL.may(mail, "deliver", actor)


def may_send_again(actor: Actor, mail: OutgoingMail) -> Verdict:
    """Whoever may write to the worker may have a failed mail tried again."""
    return all_of(cases.may_write_note(actor, mail.thread.case), OUTGOING_MAIL.may(mail, "send_again", actor))
