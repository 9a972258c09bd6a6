"""Whatever is sent to any form: a clear answer, nothing half written, and words come back as words.

The forms are found by walking the pages as each kind of person; so a form added tomorrow is attacked tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.adversary.counting import Rows
from tests.adversary.hostile import CHOICES, DAYS, FILES, NUMBERS, SCRIPT, WORDS, heavy
from tests.adversary.walking import STARTS, Form, Page, place_of, walk
from tests.matrix.people import Stage
from unionhall.cases.models import Case

pytestmark = pytest.mark.django_db

ATTACKERS = ("anonymous", "worker", "family")
LATER = (
    "coordinator",
    "officer",
    "supervisor",
    "partner",
    "chair_below",
    "system_admin",
    "security_admin",
    "audit_admin",
)
ANSWERS = {200, 201, 302, 303, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429}
KEPT_ON_A_NO = {"cases:enter": {"cases_intakedraft", "cases_intakedraft_files", "core_storedfile"}}
"""Papers are kept while a question about the rest is open: a browser does not send them twice by itself."""
ALWAYS = 3
SEEN: set[tuple[str, ...]] = set()
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Attack:
    """One person at one form, everything undone afterwards; `wrong` collects what should not have happened."""

    def __init__(self, stage: Stage, who: str) -> None:
        self.who, self.wrong, self.sent = who, [], 0  # type: ignore[var-annotated]
        self.client = stage.client(who)
        self.client.raise_request_exception = False
        self.raised: BaseException | None = None
        got_request_exception.connect(self._remember)

    def _remember(self, **_signal: Any) -> None:
        import sys

        self.raised = sys.exc_info()[1]

    def post(self, what: str, form: Form, data: Mapping[str, Any] | bytes, **how: Any) -> int:
        """Send it, look at the answer, undo it."""
        self.raised, self.sent = None, self.sent + 1
        with transaction.atomic():
            rows = Rows()
            try:
                with connection.execute_wrapper(rows.watch):
                    response = self.client.post(form.action, data, **how)
            except Exception as error:  # what the test client itself cannot take
                self.wrong.append(f"{self.who} {form.action} {what}: {type(error).__name__}: {error}")
                transaction.set_rollback(True)
                return 500
            status = response.status_code
            grown = rows.changed() if 400 <= status < 500 else set()
            text = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        if status not in ANSWERS:
            self.wrong.append(f"{self.who} {form.action} [{what}] answered {status}: {self.raised!r:.300}")
        elif status >= 400 and grown - KEPT_ON_A_NO.get(place_of(form.action), set()):
            self.wrong.append(
                f"{self.who} {form.action} [{what}] said {status} and yet wrote {', '.join(sorted(grown))}"
            )
        if SCRIPT[:20].encode() in text and response.headers.get("Content-Type", "").startswith("text/html"):
            self.wrong.append(f"{self.who} {form.action} [{what}] gave the script back as a script")
        return int(status)


def forms_of(pages: Iterator[Page]) -> Iterator[Form]:
    """Every form that changes something, each kind once."""
    for page in pages:
        for form in page.forms:
            if form.method == "post" and form.key not in SEEN and not form.action.endswith(("/sign-out/",)):
                SEEN.add(form.key)
                yield form


@pytest.mark.parametrize("who", [*ATTACKERS, *LATER])
def test_whatever_is_sent_to_a_form_gets_a_clear_answer(stage: Stage, who: str) -> None:
    attack = Attack(stage, who)
    forms = list(forms_of(walk(attack.client, starts(who), each=1)))
    for turn, form in enumerate(forms):
        for what, data in bad_data(form, turn):
            attack.post(what, form, data)
        attack.post("nothing", form, {})
        attack.post("JSON", form, b'{"a": [1, 2}', content_type="application/json")
        attack.post("broken encoding", form, b"text=%ff%fe%00&%=&&=", content_type="application/x-www-form-urlencoded")
        attack.post("broken parts", form, b"--x\r\n\r\nx", content_type="multipart/form-data; boundary=y")
    print(f"{who}: {len(forms)} forms, {attack.sent} attacks")
    assert attack.wrong == [], "\n".join(dict.fromkeys(attack.wrong))


def starts(who: str) -> list[str]:
    """The first pages, and for those who work on cases one file in every state."""
    files = []
    if who in ("coordinator", "worker"):
        mine = "cases:case" if who == "coordinator" else "cases:my_matter"
        files = [reverse(mine, args=[case.pk]) for case in Case.objects.order_by("state", "pk").distinct("state")]
    return [*STARTS, *files]


def bad_data(form: Form, turn: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The form filled in well, but for one thing. The worst words go into every form, the others take turns."""
    good, words = form.filled(), list(WORDS.items())
    for n, (what, text) in enumerate(words):
        if form.wordy and (n < ALWAYS or (n + turn) % 3 == 0):
            yield what, good | dict.fromkeys(form.wordy, text)
    for name in form.named("date", "datetime-local", "month"):
        yield from ((f"{name}={day}", good | {name: day}) for day in _turns(DAYS, turn))
    for name in [*form.named("number"), *(n for n in form.wordy if re.search(r"amount|share|days|paid|sum", n))]:
        yield from ((f"{name}={number}", good | {name: number}) for number in _turns(NUMBERS, turn))
    for name in form.named("hidden", "select", "radio", "checkbox"):
        if name != "csrfmiddlewaretoken" and not re.match(r"people-[1-9]", name):
            yield from ((f"{name}={choice[:40]!r}", good | {name: choice}) for choice in _turns(CHOICES, turn)[:2])
    for name in form.files:
        yield from ((f"{name}: {what}", good | {name: made()}) for what, made in FILES.items())


