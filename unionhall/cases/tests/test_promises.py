"""Service promises are dated records with a source, entered by the operator."""

from datetime import date
from pathlib import Path

import pytest

from unionhall.cases import actions
from unionhall.cases.models import ServicePromise
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.verdict import Refused

from .world import build

pytestmark = pytest.mark.django_db
GOOD = "环节,天数,单位,开始,依据,类别,层级\n已收到,5,工作日,2026-01-01,公开承诺第二条,,\nreceived,2,working,2026-01-01,公开承诺第三条,injury,county\n"


def file_of(folder: Path, text: str) -> Path:
    path = folder / "promises.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_promises_come_in_once_each(tmp_path: Path) -> None:
    path = file_of(tmp_path, GOOD)
    assert actions.bring_promises(path, by=system("t"))["entered"] == 2
    assert actions.bring_promises(path, by=system("t"))["already_there"] == 2
    narrow = ServicePromise.objects.get(kind="injury")
    assert (narrow.level, narrow.days, narrow.unit) == (4, 2, "working")


def test_one_wrong_row_and_none_is_recorded(tmp_path: Path) -> None:
    report = actions.bring_promises(file_of(tmp_path, GOOD + "已收到,x,工作日,2026-13-01,依据,,\n"), by=system("t"))
    assert [row["row"] for row in report["rejected"]] == [4]
    assert not ServicePromise.objects.exists()


def test_a_promise_is_followed_not_changed() -> None:
    facts = {"state": "received", "unit": "working", "since": date(2026, 1, 1), "source": "承诺"}
    actions.promise(by=system("t"), days=5, **facts)
    with pytest.raises(Refused):
        actions.promise(by=system("t"), days=3, **facts)


def test_only_the_operator_promises() -> None:
    world = build()
    with pytest.raises(Refused):
        actions.promise(
            by=world.actor("hong"), state="received", days=1, unit="working", since=clock.today(), source="x"
        )
