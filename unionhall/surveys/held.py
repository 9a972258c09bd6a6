"""Does a question ask for what the union holds already? Pure functions over its words.

A fact held is never asked again: it costs people's patience, the second answer differs from the first, and on an anonymous
survey it would give them away. The patterns look for asking (“your name”, “which company”), not for speaking of
something (“does your company pay on time?”).
"""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import YES, Verdict, no
from unionhall.triage.words import simplified

from .enums import Held

# 的 and blanks are taken out before these are tried; latin letters are small.
_ENDS = r"(?:名称|全称|名字|叫|是哪|是什么|为[:_]|[:_?!。(]|$)"
_PLACE_OF_WORK = r"(?:单位|公司|企业|工厂|厂子|雇主|东家|用人单位)"
PATTERNS: dict[Held, str] = {
    Held.NAME: r"姓名|尊姓大名|贵姓|怎么称呼|如何称呼|(?:^|您|你)叫什么(?=[?名:_]|$)|(?:您|你|本人|真实|填写|写下|留下)名字"
    r"|\b(?:your|full|first|last|family|given)\s*names?\b|\bname\s*(?:[:?_]|$)|what are you called",
    Held.PHONE: r"手机号|电话号|联系电话|联系方式|(?:您|你|留下|填写|本人)(?:电话|手机)(?:$|[:_?。(是])|微信号"
    r"|\b(?:phone|mobile|telephone|cell)\s*(?:number|no\b)|\byour\s*(?:phone|mobile|telephone)\s*(?:[:?_]|$)|contact (?:details|number)",
    Held.IDENTITY: r"身份证|证件号|社会保障号|社保号|\b(?:identity|id)\s*(?:card|number|no\b)",
    Held.SEX: r"性别|(?:您|你)是男|男(?:士|性|生)?还是女|\b(?:sex|gender)\b|are you (?:a )?(?:male|female|man|woman)",
    Held.BIRTH: r"出生(?:年|日|月|于|在哪年)|生日|年龄|多大(?:年纪|岁数|了|$|[?(])|几岁|多少岁|哪年生|哪一年生|属什么|岁数"
    r"|\b(?:date of birth|birth\s*(?:date|day|year)|how old|your age|age\s*(?:group|[:?_]|$)|born)\b",
    Held.UNION: r"(?:哪个|哪家|哪一个|什么)工会|(?:所属|所在|您|你)(?:基层)?工会" + _ENDS
    + r"|(?:是否|是不是|有没有加入|是否加入|加入)(?:了)?(?:工会)?会员|是否(?:已经?)?(?:加入|参加)工会|(?:您|你)(?:现在|已经?|目前)*(?:加入|参加)(?:了|过)?工会(?:了)?(?:吗|没有|[?]|$)|入会(?:时间|日期)|何时入会|会员(?:号|证号|编号)"
    r"|\bwhich (?:trade )?union\b|\byour (?:trade )?union\s*(?:[:?_]|$)|(?:are you a|union) member(?:ship)?\b",
    Held.EMPLOYER: r"(?:哪个|哪家|哪一家|什么)" + _PLACE_OF_WORK
    + rf"|(?:所在|所属|工作|用人|您|你|目前|现在)+(?:工作)?{_PLACE_OF_WORK}{_ENDS}"
    + rf"|{_PLACE_OF_WORK}(?:名称|全称|叫什么)|在(?:哪里|哪儿|哪)(?:上班|工作|干活)|给谁(?:打工|干活)"
    r"|\b(?:which|what) (?:company|employer|factory)\b|\b(?:your|name of (?:your|the)) (?:company|employer|factory)\s*(?:[:?_]|$)|who (?:do you work for|is your employer)|where do you work",
    Held.INDUSTRY: r"(?:哪个|什么|哪一个|何种)行业(?:工作|上班|$|[:_?。(])|从事(?:哪个|什么|何种)行业|(?:所属|所在|从事|您|你)+行业" + _ENDS + r"|\b(?:which|what) industry\b|\byour industry\b",
    Held.TOWNSHIP: r"(?:哪个|哪一个|什么)(?:街道|乡镇|镇|区县|县|区)(?:$|[:_?。(])|(?:所在|所属)(?:街道|乡镇|区县)" + _ENDS
    + r"|\b(?:which|your) (?:township|street|district|county)\b",
}  # fmt: skip
_READ = {fact: re.compile(pattern) for fact, pattern in PATTERNS.items()}
_OPTIONS = {
    Held.SEX: [frozenset("男女"), frozenset(["男性", "女性"]), frozenset(["男士", "女士"]), frozenset(["male", "female"]), frozenset(["man", "woman"])],
    Held.UNION: [frozenset(["会员", "非会员"]), frozenset(["member", "not a member"])],
}  # fmt: skip
_AGE = re.compile(r"^\d{2}(?:-|~|至|到|岁).{0,6}岁|岁(?:以[上下])?$|^\d0后$")


def asks_what_is_held(text: str, options: Sequence[str] = ()) -> Held | None:
    """The fact a question asks for, if the union holds it."""
    words = _plain(text)
    for fact, pattern in _READ.items():
        if pattern.search(words):
            return fact
    offered = [_plain(option).strip() for option in options]
    for fact, sets in _OPTIONS.items():
        if any(len(known & set(offered)) == len(known) for known in sets):
            return fact
    if len(offered) > 1 and sum(bool(_AGE.search(option)) for option in offered) * 2 > len(offered):
        return Held.BIRTH
    return None


def may_be_asked(text: str, options: Sequence[str] = ()) -> Verdict:
    """Whether a question asks for something the union does not know yet."""
    fact = asks_what_is_held(text, options)
    if fact is None:
        return YES
    return no(
        format_lazy(
            _("This question asks for {fact}. The union holds that already, and a fact held is never asked again."),
            fact=fact.label,
        ),
        _(
            "Leave the question out. Results can be cut by employer, township or industry from what is held; small "
            "groups stay hidden."
        ),
        "held",
    )


def _plain(text: str) -> str:
    """One width, one case, simplified characters; without marks nobody sees, and without blanks between Chinese characters."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Mn"))
    text = simplified(text).lower().replace("：", ":").replace("？", "?")
    text = re.sub(r"_+", "_", text)
    text = re.sub(r"(?<=[^\x00-\x7f])[\s.·・\-_*]+(?=[^\x00-\x7f])", "", text)
    return re.sub(r"\s+", " ", text.replace("的", "").replace("们", "")).strip()
