"""What is read of a mail, whatever is in it?"""

from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.core.verdict import Refused
from unionhall.letterbox.enums import HeldReason, Ignored
from unionhall.letterbox.mail import plaintext, reading
from unionhall.letterbox.mail.charsets import text_of
from unionhall.letterbox.mail.masking import masked

from .letters import PNG, flat, mail, nested, raw

OWN, LOOP = "zhuxi@union.example", "mark"


def reason(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        reading.read(content)
    return refusal.value.verdict.code


def ignored(**headers: str) -> Ignored | None:
    content = mail(**headers)
    return reading.nobody_wrote(reading.headers_of(content), own=OWN, loop=LOOP)


def test_a_letter_says_who_what_and_with_which_papers() -> None:
    read = reading.read(
        mail(files=(("照片.png", PNG, "image/png"),), In_Reply_To="<a@b.cn>", References="<c@d.cn> <a@b.cn>")
    )
    assert (read.sender, read.sender_name, read.subject) == ("wang.fang@example.com", "王芳", "给主席的信")
    assert read.text.startswith("食堂的饭菜")
    assert [(file.name, file.content) for file in read.files] == [("照片.png", PNG)]
    assert read.references == ["<a@b.cn>", "<c@d.cn>"]
    assert read.written_at is not None


@pytest.mark.parametrize(
    ("named", "encoding"),
    [("gb2312", "gbk"), ("gbk", "gb18030"), ("GB18030", "gb18030"), ("utf-8", "gb18030"), ("", "gb18030"), ("no-such", "utf-8"), ("gb2312", "utf-8")],
)  # fmt: skip
def test_chinese_is_read_whatever_the_mail_calls_its_encoding(named: str, encoding: str) -> None:
    words = "喆哥欠我㐂工资，宿舍漏水" if encoding != "gbk" else "喆哥欠我工资，宿舍漏水"
    assert text_of(words.encode(encoding), named) == words or named == "gb2312"
    assert "工资" in text_of(words.encode(encoding), named) or encoding == "utf-8"


def test_traditional_characters_are_read() -> None:
    assert text_of("薪資沒有發".encode("big5"), "big5") == "薪資沒有發"


@pytest.mark.parametrize("name", ["utf-7", "UTF-7", "unicode-1-1-utf-7"])
def test_utf_7_is_not_opened(name: str) -> None:
    assert reason(raw(b"+ADw-script+AD4-", kind=b"text/plain; charset=" + name.encode())) == HeldReason.CHARSET


@pytest.mark.parametrize(
    "codec", ["rot13", "hex", "zip", "unicode_escape", "idna", "punycode", "base64", "\x00", "../../x"]
)
def test_pythons_own_codecs_are_no_encodings_of_letters(codec: str) -> None:
    assert text_of(b"abc \\u0041", codec) == "abc \\u0041"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"From: a@example.com\r\n\r\n" + b"x" * (25 * 1024 * 1024 + 1), HeldReason.TOO_LARGE),
        (b"X-A: " + b"x" * 300_000 + b"\r\nFrom: a@example.com\r\n\r\nx", HeldReason.HEADERS),
        (nested(15), HeldReason.TOO_MANY_PARTS),
        (nested(2_000), HeldReason.TOO_MANY_PARTS),
        (flat(300), HeldReason.TOO_MANY_PARTS),
        (flat(50_000), HeldReason.TOO_MANY_PARTS),
        (raw(sender=b"nobody"), HeldReason.NO_SENDER),
        (raw(sender=b"=?utf-8?q?a=40b=2Ecn=0D=0ABcc:_x=40y.cn?="), HeldReason.NO_SENDER),
        (b"", HeldReason.NO_SENDER),
        (b"\x00\xff\xfe" * 100, HeldReason.NO_SENDER),
        (mail("", subject=""), HeldReason.EMPTY),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_held_with_its_reason(content: bytes, why: HeldReason) -> None:
    assert reason(content) == why


def test_more_than_twenty_attachments_are_held() -> None:
    assert reason(mail(files=tuple((f"{n}.png", PNG, "image/png") for n in range(21)))) == HeldReason.TOO_MANY_FILES


