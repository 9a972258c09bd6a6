"""Numbers are read as people write them and refused with the reason."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionhall.core import identity
from unionhall.core.identity import check_identity_number, check_mobile, check_uscc

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "identity"


@pytest.mark.parametrize(
    ("text", "born_on", "sex"),
    [
        ("110101199003078670", date(1990, 3, 7), "male"),
        ("440113 20141005 001x", date(2014, 10, 5), "male"),
        ("４４０１１３２０１４１００５００１Ｘ", date(2014, 10, 5), "male"),
        ("810000199408230021", date(1994, 8, 23), "female"),
    ],
)
def test_a_sound_number_tells_birthday_and_sex(text, born_on, sex):
    reading = check_identity_number(text)
    assert reading, str(reading)
    assert (reading.born_on, reading.sex, reading.region) == (born_on, sex, reading.number[:6])
    assert identity.birth_of(text) == born_on
    assert identity.sex_of(text) == sex
    assert identity.normalise_identity_number(text) == reading.number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "identity_shape"),
        ("11010119900307867", "identity_shape"),
        ("1101011990030786700", "identity_shape"),
        ("11010119900307867A", "identity_shape"),
        ("X10101199003078670", "identity_shape"),
        ("110101900307867", "identity_15"),
        ("11010119900307867X", "identity_check"),
        ("360426199113010079", "identity_birth"),
        ("110101199003078670\0", "identity_shape"),
        ("壹壹零壹零壹", "identity_shape"),
    ],
)
def test_an_unsound_number_is_refused_with_its_reason(text, code):
    reading = check_identity_number(text)
    assert not reading
    assert reading.code == code
    assert str(reading.reason)
    assert reading.number == ""
    assert identity.birth_of(text) is None
    assert identity.sex_of(text) == ""


def with_check(first):
    return first + identity.identity_check(first + "0")


def test_impossible_birthdays_are_refused():
    for digits in ("19000229", "20230229", "18790101", "20261301", "20260001", "20260100"):
        assert check_identity_number(with_check(f"110101{digits}001"), on=date(2026, 6, 1)).code == "identity_birth"
    assert check_identity_number(with_check("11010120260601001"), on=date(2026, 6, 1))
    assert check_identity_number(with_check("11010120260602001"), on=date(2026, 6, 1)).code == "identity_birth"
    assert check_identity_number(with_check("11010120000229001"))


def test_regions_that_do_not_exist_are_refused():
    assert check_identity_number(with_check("00010119900307001")).code == "identity_region"
    assert check_identity_number(with_check("91015619900307001")), (
        "a foreigner's permanent residence card begins with 9"
    )


@given(
    born=st.dates(date(1900, 1, 1), date(2020, 1, 1)),
    serial=st.integers(0, 999),
    position=st.integers(0, 17),
    change=st.integers(1, 9),
)
def test_every_single_slip_of_a_digit_is_noticed(born, serial, position, change):
    number = with_check(f"330781{born:%Y%m%d}{serial:03}")
    assert check_identity_number(number)
    digit = "0123456789X".index(number[position])
    wrong = number[:position] + str((digit + change) % 10) + number[position + 1 :]
    assert wrong == number or not check_identity_number(wrong)


@pytest.mark.parametrize("text", ["91110000600037341L", "91152201078377449p", " 9111 0000 6000 3734 1L"])
def test_a_sound_credit_code_is_read(text):
    reading = check_uscc(text)
    assert reading, str(reading)
    assert reading.region == reading.number[2:8]
    assert identity.normalise_uscc(text) == reading.number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "uscc_shape"),
        ("9111000060003734", "uscc_shape"),
        ("91110000600037341I", "uscc_shape"),
        ("91110000600037341M", "uscc_check"),
        ("9111A000600037341L", "uscc_shape"),
    ],
)
def test_an_unsound_credit_code_is_refused(text, code):
    assert check_uscc(text).code == code


@pytest.mark.parametrize(
    "text", ["13812345678", "+86 138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "19912345678"]
)
def test_a_mobile_number_is_read(text):
    assert check_mobile(text)
    assert check_mobile(text).number == identity.normalise_phone(text)


@pytest.mark.parametrize(
    "text", ["", "12812345678", "1381234567", "138123456789", "0571-88888888", "1381234567a", "١٣٨١٢٣٤٥٦٧٨"]
)
def test_any_other_number_is_refused(text):
    assert check_mobile(text).code == "mobile_shape"


@given(st.text())
def test_any_text_gets_an_answer(text):
    for check in (check_identity_number, check_uscc, check_mobile):
        assert check(text) or str(check(text))


@pytest.mark.skipif(not REAL.exists(), reason="the evaluation set of identity numbers is not on this machine")
def test_our_check_digits_agree_with_the_evaluation_set():
    with (REAL / "identity_numbers.csv").open() as rows:
        cases = [(row["number"].upper(), row["checksum_ok"] == "1") for row in csv.DictReader(rows)]
    assert cases
    assert [(number, identity.identity_check(number) == number[17]) for number, _ok in cases] == cases
    for number, ok in cases:
        assert ok or not check_identity_number(number)


@pytest.mark.skipif(not REAL.exists(), reason="the evaluation set of credit codes is not on this machine")
def test_the_valid_credit_codes_of_the_evaluation_set_are_accepted():
    codes = (REAL / "uscc_valid.txt").read_text().split()
    assert len(codes) > 100
    assert [code for code in codes if not check_uscc(code)] == []
