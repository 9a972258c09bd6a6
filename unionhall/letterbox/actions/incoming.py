"""A mail comes in: it becomes a case, the worker's words on a running one, a note, or it is held. Once, whatever comes twice."""

import base64
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from unionhall.cases import api as cases
from unionhall.cases.enums import Audience, IdentityLevel, Source
from unionhall.core import audit, clock, files, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.models import StoredFile
from unionhall.core.verdict import Refused

from .. import access, queries
from ..enums import HeldReason, Ignored, Outcome
from ..mail import limits, plaintext, reading
from ..mail.fetching import Fetched
from ..models import HeldMail, IncomingMail, MailThread
from . import telling
from .outgoing import acknowledge

DAY = 24 * 3600
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Received:
    """What became of one mail: an outcome, why nobody needs to see it, or that it was here before."""

    outcome: Outcome | None = None
    ignored: Ignored | None = None
    incoming: IncomingMail | None = None
    held_for: HeldReason | None = None

    @property
    def here_before(self) -> bool:
        return self.outcome is None and self.ignored is None


def receive(fetched: Fetched, *, by: Actor, dry_run: bool = False) -> Received:
    """Take in one mail. What cannot be taken is held whole; what nobody wrote is left out; what was here before is left alone."""
    access.may_take_mail(by).or_refuse()
    try:
        headers = reading.headers_of(fetched.raw)
        message_id = reading.message_id_of(fetched.raw, headers)
        ignored = reading.nobody_wrote(headers, own=queries.mailbox_address(), loop=queries.loop_mark())
    except Exception:  # nothing a header says may stop the mails behind it
        log.warning("a mail has headers that cannot be read; it is held")
        headers, message_id, ignored = None, reading.mark_of(fetched.raw), None
    if ignored is not None:
        return Received(ignored=ignored)
    if queries.is_known(message_id):
        return Received()
    try:
        return _taken(fetched, message_id, by=by, dry_run=dry_run)
    except IntegrityError:
        if queries.is_known(message_id):  # another process was faster with the same mail
            return Received()
        raise


def _taken(fetched: Fetched, message_id: str, *, by: Actor, dry_run: bool) -> Received:
    try:
        if not fetched.whole:
            raise reading.held(HeldReason.TOO_LARGE)
        mail = reading.read(fetched.raw)
        if dry_run:
            return Received(outcome=_outcome_of(mail))
        _within_the_day(mail)
    except Refused as refusal:
        reason = HeldReason(refusal.verdict.code)
        if dry_run:
            return Received(outcome=Outcome.HELD, held_for=reason)
        return _hold(fetched, message_id, reason, by=by)
    kept = Kept()
    try:
        kept = keep_files(mail, by=by)
        with override("zh-hans"), transaction.atomic():
            return _enter(mail, message_id, kept, by=by)
    except IntegrityError:
        kept.discard()
        raise
    except Exception:
        # Whatever it is, the mail is not lost and the next one gets its turn.
        kept.discard()
        log.exception("a mail could not be taken in; it is held")
        return _hold(fetched, message_id, HeldReason.UNREADABLE, by=by)


def _within_the_day(mail: reading.Mail) -> None:
    """So many mails a day from one address; what is more waits for an officer. A flood does not become a flood of cases."""
    verdict = ratelimit.limit("letterbox.mail", mail.sender, times=settings.MAILBOX_DAILY, seconds=DAY)
    if not verdict:
        raise reading.held(HeldReason.TOO_OFTEN)


def _outcome_of(mail: reading.Mail) -> Outcome:
    """What would become of it, for a dry run."""
    thread = queries.thread_of(mail.references)
    if thread is None:
        return Outcome.CASE
    if queries.same_address(thread, mail.sender):
        return Outcome.CASE if thread.case.is_ended else Outcome.REPLY
    return Outcome.CASE if thread.case.is_ended else Outcome.UNVERIFIED


