"""Reads about messages that are worth a name."""

from datetime import datetime

from django.db import models

from unionhall.core.audit import subject_key

from .models import Message


def told_since(about: models.Model, template: str, since: datetime) -> bool:
    """Whether this was told about a record since a moment, so that nobody is texted twice for one thing."""
    kind, key = subject_key(about)
    return Message.objects.filter(about_type=kind, about_id=key, template=template, told_at__gte=since).exists()
