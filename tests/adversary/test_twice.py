"""Sent twice: a double click where no script holds the button, or a page sent again because the connection broke.

The second does no harm, and whoever waits is told what the first was told. What is shown once (a link, a receipt code, a
token) is shown by the second answer too, for the browser throws the first one away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.adversary.counting import MAY_GROW_ON_A_NO, Rows, counts
from tests.adversary.walking import read, walk
from tests.matrix.people import Stage
from unionhall.cases import actions
from unionhall.cases.models import Case, CaseFile, Complainant, Note, Party, Session, Settlement, Transfer
from unionhall.cases.states import State
from unionhall.core import clock
from unionhall.core.models import LinkToken
from unionhall.people.models import ApiClient, ApiToken, Mandate, Person

pytestmark = pytest.mark.django_db

MAY_GROW = MAY_GROW_ON_A_NO
WHEN = "2026-06-01T09:30"


@pytest.fixture(autouse=True)
def _undone(stage: Stage) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def filled(client: Client, url: str) -> dict[str, Any]:
    """What the form at an address sends when nothing is changed in it."""
    _links, forms = read(url, client.get(url).content.decode())
    here = [form for form in forms if form.method == "post" and form.action.split("?")[0] == url.split("?")[0]]
    assert here, f"no form at {url}"
    return {
        one.name: one.value for one in here[0].fields if one.name and one.kind in ("hidden", "text", "number", "date")
    }


def twice(client: Client, url: str, words: dict[str, Any], at: str = "") -> list[Any]:
    """The same form, sent twice."""
    said = filled(client, at or url) | words
    return [client.post(url, said), client.post(url, said)]


def mediating(stage: Stage) -> Case:
    return stage.world.case_in("mediating", "lin")


ACTS: dict[str, tuple[Any, dict[str, Any], Any]] = {
    "notes": (lambda stage: stage.case, {"text": "已联系单位", "audience": "worker"}, Note),
    "sessions": (
        lambda stage: stage.case,
        {"kind": "mediation", "held_at": WHEN, "place": "一楼", "people-0-who": "林小满", "people-0-present": "on"}, Session,
    ),
    "parties": (lambda stage: stage.case, {"role": "dispatch", "name": "众聘劳务"}, Party),
    "settlement": (
        mediating, {"manner": "mediation", "terms": "付清", "amount": "8000", "signed_on": "2026-06-01"}, Settlement,
    ),
    "transfer_offer": (
        lambda stage: stage.case,
        {"kind": "referral", "purpose": "legal_aid", "summary": "请提供法律援助", "asked": "请指派律师", "consent": "telephone", "reply_days": "5"}, Transfer,
    ),
}  # fmt: skip


@pytest.mark.parametrize("noun", ACTS)
def test_an_act_on_a_file_sent_twice_is_done_once_and_both_lead_back(stage: Stage, noun: str) -> None:
    where, words, model = ACTS[noun]
    case = where(stage)
    if noun == "transfer_offer":
        words = words | {"body": str(stage.world.procuratorate.pk)}
    before = model.objects.filter(case=case).count()
    first, second = twice(stage.client("coordinator"), reverse(f"cases:{noun}", args=[case.pk]), words)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"] == reverse("cases:case", args=[case.pk])
    assert model.objects.filter(case=case).count() == before + 1


def test_files_sent_twice_are_on_the_file_once(stage: Stage) -> None:
    client, url = stage.client("coordinator"), reverse("cases:files", args=[stage.case.pk])
    said = filled(client, url) | {"audience": "internal"}
    for _time in range(2):
        answer = client.post(url, said | {"files": SimpleUploadedFile("工资条.txt", "工资条".encode())})
        assert answer.status_code == 303
    assert CaseFile.objects.filter(case=stage.case).count() == 1


def test_a_link_asked_for_twice_is_one_link_and_both_answers_show_it(stage: Stage) -> None:
    client, url = stage.client("coordinator"), reverse("cases:transfer_link", args=[stage.transfer.pk])
    first, second = twice(client, url, {"days": "5"})
    shown = [answer.context["link"] for answer in (first, second)]
    assert shown[0] == shown[1] != ""
    assert shown[1] in second.content.decode()
    assert LinkToken.objects.filter(kind="transfer").count() == 1
    assert Client().get(shown[1].removeprefix("http://testserver")).status_code == 200


def test_another_form_makes_another_link(stage: Stage) -> None:
    client, url = stage.client("coordinator"), reverse("cases:transfer_link", args=[stage.transfer.pk])
    one, other = (client.post(url, filled(client, url) | {"days": "5"}).context["link"] for _time in range(2))
    assert one != other


def test_a_link_is_told_again_for_a_moment_and_to_nobody_else(stage: Stage, freeze: Any) -> None:
    """The form kept in a browser is no key for later."""
    client, url = stage.client("coordinator"), reverse("cases:transfer_link", args=[stage.transfer.pk])
    said = filled(client, url) | {"days": "5"}
    link = client.post(url, said).context["link"]
    colleague = stage.client("officer").post(url, said)
    assert colleague.context is None or colleague.context.get("link") != link
    freeze(clock.now() + timedelta(minutes=21))
    later = stage.client("coordinator").post(url, said)
    assert later.status_code == 409
    assert link not in later.content.decode()


def test_an_anonymous_matter_entered_twice_is_there_once_and_both_answers_tell_its_code(stage: Stage) -> None:
    client = stage.client("coordinator")
    typed = {
        "key": str(uuid4()), "source": "phone", "received_on": clock.today().isoformat(), "identity_level": "anonymous",
        "kind": "safety", "account": "车间没有通风", "division": str(stage.world.harbour_place.pk),
    }  # fmt: skip
    before = Case.objects.count()
    first, second = (client.post("/cases/enter/", typed) for _time in range(2))
    codes = [answer.context["receipt"] for answer in (first, second)]
    assert codes[0] == codes[1] != ""
    assert Case.objects.count() == before + 1
    assert typed["key"] not in str(Case.objects.order_by("-entered_at").values_list("source_key", flat=True)[0])
    opened = Client().post("/cases/receipt/", {"code": codes[1]})
    assert opened.status_code == 303
    stranger = stage.client("officer").post("/cases/enter/", typed)
    assert not stranger.context["receipt"], "a colleague who got hold of the form is not told"


def test_a_matter_sent_twice_is_one_matter_with_one_number(stage: Stage) -> None:
    client, world = stage.client("other_worker"), stage.world
    for step, said in {
        "account": {"account": "两个月工资没发"}, "kind": {"kind": "wages"}, "employer": {"employer_name": "顺达五金店"},
        "county": {"county": str(world.east.division_id)}, "township": {"township": str(world.harbour_place.pk)},
        "when": {}, "papers": {}, "identity": {"identity": "named"},
    }.items():  # fmt: skip
        assert client.post(reverse("cases:intake_step", args=[step]), said).status_code == 303, step
    before, url = Case.objects.count(), reverse("cases:intake_step", args=["check"])
    first, second = (client.post(url, {"agree": "on"}) for _time in range(2))
    assert first["Location"] == second["Location"] == reverse("cases:intake_done")
    assert Case.objects.count() == before + 1
    assert client.get(second["Location"]).status_code == 200


WORKER_ACTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "cases:my_message": ("received", {"text": "请问进展"}, "cases:my_matter"),
    "cases:my_objection": ("received", {"text": "为什么看我的材料"}, ""),
    "cases:my_withdrawal": ("received", {"reason": "已经拿到钱"}, ""),
    "cases:my_reopening": ("closed", {"reason": "没有解决"}, ""),
}


@pytest.mark.parametrize("name", WORKER_ACTS)
def test_what_a_worker_sends_twice_arrives_once_and_both_answers_say_so(stage: Stage, name: str) -> None:
    state, words, stands_at = WORKER_ACTS[name]
    case = stage.world.case_in(state, "lin")
    client, url = stage.client("worker"), reverse(name, args=[case.pk])
    grown = counts()
    said = filled_at(client, reverse(stands_at, args=[case.pk]) if stands_at else url, url) | words
    first = client.post(url, said)
    after = counts()
    second = client.post(url, said)
    assert (first.status_code, second.status_code) == (303, 303)
    assert {table for table, n in after.items() if n != grown[table]} - MAY_GROW, "the first did something"
    assert {table for table, n in counts().items() if n != after[table]} - MAY_GROW == set()


def filled_at(client: Client, page: str, action: str) -> dict[str, Any]:
    _links, forms = read(page, client.get(page).content.decode())
    form = next(form for form in forms if form.method == "post" and form.action == action)
    return {one.name: one.value for one in form.fields if one.name and one.kind == "hidden"}


def test_evidence_sent_twice_is_there_once_and_a_refused_file_is_refused_twice(stage: Stage) -> None:
    case = stage.world.case_in(State.RECEIVED, "lin")
    client, url = stage.client("worker"), reverse("cases:my_evidence", args=[case.pk])
    said = filled_at(client, reverse("cases:my_matter", args=[case.pk]), url)
    for _time in range(2):
        good = SimpleUploadedFile("工资条.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)
        bad = SimpleUploadedFile("程序.exe", b"MZ" + b"0" * 64)
        assert client.post(url, said | {"files": [good, bad]}).status_code == 422
    assert CaseFile.objects.filter(case=case).count() == 1


def test_a_token_made_twice_is_one_token_and_both_answers_show_it(stage: Stage) -> None:
    client, url = stage.client("worker"), reverse("people:programs")
    until = (clock.today() + timedelta(days=9)).isoformat()
    first, second = twice(client, url, {"name": "月报", "scopes": "read", "until": until})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.context["made"] == second.context["made"]
    assert ApiToken.objects.count() == 1
    bearer = Client(headers={"Authorization": f"Bearer {second.context['made']}"})
    assert bearer.get("/api/cases").status_code == 200


def test_a_program_registered_twice_is_one_program_and_both_answers_show_its_secret(stage: Stage) -> None:
    from unionhall.people.models import Post

    post = Post.objects.get(person=stage.person("officer"))
    words = {"post": str(post.pk), "name": "台账", "scopes": "read"}
    first, second = twice(stage.client("officer"), reverse("people:clients"), words)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.context["secret"] == second.context["secret"] != ""
    assert ApiClient.objects.count() == 1


def test_a_mandate_given_twice_is_one_mandate(stage: Stage) -> None:
    before = Mandate.objects.count()
    words = {"name": "魏家人", "phone": "13900000077"}
    first, second = twice(stage.client("other_worker"), reverse("people:mandates"), words)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Mandate.objects.count() == before + 1


def test_workers_added_twice_are_in_the_group_once(stage: Stage) -> None:
    zhou = stage.world.actor("zhou")
    group = actions.gather([stage.case, stage.world.bring("ma")], by=zhou)
    words = {"typed": "无名甲\n无名乙"}  # without a phone nobody is known again
    url = reverse("cases:group_workers", args=[group.pk])
    first, second = twice(stage.client("coordinator"), url, words)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Complainant.objects.filter(case__group=group).count() == 4
    assert Person.objects.filter(name__startswith="无名").count() == 2


NOT_KNOWN_AGAIN = {
    # What may be done as often as one likes, and what each time only leaves a report of itself.
    "cases:bulk", "cases:group_act", "people:data",
    "cases:export", "claims:claims_export", "members:members_export", "registers:exporting", "funds:payments_export", "places:exporting",
    "places:map_export",
}  # fmt: skip


@pytest.mark.parametrize("who", ["worker", "coordinator", "officer", "partner", "security_admin"])
def test_no_form_writes_more_when_it_is_sent_twice(stage: Stage, who: str) -> None:
    """Every form on every page, filled in as well as a walker can: what the first sending wrote, the second does not."""
    from tests.adversary.walking import place_of

    client, wrong, sent, written = stage.client(who), [], set(), 0
    client.raise_request_exception = False
    for page in walk(client, each=1):
        for form in page.forms:
            if (
                form.method != "post"
                or form.key in sent
                or place_of(form.action).partition("?")[0] in NOT_KNOWN_AGAIN | {"people:sign_out"}
            ):
                continue
            sent.add(form.key)
            said = form.filled()
            with transaction.atomic():
                first, grown = _posted(client, form.action, said)
                second, again = _posted(client, form.action, said)
                transaction.set_rollback(True)
            written += bool(grown)
            if again or second >= 500:
                wrong.append(f"{form.action}: {first}, then {second} wrote {', '.join(sorted(again))}")
    print(f"{who}: {len(sent)} forms, of which {written} wrote")
    assert wrong == []
    assert written or who == "partner"


def _posted(client: Client, address: str, said: dict[str, Any]) -> tuple[int, set[str]]:
    """The status, and the tables that hold more rows than before."""
    rows = Rows()
    with connection.execute_wrapper(rows.watch):
        status = client.post(address, said).status_code
    return int(status), rows.grown() - MAY_GROW
