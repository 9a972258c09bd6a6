"""Reads about mail that are worth a name."""

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q

from unionhall.core import federations
from unionhall.core.sealed import lookup
from unionhall.core.verdict import Refused

from ..enums import Outcome
from ..mail import reading
from ..mail.charsets import text_of
from ..mail.plaintext import tidy
from ..models import HeldMail, IncomingMail, MailThread, OutgoingMail

MOST_REFERENCES = 20
PREVIEW = 8_000


def has_mailbox() -> bool:
    """Whether the mailbox of the settings is set up and this federation's: mail of one is never taken in by another."""
    if not settings.MAILBOX["host"]:
        return False
    federation = federations.current()
    return federation is None or federation.name == settings.MAILBOX_FEDERATION or len(federations.known()) == 1


def mailbox_address() -> str:
    """The address people write to; where the mailbox is another federation's, the one our mail merely comes from."""
    return str(
        settings.MAILBOX_ADDRESS if has_mailbox() or not settings.MAILBOX["host"] else settings.DEFAULT_FROM_EMAIL
    )


def loop_mark() -> str:
    """What stands in every mail of ours, so that one that comes back is known."""
    return hashlib.sha256(f"letterbox {mailbox_address().lower()}".encode()).hexdigest()[:32]


def own_domain() -> str:
    """The domain under which our mails are named."""
    return mailbox_address().rpartition("@")[2] or urlsplit(federations.base_url()).hostname or "localhost"


def is_known(message_id: str) -> bool:
    """Whether a mail of this id came in before, or is one of ours."""
    key = lookup(message_id, "mail")
    return (
        IncomingMail.objects.filter(message_lookup=key).exists()
        or OutgoingMail.objects.filter(message_lookup=key).exists()
    )


def thread_of(references: Iterable[str]) -> MailThread | None:
    """The correspondence that one of these mails belongs to: the newest, where they belong to several."""
    keys = [lookup(reference, "mail") for reference in references]
    if not keys:
        return None
    threads = MailThread.objects.select_related("case__body").order_by("-begun_at", "-pk")
    came = IncomingMail.objects.filter(message_lookup__in=keys, thread__isnull=False).values("thread")
    went = OutgoingMail.objects.filter(message_lookup__in=keys).values("thread")
    return threads.filter(Q(pk__in=came) | Q(pk__in=went)).first()


def same_address(thread: MailThread, address: str) -> bool:
    return bytes(thread.address_lookup) in lookup(address, "mail").alternatives


def ids_before(mail: OutgoingMail) -> list[str]:
    """The mails of the correspondence before this one, the last at the end: what an answer refers to."""
    came = IncomingMail.objects.filter(thread=mail.thread).exclude(outcome=Outcome.UNVERIFIED)
    went = OutgoingMail.objects.filter(thread=mail.thread, written_at__lt=mail.written_at)
    rows = [(row.received_at, row.message_id) for row in came.order_by("received_at", "pk")]
    rows += [(row.written_at, row.message_id) for row in went.order_by("written_at", "pk")]
    return [message_id for _at, message_id in sorted(rows)][-MOST_REFERENCES:]


def raw_of(held: HeldMail) -> bytes:
    """The bytes of a held mail as they came."""
    return base64.b64decode(held.raw)


def readable(held: HeldMail) -> reading.Mail | None:
    """The letter in a held mail, if it can be read at all."""
    if not held.raw or not held.whole:
        return None
    try:
        return reading.read(raw_of(held))
    except Refused:
        return None


def preview(held: HeldMail) -> str:
    """The first words of a mail that cannot be read as one: its bytes as text, without what is no text."""
    text = tidy(text_of(raw_of(held)[:PREVIEW], "")) if held.raw else ""
    return text[: PREVIEW // 2]
