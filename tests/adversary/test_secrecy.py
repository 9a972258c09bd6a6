"""Can anybody tied to an employer learn that a worker complained, or any outsider anything at all?

Two hundred canaries are planted in the cases of one employer: names, phones, identity numbers, words of the complaint. Then
everyone tied to that employer, and every outsider, walks every page, export, search and operation of the API.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.adversary.walking import STARTS, get, walk
from tests.matrix.operations import operations
from tests.matrix.people import sign_in, token
from tests.undone import undone
from unionhall.cases import actions
from unionhall.cases.models import Case
from unionhall.cases.tests.world import BUILDER, LONG_AGO, World, build
from unionhall.core import clock
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry
from unionhall.people import actions as people
from unionhall.people.enums import Role, TieKind
from unionhall.people.models import Account, Membership

pytestmark = pytest.mark.django_db

FAMILY_NAMES, GIVEN = "欧阳司徒上官诸葛夏侯", "蕻藜笙翊珩霁煊媱"
ROUNDS = 40


@dataclass
class Planted:
    """The small federation with everybody's secrets in it, and the canaries to look for."""

    world: World
    canaries: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)

    def found_in(self, text: str) -> list[str]:
        return [canary for canary in self.canaries if canary in text]


TIED = {
    "chang": "chair of the union at the employer, who is its personnel manager",
    "gong": "member of that union, and officer of the township",
    "gu": "the employer's counsel, lawyer of the township",
    "qin_tied": "relative of its owner, officer of the county",
    "yuan": "worker there, without a post",
}
OUTSIDERS = {
    "": "nobody is signed in",
    "wei": "a worker elsewhere",
    "xi": "officer of another county",
    "qing": "officer of another township",
    "su": "prosecutor, to whom nothing was transferred",
    "xiao": "system administrator",
    "an": "security administrator",
    "shen": "audit administrator",
}


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Planted]:
    with django_db_blocker.unblock(), undone():
        yield _plant()


def _plant() -> Planted:
    world = build()
    made = Planted(world)
    _tie(world)
    # The handlers at township and county are tied, so every one of these matters lies with the city.
    cheng = world.actor("cheng")
    for n in range(ROUNDS):
        name = f"{FAMILY_NAMES[n % 5 * 2 : n % 5 * 2 + 2]}{GIVEN[n % 8]}{chr(0x4E00 + 37 * n)}"
        phone, identity = f"177{n:04d}7{n:03d}", _identity(n)
        words, note = f"口供{n:03d}号暗扣奖金", f"内情{n:03d}号录音"
        person = people.enter(by=BUILDER, name=name, phone=phone, identity_number=identity)
        world.people[f"victim{n}"] = person
        case = actions.bring(
            by=world.actor(f"victim{n}"), kind="wages", account=words, employer=world.factory,
            division=world.harbour_place, identity_level="hidden" if n % 2 else "named",
        ).case  # fmt: skip
        if n % 4 == 0:
            case = actions.accept(case, by=cheng)
            actions.write_note(case, by=cheng, text=note, audience="internal")
        else:
            actions.message(case, by=world.actor(f"victim{n}"), text=note)
        made.cases.append(case)
        made.canaries += [name, phone, identity, words, note]
    assert {case.body_id for case in made.cases} == {world.city.pk}
    assert len(set(made.canaries)) == 5 * ROUNDS
    for key in {*TIED, *OUTSIDERS, "cheng", "hong"} - {""}:
        made.accounts[key] = Account.objects.create(
            person=world.people[key], username=f"{key}-secrecy", opened_at=clock.now()
        )
    return made


