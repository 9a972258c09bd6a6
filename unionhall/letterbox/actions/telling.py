"""Texts about a turn on a reception day: neutral words, by the way the person chose. The page behind the link says the rest."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.notices import api as notices
from unionhall.ui.words import date_words

from ..models import Appointment, ReceptionDay

BY = system("reception days")


def tell(template: str, appointment: Appointment, *, day: ReceptionDay) -> None:
    """Tell whoever signed up. Nothing is told about a day that is over."""
    if day.begins_at <= clock.now() or day.begins_at <= timezone.now():
        return
    path = (
        reverse("letterbox:reception")
        if template == "called_off"
        else reverse("letterbox:appointment", args=[appointment.pk])
    )
    notices.tell(
        template,
        by=BY,
        person_id=appointment.person_id,
        phone=appointment.phone,
        about=appointment,
        link=settings.BASE_URL.rstrip("/") + path,
        day=date_words(appointment.at),
        time=f"{timezone.localtime(appointment.at):%H:%M}",
    )
