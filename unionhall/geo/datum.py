"""In which datum do these coordinates speak, and where is that in WGS-84?

Chinese maps show places shifted: GCJ-02 (Amap, Tencent, the state's own) by some hundred metres, BD-09 (Baidu) by another
shift on top. Stored is WGS-84 alone; everything else is turned on its way in and out. The shift is defined from WGS-84 to
GCJ-02 only; the way back is found by iteration, until it no longer moves by a tenth of a millimetre.

All angles are degrees, all distances metres. Functions take numbers or arrays and give back the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .words import Unreadable, Words

if TYPE_CHECKING:
    from .network import Network

Floats = NDArray[np.float64]

AXIS = 6378245.0
"""Half the long axis of the Krasovsky 1940 ellipsoid, metres: the one the shift is reckoned on."""
FLATNESS = 0.00669342162296594323
"""The square of its first eccentricity."""
BAIDU = np.pi * 3000.0 / 180.0
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""Where the shift ends. The land of China lies at least one and a half degrees inside."""
FADE = 0.5
"""Over how many degrees inside that frame the shift grows from nothing to the whole. The customary formula breaks off at the
frame, and a point within half a kilometre of it then has two ways back or none; faded, there is one everywhere, and inside China
nothing differs."""
STILL = 1e-9
"""Degrees: an iteration that moves by less (a tenth of a millimetre) has arrived."""


class Datum(StrEnum):
    """Which datum coordinates are in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"

    @property
    def written(self) -> str:
        """As people write it."""
        return {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}[self.value]

    @classmethod
    def named(cls, said: str) -> Datum:
        """The datum somebody wrote (`GCJ-02`, `gcj02`, `bd_09`).

        Raises `Unreadable` with the three that there are.
        """
        plain = str(said).strip().lower().replace("-", "").replace("_", "").replace(" ", "")
        plain = {"gps": "wgs84", "4326": "wgs84", "epsg:4326": "wgs84", "高德": "gcj02", "百度": "bd09"}.get(
            plain, plain
        )
        try:
            return cls(plain)
        except ValueError:
            raise Unreadable(
                Words(
                    f"不认识坐标系“{said}”。请写 wgs84、gcj02（高德、腾讯）或 bd09（百度）。",
                    f"There is no datum “{said}”. Write wgs84, gcj02 (Amap, Tencent) or bd09 (Baidu).",
                )
            ) from None


@overload
def to_wgs84(lon: float, lat: float, datum: Datum | str) -> tuple[float, float]: ...
@overload
def to_wgs84(lon: ArrayLike, lat: ArrayLike, datum: Datum | str) -> tuple[Floats, Floats]: ...
def to_wgs84(lon: Any, lat: Any, datum: Datum | str) -> tuple[Any, Any]:
    """Longitude and latitude (degrees, in `datum`) as WGS-84. Far from China unchanged; what is no number stays none.

    Undoes `from_wgs84` to within a millimetre everywhere.
    """
    return _turned(lon, lat, Datum.named(datum), back=True)


@overload
def from_wgs84(lon: float, lat: float, datum: Datum | str) -> tuple[float, float]: ...
@overload
def from_wgs84(lon: ArrayLike, lat: ArrayLike, datum: Datum | str) -> tuple[Floats, Floats]: ...
def from_wgs84(lon: Any, lat: Any, datum: Datum | str) -> tuple[Any, Any]:
    """Longitude and latitude (degrees, WGS-84) in `datum`. Far from China unchanged; what is no number stays none."""
    return _turned(lon, lat, Datum.named(datum), back=False)


def _turned(lon: Any, lat: Any, datum: Datum, *, back: bool) -> tuple[Any, Any]:
    x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    x, y = x.copy(), y.copy()
    shifted = (x > WEST - 0.1) & (x < EAST + 0.1) & (y > SOUTH - 0.1) & (y < NORTH + 0.1)  # no number is never inside
    if datum is not Datum.WGS84 and shifted.any():
        inside = (x[shifted], y[shifted])
        if back:
            inside = _undone(_as_baidu, *inside) if datum is Datum.BD09 else inside
            inside = _undone(_as_gcj, *inside)
        else:
            inside = _as_gcj(*inside)
            inside = _as_baidu(*inside) if datum is Datum.BD09 else inside
        x[shifted], y[shifted] = inside
    return (x, y) if x.ndim else (float(x), float(y))


def _as_gcj(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    waves = (20.0 * np.sin(6.0 * np.pi * x) + 20.0 * np.sin(2.0 * np.pi * x)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20.0 * np.sin(np.pi * y) + 40.0 * np.sin(np.pi / 3.0 * y)) * 2.0 / 3.0
    north += (160.0 * np.sin(np.pi / 12.0 * y) + 320.0 * np.sin(np.pi / 30.0 * y)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20.0 * np.sin(np.pi * x) + 40.0 * np.sin(np.pi / 3.0 * x)) * 2.0 / 3.0
    east += (150.0 * np.sin(np.pi / 12.0 * x) + 300.0 * np.sin(np.pi / 30.0 * x)) * 2.0 / 3.0
    turn = np.radians(lat)
    flat = 1.0 - FLATNESS * np.sin(turn) ** 2
    share = _whole(lon, lat)
    per_degree = np.pi / 180.0
    return (
        lon + share * east / (AXIS / np.sqrt(flat) * np.cos(turn) * per_degree),
        lat + share * north / (AXIS * (1.0 - FLATNESS) / (flat * np.sqrt(flat)) * per_degree),
    )


def _as_baidu(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    far = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BAIDU)
    turn = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BAIDU)
    share = _whole(lon, lat)
    return lon + share * (far * np.cos(turn) + 0.0065 - lon), lat + share * (far * np.sin(turn) + 0.006 - lat)


def _whole(lon: Floats, lat: Floats) -> Floats:
    """How much of the shift applies: 1 inside, falling to 0 at the frame."""
    edge = np.minimum(np.minimum(lon - WEST, EAST - lon), np.minimum(lat - SOUTH, NORTH - lat))
    whole: Floats = np.clip(edge / FADE, 0.0, 1.0)
    return whole


def _undone(shift: Any, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Where a shift came from: correct the guess by what it misses; each round leaves at most a thirtieth."""
    x, y = lon.copy(), lat.copy()
    for _ in range(20):
        east, north = shift(x, y)
        east, north = lon - east, lat - north
        x, y = x + east, y + north
        if max(np.abs(east).max(), np.abs(north).max()) < STILL:
            break
    return x, y


