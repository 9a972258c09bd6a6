"""Telling somebody something, and delivering it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import translation
from procrastinate.contrib.django import app

from unionhall.core import audit, clock, gateway
from unionhall.core.actor import Actor
from unionhall.core.audit import subject_key
from unionhall.core.events import announce
from unionhall.people import api as people
from unionhall.people.enums import Channel

from . import access, queries, texts
from .enums import Medium
from .events import CallAsked
from .models import Message
from .states import MESSAGE, MessageState

MAX_ATTEMPTS = 6
WAYS = {Channel.TEXT: Medium.TEXT, Channel.PHONE: Medium.CALL, Channel.ONLINE: Medium.ONLINE}


@transaction.atomic
def tell(
    template: str,
    *,
    by: Actor,
    person_id: UUID | None = None,
    phone: str = "",
    about: models.Model | None = None,
    one_text_in: timedelta | None = None,
    **values: Any,
) -> Message | None:
    """Tell a person something by the way they chose, or a phone number by text. None when neither can be reached.

    The text leaves after the caller's transaction is safe: the job stands in the same transaction as the message.
    `one_text_in`: after a text of this kind the next ones wait on the site for so long, and the phone stays quiet.
    Nobody calls those who do the work, nor many people for a survey: who chose calls gets a text.
    """
    access.may_tell(by).or_refuse()
    person = people.visible_people(by).filter(pk=person_id).first() if person_id else None
    phone = phone or (person.phone if person else "")
    medium = WAYS[Channel(person.channel)] if person else Medium.TEXT
    if medium == Medium.CALL and template in texts.NO_CALLS:
        medium = Medium.TEXT
    if medium == Medium.TEXT and (not phone or _texted_lately(person_id, template, one_text_in)):
        medium = Medium.ONLINE
    if medium == Medium.ONLINE and person is None:
        return None
    kind, key = subject_key(about)
    with translation.override(person.language if person else "zh-hans"):
        body = texts.words(template, **values)
    message = Message(
        person=person,
        phone=phone,
        template=template,
        body=body,
        medium=medium,
        about_type=kind,
        about_id=key,
        told_at=clock.now(),
    )
    if medium == Medium.ONLINE:
        MESSAGE.move(message, "keep_online", by)
    message.save(force_insert=True)
    audit.record("message.told", message, by=by, template=template, medium=medium, about=key)
    if medium == Medium.CALL:
        _ask_for_a_call(message, by=by)
    elif medium == Medium.TEXT:
        _send_later(message)
    return message


def _texted_lately(person_id: UUID | None, template: str, within: timedelta | None) -> bool:
    if within is None or person_id is None:
        return False
    return queries.told_to_since(person_id, template, clock.now() - within, medium=Medium.TEXT)


def _send_later(message: Message) -> None:
    app.configure_task("notices.deliver_message", queue="texts").defer(message_id=str(message.pk))


def _ask_for_a_call(message: Message, *, by: Actor, because_text_failed: bool = False) -> None:
    MESSAGE.move(message, "hand_to_caller", by)
    message.save(update_fields=["state"])
    announce(CallAsked(message.pk, message.about_type, message.about_id, because_text_failed))


@transaction.atomic
def deliver(message_id: UUID, *, by: Actor) -> gateway.GatewayError | None:
    """Hand one queued text to the gateway. Returns the error if it is worth another try; gives up after six.

    A text to a worker that cannot be sent becomes a call; one to those who do the work, or to many at once, stays on the site. The row stays locked meanwhile, so that two workers never send one text
    twice; the gateway gets the message's key as reference and can tell a repeat after a crash.
    """
    message = Message.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=message_id).first()
    if message is None or message.state != MessageState.QUEUED:
        return None
    access.may_deliver(by, message).or_refuse()
    message.attempts += 1
    try:
        gateway.send_text(message.phone, message.body, reference=message.pk.hex)
    except gateway.GatewayError as error:
        message.failure = str(error)[:200]
        if error.retry and message.attempts < MAX_ATTEMPTS:
            message.save(update_fields=["attempts", "failure"])
            return error
        MESSAGE.move(message, "give_up", by)
        message.save(update_fields=["attempts", "failure", "state"])
        audit.record("message.failed", message, by=by, attempts=message.attempts)
        if message.template not in texts.NO_CALLS:
            _ask_for_a_call(message, by=by, because_text_failed=True)
        return None
    MESSAGE.move(message, "deliver", by)
    message.sent_at, message.failure = clock.now(), ""
    message.save(update_fields=["attempts", "failure", "state", "sent_at"])
    return None
