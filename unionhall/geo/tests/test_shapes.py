"""Areas: read, converted, simplified."""

from __future__ import annotations

import numpy as np
import pytest

from unionhall.geo import shapes


def circle(lon: float, lat: float, size: float, corners: int = 400) -> shapes.Ring:
    turns = np.linspace(0, 2 * np.pi, corners + 1)
    ring = np.column_stack([lon + size * np.cos(turns), lat + size * np.sin(turns)])
    ring[-1] = ring[0]
    return ring


def test_a_simplified_ring_stays_closed_and_keeps_every_corner_near() -> None:
    ring = circle(120.1, 30.2, 0.1)
    few = shapes.simplified(ring, 50)
    assert (few[0] == few[-1]).all()
    assert len(few) < len(ring) / 3
    assert {tuple(corner) for corner in few} <= {tuple(corner) for corner in ring}
    scale = np.array([shapes.METRES * np.cos(np.radians(30.2)), shapes.METRES])
    far = [_away(corner * scale, few * scale) for corner in ring]
    assert max(far) <= 51


def test_a_ring_simplified_beyond_measure_is_still_a_ring() -> None:
    assert len(shapes.simplified(circle(120.1, 30.2, 0.1), 1e9)) >= 4


def test_rings_that_only_seem_alike_keep_their_own_corners() -> None:
    ring = np.array([[0, 0], [0, 1], [1e-9, 1], [1, 1], [1, 0], [0.5, 1e-9], [0, 0]], dtype=float)
    few = shapes.simplified(ring, 1.0)
    assert {tuple(corner) for corner in few} <= {tuple(corner) for corner in ring}
    assert len(few) == 5


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        (None, "no geometry"),
        ({"type": "Point", "coordinates": [1, 2]}, "is no area"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [1, 3], [1, 2]]]}, "no ring has three corners"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [1, 300], [2, 2], [1, 2]]]}, "outside the earth"),
        ({"type": "Polygon", "coordinates": [[["x", 2], [1, 3], [2, 2]]]}, "pairs of numbers"),
        ({"type": "Polygon", "coordinates": [[[1, float("nan")], [1, 3], [2, 2]]]}, "outside the earth"),
        ({"type": "Polygon", "coordinates": []}, "is no area|no ring"),
    ],
)
def test_what_is_no_area_is_said(geometry: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        shapes.areas_of(geometry)


def test_holes_stay_and_slivers_go() -> None:
    outer, hole = circle(1, 1, 1, 8).tolist(), circle(1, 1, 0.2, 8).tolist()
    found = shapes.areas_of(
        {"type": "MultiPolygon", "coordinates": [[outer, hole, [[1, 1], [1, 1]]], [[[5, 5], [5, 5]]]]}
    )
    assert [len(area) for area in found] == [2]


def test_every_corner_is_converted() -> None:
    found = shapes.converted([[circle(1, 1, 1, 8)]], lambda lon, lat: (lon + 1, lat))
    assert np.allclose(found[0][0][:, 0], circle(2, 1, 1, 8)[:, 0])


def _away(point: np.ndarray, line: np.ndarray) -> float:
    begin, end = line[:-1], line[1:]
    along = ((point - begin) * (end - begin)).sum(axis=1) / ((end - begin) ** 2).sum(axis=1)
    near = begin + np.clip(along, 0, 1)[:, None] * (end - begin)
    return float(np.hypot(*(point - near).T).min())