@dataclass(frozen=True)
class Reading:
    """One way to read coordinates: in a datum, and perhaps with longitude and latitude exchanged."""

    datum: Datum
    swapped: bool = False

    def of(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """The coordinates so read, in WGS-84."""
        return to_wgs84(*((lat, lon) if self.swapped else (lon, lat)), self.datum)


@dataclass(frozen=True)
class Suspicion:
    """Points fit what is known much better when read in another way than was said.

    `metres`, `metres_said`: the median distance to the nearest way (or known point) under the better reading and under the one said.
    `nearer`: the share of points that come nearer. `points`: how many were compared.
    """

    reading: Reading
    said: Reading
    metres: float
    metres_said: float
    nearer: float
    points: int

    @property
    def times(self) -> float:
        """How many times nearer the typical point is."""
        return self.metres_said / max(self.metres, 1.0)

    @property
    def words(self) -> Words:
        """What was noticed, as a sentence."""
        now, then = f"{self.metres_said:,.0f}", f"{self.metres:,.0f}"
        if self.reading.swapped:
            return Words(
                f"经度和纬度像是写反了：对调以后，点到最近道路的距离（中位数）从 {now} 米变成 {then} 米。",
                f"Longitude and latitude seem to be exchanged: the other way round the typical point is {then} m from a way instead of {now} m.",
            )
        return Words(
            f"这些坐标多半是 {self.reading.datum.written}，不是 {self.said.datum.written}：按 {self.reading.datum.written} 读，点到最近道路的距离（中位数）从 {now} 米变成 {then} 米，"
            f"{self.nearer:.0%} 的点更近。",
            f"These coordinates are probably {self.reading.datum.written}, not {self.said.datum.written}: read so, the typical point is {then} m from a way "
            f"instead of {now} m, and {self.nearer:.0%} of the points come nearer.",
        )

    @property
    def next_step(self) -> Words:
        if self.reading.swapped:
            return Words("请把经度和纬度两列对调。", "Exchange the columns of longitude and latitude.")
        return Words(f"如果是，请写明 --datum {self.reading.datum}。", f"If so, say --datum {self.reading.datum}.")


FEWEST, FEW = 4, 8
"""Points: fewer than the first prove nothing; up to the second, every one of them must come much nearer."""
MUCH = 4.0
"""Times nearer, where there are few points."""
COMPARED = 5_000
"""Points looked at, spread over the file."""
BLUR = 5.0
"""Metres added to each distance before they are compared: on a way is on a way."""
SURE = 5.0
"""How many standard errors the mean gain (in logarithms of the distance) must lie above nothing."""
FAR = 2_000.0
"""Metres: a point farther from everything known says nothing about shifts."""


def looks_shifted(
    lon: ArrayLike,
    lat: ArrayLike,
    reference: Network | tuple[ArrayLike, ArrayLike],
    *,
    datum: Datum | str = Datum.WGS84,
) -> Suspicion | None:
    """Whether points were said to be in the wrong datum, or have longitude and latitude exchanged; None when nothing speaks for it.

    `lon`, `lat`: degrees as the file has them, said to be in `datum`. `reference`: a network, or arrays of points known to lie close to
    these (WGS-84). Stations stand at roads; a shift of some hundred metres takes them off. Each other reading is compared point by
    point with the one said, and named only when the gain is far beyond chance (five standard errors) and the typical point comes
    at least a quarter nearer. Four to seven points must each come four times nearer; fewer, or points nowhere near it, prove nothing.
    """
    x, y = np.atleast_1d(np.asarray(lon, np.float64)), np.atleast_1d(np.asarray(lat, np.float64))
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    known = known[:: max(1, len(known) // COMPARED)]
    x, y = x[known], y[known]
    said = Reading(Datum.named(datum))
    distance = _distance_to(reference)
    so = distance(*said.of(x, y))
    best: Suspicion | None = None
    strongest = SURE
    for reading in (*(Reading(one) for one in Datum), *(Reading(one, swapped=True) for one in Datum)):
        if reading == said:
            continue
        other = distance(*reading.of(x, y))
        near = np.minimum(so, other) < FAR
        if near.sum() < FEWEST:
            continue
        gain = np.log(so[near] + BLUR) - np.log(other[near] + BLUR)
        if len(gain) < FEW and gain.min() < np.log(MUCH):
            continue
        strength = float(gain.mean() / (gain.std() / np.sqrt(len(gain)) + 1e-9))
        median, median_said = float(np.median(other[near])), float(np.median(so[near]))
        if strength > strongest and median + BLUR < 0.75 * (median_said + BLUR):
            strongest = strength
            best = Suspicion(reading, said, median, median_said, float((gain > 0).mean()), int(near.sum()))
    return best


def _distance_to(reference: Any) -> Any:
    """A function of longitude and latitude: metres to the nearest way or known point, `FAR` when it is farther."""
    if hasattr(reference, "snap"):

        def to_way(lon: Floats, lat: Floats) -> Floats:
            away: Floats = np.minimum(reference.snap(lon, lat, within=FAR).offset, FAR)
            return away

        return to_way
    from scipy.spatial import KDTree

    from .network.sphere import mercator

    x, y = (np.asarray(one, np.float64) for one in reference)
    tree = KDTree(np.stack(mercator(x, y), axis=1))

    def to_point(lon: Floats, lat: Floats) -> Floats:
        metres = np.full(len(lon), FAR)
        some = np.isfinite(lon) & (np.abs(lat) < 85)
        if some.any():
            metres[some] = np.minimum(
                tree.query(np.stack(mercator(lon[some], lat[some]), axis=1))[0] * np.cos(np.radians(lat[some])), FAR
            )
        return metres

    return to_point
