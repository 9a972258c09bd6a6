"""What people are told of the letter box: a turn on a reception day, mail that waits. Neutral words; the page behind the link says the rest."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.saying import address
from unionhall.notices import api as notices
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import Role
from unionhall.ui.words import date_words

from ..models import Appointment, ReceptionDay

BY = system("reception days")
AGAIN_AFTER = timedelta(hours=6)


def tell_of_held_mail() -> None:
    """Officers of the federation hear that something waits, a few times a day at most."""
    top = organisations.top_body()
    if top is None or clock.now() < timezone.now() - timedelta(days=1):
        return
    link = address(reverse("letterbox:held_mails"))
    for person in people.people_with_posts(top.pk, Role.OFFICER).order_by("pk"):
        if not notices.told_to_since(person.pk, "arrived", clock.now() - AGAIN_AFTER):
            notices.tell("arrived", by=BY, person_id=person.pk, link=link)


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
        link=address(path),
        day=date_words(appointment.at),
        time=f"{timezone.localtime(appointment.at):%H:%M}",
    )
