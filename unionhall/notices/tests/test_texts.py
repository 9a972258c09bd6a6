"""Does any text betray what the matter is?"""

import re

import pytest
from django.utils import translation

from unionhall.notices import texts

BETRAYING = {
    "zh-hans": [
        "案",
        "维权",
        "工资",
        "薪",
        "钱",
        "欠",
        "工伤",
        "伤",
        "病",
        "孕",
        "单位",
        "公司",
        "企业",
        "老板",
        "雇",
        "仲裁",
        "调解",
        "法院",
        "检察",
        "诉",
        "纠纷",
        "投诉",
        "举报",
        "信访",
        "困难",
        "辞",
        "赔",
        "事项",
    ],
    "en": [
        "case",
        "dispute",
        "complain",
        "wage",
        "salary",
        "pay",
        "owed",
        "injur",
        "ill",
        "sick",
        "pregnan",
        "employer",
        "company",
        "boss",
        "arbitrat",
        "mediat",
        "court",
        "procurator",
        "lawsuit",
        "hardship",
        "dismiss",
        "compensat",
        "matter",
    ],
}
VALUES = {"link": "https://u.example/a/xyz", "days": 30, "day": "2026年12月31日", "time": "09:20", "n": 12}
LONG_LINK = "https://u.example/cases/transfers/0199f0c2-7a51-7000-8000-000000000000/"


@pytest.mark.parametrize("language", BETRAYING)
@pytest.mark.parametrize("template", texts.TEXTS)
def test_no_text_betrays_a_matter_an_employer_or_an_illness(template: str, language: str) -> None:
    with translation.override(language):
        said = texts.words(template, **VALUES).lower()
    found = [word for word in BETRAYING[language] if re.search(word if language == "zh-hans" else rf"\b{word}", said)]
    assert not found


@pytest.mark.parametrize("template", texts.TEXTS)
def test_every_text_is_written_in_chinese(template: str) -> None:
    with translation.override("zh-hans"):
        assert texts.words(template, **VALUES).startswith("【工会】")


@pytest.mark.parametrize("template", texts.TEXTS)
def test_a_text_fits_two_parts_of_a_text_message(template: str) -> None:
    with translation.override("zh-hans"):
        assert len(texts.words(template, **{**VALUES, "link": LONG_LINK})) <= 134
