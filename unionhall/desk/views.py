"""The first page: a worker's home, or the way to where somebody's work lies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.cases import api as cases
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public, words_asked
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import HANDLERS, Role
from unionhall.places import api as places
from unionhall.surveys import api as surveys
from unionhall.ui.parts import Choice, Tile
from unionhall.ui.responses import page

MATTERS_SHOWN = 3
HOTLINE = "12351"
"""The line of the trade unions, the same in the whole country."""
# Where those who hold a post go first; the first address that exists counts.
HOMES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((*HANDLERS, Role.SUPERVISOR), ("cases:worklist",)),
    ((Role.PARTNER,), ("cases:transfers",)),
    ((Role.SECURITY_ADMIN,), ("people:posts",)),
    ((Role.AUDIT_ADMIN,), ("people:trail",)),
    ((Role.SYSTEM_ADMIN,), ("organisations:bodies", "people:me")),
)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Visitors and workers: what they can do, and where their matters stand. Officers go to their work."""
    actor = actor_of(request)
    if actor.posts and (work := _work_of(actor)):
        return HttpResponseRedirect(work)
    told = cases.matters_of(actor, limit=MATTERS_SHOWN + 1, running=True) if actor.person_id else []
    context = {
        "tiles": _tiles(actor),
        "matters": told[:MATTERS_SHOWN],
        "more": len(told) > MATTERS_SHOWN,
        "surveys": surveys.waiting_for(actor.person_id, clock.today())[:3] if actor.person_id else [],
        "asked": people.mandates_waiting_for(actor.person_id)[:3] if actor.person_id else [],
        "hotline": HOTLINE,
    }
    return page(request, "desk/home.html", context)


def _work_of(actor: Actor) -> str:
    for roles, names in HOMES:
        if actor.holds(*roles):
            return next(filter(None, map(_url, names)), "")
    return ""


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _tiles(actor: Actor) -> list[Tile]:
    """At most nine; only what this person can use. What becomes of one's data, and who may act for one, stand below."""
    signed_in = actor.person_id is not None
    tiles = [
        Tile(
            _("Tell us what happened"),
            reverse("cases:intake"),
            "message-circle-plus",
            _("Wages, injury, dismissal and more"),
            main=True,
        ),
        Tile(
            _("Write to the chair"),
            f"{reverse('cases:intake')}?to=chair",
            "mailbox",
            _("The chair's office reads every letter"),
        ),
        Tile(
            _("Reckon what you are owed"),
            reverse("rights:topics"),
            "calculator",
            _("Severance, overtime, work injury and more"),
        ),
        Tile(_("Meet the chair"), reverse("letterbox:reception"), "calendar-days", _("Reception days near you")),
        Tile(_("My matters"), reverse("cases:my_matters"), "folder-open", _("Where it stands, what comes next")),
        Tile(_("Look up with a code"), reverse("cases:receipt"), "key-round", _("If you wrote without a name"))
        if not signed_in
        else None,
        Tile(_("My messages"), reverse("notices:messages"), "mail", _("What we wrote to you")) if signed_in else None,
        Tile(_("My membership"), reverse("members:mine"), "id-card", _("Join, move, your card"))
        if signed_in
        else Tile(_("Find your union"), reverse("offices"), "map-pin", _("Address and phone, near you")),
        Tile(
            _("Rest stations nearby"),
            reverse("places:stations"),
            "coffee",
            _("Water, shade, a socket: which door is open now"),
        ),
        Tile(
            _("Stations you look after"),
            reverse("places:kept"),
            "key-round",
            _("What people said at the door, hours, use"),
        )
        if signed_in and places.looked_after(actor).exists()
        else None,
    ]
    return [tile for tile in tiles if tile]


@public
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Bodies that receive workers, by place: address and telephone, for those who would rather come or call."""
    bodies = organisations.bodies_that_receive_cases().select_related("division").filter(division__isnull=False)
    words = words_asked(request, most=40)
    if words:
        bodies = bodies.filter(name__icontains=words)
    trail = [Choice(_("Home"), "/"), Choice(_("Find your union"))]
    return page(request, "desk/offices.html", {"bodies": bodies[:100], "words": words, "trail": trail})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens with people's data, in plain words."""
    trail = [Choice(_("Home"), "/"), Choice(_("Your data"))]
    return page(request, "desk/privacy.html", {"trail": trail, "demo": settings.DEMO})
