"""Is every question refused that asks for what is held, and none that only speaks of it?"""

import pytest

from unionhall.surveys.enums import Held
from unionhall.surveys.held import asks_what_is_held, may_be_asked

ASKS = {
    Held.NAME: ["您的姓名是？", "请填写姓名", "姓 名：", "姓\u200b名", "怎么称呼您？", "What is your name?", "Name:", "Full name", "您叫什么？"],
    Held.PHONE: ["您的手机号码", "联系电话：", "请留下联系方式", "您的电话？", "手机號", "Your phone number", "Mobile number?"],
    Held.IDENTITY: ["身份证号码", "请填写证件号", "身份證", "ID number", "identity card no."],
    Held.SEX: ["您的性别", "您是男还是女？", "性　别", "Your gender?", "Sex"],
    Held.BIRTH: ["您的年龄", "您的出生年月", "您多大了？", "您今年几岁", "How old are you?", "Date of birth", "Your age group"],
    Held.UNION: ["您属于哪个工会？", "所在工会名称", "您是不是工会会员？", "您是否加入工会", "入会时间", "Which union are you in?", "Are you a member?"],
    Held.EMPLOYER: ["您在哪个单位工作？", "工作单位：", "您所在单位名称", "单位名称", "您在哪里上班？", "哪家公司", "Which company do you work for?", "Your employer:"],
    Held.INDUSTRY: ["您从事什么行业？", "所属行业", "Which industry?"],
    Held.TOWNSHIP: ["您在哪个街道？", "所在街道", "Which township?"],
}  # fmt: skip
FINE = [
    "单位按时发工资吗？", "您对所在单位的食堂满意吗？", "公司有没有高温补贴？", "您希望工会办哪些培训？", "工会电话打得通吗？",
    "电话咨询方便吗？", "您会把12351告诉工友吗？", "单位有没有签劳动合同？", "您觉得什么时候办活动合适？", "工会主席您认识吗？",
    "您家里有几个孩子需要托管？", "您每周加班几小时？", "女职工休息室够用吗？", "对本单位工会的工作满意吗？", "您知道自己有权加入工会吗？",
    "想学哪个行业的新技术？", "What should the union do first?", "Does your company pay on time?", "How satisfied are you with the canteen?",
    "您更喜欢哪家食堂？", "班车该在哪个街道口停？", "您叫外卖一般叫什么？",
]  # fmt: skip


@pytest.mark.parametrize(("fact", "text"), [(fact, text) for fact, texts in ASKS.items() for text in texts])
def test_a_question_for_a_fact_that_is_held_is_known(fact: Held, text: str) -> None:
    assert asks_what_is_held(text) == fact


@pytest.mark.parametrize("text", FINE)
def test_a_question_that_only_speaks_of_it_is_let_through(text: str) -> None:
    assert asks_what_is_held(text) is None


@pytest.mark.parametrize("options", [["男", "女"], ["男", "女", "不愿说"], ["女性", "男性"], ["Male", "Female"]])
def test_options_give_a_question_for_the_sex_away(options: list[str]) -> None:
    assert asks_what_is_held("请选一项", options) == Held.SEX


def test_options_give_a_question_for_the_age_away() -> None:
    assert asks_what_is_held("请选一项", ["20-30岁", "31-45岁", "46岁以上"]) == Held.BIRTH


def test_the_refusal_names_the_fact_and_says_what_to_do_instead() -> None:
    verdict = may_be_asked("您的姓名？")
    assert "姓名" in str(verdict.reason)
    assert verdict.next_step
    assert verdict.code == "held"
