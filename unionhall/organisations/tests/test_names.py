"""A name written almost right finds those on the register it may mean."""

import pytest

from unionhall.core.actor import system
from unionhall.organisations import actions, queries
from unionhall.organisations.models import Employer
from unionhall.organisations.names import Core, core_of

BY = system("test")
REGISTERED = [
    "瑞江市宏达制造有限公司",
    "飞鸽速递（瑞江）有限公司",
    "星海电子股份有限公司",
    "星海电子厂",
    "ＡＢＣ饮料有限责任公司",
]


@pytest.fixture
def register(db: None) -> None:
    for name in REGISTERED:
        actions.register_employer(by=BY, name=name)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("瑞江市宏达制造", "瑞江市宏达制造有限公司"),
        ("宏达制造有限公司", "瑞江市宏达制造有限公司"),
        ("宏大制造", "瑞江市宏达制造有限公司"),
        ("瑞江市宏大制造有限公司", "瑞江市宏达制造有限公司"),
        ("瑞江市宏达制造有限公司第三车间", "瑞江市宏达制造有限公司"),
        ("飞鸽速递(瑞江)有限公司", "飞鸽速递（瑞江）有限公司"),
        ("飞鸽速递 瑞江", "飞鸽速递（瑞江）有限公司"),
        ("飞鸽", "飞鸽速递（瑞江）有限公司"),
        ("abc饮料", "ＡＢＣ饮料有限责任公司"),
    ],
)
def test_a_name_written_almost_right_finds_the_one_meant(written: str, meant: str) -> None:
    assert queries.employers_like(written)[0].name == meant


@pytest.mark.usefixtures("register")
def test_a_name_that_fits_two_offers_both() -> None:
    actions.register_employer(by=BY, name="星海电子股份有限公司")
    found = [employer.name for employer in queries.employers_like("星海电子")]
    assert found.count("星海电子股份有限公司") == 2
    assert "星海电子厂" in found


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("written", ["", "某", "远山家具有限公司", "有限公司", "%_", "（）"])
def test_another_name_finds_nothing(written: str) -> None:
    assert queries.employers_like(written) == []


@pytest.mark.usefixtures("register")
def test_the_database_and_we_mean_the_same_core() -> None:
    for written in (
        "A-b_c 【某】 (集团)·公司",
        "１２３《甲》“乙”‘丙’—丁…戊",
        "\\ ^ ] [ ` { | } ~ ! / : @",
        *REGISTERED,
    ):
        Employer.objects.create(name=written)
    for name, core in Employer.objects.order_by("pk").values_list("name", Core("name")):
        assert core == core_of(name)