def _enter(mail: reading.Mail, message_id: str, kept: "Kept", *, by: Actor) -> Received:
    thread = queries.thread_of(mail.references)
    outcome = _outcome_of(mail)
    if outcome == Outcome.CASE:
        before = thread if thread and queries.same_address(thread, mail.sender) else None
        thread = begin_thread(mail, kept, by=by, before=before)
    elif outcome == Outcome.REPLY:
        assert thread is not None
        _reply(thread, mail, kept, by=by)
    else:
        assert thread is not None
        _unverified(thread, mail, kept, by=by)
    incoming = IncomingMail(message_id=message_id, received_at=clock.now(), outcome=outcome, thread=thread)
    incoming.save(force_insert=True)
    audit.record("mail.received", incoming, by=by, outcome=outcome, case=str(thread.case_id))
    if outcome == Outcome.CASE:
        acknowledge(thread, by=by, left_out=len(kept.left_out))
    return Received(outcome, incoming=incoming)


def begin_thread(
    mail: reading.Mail, kept: "Kept", *, by: Actor, before: MailThread | None = None, **facts: object
) -> MailThread:
    """A letter becomes a case written to the chair, and its correspondence begins. Its writer is a name, hidden from the employer."""
    account, whole = account_of(mail)
    if whole is not None:
        kept.add(whole, f"{_('the whole letter')}.txt", by=by)
    found = cases.understand(mail.subject, mail.text)
    known: dict[str, object] = {
        "kind": found.kind,
        "account": account,
        "name": mail.sender_name or str(_("sender of an e-mail")),
        "identity_level": IdentityLevel.HIDDEN,
        "employer": found.employer,
        "employer_name": found.employer_name,
        "division": found.division,
        "site": found.site,
    }
    brought = cases.bring(
        by=by,
        source=Source.EMAIL,
        to_chair=True,
        files=tuple(kept.stored),
        **{**known, **{name: value for name, value in facts.items() if value}},  # type: ignore[arg-type]
    )
    complainant = cases.visible_complainants(by, brought.case).order_by("joined_at", "pk").get()
    thread = MailThread(
        case=brought.case, complainant=complainant, address=mail.sender, begun_at=clock.now(), continues=before
    )
    thread.save(force_insert=True)
    _say_what_was_left_out(thread, kept, by=by)
    if before is not None:
        _link(before, thread, by=by)
    return thread


def account_of(mail: reading.Mail) -> tuple[str, bytes | None]:
    """The words as they stand on the file; of a letter beyond all measure the beginning, with the whole as a file beside it."""
    words = mail.text if not mail.subject or mail.text.startswith(mail.subject) else f"{mail.subject}\n\n{mail.text}"
    words = words.strip() or str(_("(an e-mail without words, with attachments)"))
    if len(words) <= limits.MOST_CHARACTERS:
        return words, None
    cut = str(_("(The letter goes on; the whole of it is among the files.)"))
    return f"{words[: limits.MOST_CHARACTERS - 200]}\n\n{cut}", words.encode()


def _link(before: MailThread, thread: MailThread, *, by: Actor) -> None:
    """The earlier matter has ended: each file says where the other is."""
    there = str(_("The writer goes on by e-mail in the matter %(number)s."))
    here = str(_("The writer answers our mail about %(number)s, which has ended."))
    cases.write_note(before.case, by=by, text=there % {"number": thread.case.number})
    cases.write_note(thread.case, by=by, text=here % {"number": before.case.number})


def _reply(thread: MailThread, mail: reading.Mail, kept: "Kept", *, by: Actor) -> None:
    """The same address answers in the same correspondence: the worker's own words on their case."""
    worker = writer_of(thread)
    text, whole = _said(mail)
    if whole is not None:
        kept.add(whole, f"{_('the whole letter')}.txt", by=by)
    if text:
        cases.message(thread.case, by=worker, text=text)
    _put_on(thread, kept, by=worker, audience=Audience.WORKER)
    _say_what_was_left_out(thread, kept, by=by)


