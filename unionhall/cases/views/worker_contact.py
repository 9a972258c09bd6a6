"""How to reach the worker: a phone number, confirmed by a code. Whoever is signed in is not asked."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Refused
from unionhall.people import api as people
from unionhall.ui.responses import redirect_after_post

from ..forms.worker_contact import CodeForm, FullNameForm, PhoneForm
from .worker_draft import Intake
from .worker_question import ask, go_on, url_of


def contact(request: HttpRequest, intake: Intake) -> HttpResponse:
    """First the number, then the code; after that the worker is signed in."""
    phone = intake.answers.get("phone", "")
    if request.method != "POST":
        if phone and not request.GET.get("other"):
            return _ask_code(request, intake, CodeForm())
        return ask(request, intake, "contact", PhoneForm(initial={"phone": phone}))
    if "code" in request.POST and phone:
        return _confirm(request, intake, phone)
    form = PhoneForm(request.POST)
    if form.is_valid() and _sent(request, form, form.cleaned_data["phone"]):
        intake.save("contact", phone=form.cleaned_data["phone"])
        return intake.remember(request, redirect_after_post(request, url_of("contact")))
    return ask(request, intake, "contact", form, status=422)


def _sent(request: HttpRequest, form: forms.Form, phone: str) -> bool:
    """Whether a code was sent; a limit stands at the field, and what was typed stays."""
    try:
        people.send_code(phone, by=request.actor, address=request.META.get("REMOTE_ADDR", ""))
    except Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _ask_code(request: HttpRequest, intake: Intake, form: Any, *, status: int = 200) -> HttpResponse:
    lead = _("We sent it to %(phone)s. It may take a minute.") % {"phone": mask_phone(intake.answers["phone"])}
    return ask(request, intake, "contact", form, status=status, template="cases/worker/code.html", lead=lead)


def _confirm(request: HttpRequest, intake: Intake, phone: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, intake, form, status=422)
    address = request.META.get("REMOTE_ADDR", "")
    try:
        account = people.use_code(phone, form.cleaned_data["code"], by=intake.actor, address=address)
    except Refused as error:
        form.add_error(None, str(error))
        return _ask_code(request, intake, form, status=422)
    if account is None:
        form.add_error("code", _("This code is not right or too old. Check it, or have a new one sent."))
        return _ask_code(request, intake, form, status=422)
    people.open_session(request, account, came_by="code", second_factor=False)
    intake.actor = request.actor
    intake.save("contact", phone="")
    return go_on(request, intake, "contact")


def full_name(request: HttpRequest, intake: Intake) -> HttpResponse:
    """The name, from somebody who is here for the first time."""
    if request.method != "POST":
        return ask(request, intake, "full_name", FullNameForm())
    form = FullNameForm(request.POST)
    if not form.is_valid():
        return ask(request, intake, "full_name", form, status=422)
    person = people.visible_people(intake.actor).get(pk__in=[intake.actor.person_id])
    people.change_details(
        person, by=intake.actor, name=form.cleaned_data["full_name"], channel=person.channel, language=person.language
    )
    intake.save("full_name")
    return go_on(request, intake, "full_name")
