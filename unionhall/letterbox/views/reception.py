"""The reception days as workers see them: the list, a day, one's own turn."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.cases import api as cases
from unionhall.core import clock, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public
from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.ui.parts import Choice
from unionhall.ui.responses import DONE, file_response, page, redirect_after_post, say, submitted

from .. import access, actions, calendars, queries
from ..forms.reception import CodeForm, SignUpForm
from ..models import Appointment, ReceptionDay
from ..states import AppointmentState

MOST_DAYS = 60
SIGN_UPS_PER_HOUR = 60


@public
@require_safe
def reception(request: HttpRequest) -> HttpResponse:
    """The days to come, of all bodies or of one county; above them one's own turns."""
    actor = actor_of(request)
    days = access.announced_days().select_related("body__division").order_by("begins_at", "pk")
    counties = list(organisations.places_to_choose())
    chosen = next((place for place in counties if str(place.pk) == request.GET.get("place", "")), None)
    if chosen is not None:
        days = days.filter(body__division__code__startswith=chosen.code[:6])
    own = access.own_appointments(actor).filter(at__gte=clock.now()).select_related("day__body").order_by("at", "pk")
    context = {
        "days": queries.with_room(days[:MOST_DAYS]),
        "own": [row for row in own if row.state == "booked"],
        "counties": counties,
        "chosen": chosen,
        "trail": [Choice(_("Home"), "/"), Choice(_("Reception days"))],
    }
    return page(request, "letterbox/reception/list.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reception_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One day: where, who receives, which turns are free; and signing up, with a code by text where nobody is signed in."""
    actor = actor_of(request)
    days = access.announced_days() | ReceptionDay.objects.filter(state="cancelled", ends_at__gt=clock.now())
    day = get_object_or_404(days.select_related("body"), pk=pk)
    if request.method == "POST":
        where = request.META.get("REMOTE_ADDR", "")
        ratelimit.limit("reception.sign_up", where, times=SIGN_UPS_PER_HOUR, seconds=3600).or_refuse()
        if (mine := _taken_before(request, actor, day)) is not None:
            return _done(request, mine)
    form = _form(request, actor, day)
    if request.method == "POST" and not form.signed_in:
        return _by_code(request, day, form)
    status, appointment = submitted(request, form, lambda said: _signed_up(actor, day, said))
    if status == DONE:
        return _done(request, appointment)
    return _day(request, day, form, status=status)


def _taken_before(request: HttpRequest, actor: Actor, day: ReceptionDay) -> Appointment | None:
    """A second click finds the turn that the first one took."""
    person = request.POST.get("for_whom") or str(actor.person_id)
    booked = access.own_appointments(actor).filter(day=day, state=AppointmentState.BOOKED).order_by("at", "pk")
    at = request.POST.get("at", "")
    return next((row for row in booked if row.at.isoformat() == at and str(row.person_id) == person), None)


def _form(request: HttpRequest, actor: Actor, day: ReceptionDay) -> SignUpForm:
    signed_in = bool(actor.person_id) and not actor.for_body
    others = people.visible_people(actor).filter(pk__in=actor.mandates).order_by("name", "pk") if signed_in else []
    running = cases.matters_of(actor, limit=10, running=True) if signed_in else []
    posted = request.POST if request.method == "POST" else None
    return SignUpForm(
        posted,
        turns=queries.free_turns(day),
        people=[(str(actor.person_id), _("For myself")), *((str(person.pk), person.name) for person in others)],
        cases=[(str(told.case.pk), f"{told.title} · {told.case.number}") for told in running],
        signed_in=signed_in,
        initial={"for_whom": str(actor.person_id)},
    )


def _signed_up(actor: Actor, day: ReceptionDay, said: dict[str, Any]) -> Appointment:
    person_id = UUID(said["for_whom"]) if said.get("for_whom") else actor.person_id
    person = people.visible_people(actor).filter(pk=person_id).first() if person_id else None
    if person is None:
        raise Http404
    case = cases.own_cases(actor).filter(pk=said["case"]).first() if said.get("case") else None
    return actions.sign_up(day, by=actor, person=person, at=said["at"], about=said.get("about", ""), case=case)


def _by_code(request: HttpRequest, day: ReceptionDay, form: SignUpForm) -> HttpResponse:
    """Nobody is signed in: first the number, then the code; after that the turn is theirs, and they are signed in."""
    if not form.is_valid():
        return _day(request, day, form, status=422)
    phone, where = form.cleaned_data["phone"], request.META.get("REMOTE_ADDR", "")
    if "code" not in request.POST:
        try:
            people.send_code(phone, by=actor_of(request), address=where)
        except Refused as error:
            return _day(request, day, form, status=say(form, error))
        return _ask_code(request, day, form, CodeForm())
    code = CodeForm(request.POST)
    if not code.is_valid():
        return _ask_code(request, day, form, code, status=422)
    try:
        account = people.use_code(phone, code.cleaned_data["code"], by=actor_of(request), address=where)
    except Refused as error:
        return _ask_code(request, day, form, code, status=say(code, error))
    if account is None:
        code.add_error("code", _("This code is not right or too old. Check it, or have a new one sent."))
        return _ask_code(request, day, form, code, status=422)
    people.open_session(request, account, came_by="code", second_factor=False)
    actor = actor_of(request)
    person = people.visible_people(actor).get(pk__in=[actor.person_id])
    if "*" in person.name:
        name = form.cleaned_data["name"]
        people.change_details(person, by=actor, name=name, channel=person.channel, language=person.language)
    try:
        appointment = _signed_up(actor, day, {**form.cleaned_data, "for_whom": "", "case": ""})
    except Refused as error:
        again = _form(request, actor, day)
        return _day(request, day, again, status=say(again, error) if again.is_valid() else 409)
    return _done(request, appointment)


def _ask_code(
    request: HttpRequest, day: ReceptionDay, form: SignUpForm, code: CodeForm, *, status: int = 200
) -> HttpResponse:
    kept = {name: request.POST.get(name, "") for name in ("at", "about", "name", "phone", "once")}
    context = {
        "day": day,
        "code_form": code,
        "kept": kept,
        "lead": _("We sent it to %(phone)s. It may take a minute.") % {"phone": mask_phone(form.cleaned_data["phone"])},
        "trail": _trail(day),
    }
    return page(request, "letterbox/reception/code.html", context, status=status)


def _done(request: HttpRequest, appointment: Appointment | None) -> HttpResponse:
    assert appointment is not None
    return redirect_after_post(
        request, "letterbox:appointment", appointment.pk, message=_("You are signed up. We look forward to seeing you.")
    )


def _trail(day: ReceptionDay) -> list[Choice]:
    return [Choice(_("Home"), "/"), Choice(_("Reception days"), reverse("letterbox:reception")), Choice(day.place)]


def _day(request: HttpRequest, day: ReceptionDay, form: SignUpForm, *, status: int = 200) -> HttpResponse:
    next_days = access.announced_days().filter(body=day.body, begins_at__gt=day.begins_at).order_by("begins_at", "pk")
    free = list(form.fields["at"].choices)  # type: ignore[attr-defined]
    context = {
        "day": day,
        "form": form,
        "free": free,
        "open": day.is_open,
        "next_day": next_days.first() if not free or not day.is_open else None,
        "trail": _trail(day),
    }
    return page(request, "letterbox/reception/day.html", context, status=status)


@require_safe
@never_cache
def appointment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own turn: when, where, with whom; cancelling it, and taking it into the phone's calendar."""
    actor = actor_of(request)
    row = _own(request, pk)
    context = {
        "appointment": row,
        "day": row.day,
        "may_cancel": access.may_cancel(actor, row),
        "trail": [
            Choice(_("Home"), "/"),
            Choice(_("Reception days"), reverse("letterbox:reception")),
            Choice(_("Your appointment")),
        ],
    }
    return page(request, "letterbox/reception/appointment.html", context)


@require_POST
def appointment_cancellation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the turn back."""
    actions.cancel(_own(request, pk), by=actor_of(request))
    return redirect_after_post(
        request, "letterbox:reception", message=_("Cancelled. Somebody else can have the time now.")
    )


@require_safe
@never_cache
def appointment_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The appointment as a file for the phone's calendar."""
    row = _own(request, pk)
    return file_response(calendars.as_calendar(row, stamp=row.made_at), "appointment.ics", calendars.TYPE)


def _own(request: HttpRequest, pk: UUID) -> Appointment:
    found = access.own_appointments(actor_of(request)).select_related("day__body", "case")
    return get_object_or_404(found, pk=pk)