def _identity(n: int) -> str:
    base = f"990121{1970 + n % 30}0{1 + n % 9}1{n % 9}{n:03d}"
    total = sum(int(d) * w for d, w in zip(base, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return base + "10X98765432"[total % 11]


def _tie(world: World) -> None:
    for key, name, phone in (("gong", "龚会员", "13900000041"), ("gu", "顾律师", "13900000042"),
                             ("qin_tied", "秦亲属", "13900000043"), ("yuan", "袁工友", "13900000044")):  # fmt: skip
        world.people[key] = people.enter(by=BUILDER, name=name, phone=phone)
    for key, body, role in (("gong", world.harbour, Role.OFFICER), ("gu", world.harbour, Role.LAWYER),
                            ("qin_tied", world.east, Role.OFFICER)):  # fmt: skip
        people.appoint(world.people[key], by=BUILDER, organisation=body, role=role, since=LONG_AGO)
    for key, kind in (
        ("gu", TieKind.COUNSEL),
        ("qin_tied", TieKind.RELATIVE),
        ("chang", TieKind.PERSONNEL),
        ("yuan", TieKind.EMPLOYEE),
    ):
        people.record_tie(world.people[key], by=BUILDER, employer=world.factory, kind=kind)
    Membership.objects.create(person=world.people["gong"], organisation=world.factory_union, since=LONG_AGO)


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
        *(reverse("cases:my_matter", args=[one.pk]) for one in planted.cases[:2]),
        *(f"{path}?q={words}&employer={words}&name={words}" for path in lists for words in asked),
        "/cases/export/", "/cases/loads/", "/messages/", "/me/data/",
    ]  # fmt: skip


@pytest.mark.parametrize("who", [*TIED, *OUTSIDERS])
def test_nobody_tied_and_no_outsider_finds_a_canary_on_any_page(
    planted: Planted, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, found, visited = browser(planted, who), [], 0
    for page in walk(client, addresses(planted), each=1, most=160):
        visited += 1
        shown = _without_questions(words_of(page.body, page.content_type), page.url)
        for canary in planted.found_in(shown):
            found.append(f"{page.url}: {canary}")
        for case in planted.cases[:4]:
            if case.number in shown and case.number not in page.url:
                found.append(f"{page.url}: {case.number}")
        if page.status >= 500:
            found.append(f"{page.url}: {page.status}")
        for form in page.forms:
            if form.method == "post" and ("export" in form.action or "data" in form.action):
                with transaction.atomic():
                    response = client.post(form.action, form.filled())
                    body = b"".join(response.streaming_content) if response.streaming else response.content
                    transaction.set_rollback(True)
                found += [f"{form.action}: {canary}" for canary in planted.found_in(words_of(body, ""))]
    print(f"{who or 'anonymous'}: {visited} pages")
    assert found == []
    assert planted.found_in(caplog.text) == []


def _without_questions(text: str, url: str) -> str:
    """A search page repeats the words that were asked for; that tells nobody anything."""
    from urllib.parse import parse_qsl, urlsplit

    from django.utils.html import escape
    from django.utils.http import urlencode

    for _name, words in parse_qsl(urlsplit(url).query):
        for shape in (escape(words), urlencode({"": words})[1:], words):
            text = text.replace(shape, "…")
    return text


@pytest.mark.parametrize("who", [*TIED, "wei", "xi", "su", "an"])
def test_nobody_tied_and_no_outsider_finds_a_canary_over_the_api(planted: Planted, who: str) -> None:
    case, found, asked = planted.cases[0], [], 0
    with transaction.atomic():
        program = Client(
            headers={"Authorization": f"Bearer {token(planted.accounts[who])}"}, raise_request_exception=False
        )
        for path, method in operations():
            address = re.sub(r"\{\w+\}", str(case.pk), path)
            for query in (
                "",
                f"?q={planted.canaries[0]}&employer={planted.world.factory.pk}&phone={planted.canaries[1]}",
            ):
                with transaction.atomic():
                    response = program.generic(
                        method, address + query, "{}" if method != "GET" else "", content_type="application/json"
                    )
                    body = b"".join(response.streaming_content) if response.streaming else response.content
                    transaction.set_rollback(True)
                asked += 1
                shown = _without_questions(words_of(body, ""), address + query)
                found += [f"{method} {address}: {canary}" for canary in planted.found_in(shown)]
                if case.number in shown or response.status_code >= 500:
                    found.append(f"{method} {address}{query}: {response.status_code}")
                if str(case.pk) in address and method == "GET" and response.status_code == 200:
                    found.append(f"{method} {address}: 200")
        transaction.set_rollback(True)
    print(f"{who}: {asked} calls")
    assert found == []


@pytest.mark.parametrize("who", ["chang", "gu", "qin_tied", "gong", "yuan"])
def test_pages_of_an_employer_with_cases_and_of_one_without_are_equal(planted: Planted, who: str) -> None:
    """Same status, same length, same words, whatever is asked about the one or the other."""
    world = planted.world
    quiet = organisations.register_employer(
        by=BUILDER, name="静默制造有限公司", division=world.harbour_place, industry=Industry.MANUFACTURING
    )
    client, different = browser(planted, who), []
    missing = Case(number="无", kind="wages")
    for name in ("case", "print", "notes", "acceptance", "settlement", "my_matter"):
        here = get(client, reverse(f"cases:{name}", args=[planted.cases[0].pk]))
        there = get(client, reverse(f"cases:{name}", args=[missing.pk]))
        if (here.status, same(here.text, planted.cases[0].pk)) != (there.status, same(there.text, missing.pk)):
            different.append(name)
    for path in ("/cases/", "/cases/search/", "/cases/enter/matches/", "/insight/"):
        for parameter in ("q", "employer", "employer_name"):
            here = get(client, f"{path}?{parameter}={world.factory.name}&kind=wages")
            there = get(client, f"{path}?{parameter}={quiet.name}&kind=wages")
            if (here.status, same(here.text, world.factory.name, world.factory.pk)) != (
                there.status, same(there.text, quiet.name, quiet.pk),
            ):  # fmt: skip
                different.append(f"{path}?{parameter}")
    assert different == []


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


def test_everything_tied_people_see_is_the_same_as_without_the_cases(planted: Planted) -> None:
    """Counts, loads and figures of those tied do not move when the employer gets one case more."""
    before = {who: _counted(planted, who) for who in TIED}
    with transaction.atomic():
        person = people.enter(by=BUILDER, name="又一人", phone="13900000099")
        planted.world.people["another"] = person
        planted.world.bring("another")
        after = {who: _counted(planted, who) for who in TIED}
        transaction.set_rollback(True)
    assert after == before


def _counted(planted: Planted, who: str) -> dict[str, str]:
    client = browser(planted, who)
    return {path: same(get(client, path).text) for path in ("/", "/cases/", "/insight/", "/messages/", "/cases/loads/")}


def test_a_partner_sees_what_was_transferred_and_nothing_else(planted: Planted) -> None:
    world = planted.world
    case, cheng = planted.cases[0], world.actor("cheng")
    with transaction.atomic():
        transfer = actions.offer(
            case, by=cheng, to_body=world.procuratorate, kind="referral", purpose="support_prosecution",
            summary="请支持起诉：欠薪两个月", override_reason="期限将至",
        )  # fmt: skip
        client = browser(planted, "su")
        pages = list(walk(client, [*STARTS, reverse("cases:transfer", args=[transfer.pk])], each=2, most=80))
        shown = "\n".join(page.text for page in pages)
        assert "请支持起诉：欠薪两个月" in shown
        assert planted.found_in(shown) == []
        actions.revoke_transfer(transfer, by=cheng)
        assert client.get(reverse("cases:transfer", args=[transfer.pk])).status_code == 404
        transaction.set_rollback(True)


def test_a_dump_of_the_database_holds_no_sealed_word(planted: Planted) -> None:
    """Complaint words, phones and identity numbers are nowhere in clear; names stand in the register of people alone."""
    dumped: dict[str, str] = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
            dumped[table] = b"".join(bytes(part) for part in copy).decode("utf-8", "replace")
    secret = [canary for n, canary in enumerate(planted.canaries) if n % 5 != 0]
    leaks = [f"{table}: {canary}" for table, text in dumped.items() for canary in secret if canary in text]
    assert leaks == []
    named = {table for table, text in dumped.items() if any(name in text for name in planted.canaries[::5])}
    assert named <= {"people_person", "core_auditentry"}
    assert planted.canaries[0] not in "".join(text for table, text in dumped.items() if table.startswith("cases_"))


def test_an_error_page_and_its_log_line_say_nothing(
    planted: Planted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unionhall.cases.views import file

    def breaks(*_a: Any, **_k: Any) -> None:
        secret = planted.canaries[3]
        raise RuntimeError("broken on purpose") if secret else None

    monkeypatch.setattr(file, "file_context", breaks)
    caplog.set_level(logging.DEBUG)
    client = browser(planted, "cheng")
    response = client.get(reverse("cases:case", args=[planted.cases[0].pk]))
    assert response.status_code == 500
    assert planted.found_in(response.content.decode()) == []
    assert "broken on purpose" not in response.content.decode()
    assert planted.found_in(caplog.text) == []


# --- is somebody known? -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        ("/sign-in/", {"phone": "13900000044"}, {"phone": "13900009944"}),
        (
            "/sign-in/officers/",
            {"username": "cheng-secrecy", "password": "x"},
            {"username": "nobody-here", "password": "x"},
        ),
        ("/cases/receipt/", {"code": "AAAABBBBCCCC"}, {"code": "DDDDEEEEFFFF"}),
    ],
)
def test_known_and_unknown_get_the_same_answer(
    planted: Planted, path: str, known: dict[str, str], unknown: dict[str, str]
) -> None:
    answers = []
    for asked in (known, unknown):
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            response = client.post(path, asked)
            text = response.content.decode()
            if response.status_code in (302, 303):
                text = response["Location"] + client.get(response["Location"]).content.decode()
            answers.append((response.status_code, same(text, *asked.values(), *(_masked(v) for v in asked.values()))))
            transaction.set_rollback(True)
    assert answers[0] == answers[1]


def _masked(value: str) -> str:
    return f"{value[:3]}****{value[-4:]}"
