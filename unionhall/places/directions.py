"""Which maps lead somebody to a door? Links with the coordinates each map wants, chosen by whoever runs the site.

`UNIONHALL_MAP_DIRECTIONS` names maps that come with the product (rows of `data/directions.csv`) or describes others. A link
opened with coordinates of another datum leads some hundred metres past the door, so every link says in which it is written.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import get_language

from unionhall.geo import datum as datums

DATA = Path(__file__).parent / "data" / "directions.csv"


@dataclass(frozen=True)
class MapLink:
    """A map that leads somewhere: what it is called, in which datum it reads, and its address with {lon}, {lat} and {name}."""

    code: str
    name: str
    name_en: str
    datum: str
    link: str

    @property
    def label(self) -> str:
        return self.name if (get_language() or "").startswith("zh") else self.name_en

    def to(self, lon: float, lat: float, name: str) -> str:
        """The address for a position given in WGS-84."""
        x, y = datums.from_wgs84(lon, lat, self.datum)
        said = {"{lon}": f"{x:.6f}", "{lat}": f"{y:.6f}", "{name}": quote(name.replace(",", " "), safe="")}
        made = self.link
        for mark, value in said.items():
            made = made.replace(mark, value)
        return made


@dataclass(frozen=True)
class Way:
    """A link to one door on one map."""

    code: str
    label: str
    url: str


def shipped() -> dict[str, MapLink]:
    """The maps that come with the product, by code."""
    with DATA.open(encoding="utf-8", newline="") as opened:
        return {row["code"]: MapLink(**row) for row in csv.DictReader(opened)}


@lru_cache(maxsize=16)
def read(said: str) -> tuple[MapLink, ...]:
    """The maps a setting names, in its order: codes of shipped ones, or `name=datum=address`, with blanks between.

    Raises `ValueError` with what is wrong.
    """
    known = shipped()
    found = [known[one] if one in known else _own(one, number, known) for number, one in enumerate(said.split())]
    return tuple(found) or tuple(known.values())


def _own(said: str, number: int, known: dict[str, MapLink]) -> MapLink:
    parts = said.split("=", 2)
    if len(parts) != 3:
        raise ValueError(f"“{said}” is none of the maps {', '.join(known)}, and no name=datum=address")
    name, datum, link = parts
    if datum not in ("wgs84", "gcj02", "bd09"):
        raise ValueError(f"“{datum}” is none of wgs84, gcj02, bd09")
    if not link.startswith(("https://", "http://", "geo:")) or "{lon}" not in link or "{lat}" not in link:
        raise ValueError(f"“{link}”: an address begins with https://, http:// or geo: and holds {{lon}} and {{lat}}")
    return MapLink(f"own-{number + 1}", name.replace("_", " "), name.replace("_", " "), datum, link)


def links() -> tuple[MapLink, ...]:
    """The maps of this site, the first one first."""
    return read(settings.MAP_DIRECTIONS)


def ways(lon: float, lat: float, name: str) -> list[Way]:
    """Links to a door at a position in WGS-84, on each map of this site."""
    return [Way(one.code, one.label, one.to(lon, lat, name)) for one in links()]


def check() -> None:
    """Raise `ValueError` where the setting cannot be read, before anybody opens a page."""
    links()
