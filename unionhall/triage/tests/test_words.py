"""What is counted of a text, and what never is."""

import pytest

from unionhall.triage.words import Letter, is_in_words, plain, tokens, without_private


@pytest.mark.parametrize(
    "said",
    ["330102199003078219", "33010219900307821X", "13812345678", "138 1234 5678", "+86 13812345678", "0571-87654321",
     "6222021234567890123", "zhang.san@example.com", "https://example.com/a?b=1", "微信：zhangsan88"],
)  # fmt: skip
def test_nothing_that_names_a_person_by_number_is_counted(said: str) -> None:
    assert plain(f"我的号是{said} 请回复") == "我的号是※请回复"
    assert said not in without_private(f"号{said}。")


def test_width_case_blanks_and_numbers_make_no_difference() -> None:
    assert plain("ＡＢＣ公司 拖欠３个月\n工资") == plain("abc公司拖欠12个月工资")


def test_traditional_characters_are_the_same_words() -> None:
    assert plain("勞動報酬沒有發") == plain("劳动报酬没有发")


def test_a_place_hidden_behind_letters_says_nothing() -> None:
    assert plain("A3区的路灯") == plain("B12区的路灯")


def test_a_machine_that_repeats_itself_is_heard_three_times() -> None:
    assert plain("啊" * 5000) == "啊啊啊"


def test_a_letter_of_any_length_is_read() -> None:
    assert plain("") == ""
    assert len(plain("工资没有发放，" * 10_000)) <= 20_000


def test_words_set_apart_are_recognised() -> None:
    assert is_in_words(["拖欠 工资 三 个 月 没有 发"])
    assert not is_in_words(["拖欠工资三个月没有发。", ""])
    assert not is_in_words([])
    assert tokens("工资 3 个 13812345678 月") == ["工资", "0", "个", "※", "月"]


def test_a_letter_needs_no_title() -> None:
    assert Letter("正文").title == ""
