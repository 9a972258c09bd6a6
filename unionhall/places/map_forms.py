"""What is asked of a map by its address: filters, an area drawn on it or a place chosen by name, a part of the earth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.ui.maps import Box, from_map, lifted

from . import plotting, queries
from .enums import VenueKind
from .states import VenueState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from unionhall.organisations.models import Division

    from .models import Venue

CORNERS = 200
"""Corners of an area at most."""
LONGEST = 9_000
"""Characters of an area in an address."""
ANY = ("", gettext_lazy("all"))


class DeskMapForm(forms.Form):
    """Filters of the officer's map. What is not understood narrows nothing away: a map of an old link still opens."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ANY, *VenueKind.choices])
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("all but closed ones")), *VenueState.choices[:4]],
    )
    equipment = forms.ChoiceField(label=gettext_lazy("With"), required=False)
    only = forms.ChoiceField(
        label=gettext_lazy("Doors"), required=False, choices=[ANY, ("open", gettext_lazy("open now"))]
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["equipment"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("anything")),
            *((one.code, one.label) for one in queries.equipment()),
        ]

    def asked(self) -> dict[str, str]:
        """What was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def found(self, venues: QuerySet[Venue]) -> QuerySet[Venue]:
        """The places that fit."""
        words: dict[str, Any] = {name: value for name, value in self.asked().items() if name != "only"}
        return queries.listed(venues, **words)


# --- areas ------------------------------------------------------------------------------------------------------------


def unreadable(next_step: Any = "") -> Refused:
    return Refused(no(_("This area cannot be read."), next_step or _("Draw it again."), "area"))


def corners(text: str) -> list[tuple[float, float]]:
    """“lon,lat;lon,lat;…” as points on the earth. Raises `Refused` for anything else."""
    if len(text) > LONGEST:
        raise unreadable(_("Draw it with fewer corners: %(n)d at most.") % {"n": CORNERS})
    found = []
    for part in text.strip(" ;").split(";"):
        try:
            lon, lat = (float(number) for number in part.split(","))
        except ValueError:
            raise unreadable() from None
        if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            raise unreadable()
        found.append((lon, lat))
    if not 3 <= len(found) <= CORNERS:
        raise unreadable(_("An area has at least three corners, and %(n)d at most.") % {"n": CORNERS})
    return found


def area_of(text: str, *, drawn: bool = False) -> Any:
    """The polygon of a text, in WGS-84; `drawn` when its corners are clicks on the base map. Lines that cross make several parts."""
    shape = shapely.make_valid(shapely.Polygon(corners(text)))
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type in ("Polygon", "MultiPolygon")]
    whole = shapely.union_all(parts)
    if whole.is_empty or whole.area == 0:
        raise unreadable(_("The corners lie on one line. Draw it again."))
    return lifted(whole) if drawn else whole


def area_words(area: Any) -> str:
    """A polygon as it stands in an address: its outer ring, to a tenth of a metre."""
    outer = max(getattr(area, "geoms", [area]), key=lambda part: part.area).exterior.coords
    return ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in list(outer)[:-1])


def box_of(text: str) -> Box | None:
    """“west,south,east,north” as seen on the base map, in WGS-84; None when it is not a part of the earth."""
    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        return None
    if not (-180 <= west < east <= 180 and -86 <= south < north <= 86):
        return None
    lon, lat = from_map(np.array([west, east]), np.array([south, north]))
    return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])


class Area:
    """What an address says of an area: drawn on the map, kept in a link, or a place chosen by name."""

    def __init__(self, asked: Any) -> None:
        self.division: Division | None = None
        self.shape: Any = None
        self.by_code = False
        name = str(asked.get("division", "")).replace("\0", "").strip()[:60]
        if asked.get("drawn") or asked.get("area"):
            self.shape = area_of(str(asked.get("drawn") or asked["area"]), drawn=bool(asked.get("drawn")))
        elif name:
            self.division = organisations.place_named(name.partition(" ")[0]) or organisations.place_named(name)
            if self.division is None:
                raise Refused(
                    no(_("No place is known by this name."), _("Choose one from the list, or write its code."), "place")
                )
            boundary = organisations.boundaries.of(self.division.code)
            self.shape = shapely.geometry.shape(boundary.geometry) if boundary else None
            self.by_code = boundary is None

    def __bool__(self) -> bool:
        return self.shape is not None or self.division is not None

    @property
    def title(self) -> str:
        return str(self.division) if self.division else _("The area you drew")

    def address(self) -> dict[str, str]:
        """The same area for a link."""
        if self.division:
            return {"division": self.division.code}
        return {"area": area_words(self.shape)} if self.shape is not None else {}

    def inside(self, venues: QuerySet[Venue]) -> QuerySet[Venue]:
        """The places that lie in it; where no boundary is loaded, those entered for the place or one in it."""
        if self.shape is not None:
            return plotting.inside(venues, self.shape)
        return queries.listed(venues, division=self.division.code) if self.division else venues
