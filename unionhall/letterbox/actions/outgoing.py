"""What goes back by e-mail: that a letter has arrived, and what the handler writes. Written with the fact, sent after it."""

from email.utils import make_msgid
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from procrastinate.contrib.django import app

from unionhall.cases import api as cases
from unionhall.cases.enums import Audience
from unionhall.core import audit, clock
from unionhall.core.actor import Actor

from .. import access, queries
from ..enums import Writing
from ..mail.plaintext import one_line
from ..mail.reading import LOOP_HEADER
from ..models import MailThread, OutgoingMail
from ..states import OUTGOING_MAIL, SendingState

MAX_ATTEMPTS = 6


class NotSent(Exception):
    """The mail server did not take it; another try makes sense."""


@transaction.atomic
def acknowledge(thread: MailThread, *, by: Actor, left_out: int = 0) -> OutgoingMail:
    """Say once per correspondence that the letter has arrived, and under which number."""
    access.may_write_mail(by).or_refuse()
    with override("zh-hans"):
        parts = [
            _("Your letter to the chair of the union has arrived. Its number is %(number)s.")
            % {"number": thread.case.number},
            _("The chair's office reads it, and %(body)s looks into it. We do not tell your employer who wrote to us.")
            % {"body": thread.case.body.name},
            _("To add something, answer this mail. Photos and papers can be attached."),
        ]
        if left_out:
            parts.append(
                ngettext(
                    "%(n)d attachment could not be taken. Pictures, PDF, Word and Excel files are welcome.",
                    "%(n)d attachments could not be taken. Pictures, PDF, Word and Excel files are welcome.",
                    left_out,
                )
                % {"n": left_out}
            )
        parts.append(_("This mail was written by our system; what you write back is read by people."))
    return _write(thread, Writing.ACKNOWLEDGEMENT, "\n\n".join(parts), by=by)


@transaction.atomic
def answer(case_id: UUID, note_id: UUID, *, by: Actor) -> list[OutgoingMail]:
    """Send what a handler wrote to the worker to everybody who wrote in by e-mail about this case."""
    access.may_write_mail(by).or_refuse()
    threads = list(MailThread.objects.filter(case=case_id).select_related("case__body").order_by("begun_at", "pk"))
    written = []
    for thread in threads:
        note = cases.visible_notes(by, thread.case).filter(pk=note_id, audience=Audience.WORKER).first()
        if note is not None and not OutgoingMail.objects.filter(thread=thread, note=note).exists():
            with override("zh-hans"):
                tail = _("To answer, write back to this mail. Number: %(number)s") % {"number": thread.case.number}
            written.append(
                _write(
                    thread,
                    Writing.ANSWER,
                    f"{note.text}\n\n--\n{thread.case.body.name}\n{tail}",
                    by=by,
                    note_id=note.pk,
                )
            )
    return written


def _write(thread: MailThread, writing: str, words: str, *, by: Actor, note_id: UUID | None = None) -> OutgoingMail:
    mail = OutgoingMail(
        thread=thread,
        writing=writing,
        note_id=note_id,
        words=words,
        message_id=make_msgid(idstring="letterbox", domain=queries.own_domain()),
        written_at=clock.now(),
    )
    mail.save(force_insert=True)
    audit.record("mail.written", mail, by=by, why=writing, case=str(thread.case_id))
    _send_later(mail)
    return mail


def _send_later(mail: OutgoingMail) -> None:
    app.configure_task("letterbox.deliver_mail", queue="texts").defer(mail_id=str(mail.pk))


@transaction.atomic
def deliver(mail_id: UUID, *, by: Actor) -> NotSent | None:
    """Hand one mail to the mail server. Returns the error if it is worth another try; gives up after six."""
    mails = OutgoingMail.objects.select_for_update(of=("self",), skip_locked=True).select_related("thread__case")
    mail = mails.filter(pk=mail_id).first()
    if mail is None or mail.state != SendingState.QUEUED:
        return None
    access.may_deliver(by, mail).or_refuse()
    mail.attempts += 1
    try:
        letter_of(mail).send(fail_silently=False)
    except Exception as error:  # refused addresses, servers that are away, whatever the back end raises
        mail.failure = f"{type(error).__name__}"[:200]
        if mail.attempts < MAX_ATTEMPTS:
            mail.save(update_fields=["attempts", "failure"])
            return NotSent(mail.failure)
        OUTGOING_MAIL.move(mail, "give_up", by)
        mail.save(update_fields=["attempts", "failure", "state"])
        audit.record("mail.failed", mail, by=by, attempts=mail.attempts)
        return None
    OUTGOING_MAIL.move(mail, "deliver", by)
    mail.sent_at, mail.failure = clock.now(), ""
    mail.save(update_fields=["attempts", "failure", "state", "sent_at"])
    return None


def letter_of(mail: OutgoingMail) -> EmailMessage:
    """The mail as it leaves. Its subject names the number and nothing else; only the acknowledgement is automatic."""
    headers = {"Message-ID": mail.message_id, LOOP_HEADER: queries.loop_mark()}
    before = queries.ids_before(mail)
    if before:
        headers |= {"In-Reply-To": before[-1], "References": " ".join(before)}
    if mail.writing == Writing.ACKNOWLEDGEMENT:
        headers["Auto-Submitted"] = "auto-replied"
    with override("zh-hans"):
        subject = one_line(_("Your letter to the union, %(number)s") % {"number": mail.thread.case.number}, 200)
    return EmailMessage(
        subject=subject,
        body=mail.words,
        from_email=queries.mailbox_address(),
        to=[mail.thread.address],
        headers=headers,
        connection=get_connection(timeout=30) if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else None,
    )


@transaction.atomic
def send_again(mail: OutgoingMail, *, by: Actor) -> OutgoingMail:
    """Try a mail that could not be sent once more."""
    mail = OutgoingMail.objects.select_for_update(of=("self",)).select_related("thread__case").get(pk=mail.pk)
    access.may_send_again(by, mail).or_refuse()
    OUTGOING_MAIL.move(mail, "send_again", by)
    mail.attempts, mail.failure = 0, ""
    mail.save(update_fields=["state", "attempts", "failure"])
    audit.record("mail.sent_again", mail, by=by)
    _send_later(mail)
    return mail
