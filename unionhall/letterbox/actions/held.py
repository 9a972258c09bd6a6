"""An officer looks at a held mail: it becomes a case after all, or it is thrown away with a reason."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.cases.enums import IdentityLevel, Source
from unionhall.core import audit, clock
from unionhall.core.actor import SYSTEM, Actor
from unionhall.core.verdict import Refused, no

from .. import access, queries
from ..enums import Outcome
from ..models import HeldMail, MailThread
from ..states import HELD_MAIL
from .incoming import Kept, begin_thread, keep_files
from .outgoing import acknowledge


def take_in(held: HeldMail, *, by: Actor, account: str = "", **facts: Any) -> HeldMail:
    """Make a case of it, in the officer's reading of it. Where the mail can be read, its attachments and the answer by mail come along."""
    access.may_take_in(by, held).or_refuse()
    mail = queries.readable(held)
    kept = keep_files(mail, by=SYSTEM) if mail else Kept()
    try:
        with transaction.atomic():
            return _taken_in(held, mail, kept, by=by, account=account, facts=facts)
    except BaseException:
        kept.discard()
        raise


def _taken_in(held: HeldMail, mail: Any, kept: Kept, *, by: Actor, account: str, facts: dict[str, Any]) -> HeldMail:
    held = HeldMail.objects.select_for_update(of=("self",)).select_related("incoming").get(pk=held.pk)
    access.may_take_in(by, held).or_refuse()
    HELD_MAIL.move(held, "take_in", by)
    if mail is not None:
        thread: MailThread | None = begin_thread(mail, kept, by=by, account=account.strip(), **facts)
        assert thread is not None
        held.case = thread.case
        held.incoming.thread, held.incoming.outcome = thread, Outcome.CASE
        held.incoming.save(update_fields=["thread", "outcome"])
        acknowledge(thread, by=SYSTEM, left_out=len(kept.left_out))
    else:
        name = facts.pop("name", "") or str(_("sender of an e-mail"))
        held.case = cases.bring(
            by=by,
            source=Source.EMAIL,
            to_chair=True,
            identity_level=IdentityLevel.HIDDEN,
            account=account,
            name=name,
            **facts,
        ).case
    held.settled_at, held.settled_by_id = clock.now(), by.person_id
    held.save(update_fields=["state", "settled_at", "settled_by", "case"])
    audit.record("held_mail.take_in", held, by=by, case=str(held.case_id))
    return held


@transaction.atomic
def throw_away(held: HeldMail, *, by: Actor, why: str) -> HeldMail:
    """Throw a held mail away, with a reason. What it said goes; that it came, and who threw it away, stays."""
    held = HeldMail.objects.select_for_update(of=("self",)).get(pk=held.pk)
    access.may_throw_away(by, held).or_refuse()
    if not why.strip():
        raise Refused(no(_("Why is it thrown away?"), _("A few words are enough."), "missing"))
    HELD_MAIL.move(held, "throw_away", by)
    held.why, held.raw = why.strip(), ""
    held.settled_at, held.settled_by_id = clock.now(), by.person_id
    held.save(update_fields=["state", "why", "raw", "settled_at", "settled_by"])
    audit.record("held_mail.throw_away", held, by=by)
    return held
