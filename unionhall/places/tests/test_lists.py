"""Lists of places: short and long, in a wrong datum, killed in the middle, left lying, and files that are none."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from tests.matrix.people import sign_in, token
from unionhall.cases.tests.world import World, build
from unionhall.core import clock, files
from unionhall.core.actor import SYSTEM
from unionhall.core.tables import TableError
from unionhall.core.verdict import Refused
from unionhall.geo import datum
from unionhall.people.models import Account
from unionhall.places import access, actions, position, running, tasks
from unionhall.places.models import Venue, VenueImport, VenuePair, VenueStep
from unionhall.planning import roads
from unionhall.planning.tests import ground as roads_of_tests

pytestmark = pytest.mark.django_db
LON, LAT = 120.70, 28.00


@pytest.fixture
def world() -> World:
    return build()


def csv_of(count: int, *, code: bool = True) -> bytes:
    rows = [
        f"{f'L{n}' if code else ''},{n}号驿站,{LON + n % 100 / 1000:.4f},{LAT + n // 100 / 1000:.4f},08:00-20:00"
        for n in range(count)
    ]
    return "\n".join(["编号,名称,经度,纬度,开放时间", *rows]).encode()


def brought(world: World, content: bytes, name: str = "站点.csv", *, by: Any = SYSTEM, **facts: Any) -> VenueImport:
    return actions.bring_list(world.harbour, by=by, content=content, file_name=name, kind="rest_station", **facts)


def account(world: World, who: str) -> Account:
    found = Account.objects.filter(person=world.people[who]).first()
    return found or Account.objects.create(person=world.people[who], username=who, opened_at=clock.now())


def by_token(account: Account) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(account)}", "Idempotency-Key": "a"}


# --- a wrong datum is noticed ---------------------------------------------------------------------------------------------


@pytest.fixture
def network(world: World) -> Any:
    made = roads_of_tests.network(world.east, by=world.actor("dong"))
    position.use_reference(roads.reference)
    yield made
    position.use_reference(roads.reference)


def test_a_list_in_the_wrong_datum_is_noticed_against_the_roads(world: World, network: Any, client: Client) -> None:
    ways = roads.opened(network)
    step = max(1, len(ways.lon) // 40)
    points = [
        datum.from_wgs84(float(x), float(y), "gcj02") for x, y in list(zip(ways.lon, ways.lat, strict=True))[::step]
    ]
    rows = [f"D{n},路口{n}站,{x:.6f},{y:.6f}" for n, (x, y) in enumerate(points)]
    text = "\n".join(["编号,名称,经度,纬度", *rows]).encode()
    made = brought(world, text)
    assert any("GCJ-02" in words for words in made.warnings), made.warnings
    assert not any("GCJ-02" in words for words in brought(world, text, datum="gcj02").warnings)
    hong = account(world, "hong")
    sign_in(client, hong)
    form = {
        "table": files.as_upload(text, "站点.csv"),
        "body": str(world.harbour.pk),
        "kind": "rest_station",
        "datum": "wgs84",
        "prefix": "",
    }
    page = client.post("/places/lists/", form, follow=True)
    assert "GCJ-02" in page.content.decode()
    answer = client.post(
        "/api/places/imports",
        {"file": files.as_upload(text, "站点.csv"), "body_id": str(world.harbour.pk)},
        headers=by_token(hong),
    )
    assert any("GCJ-02" in words for words in answer.json()["warnings"])


# --- long lists -----------------------------------------------------------------------------------------------------------


def test_a_long_list_is_read_and_written_behind_the_page(world: World) -> None:
    hong = world.actor("hong")
    made = brought(world, csv_of(700), by=hong)
    assert made.state == "reading"
    assert not made.counts["read"]
    running.try_list(made.pk)
    made.refresh_from_db()
    assert (made.state, made.counts["new"], Venue.objects.count()) == ("tried", 700, 0)
    made = actions.put_list(made, by=hong)
    assert made.state == "writing"
    running.write_list(made.pk)
    made.refresh_from_db()
    assert (made.state, made.counts["new"], made.done) == ("written", 700, 700)
    assert Venue.objects.count() == 700
    assert set(VenueStep.objects.values_list("by", flat=True)) == {hong.person_id}
    tasks.write_list(str(made.pk))
    tasks.try_list(str(made.pk))
    assert Venue.objects.count() == 700


@pytest.mark.parametrize("code", [True, False])
def test_a_list_killed_in_the_middle_goes_on_and_doubles_nothing(world: World, monkeypatch: Any, code: bool) -> None:
    monkeypatch.setattr(running, "PART", 200)
    made = brought(world, csv_of(700, code=code))
    running.try_list(made.pk)
    actions.put_list(VenueImport.objects.get(pk=made.pk), by=SYSTEM)
    parts = []
    write = actions.write_part

    def dies(*args: Any, **rest: Any) -> bool:
        if len(parts) == 2:
            raise RuntimeError("the machine went off")
        parts.append(1)
        return write(*args, **rest)

    monkeypatch.setattr(actions, "write_part", dies)
    with pytest.raises(RuntimeError):
        running.write_list(made.pk)
    assert Venue.objects.count() == 400
    monkeypatch.setattr(actions, "write_part", write)
    running.write_list(made.pk)
    made.refresh_from_db()
    assert (made.state, made.counts["new"], made.counts["same"], made.done) == ("written", 700, 0, 700)
    assert Venue.objects.count() == 700


def test_whoever_lost_the_post_meanwhile_writes_nothing(world: World) -> None:
    made = brought(world, csv_of(700), by=world.actor("hong"))
    VenueImport.objects.filter(pk=made.pk).update(started_by=world.people["lin"])
    running.try_list(made.pk)
    made.refresh_from_db()
    assert (made.state, bool(made.problem)) == ("failed", True)
    assert actions.drop_list(made, by=world.actor("hong")).state == "dropped"


def test_a_list_dropped_while_it_is_read_stays_dropped(world: World, monkeypatch: Any) -> None:
    made = brought(world, csv_of(700))
    plan_of = actions.plan_of

    def dropped_meanwhile(one: VenueImport, **rest: Any) -> Any:
        plan = plan_of(one, **rest)
        actions.drop_list(one, by=SYSTEM)
        return plan

    monkeypatch.setattr(actions, "plan_of", dropped_meanwhile)
    running.try_list(made.pk)
    made.refresh_from_db()
    assert (made.state, made.counts["read"], made.kept_as) == ("dropped", 0, "")


def test_a_long_list_that_is_none_goes_back_with_the_reason(world: World) -> None:
    made = brought(world, b"a,b\n" * 700)
    running.try_list(made.pk)
    made.refresh_from_db()
    assert (made.state, bool(made.problem)) == ("failed", True)


# --- twins, rows that came back, files left lying ---------------------------------------------------------------------------


def test_likely_duplicates_are_there_when_the_officer_comes(world: World) -> None:
    known = actions.enter(
        by=SYSTEM, operator=world.harbour, name="建设银行东港支行工会驿站", lon=LON, lat=LAT, opened_on=clock.today()
    )
    text = f"编号,名称,经度,纬度\nT1,建行东港支行驿站,{LON + 0.0003},{LAT}\nT2,远方驿站,{LON + 0.3},{LAT}\n".encode()
    actions.put_list(brought(world, text, by=world.actor("hong")), by=world.actor("hong"))
    pair = VenuePair.objects.get()
    assert known.pk in (pair.one_id, pair.other_id)
    actions.keep_apart(pair, by=world.actor("hong"))
    tasks.nightly(0)
    assert VenuePair.objects.count() == 1, "what was decided is not asked again"
    actions.enter(
        by=SYSTEM, operator=world.hill, name="建行东港支行爱心驿站", lon=LON + 0.0002, lat=LAT, opened_on=clock.today()
    )
    tasks.nightly(0)
    assert VenuePair.objects.count() == 3
    seen = access.visible_pairs(world.actor("hong"))
    assert {one.pk for one in seen} == {pair.pk}, "a pair with a place of a stranger is decided by those above both"


def test_rows_that_came_back_come_back_whole(world: World, client: Client) -> None:
    text = "编号,名称,经度,纬度,备注\nB1,好站,120.7,28.0,一\nB2,海上站,125.0,25.0,二\nB3,,120.7,28.0,三\n".encode()
    made = brought(world, text, by=world.actor("hong"))
    heads, rows = actions.rejected_rows(made, by=SYSTEM)
    assert heads == ["编号", "名称", "经度", "纬度", "备注"]
    assert [(number, cells[-1]) for number, _why, cells in rows] == [(3, "二"), (4, "三")]
    told = client.get(
        f"/api/places/imports/{made.pk}/rejected", {"offset": 1}, headers=by_token(account(world, "hong"))
    ).json()
    assert (told["total"], [row["cells"][0] for row in told["rows"]]) == (2, ["B3"])


def test_lists_nobody_wrote_are_cleared_and_written_ones_later(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    left, done, fresh = (
        brought(world, f"编号,名称,经度,纬度\nC{n},站{n},120.7,28.0{n}\n海,海,125,25\n".encode()) for n in range(3)
    )
    actions.put_list(done, by=SYSTEM)
    old = clock.now() - timedelta(days=15)
    VenueImport.objects.exclude(pk=fresh.pk).update(at=old)
    names = [left.kept_as, left.rejects_as]
    with django_capture_on_commit_callbacks(execute=True):
        tasks.nightly(0)
    left.refresh_from_db()
    assert (left.state, left.kept_as, left.rejects_as) == ("dropped", "", "")
    for name in names:
        with pytest.raises(FileNotFoundError):
            files.open_sealed(name, "places")
    with pytest.raises(Refused):
        actions.rejected_rows(left, by=SYSTEM)
    for one in (done, fresh):
        one.refresh_from_db()
        assert actions.rejected_rows(one, by=SYSTEM)[1]
    VenueImport.objects.filter(pk=done.pk).update(at=clock.now() - timedelta(days=91))
    tasks.nightly(0)
    done.refresh_from_db()
    assert (done.state, done.kept_as) == ("written", "")


# --- files that are none --------------------------------------------------------------------------------------------------


def xlsx(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="x"/>')
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "leer.csv"), (b"", "leer.xlsx"), (xlsx(), "empty.xlsx"), (xlsx(["编号", "名称", "经度", "纬度"]), "heads.xlsx"),
        (xlsx(["名称"], ["站"]), "one.xlsx"), (b"PK\x03\x04broken", "broken.xlsx"), (b"{", "x.geojson"),
        (json.dumps({"type": "FeatureCollection", "features": 7}).encode(), "x.geojson"), (b"[" * 100_000, "deep.geojson"),
        (b'{"features":' + b"[" * 100_000, "deep.geojson"), (bomb(), "bomb.xlsx"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_a_sentence(world: World, content: bytes, name: str) -> None:
    assert said_of(world, content, name)
    assert not Venue.objects.exists()


def said_of(world: World, content: bytes, name: str) -> str:
    """What somebody is told of a file without places."""
    try:
        made = brought(world, content, name)
    except (Refused, TableError) as error:
        return str(error)
    if made.state == "reading":
        running.try_list(made.pk)
        made.refresh_from_db()
        return made.problem
    return "" if made.counts["read"] else "no row"


def test_gbk_and_swapped_columns_and_the_sea(world: World) -> None:
    text = "编号,名称,经度,纬度\nG1,国标站,120.70,28.00\n"
    assert brought(world, text.encode("gbk")).counts["new"] == 1
    swapped = brought(world, "编号,名称,经度,纬度\nS1,反站,28.00,120.70\nS2,海站,125.0,25.0\n".encode())
    assert swapped.counts == {"read": 2, "new": 0, "changed": 0, "same": 0, "merged": 0, "rejected": 2}
    assert len({reason for _row, reason in swapped.rejected}) == 2


def test_a_page_that_waits_is_shown_anew_when_the_list_is_read(world: World, client: Client) -> None:
    made = brought(world, csv_of(700), by=world.actor("hong"))
    sign_in(client, account(world, "hong"))
    asks = {"path": f"{made.get_absolute_url()}?seen={made.state}", "headers": {"HX-Request": "true"}}
    assert asks["path"] in client.get(**asks).content.decode()
    running.try_list(made.pk)
    assert client.get(**asks).headers["HX-Refresh"] == "true"
