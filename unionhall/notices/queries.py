"""Reads about messages that are worth a name."""

from datetime import datetime
from uuid import UUID

from django.db import models

from unionhall.core.audit import subject_key

from .models import Message


def told_since(about: models.Model, template: str, since: datetime) -> bool:
    """Whether this was told about a record since a moment, so that nobody is texted twice for one thing."""
    kind, key = subject_key(about)
    return Message.objects.filter(about_type=kind, about_id=key, template=template, told_at__gte=since).exists()


def told_to_since(person_id: UUID, template: str, since: datetime, *, medium: str = "") -> bool:
    """Whether a person was told this since a moment, about whatever it was; by one way where one is named."""
    found = Message.objects.filter(person=person_id, template=template, told_at__gte=since)
    return (found.filter(medium=medium) if medium else found).exists()
