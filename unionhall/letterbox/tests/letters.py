"""Mails for tests, friendly and hostile, made byte by byte where Python's own library would refuse to write them."""

from email.message import EmailMessage
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def mail(
    text: str = "食堂的饭菜总是凉的，港湾街道二号仓。",
    *,
    subject: str = "给主席的信",
    sender: str = "王芳 <wang.fang@example.com>",
    message_id: str = "<one@example.com>",
    files: tuple[tuple[str, bytes, str], ...] = (),
    html: str = "",
    **headers: str,
) -> bytes:
    """A mail as programs write it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "zhuxi@union.example", subject
    message["Date"] = "Mon, 01 Jun 2026 09:00:00 +0800"
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content, kind in files:
        maintype, subtype = kind.split("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def raw(
    body: bytes = b"hello", *, head: bytes = b"", sender: bytes = b"a@example.com", kind: bytes = b"text/plain"
) -> bytes:
    """A mail written by hand, with whatever in it."""
    lines = [b"From: " + sender, b"Subject: x", b"Message-ID: <raw@example.com>", b"Content-Type: " + kind]
    return b"\r\n".join([*lines, *([head] if head else []), b"", body])


def nested(depth: int) -> bytes:
    """A multipart in a multipart in a multipart."""
    head, tail = b"", b""
    for n in range(depth):
        mark = b"m%d" % n
        head += b"Content-Type: multipart/mixed; boundary=" + mark + b"\r\n\r\n--" + mark + b"\r\n"
        tail = b"\r\n--" + mark + b"--" + tail
    return b"From: a@example.com\r\n" + head + b"Content-Type: text/plain\r\n\r\nx" + tail


def flat(parts: int) -> bytes:
    """Very many small parts beside one another."""
    inner = b"\r\n--m\r\nContent-Type: text/plain\r\n\r\nx" * parts
    return b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=m\r\n" + inner + b"\r\n--m--"


def zip_bomb() -> bytes:
    """A Word document that would swell to far too much."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return out.getvalue()


def answer_to(message_id: str, text: str = "补充一点：晚饭也是凉的。", **more: Any) -> bytes:
    return mail(text, subject="Re: x", **{"message_id": "<two@example.com>", "In_Reply_To": message_id, **more})
