"""The link of a union: its page, its poster, and finding a union without a link. Two pages and a code, no account needed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock, ratelimit
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.http import actor_of, public
from unionhall.core.saying import address
from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Refused
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.ui.parts import Choice
from unionhall.ui.responses import DONE, page, redirect_after_post, say, submitted

from .. import access, actions, queries
from ..forms import CodeForm, FindForm, JoinForm
from ..models import Application, Door
from ..pictures import square
from ..states import ApplicationState

KEPT = "joining"
ASKED_PER_HOUR = 30


@public
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Which union is mine? By place, trade and platform, for whoever has no link."""
    counties = list(organisations.places_to_choose())
    known = {str(place.pk): place for place in counties}
    form = FindForm(request.GET or None, places=[(key, place.name) for key, place in known.items()])
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = (
        queries.home_unions(known.get(said["place"]), said["industry"], said["platform"], on=clock.today())
        if said
        else []
    )
    context = {
        "form": form,
        "found": found,
        "asked": bool(said),
        "trail": [Choice(_("Home"), "/"), Choice(_("Join a union"))],
    }
    return page(request, "members/find.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("identity_number", "phone", "code")
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Step one: the facts we do not hold. Step two: the code. Step three is the card, or the day by which the union answers."""
    actor, door = actor_of(request), _door(code)
    if request.method == "POST":
        where = request.META.get("REMOTE_ADDR", "")
        ratelimit.limit("members.join", where, times=ASKED_PER_HOUR, seconds=3600).or_refuse()
        if "code" in request.POST and actor.is_anonymous:
            return _by_code(request, door)
    form = _form(request, actor, door)
    if request.method == "POST" and not _signed_in(actor):
        return _ask_code(request, door, form)
    status, application = submitted(request, form, lambda said: _applied(actor, door, said))
    if status == DONE:
        return _done(request, application)
    return _page(request, door, form, status=status)


@public
@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The union's link on paper: a square to scan, and the address in letters for whoever cannot."""
    door = _door(code)
    link = address(reverse("members:join", args=[door.organisation.code]))
    return page(request, "members/poster.html", {"union": door.organisation, "link": link, "square": square(link)})


def _door(code: str) -> Door:
    from_code = organisations.visible_organisations(ANONYMOUS).filter(code__iexact=code, kind__in=access.JOINABLE)
    union = from_code.select_related("employer", "division", "parent").order_by("pk").first()
    if union is None:
        raise Http404
    return queries.door_of(union)


def _signed_in(actor: Actor) -> bool:
    return actor.person_id is not None and not actor.for_body


def _form(request: HttpRequest, actor: Actor, door: Door) -> JoinForm:
    posted = request.POST if request.method == "POST" else None
    asked, choices = queries.missing_facts(None, door), []
    if _signed_in(actor):
        known = {
            str(person.pk): person for person in people.visible_people(actor).filter(pk__in=actor.self_and_mandates)
        }
        mine = str(actor.person_id)
        whom = (posted.get("for_whom") if posted else request.GET.get("for")) or mine
        asked = queries.missing_facts(known.get(whom) or known[mine], door)
        choices = [(mine, _("For myself"))]
        choices += [(key, person.name) for key, person in known.items() if key != mine]
    if door.organisation.employer_id and "employer" in asked:
        asked.remove("employer")
    first = {"for_whom": request.GET.get("for") or str(actor.person_id)}
    return JoinForm(posted, asked=asked, people=choices, initial=first)


def _applied(actor: Actor, door: Door, said: dict[str, Any]) -> Application:
    person_id = UUID(said["for_whom"]) if said.get("for_whom") else actor.person_id
    assert person_id is not None
    return actions.apply(
        door.organisation,
        by=actor,
        person_id=person_id,
        consented=said["consented"],
        name=said.get("name", ""),
        identity_number=said.get("identity_number", ""),
        employer_name=said.get("employer", ""),
    )


def _ask_code(request: HttpRequest, door: Door, form: JoinForm) -> HttpResponse:
    """Nobody is signed in: what was written is kept sealed for ten minutes, and a code goes to the phone."""
    if not form.is_valid():
        return _page(request, door, form, status=422)
    said = form.words
    try:
        people.send_code(said["phone"], by=actor_of(request), address=request.META.get("REMOTE_ADDR", ""))
    except Refused as error:
        return _page(request, door, form, status=say(form, error))
    people.door.keep(request, KEPT, union=str(door.organisation.pk), **said)
    return _code_page(request, door, said["phone"], CodeForm())


def _by_code(request: HttpRequest, door: Door) -> HttpResponse:
    said = people.door.kept_in(request, KEPT)
    if said is None or said["union"] != str(door.organisation.pk):
        return redirect_after_post(
            request,
            "members:join",
            door.organisation.code,
            message=_("That took more than ten minutes. Please begin again."),
        )
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, door, said["phone"], form, status=422)
    where = request.META.get("REMOTE_ADDR", "")
    try:
        account = people.use_code(said["phone"], form.cleaned_data["code"], by=actor_of(request), address=where)
    except Refused as error:
        return _code_page(request, door, said["phone"], form, status=say(form, error))
    if account is None:
        form.add_error("code", _("This code is not right or too old. Check it, or have a new one sent."))
        return _code_page(request, door, said["phone"], form, status=422)
    people.open_session(request, account, came_by="code", second_factor=False)
    actor = actor_of(request)
    try:
        application = _applied(actor, door, said)
    except Refused as error:
        again = JoinForm({"consented": "on"}, asked=[], people=[])
        again.is_valid()
        return _page(request, door, again, status=say(again, error))
    return _done(request, application)


def _code_page(request: HttpRequest, door: Door, phone: str, form: CodeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "union": door.organisation,
        "form": form,
        "lead": _("We sent it to %(phone)s. It may take a minute.") % {"phone": mask_phone(phone)},
    }
    return page(request, "members/join_code.html", context, status=status)


def _page(request: HttpRequest, door: Door, form: JoinForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    held = people.membership_of(actor.person_id) if actor.person_id else None
    context = {
        "union": door.organisation,
        "door": door,
        "form": form,
        "may_join": access.may_join(actor, door),
        "held": held,
        "same": held is not None and held.organisation_id == door.organisation.pk,
        "signed_in": _signed_in(actor),
    }
    return page(request, "members/join.html", context, status=status)


def _done(request: HttpRequest, application: Application | None) -> HttpResponse:
    assert application is not None
    if application.state == ApplicationState.ACCEPTED:
        return redirect_after_post(request, "members:card", message=_("Welcome. You are a member; this is your card."))
    return redirect_after_post(request, "members:mine", message=_("Your wish has arrived. The union answers you."))