def writer_of(thread: MailThread) -> Actor:
    """Whoever writes from this address in this correspondence may write on this one case, and open nothing."""
    return Actor(person_id=None, via="mail", link=f"receipt:{thread.complainant_id}")


def _unverified(thread: MailThread, mail: reading.Mail, kept: "Kept", *, by: Actor) -> None:
    """Somebody else answers in the correspondence: a note for internal eyes, which says that nobody knows who it is."""
    text, whole = _said(mail)
    if whole is not None:
        kept.add(whole, f"{_('the whole letter')}.txt", by=by)
    head = str(_("From another address, not verified:"))
    cases.write_note(thread.case, by=by, text=f"{head}\n\n{text}".strip(), audience=Audience.INTERNAL)
    _put_on(thread, kept, by=by, audience=Audience.INTERNAL)
    _say_what_was_left_out(thread, kept, by=by)


def _said(mail: reading.Mail) -> tuple[str, bytes | None]:
    text = plaintext.without_history(mail.text) or ("" if mail.files else mail.subject)
    if len(text) <= limits.MOST_CHARACTERS:
        return text, None
    return text[: limits.MOST_CHARACTERS - 200], text.encode()


def _put_on(thread: MailThread, kept: "Kept", *, by: Actor, audience: str) -> None:
    there = cases.visible_files(by, thread.case).count()
    for stored in list(kept.stored):
        if verdict := files.may_add(there):
            cases.add_file(thread.case, by=by, stored=stored, audience=audience)
            there += 1
        else:
            kept.stored.remove(stored)
            kept.left_out.append(f"{stored.name}: {verdict}")
            transaction.on_commit(lambda row=stored: files.discard(row))  # type: ignore[misc]


def _say_what_was_left_out(thread: MailThread, kept: "Kept", *, by: Actor) -> None:
    if not kept.left_out:
        return
    n = len(kept.left_out)
    head = ngettext("%(n)d attachment was not taken:", "%(n)d attachments were not taken:", n) % {"n": n}
    tail = str(_("The mail itself is still in the mailbox."))
    text = "\n".join([head, *kept.left_out[: limits.MOST_FILES], tail])
    cases.write_note(thread.case, by=by, text=text, audience=Audience.INTERNAL)


class Kept:
    """Attachments that were stored, and those that were not, with the reason."""

    def __init__(self) -> None:
        self.stored: list[StoredFile] = []
        self.left_out: list[str] = []

    def add(self, content: bytes, name: str, *, by: Actor) -> None:
        try:
            files.may_add(len(self.stored)).or_refuse()
            self.stored.append(files.store(files.as_upload(content, name), by=by))
        except Refused as refusal:
            self.left_out.append(f"{files.clean_name(name)}: {refusal}")

    def discard(self) -> None:
        for stored in self.stored:
            files.discard(stored)


def keep_files(mail: reading.Mail, *, by: Actor) -> Kept:
    """Store the attachments before the transaction opens, under the same rules as everybody's: type by content, no place in photos."""
    kept = Kept()
    for enclosed in mail.files:
        kept.add(enclosed.content, enclosed.name, by=by)
    return kept


def _hold(fetched: Fetched, message_id: str, reason: HeldReason, *, by: Actor) -> Received:
    """Keep the mail sealed and whole for an officer, with the reason."""
    with transaction.atomic():
        incoming = IncomingMail(message_id=message_id, received_at=clock.now(), outcome=Outcome.HELD)
        incoming.save(force_insert=True)
        whole = fetched.whole and len(fetched.raw) <= limits.MOST_BYTES
        raw = fetched.raw if whole else fetched.raw[: limits.MOST_HEADER_BYTES]
        held = HeldMail(
            incoming=incoming,
            reason=reason,
            raw=base64.b64encode(raw).decode(),
            size=len(fetched.raw),
            whole=whole,
            held_at=clock.now(),
        )
        held.save(force_insert=True)
        audit.record("mail.held", held, by=by, reason=reason)
        telling.tell_of_held_mail()
    return Received(Outcome.HELD, incoming=incoming, held_for=reason)