def _turns(values: tuple[str, ...], turn: int) -> tuple[str, ...]:
    """Three of the values, others for the next form."""
    start = turn % len(values)
    return (values + values)[start : start + 3]


def test_files_that_cost_a_machine_dearly_are_turned_away(stage: Stage) -> None:
    attack = Attack(stage, "worker")
    forms = [f for page in walk(attack.client, each=1) for f in page.forms if f.method == "post" and f.files][:3]
    assert forms, "no form takes files"
    for form in forms:
        for what, upload in heavy().items():
            status = attack.post(what, form, form.filled() | {form.files[0]: upload})
            assert status in (400, 409, 413, 422), f"{form.action} took {what}: {status}"
    assert attack.wrong == []


@pytest.mark.parametrize("who", ["anonymous", "worker", "officer", "partner", "security_admin"])
def test_an_address_with_another_key_in_it_is_not_there(stage: Stage, who: str) -> None:
    client = stage.client(who)
    client.raise_request_exception = False
    wrong = []
    for page in walk(client, each=1, most=80):
        path = urlsplit(page.url).path
        if UUID.search(path):
            forged = UUID.sub(lambda _found: str(uuid4()), path)
            for address in (forged, UUID.sub("00000000-0000-0000-0000-000000000000", path)):
                status = client.get(address).status_code
                if status != 404:
                    wrong.append(f"{who} GET {address}: {status}")
            with transaction.atomic():
                status = client.post(forged, {"version": "1", "reason": "x"}).status_code
                transaction.set_rollback(True)
            if status not in (404, 405):
                wrong.append(f"{who} POST {forged}: {status}")
        for broken in (path.rstrip("/") + "%00/", path + "?page=%00&after=%ff&q=%27%22%3C", path + "..%2f..%2f"):
            status = client.get(broken).status_code
            if status >= 500:
                wrong.append(f"{who} GET {broken}: {status}")
    assert wrong == []


NONSENSE = ("x" * 3_000, "'\"<>", "\x00", "2026-13-45", "-1", "9" * 30, "NaN", "eyJhIjoxfQ:1abc:def", "𠮷%_\\·")


@pytest.mark.parametrize("who", ["coordinator", "worker", "security_admin", "audit_admin"])
def test_filters_and_cursors_may_say_anything(stage: Stage, who: str) -> None:
    """Every parameter of every list with something nobody would choose: each alone, the values taking turns, and all at once."""
    client = stage.client(who)
    client.raise_request_exception = False
    wrong, seen, turn = [], set(), 0
    for page in list(walk(client, each=1, most=80)):
        asked = {f.name for form in page.forms if form.method == "get" for f in form.fields if f.name}
        asked |= {part.split("=")[0] for link in page.links if "?" in link for part in urlsplit(link).query.split("&")}
        path = urlsplit(page.url).path
        if (place := place_of(path)) in seen:
            continue
        seen.add(place)
        everything = sorted(asked | {"after", "before", "cursor", "page", "q"})
        tries = [dict.fromkeys(everything, value) for value in (NONSENSE if asked else NONSENSE[2:3])]
        for name in everything if asked else ():
            turn += 1
            tries += [{name: NONSENSE[turn % len(NONSENSE)]}, {name: NONSENSE[(turn + 4) % len(NONSENSE)]}]
        for said in tries:
            status = client.get(path, said).status_code
            if status >= 500:
                wrong.append(f"{who} GET {path}?{str(said)[:80]}: {status}")
    assert wrong == []


def test_without_its_csrf_token_nothing_is_taken(stage: Stage) -> None:
    walker = stage.client("coordinator")
    walker.raise_request_exception = False
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = walker.cookies
    wrong = []
    tried: set[tuple[str, ...]] = set()
    for page in list(walk(walker, each=1, most=60)):
        for form in page.forms:
            if form.method != "post" or form.key in tried:
                continue
            tried.add(form.key)
            rows = Rows()
            data = {key: value for key, value in form.filled().items() if key != "csrfmiddlewaretoken"}
            with connection.execute_wrapper(rows.watch):
                status = strict.post(form.action, data).status_code
            if status != 403 or rows.changed():
                wrong.append(f"{form.action}: {status}")
            if "csrfmiddlewaretoken" not in {f.name for f in form.fields}:
                wrong.append(f"{page.url}: the form to {form.action} has no token")
    assert wrong == []
