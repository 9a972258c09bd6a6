"""A settlement from the page: reckoned, signed, written out as a document; and the worker's name where it belongs."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as Docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.cases.enums import IdentityLevel
from unionhall.cases.models import Callback, CaseFile, Instalment, Settlement
from unionhall.cases.states import State
from unionhall.cases.tests.browser import SWAP, browser, form_of
from unionhall.cases.tests.world import World, build
from unionhall.core.capitals import capital_yuan
from unionhall.core.files import open_stored

pytestmark = pytest.mark.django_db

SIGNED = {"manner": "mediation", "terms": "每月扣两成，其余补发", "amount": "8000", "signed_on": "2026-06-01"}
WITHHELD = {
    "withheld": "on",
    "deduction-on": "2026-03-31",
    "deduction-loss": "20000",
    "deduction-place": "江西|1",
    "months-0-wage": "5000",
    "months-0-deducted": "5000",
    "months-1-wage": "5000",
    "months-1-deducted": "5000",
}


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def mediating(world: World) -> Any:
    return world.case_in(State.MEDIATING)


def settle(world: World, case: Any, words: dict[str, Any], **headers: str) -> Any:
    client = browser(world, "zhou")
    url = reverse("cases:settlement", args=[case.pk])
    return client.post(url, form_of(client.get(url)) | words, **headers)


def text_in(content: bytes) -> str:
    """All words of a Word document, tables included."""
    document = Docx(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_settlement_is_recorded_with_its_reckoning_and_a_call_back(world: World, mediating: Any) -> None:
    assert settle(world, mediating, SIGNED | WITHHELD).status_code == 303
    row = Settlement.objects.get(case=mediating)
    assert row.amount == Decimal("8000.00")
    assert row.deduction is not None
    assert row.deduction["on"] == "2026-03-31"
    assert row.deduction["result"]["illegal_excess_total"] == "8000.00"
    assert Callback.objects.filter(case=mediating).count() == 1
    page = browser(world, "zhou").get(reverse("cases:case", args=[mediating.pk])).content.decode()
    assert "《工资支付暂行规定》第16条" in page
    assert "¥8,000.00" in page


def test_instalments_each_plan_their_call_back(world: World, mediating: Any) -> None:
    rows = {
        "instalments-0-due_on": "2026-08-01",
        "instalments-0-amount": "3000",
        "instalments-2-due_on": "2026-07-01",
        "instalments-2-amount": "5000",
    }
    assert settle(world, mediating, SIGNED | rows).status_code == 303
    paid = Instalment.objects.filter(settlement__case=mediating).order_by("position").values_list("due_on", "amount")
    assert list(paid) == [(date(2026, 7, 1), Decimal(5000)), (date(2026, 8, 1), Decimal(3000))]
    assert Callback.objects.filter(case=mediating).count() == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"terms": ""}, 422),
        ({"amount": "-1"}, 422),
        ({"amount": "八千"}, 422),
        ({"signed_on": "2999-01-01"}, 422),
        ({"signed_on": "2026-02-30"}, 422),
        ({"instalments-0-amount": "3000"}, 422),
        ({"instalments-0-amount": "3000", "instalments-0-due_on": "2026-07-01"}, 409),
        ({"withheld": "on"}, 422),
        (WITHHELD | {"deduction-place": "", "deduction-least": "1610"}, 422),
        (WITHHELD | {"months-0-wage": ""}, 422),
        (WITHHELD | {"deduction-on": "2020-01-01"}, 422),
        ({"instalments-TOTAL_FORMS": "100000"}, 422),
    ],
)
def test_what_does_not_add_up_brings_the_form_again(
    world: World, mediating: Any, words: dict[str, str], status: int
) -> None:
    answer = settle(world, mediating, SIGNED | words)
    assert answer.status_code == status
    assert "每月扣两成" in answer.content.decode() or words.get("terms") == ""
    assert not Settlement.objects.filter(case=mediating).exists()


def test_reckoning_shows_the_steps_and_saves_nothing(world: World, mediating: Any) -> None:
    fragment = settle(world, mediating, WITHHELD | {"reckon": "1"}, **SWAP).content.decode()
    assert "<html" not in fragment
    assert "第 1 个月：最多可扣 1000.00 元" in fragment
    whole = settle(world, mediating, SIGNED | WITHHELD | {"reckon": "1"})
    assert whole.status_code == 200
    assert "每月扣两成" in whole.content.decode()
    assert not Settlement.objects.exists()


def test_a_missing_minimum_wage_is_said_and_can_be_entered(world: World, mediating: Any) -> None:
    missing = WITHHELD | {"deduction-place": "江西|1", "deduction-on": "2022-01-01"}
    assert "对照原文" in settle(world, mediating, missing | {"reckon": "1"}, **SWAP).content.decode()
    entered = missing | {"deduction-least": "1850", "deduction-least_source": "赣人社发〔2021〕11号"}
    assert settle(world, mediating, SIGNED | entered).status_code == 303
    stored = Settlement.objects.get(case=mediating).deduction
    assert stored is not None
    assert stored["parameters"][0]["source"] == "赣人社发〔2021〕11号"


def written(world: World, case: Any) -> str:
    client = browser(world, "zhou")
    assert client.post(reverse("cases:agreement", args=[case.pk])).status_code == 303
    row = Settlement.objects.get(case=case, replaced_at__isnull=True).document
    assert row is not None
    with open_stored(row.stored) as content:
        return text_in(content.read())


def test_the_agreement_holds_parties_terms_instalments_and_the_reckoning(world: World, mediating: Any) -> None:
    rows = {"instalments-0-due_on": "2026-07-01", "instalments-0-amount": "8000"}
    settle(world, mediating, SIGNED | WITHHELD | rows)
    words = written(world, mediating)
    for said in (
        "调解协议书", mediating.number, "林小满", "宏达制造有限公司", "港湾街道总工会", "每月扣两成，其余补发",
        "8,000.00", "捌仟元整", "2026年7月1日", "4,000.00", "《工资支付暂行规定》第16条", "2,240.00", "劳动者（签名）",
    ):  # fmt: skip
        assert said in words, said
    assert "两个月工资没发" not in words, "the worker's own account is not for the employer"
    assert "{{" not in words
    assert "{%" not in words


def test_another_version_stands_beside_the_first(world: World, mediating: Any) -> None:
    settle(world, mediating, SIGNED)
    written(world, mediating)
    written(world, mediating)
    names = sorted(CaseFile.objects.filter(case=mediating).values_list("stored__name", flat=True))
    assert [name.rpartition(" ")[2] for name in names] == ["第2版.docx", f"{mediating.number}.docx"]


@pytest.mark.parametrize("level", [IdentityLevel.HIDDEN, IdentityLevel.ANONYMOUS])
def test_a_hidden_name_is_never_in_a_document_for_the_employer(world: World, level: str) -> None:
    case = world.case_in(State.MEDIATING, identity_level=level)
    settle(world, case, SIGNED)
    words = written(world, case)
    assert "林小满" not in words
    assert "姓名不向用人单位公开" in words


def test_markup_in_the_terms_stays_text_in_the_document(world: World, mediating: Any) -> None:
    settle(world, mediating, SIGNED | {"terms": "<w:p>&{{ number }}{% if %} 甲方&乙方"})
    assert "<w:p>&{{ number }}{% if %} 甲方&乙方" in written(world, mediating).replace("\n", "")


def test_only_those_in_charge_write_the_agreement(world: World, mediating: Any) -> None:
    settle(world, mediating, SIGNED)
    url = reverse("cases:agreement", args=[mediating.pk])
    assert browser(world, "jian").post(url).status_code == 409
    assert browser(world, "ma").post(url).status_code == 404


def test_the_template_in_the_repository_is_the_one_the_tool_makes() -> None:
    from tools import make_documents

    assert make_documents.AGREEMENT.read_bytes() == make_documents.agreement()


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("8000", "捌仟元整"),
        ("8000.50", "捌仟元伍角整"),
        ("10001", "壹万零壹元整"),
        ("10050000", "壹仟零伍万元整"),
        ("120340567.89", "壹亿贰仟零叁拾肆万零伍佰陆拾柒元捌角玖分"),
    ],
)
def test_an_amount_is_written_in_capital_characters(amount: str, words: str) -> None:
    assert capital_yuan(Decimal(amount)) == words


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0, max_value=10**14))
def test_capital_characters_never_double_a_zero(fen: int) -> None:
    amount = Decimal(fen) / 100
    words = capital_yuan(amount)
    assert "零零" not in words
    assert not words.startswith("零") or amount < 1
