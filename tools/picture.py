"""How does a map become a small picture? Panels side by side at one scale, as SVG that is read on light paper and on dark.

Positions are degrees WGS-84, laid flat around the middle of the frame (a few kilometres: what is lost is less than a pixel). Inside a panel
one unit is a quarter of a pixel, and everything is written in whole units: that keeps the files small and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
import shapely

FINE = 4
"""Units in a pixel."""
DEGREE = 111_195.08
"""Metres in a degree of latitude on a sphere of mean radius."""

STYLE = """
svg{--paper:#faf8f4;--land:#fff;--line:#e0dace;--ink:#201d19;--soft:#5c564d;--road:#d9d2c6;--reach:#1c8a57;--town:#f1ede4;--shut:#a39b8f;
--new:#d2691e;--open:#0d4f30;--edge:#b9b1a4}
@media (prefers-color-scheme:dark){svg{--paper:#181715;--land:#211f1d;--line:#3d3935;--ink:#f1ede7;--soft:#bdb5aa;--road:#46413b;--reach:#3fa873;
--town:#2b2926;--shut:#7d766c;--new:#ff9a4d;--open:#c9f5dc;--edge:#5d574f}}
text{font-family:"Noto Sans","Helvetica Neue",Arial,"PingFang SC","Noto Sans CJK SC",sans-serif;fill:var(--ink)}
.h{font-size:18px;font-weight:600}.n{font-size:27px;font-weight:700}.t{font-size:15px}.s{font-size:13px;fill:var(--soft)}
.paper{fill:var(--paper)}.land{fill:var(--land);stroke:var(--line)}
.road{fill:none;stroke:var(--road);stroke-width:3.4;stroke-linejoin:round}.lane{fill:none;stroke:var(--road);stroke-width:1.8}
.edge{fill:none;stroke:var(--edge);stroke-width:4;stroke-linejoin:round}.rim{fill:none;stroke:var(--edge);stroke-width:6;stroke-linejoin:round}
.reach{fill:var(--reach);fill-opacity:.62}.town{fill:var(--town)}
.band0,.band1,.band2{fill:var(--reach)}.band0{fill-opacity:.25}.band1{fill-opacity:.35}.band2{fill-opacity:.6}.gone{fill:none;stroke:var(--new)}
.wide{fill:var(--reach);fill-opacity:.3}.near{fill:var(--reach);fill-opacity:.95}
.open,.shut,.halo,.new{fill:none;stroke-linecap:round}.open{stroke:var(--open)}.shut{stroke:var(--shut)}.halo{stroke:var(--land)}.new{stroke:var(--new)}
.no{font-size:38px;font-weight:700;fill:var(--land);text-anchor:middle}
.bar{fill:none;stroke:var(--ink);stroke-width:1.5}
"""


@dataclass(frozen=True)
class Frame:
    """The piece of the world a panel shows, `width` pixels wide."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def scale(self) -> float:
        """Pixels in a metre."""
        return self.width / ((self.east - self.west) * DEGREE * self._narrow)

    @property
    def height(self) -> float:
        """Pixels."""
        return (self.north - self.south) * DEGREE * self.scale

    def units(self, lon: Any, lat: Any) -> Any:
        """Positions in units of the panel, shape (n, 2); y grows downward."""
        per = DEGREE * self.scale * FINE
        return np.column_stack(
            [(np.asarray(lon) - self.west) * self._narrow * per, (self.north - np.asarray(lat)) * per]
        )

    def shape(self, geometry: Any) -> Any:
        """A geometry in units."""
        return shapely.transform(geometry, lambda at: self.units(at[:, 0], at[:, 1]))

    @property
    def _narrow(self) -> float:
        return float(np.cos(np.radians((self.south + self.north) / 2)))


@dataclass
class Panel:
    """One map with its words: a heading, a number with its numerator and denominator, and layers from the lowest to the highest."""

    heading: str
    number: str
    lines: Sequence[str]
    layers: list[str] = field(default_factory=list)


def ways(frame: Frame, lines: Sequence[Any], *, tolerance: float = 0.5, least: float = 1.0) -> str:
    """Path data of lines: joined end to end, cut to the frame, simplified by `tolerance` pixels, pieces under `least` pixels left out."""
    flat = frame.shape(shapely.multilinestrings([one for one in lines if len(one.coords) > 1] if lines else []))
    flat = shapely.clip_by_rect(shapely.set_precision(flat, 2), 0, 0, frame.width * FINE, frame.height * FINE)
    merged = shapely.line_merge(shapely.unary_union(flat))
    pieces = shapely.get_parts(shapely.simplify(merged, tolerance * FINE))
    return "".join(_steps(shapely.get_coordinates(one)) for one in pieces if one.length >= least * FINE)


def areas(frame: Frame, geometry: Any, *, tolerance: float = 0.4, least: float = 2.0) -> str:
    """Path data of areas (in units, see `Frame.shape`): cut to the frame, simplified, patches and holes under `least` square pixels left out."""
    flat = shapely.clip_by_rect(
        shapely.make_valid(geometry), -FINE, -FINE, frame.width * FINE + FINE, frame.height * FINE + FINE
    )
    flat = shapely.simplify(shapely.unary_union(flat), tolerance * FINE)
    told = []
    for one in shapely.get_parts(flat):
        if one.geom_type != "Polygon" or one.area < least * FINE * FINE:
            continue
        told.append(_steps(shapely.get_coordinates(one.exterior)[:-1]) + "z")
        told += [
            _steps(shapely.get_coordinates(hole)[:-1]) + "z"
            for hole in one.interiors
            if shapely.Polygon(hole).area >= least * FINE * FINE
        ]
    return "".join(told)


def dots(frame: Frame, lon: Any, lat: Any) -> str:
    """Path data of points inside the frame: drawn as round line ends."""
    at = np.rint(frame.units(lon, lat)).astype(int) if len(lon) else np.zeros((0, 2), int)
    inside = (at >= 0).all(axis=1) & (at[:, 0] <= frame.width * FINE) & (at[:, 1] <= frame.height * FINE)
    return "".join(f"M{x} {y}h0" for x, y in at[inside].tolist())


def path(data: str, look: str, width: float | None = None, extra: str = "") -> str:
    """A path element of a look; `width` of its line in pixels."""
    stroke = f' stroke-width="{width * FINE:g}"' if width is not None else ""
    return f'<path class="{look}"{stroke}{extra} d="{data}"/>' if data else ""


def stations(frame: Frame, lon: Any, lat: Any, look: str, *, size: float = 4.0) -> str:
    """Dots with a rim of the land's colour."""
    data = dots(frame, lon, lat)
    return path(data, "halo", size + 2) + path(data, look, size)


def numbered(frame: Frame, lon: Any, lat: Any, *, size: float = 13.0) -> str:
    """Discs with the numbers 1, 2, 3 … in the order given."""
    told = path(dots(frame, lon, lat), "halo", size + 2.5) + path(dots(frame, lon, lat), "new", size)
    for number, (x, y) in enumerate(np.rint(frame.units(lon, lat)).astype(int).tolist(), 1):
        told += f'<text class="no" x="{x}" y="{y + 14}">{number}</text>'
    return told


def again(name: str) -> str:
    """What `picture` was given to draw once under that name."""
    return f'<use href="#{name}"/>'


def picture(
    frame: Frame,
    panels: Sequence[Panel],
    *,
    title: str,
    says: str,
    once: dict[str, str],
    legend: Sequence[tuple[str, str]],
    notes: Sequence[str],
    bar_km: float,
) -> str:
    """The whole SVG. `once`: elements used in several panels, by name. `legend`: a mark (see `_mark`) and its words; `notes`: below."""
    margin, gap, top = 20.0, 18.0, 116.0
    wide = 2 * margin + len(panels) * frame.width + (len(panels) - 1) * gap
    below = top + frame.height + 34
    rows = _laid_out(legend, wide - 2 * margin - 150)
    tall = below + 24 * len(rows) + 20 * len(notes) + 6
    told = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:.0f}" role="img" aria-labelledby="a b">',
        f'<title id="a">{escape(title)}</title><desc id="b">{escape(says)}</desc><style>{"".join(STYLE.splitlines())}</style>',
        f'<rect class="paper" width="{wide:g}" height="{tall:.0f}" rx="10"/><defs>',
        *(f'<g id="{name}">{drawn}</g>' for name, drawn in once.items()),
        "</defs>",
    ]
    for place, panel in enumerate(panels):
        x = margin + place * (frame.width + gap)
        told.append(f'<text class="h" x="{x:g}" y="34">{escape(panel.heading)}</text>')
        told.append(f'<text class="n" x="{x:g}" y="68">{escape(panel.number)}</text>')
        indent = x + 16.4 * len(panel.number) + 10
        for line, words in enumerate(panel.lines):
            told.append(
                f'<text class="t" x="{indent if line == 0 else x:g}" y="{68 + 25 * line}">{escape(words)}</text>'
            )
        size = f'width="{frame.width:g}" height="{frame.height:.1f}"'
        told.append(f'<rect class="land" x="{x:g}" y="{top:g}" {size} rx="4"/>')
        told.append(
            f'<svg x="{x:g}" y="{top:g}" {size} viewBox="0 0 {frame.width * FINE:g} {frame.height * FINE:.0f}">'
            f"{''.join(panel.layers)}</svg>"
        )
    bar = bar_km * 1000 * frame.scale
    end = wide - margin
    told.append(f'<path class="bar" d="M{end - bar:.1f} {below - 18}v6h{bar:.1f}v-6"/>')
    told.append(
        f'<text class="s" x="{end:g}" y="{below + 6:g}" text-anchor="end">{bar_km:g} km, all panels alike</text>'
    )
    for number, row in enumerate(rows):
        y = below + 24 * number
        for x, mark, words in row:
            told.append(
                _mark(mark, margin + x, y) + f'<text class="t" x="{margin + x + 26:g}" y="{y:g}">{escape(words)}</text>'
            )
    for number, words in enumerate(notes):
        told.append(
            f'<text class="s" x="{margin:g}" y="{below + 24 * len(rows) + 20 * number:g}">{escape(words)}</text>'
        )
    return "\n".join(one for one in told if one) + "\n</svg>\n"


def _laid_out(legend: Iterable[tuple[str, str]], room: float) -> list[list[tuple[float, str, str]]]:
    """The marks in rows, each with its place from the left."""
    rows: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for mark, words in legend:
        needs = 26 + 7.1 * len(words) + 22
        if x and x + needs > room:
            rows.append([])
            x = 0.0
        rows[-1].append((x, mark, words))
        x += needs
    return rows


def _mark(mark: str, x: float, y: float) -> str:
    """A sample: a patch of an area's look, a line, or a dot."""
    if mark in ("open", "shut"):
        return f'<path class="{mark}" stroke-width="8" d="M{x + 9:g} {y - 5:g}h0"/>'
    if mark == "new":
        return f'<path class="new" stroke-width="13" d="M{x + 9:g} {y - 5:g}h0"/>'
    if mark in ("road", "edge", "rim", "gone"):
        return f'<path class="{mark}" d="M{x:g} {y - 5:g}h18"/>'
    below = [f"band{number}" for number in range(int(mark[4:]))] if mark.startswith("band") else []
    return "".join(
        f'<rect class="{one}" x="{x:g}" y="{y - 12:g}" width="18" height="13" rx="2"/>' for one in (*below, mark)
    )


def _steps(corners: Any) -> str:
    """`M` to the first corner and relative steps from there, in whole units; steps of nothing left out."""
    at = np.rint(corners).astype(int)
    by = np.diff(at, axis=0)
    by = by[(by != 0).any(axis=1)]
    if not len(by):
        return ""
    said = f"M{at[0, 0]} {at[0, 1]}l" + " ".join(f"{x} {y}" for x, y in by.tolist())
    return said.replace(" -", "-")
