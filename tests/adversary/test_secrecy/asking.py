"""How a curious person asks, and what is left of an answer when the question is taken out of it."""

from __future__ import annotations

import io
import re
import zipfile
from uuid import UUID

from django.test import Client
from django.urls import reverse

from tests.adversary.walking import STARTS
from tests.matrix.people import sign_in

from .planting import Planted


def browser(planted: Planted, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who:
        sign_in(client, planted.accounts[who])
    return client


def words_of(body: bytes, content_type: str) -> str:
    """Everything legible in an answer, inside a spreadsheet or a document as well."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return body.decode("utf-8", "replace")


def addresses(planted: Planted) -> list[str]:
    """What a curious person types: the pages of these cases, and searches for what they suspect."""
    case = planted.cases[0]
    under = ["case", "print", "notes", "files", "phone", "settlement", "acceptance", "transfer_offer", "gathering"]
    asked = [planted.canaries[0], planted.canaries[1], case.number, planted.world.factory.name, planted.canaries[3]]
    lists = ["/cases/", "/cases/search/", "/people/posts/", "/people/mandates/", "/insight/", "/audit/", "/offices/"]
    return [
        *STARTS,
        *(reverse(f"cases:{name}", args=[one.pk]) for name in under for one in planted.cases[:2]),
        *(reverse(f"claims:{name}", args=[one.pk]) for name in ("of_case", "calculators", "claims") for one in planted.cases[:2]),
        *(reverse("cases:my_matter", args=[one.pk]) for one in planted.cases[:2]),
        *(f"{path}?q={words}&employer={words}&name={words}" for path in lists for words in asked),
        "/cases/export/", "/cases/loads/", "/messages/", "/me/data/",
    ]  # fmt: skip


def without_questions(text: str, url: str) -> str:
    """A search page repeats the words that were asked for; that tells nobody anything."""
    from urllib.parse import parse_qsl, urlsplit

    from django.utils.html import escape
    from django.utils.http import urlencode

    for _name, words in parse_qsl(urlsplit(url).query):
        for shape in (escape(words), urlencode({"": words})[1:], words):
            text = text.replace(shape, "…")
    return text


def same(text: str, *asked: str | UUID) -> str:
    """A page without what differs from one request to the next, and without what was asked."""
    from django.utils.http import urlencode

    for one in asked:
        for shape in (str(one), urlencode({"": one})[1:]):
            text = text.replace(shape, "…")
    text = re.sub(
        r'(name="csrfmiddlewaretoken" value=|name="csrf-token" content=|name="next" value=|nonce=|X-CSRFToken": |"request_id": )"[^"]+"',
        "",
        text,
    )
    text = re.sub(r'<p class="figure-as-of">.*?</p>', "", text, flags=re.DOTALL)
    text = re.sub(r'name="(once|opened|key)"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="(once|opened|key)"', "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}", "#", text)
