"""Which entries stand in the rail, and who sees them.

A module registers its entries once, in its `AppConfig.ready`:

    from unionhall.ui import navigation
    navigation.register("cases", _("Disputes"), "scale", "cases:worklist", department="rights",
                        visible=lambda actor: actor.holds(Role.OFFICER, Role.MEDIATOR))

and may claim one of the places the shells link to (`home`, `my_matters`, `intake`, `sign_in`, `sign_out`, `account`, `search`, `privacy`, `my_data`):

    navigation.claim("sign_out", "people:sign_out")
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Words = str | Promise
Visible = Callable[[Any], bool]

DEPARTMENTS: dict[str, Words] = {
    "": "",
    "rights": pgettext_lazy("department", "Rights"),
    "service": pgettext_lazy("department", "Service"),
    "relief": pgettext_lazy("department", "Relief"),
    "organising": pgettext_lazy("department", "Organising"),
    "places": pgettext_lazy("department", "Places"),
    "training": pgettext_lazy("department", "Training"),
    "merit": pgettext_lazy("department", "Merit"),
    "news": pgettext_lazy("department", "News"),
    "support": pgettext_lazy("department", "Support"),
}

ONE_SCREEN = 14
"""Entries of a rail that stand on a screen of 768 pixels without scrolling."""

PLACES = ("home", "my_matters", "intake", "sign_in", "sign_out", "account", "search", "privacy", "my_data")


def everyone_signed_in(actor: Any) -> bool:
    return not actor.is_anonymous


@dataclass(frozen=True)
class Entry:
    """One line of the rail."""

    key: str
    label: Words
    icon: str
    url_name: str
    department: str
    visible: Visible
    order: int

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Link:
    """An entry as one actor sees it on one page."""

    label: Words
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class Department:
    """A group of the rail; folded groups show their name and open at a touch."""

    key: str
    label: Words
    links: tuple[Link, ...]
    folds: bool = False
    open: bool = True


_entries: dict[str, Entry] = {}
_places: dict[str, tuple[str, Visible]] = {}


def register(
    key: str,
    label: Words,
    icon: str,
    url_name: str,
    *,
    department: str = "",
    visible: Visible = everyone_signed_in,
    order: int = 50,
) -> None:
    """Put an entry in the rail. Registering the same key again replaces it. Unknown departments raise KeyError."""
    if department not in DEPARTMENTS:
        raise KeyError(f"{department!r} is no department; choose one of {', '.join(filter(None, DEPARTMENTS))}")
    _entries[key] = Entry(key, label, icon, url_name, department, visible, order)


def claim(place: str, url_name: str, *, visible: Visible = lambda actor: True) -> None:
    """Say which URL stands behind a place the shells link to, and who is led there."""
    if place not in PLACES:
        raise KeyError(f"{place!r} is no place; choose one of {', '.join(PLACES)}")
    _places[place] = url_name, visible


def departments_for(actor: Any, path: str) -> tuple[Department, ...]:
    """The rail of one actor: departments in the house's order, without those that would be empty.

    A rail too long for one screen shows the department one is in, or the first; the others are folded.
    """
    seen = sorted(
        (entry for entry in _entries.values() if entry.visible(actor)), key=lambda entry: (entry.order, entry.key)
    )
    here = _nearest([entry.url for entry in seen], path)
    groups: dict[str, tuple[Link, ...]] = {}
    for key in DEPARTMENTS:
        mine = [entry for entry in seen if entry.department == key]
        links = tuple(Link(entry.label, entry.icon, entry.url, entry.url == here) for entry in mine)
        if links:
            groups[key] = links
    folds = len(seen) > ONE_SCREEN
    named = [key for key in groups if DEPARTMENTS[key]]
    shown = next((key for key in named if any(link.current for link in groups[key])), named[0] if named else "")
    return tuple(
        Department(key, DEPARTMENTS[key], links, folds=folds and key in named, open=not folds or key == shown)
        for key, links in groups.items()
    )


def place_urls(actor: Any) -> dict[str, str]:
    """URL by place; an unclaimed place, or one not for this actor, is an empty string, so templates leave its link out."""
    return {place: _reverse_or_nothing(_claimed(place, actor)) for place in PLACES}


def _claimed(place: str, actor: Any) -> str:
    url_name, visible = _places.get(place, ("", lambda _actor: False))
    return url_name if visible(actor) else ""


def _nearest(urls: list[str], path: str) -> str:
    """The longest entry that the present path lies under: /cases/42/ belongs to /cases/."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def _reverse_or_nothing(url_name: str) -> str:
    if not url_name:
        return ""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
