"""What the pages about real places state is the same on every machine, and their pictures are small and there."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely

from tools import picture, real_places
from tools import real_inputs as inputs
from tools.picture import Frame, Panel

FRAME = Frame(114.0, 30.0, 114.1, 30.1, 100)


def test_a_choice_depends_on_its_words_alone() -> None:
    assert (
        inputs.chance("station", "267620060")
        == inputs.chance("station", "267620060")
        != inputs.chance("hours", "267620060")
    )
    names = [str(number) for number in range(40_000)]
    chosen = inputs.invented_stations(names, 400)
    assert chosen == inputs.invented_stations(reversed(names), 400)
    assert 70 < len(chosen) < 130
    assert not {one for one, _ in chosen} & set(inputs.invented_hosts(names, 70, (one for one, _ in chosen)))


def test_points_of_a_grid_stand_for_equal_parts_of_the_area() -> None:
    area = shapely.box(113.5, 34.6, 113.7, 34.8)
    points = inputs.grid(area, 500.0)
    wide = 0.2 * inputs.METRES * np.cos(np.radians(34.7)) * 0.2 * inputs.METRES
    assert len(points) * 250_000 == pytest.approx(wide, rel=0.03)
    assert len({one for one, _, _ in points}) == len(points)


def test_metres_of_a_street_are_shared_by_its_ends_and_nobody_walks_on_a_motorway(tmp_path) -> None:
    (tmp_path / "nodes.csv").write_text("id,lon,lat\na,114,30\nb,114,30.001\nc,114,30.002\n")
    (tmp_path / "edges.csv").write_text(
        "from,to,length_m,highway\na,b,100,residential\nb,c,50,motorway\na,c,30,trunk\n"
    )
    made = inputs.streets(tmp_path / "nodes.csv", tmp_path / "edges.csv")
    assert made.ways == [("a", "b", 100.0), ("a", "c", 30.0)]
    assert made.left_out == 1
    assert made.metres == {"a": 50.0, "b": 50.0}


def test_a_station_is_counted_once_when_name_and_place_agree() -> None:
    names = ["郑州工会驿站(嵩山医院)", "嵩山医院户外劳动者爱心驿站", "嵩山医院工会驿站", "中国银行"]
    metres = np.array([[0, 50, 900, 10], [50, 0, 900, 10], [900, 900, 0, 900], [10, 10, 900, 0]], float)
    assert inputs.counted_once(names, metres) == [[0, 1], [2], [3]]
    assert inputs.close_pairs(metres, 60) == [(0, 3, 10.0), (1, 3, 10.0), (0, 1, 50.0)]


def test_a_picture_is_drawn_to_scale_and_is_sound_xml() -> None:
    west, east = FRAME.units([114.0, 114.1], [30.05, 30.05])
    assert (east - west)[0] / picture.FINE == pytest.approx(100)
    square = shapely.box(114.02, 30.02, 114.06, 30.06)
    panel = Panel("<now>", "1 %", ["1 of 100"], [picture.path(picture.areas(FRAME, FRAME.shape(square)), "reach"), picture.numbered(FRAME, [114.05], [30.05])])  # fmt: skip
    drawn = picture.picture(FRAME, [panel, panel], title="a & b", says="", once={}, legend=[("band2", "5"), ("open", "open")], notes=["©"], bar_km=1)  # fmt: skip
    root = ElementTree.fromstring(drawn)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "a & b"


def test_lines_and_areas_outside_the_frame_are_cut_away() -> None:
    far = shapely.box(115.0, 31.0, 115.1, 31.1)
    assert picture.areas(FRAME, FRAME.shape(far)) == ""
    assert picture.ways(FRAME, list(shapely.get_parts(shapely.boundary(far)))) == ""
    assert picture.dots(FRAME, [115.0], [31.0]) == ""


def test_a_fact_takes_its_place_in_the_page_and_nothing_else_changes() -> None:
    page = "a <!-- x.one -->old<!-- / --> b\n<!-- x.two -->\nold\n<!-- / -->\n"
    said = real_places.filled(page, {"x.one": "new \\1", "x.two": "more"})
    assert said == "a <!-- x.one -->new \\1<!-- / --> b\n<!-- x.two -->\nmore\n<!-- / -->\n"


def test_every_place_in_the_page_is_filled_and_every_picture_is_there_and_small() -> None:
    page = real_places.PAGE.read_text(encoding="utf-8")
    places = re.findall(r"<!-- ([a-z.]+) -->(.*?)<!-- / -->", page, re.DOTALL)
    assert len(places) > 20
    assert not [name for name, said in places if not said.strip()]
    pictures = re.findall(r"\]\((images/real/[^)]+)\)", page)
    assert {real_places.PAGE.parent / one for one in pictures} == set(real_places.PICTURES.iterdir())
    assert all(one.stat().st_size <= real_places.LARGEST for one in real_places.PICTURES.iterdir())


def test_without_the_data_the_page_stays_as_it_is(tmp_path, monkeypatch, capsys) -> None:
    before = real_places.PAGE.read_bytes()
    monkeypatch.setattr("sys.argv", ["real_places", "--data", str(tmp_path)])
    assert real_places.main() == 1
    assert real_places.PAGE.read_bytes() == before
    assert capsys.readouterr().out.count("left as it is") == len(real_places.CASES)