def test_markup_becomes_words_and_nothing_of_it_runs() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body onload=x()><p>第一行<br>第二行</p>"
        "<script>alert(1)</script><img src=http://evil.example/x.png><a href='https://x.example/y'>链接</a>"
        "<a href='javascript:alert(1)'>坏链接</a><!-- 藏着的 --><table><tr><td>甲</td><td>乙</td></tr></table></body></html>"
    )
    words = plaintext.tidy(plaintext.from_html(html))
    assert words.startswith("第一行\n第二行")
    assert "https://x.example/y" in words
    for gone in ("alert", "evil", "javascript", "藏着的", "<", "p{}"):
        assert gone not in words


def test_of_two_versions_the_plain_one_is_read_and_markup_where_it_is_empty() -> None:
    assert reading.read(mail("纯文本", html="<p>网页</p>")).text == "纯文本"
    assert reading.read(mail("", html="<p>网页</p>")).text == "网页"


def test_a_name_or_subject_begins_no_header_of_its_own() -> None:
    content = raw(head=b"Subject: =?utf-8?b?" + b"6K+3Cg0KQmNjOiBhQGIuY24=" + b"?=").replace(b"Subject: x\r\n", b"", 1)
    read = reading.read(content)
    assert "\n" not in read.subject
    assert "\r" not in read.subject


def test_eight_bit_headers_are_read_as_the_chinese_they_are() -> None:
    content = raw().replace(b"Subject: x", "Subject: 工资".encode("gb18030"))
    assert reading.read(content).subject == "工资"


def test_a_forwarded_mail_is_read_with_what_it_forwards() -> None:
    inner = EmailMessage()
    inner["From"] = "b@example.com"
    inner.set_content("里面的信")
    outer = EmailMessage(policy=policy.default)
    outer["From"], outer["Subject"] = "a@example.com", "转发"
    outer.set_content("请看")
    outer.add_attachment(inner)
    text = reading.read(outer.as_bytes()).text
    assert "请看" in text
    assert "里面的信" in text


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto_Submitted": "auto-replied"}, Ignored.AUTOMATIC),
        ({"X_Auto_Response_Suppress": "All"}, Ignored.AUTOMATIC),
        ({"Precedence": "bulk"}, Ignored.LIST),
        ({"List_Id": "<x.example>"}, Ignored.LIST),
        ({"Return_Path": "<>"}, Ignored.BOUNCE),
        ({"sender": "MAILER-DAEMON@example.com"}, Ignored.BOUNCE),
        ({"X_Loop": LOOP}, Ignored.OWN),
        ({"sender": f"主席 <{OWN.upper()}>"}, Ignored.OWN),
        ({"Auto_Submitted": "no"}, None),
        ({}, None),
    ],
)
def test_mail_that_nobody_wrote_is_known(headers: dict[str, str], kind: Ignored | None) -> None:
    assert ignored(**headers) == kind


def test_a_mail_without_an_id_is_known_by_its_bytes() -> None:
    content = mail(message_id="")
    assert reading.message_id_of(content, reading.headers_of(content)).startswith("<sha256.")


def test_an_answer_is_kept_without_the_letter_it_answers() -> None:
    assert plaintext.without_history("还有宿舍漏水。\n\n------ 原始邮件 ------\n发件人: 工会\n内容") == "还有宿舍漏水。"
    assert plaintext.without_history("好的\n> 引文一\n> 引文二\n") == "好的"
    assert plaintext.without_history("> 只有引文") == "> 只有引文"


def test_numbers_of_persons_are_masked_where_a_mail_is_only_looked_at() -> None:
    words = masked("身份证110101199003077758，电话13812345678")
    assert "110101199003077758" not in words
    assert "13812345678" not in words


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=600), st.binary(max_size=60), st.sampled_from([b"text/plain; charset=", b"text/html; charset=", b"multipart/mixed; boundary=", b"message/rfc822; x="]))  # fmt: skip
def test_no_bytes_make_the_reader_fail_in_any_other_way_than_by_holding_them(
    body: bytes, extra: bytes, kind: bytes
) -> None:
    for content in (
        body,
        raw(body, kind=kind + extra),
        raw(body, sender=extra),
        raw(body, head=b"Content-Transfer-Encoding: " + extra),
    ):
        headers = reading.headers_of(content)
        reading.nobody_wrote(headers, own=OWN, loop=LOOP)
        assert reading.message_id_of(content, headers)
        try:
            read = reading.read(content)
        except Refused as refusal:
            assert refusal.verdict.code in HeldReason.values  # noqa: PT017
        else:
            assert "\n" not in read.subject + read.sender + read.sender_name
            assert "\x00" not in read.text
