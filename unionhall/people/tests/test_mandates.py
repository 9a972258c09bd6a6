"""Who may act for whom: given, accepted or declined, ended by either side, recorded by officers."""

from datetime import timedelta
from typing import Any

import pytest

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.notices.models import Message
from unionhall.people import actions
from unionhall.people.models import Mandate

from .conftest import Visitor
from .world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(visitor: Visitor, world: World) -> Visitor:
    visitor.client.force_login(world.account("lin"))
    return visitor


# --- Details ----------------------------------------------------------------------------------------------------------


def test_a_worker_lets_a_family_member_act_and_ends_it(lin: Visitor, world: World) -> None:
    assert lin.post("/me/mandates/", {"name": "魏家人", "phone": "13900000003"}).status_code == 303
    mandate = Mandate.objects.get()
    assert world.actor("wei").mandates == frozenset(), "nobody acts before they said yes"
    actions.accept_mandate(mandate, by=world.actor("wei"))
    assert world.actor("wei").mandates == {world.people["lin"].pk}
    assert lin.post(f"/me/mandates/{mandate.pk}/revocation/").status_code == 303
    assert world.actor("wei").mandates == frozenset()
    assert AuditEntry.objects.filter(verb__startswith="mandate.").count() == 3


def test_whether_a_phone_is_known_is_told_by_no_mandate(lin: Visitor, world: World) -> None:
    known = lin.post("/me/mandates/", {"name": "大姐", "phone": "13900000003"})
    page = lin.get("/me/mandates/").content.decode()
    unknown = lin.post("/me/mandates/", {"name": "大姐", "phone": "13900000088"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "魏家人" not in page
    assert "大姐" in page


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"name": "我自己", "phone": "13900000001"}, 409),
        ({"name": "", "phone": "13900000003"}, 422),
        ({"name": "魏家人", "phone": "139"}, 422),
        ({"name": "魏家人", "phone": "13900000003", "until": "2020-01-01"}, 422),
        ({"name": "魏家人", "phone": "13900000003", "until": "2026-02-31"}, 422),
    ],
)
def test_a_mandate_that_cannot_be_is_explained(lin: Visitor, form: dict[str, str], status: int) -> None:
    assert lin.post("/me/mandates/", form).status_code == status
    assert not Mandate.objects.exists()


def test_a_mandate_is_over_after_its_last_day(world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    actions.accept_mandate(_asked(world, until=clock.today() + timedelta(days=1)), by=world.actor("wei"))
    freeze("2026-06-02 23:00")
    assert world.actor("wei").mandates
    freeze("2026-06-03 00:01")
    assert not world.actor("wei").mandates


def test_ten_mandates_a_day_are_enough(lin: Visitor) -> None:
    answers = [lin.post("/me/mandates/", {"name": "某", "phone": f"139222200{n:02}"}).status_code for n in range(11)]
    assert answers == [303] * 10 + [429]


def test_nobody_ends_the_mandate_of_others(visitor: Visitor, world: World) -> None:
    mandate = _asked(world)
    visitor.client.force_login(world.account("zhou"))
    assert visitor.post(f"/me/mandates/{mandate.pk}/revocation/").status_code == 404
    with pytest.raises(Refused):
        actions.revoke_mandate(mandate, by=world.actor("zhou"))


RECORD = {
    "worker_name": "林小满",
    "worker_phone": "13900000001",
    "kind": "family",
    "basis": "paper",
    "name": "魏家人",
    "phone": "13900000003",
}


def test_an_officer_records_a_mandate_given_on_paper(visitor: Visitor, world: World) -> None:
    visitor.client.force_login(world.account("zhou"))
    assert visitor.post("/people/mandates/", RECORD).status_code == 303
    mandate = Mandate.objects.get()
    assert (mandate.basis, mandate.recorded_by_id) == ("paper", world.people["zhou"].pk)
    assert world.actor("wei").mandates == {world.people["lin"].pk}, "both signed, so it counts at once"
    page = visitor.get("/people/mandates/").content.decode()
    assert "林小满" not in page
    assert "林*" in page
    assert visitor.post(f"/people/mandates/{mandate.pk}/revocation/").status_code == 303


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"worker_name": "别人"}, 409),
        ({"phone": "13900000010", "name": "周敏"}, 409),
        ({"basis": "online"}, 422),
        ({"phone": "13900000001"}, 409),
    ],
    ids=["name does not fit", "to oneself", "online is the worker's own", "worker to worker"],
)
def test_a_mandate_an_officer_may_not_record(
    visitor: Visitor, world: World, change: dict[str, str], status: int
) -> None:
    visitor.client.force_login(world.account("zhou"))
    assert visitor.post("/people/mandates/", {**RECORD, **change}).status_code == status
    assert not Mandate.objects.exists()


def test_a_worker_finds_no_desk_of_mandates(lin: Visitor) -> None:
    assert lin.get("/people/mandates/").status_code == 404
    assert lin.post("/people/mandates/", RECORD).status_code == 404


def _asked(world: World, **change: Any) -> Mandate:
    """Lin asks Wei to act for her; Wei has not answered."""
    lin, wei = world.people["lin"], world.people["wei"]
    facts = {"kind": "family", "basis": "online", **change}
    return actions.give_mandate(lin, by=world.actor("lin"), agent=wei, called="魏家人", **facts)


@pytest.fixture
def wei(world: World, django_capture_on_commit_callbacks: Any) -> Visitor:
    """A browser in which Wei is signed in."""
    visitor = Visitor(django_capture_on_commit_callbacks)
    visitor.client.force_login(world.account("wei"))
    return visitor


def test_whoever_is_asked_sees_by_whom_and_accepts(wei: Visitor, world: World) -> None:
    mandate = _asked(world)
    home, page = wei.get("/").content.decode(), wei.get("/me/mandates/").content.decode()
    assert "林小满请您替" in home
    assert "林小满请您替" in page
    assert wei.post(f"/me/mandates/{mandate.pk}/acceptance/").status_code == 303
    assert world.actor("wei").mandates == {world.people["lin"].pk}
    entry = AuditEntry.objects.get(verb="mandate.accepted")
    assert entry.actor_id == world.people["wei"].pk
    assert "请您替" not in wei.get("/").content.decode()


def test_a_declined_mandate_lets_nobody_act_and_the_worker_sees_it(wei: Visitor, lin: Visitor, world: World) -> None:
    mandate = _asked(world)
    assert wei.post(f"/me/mandates/{mandate.pk}/refusal/").status_code == 303
    assert world.actor("wei").mandates == frozenset()
    assert "对方没有答应" in lin.get("/me/mandates/").content.decode()
    assert wei.post(f"/me/mandates/{mandate.pk}/acceptance/").status_code == 409, "a no is not taken back in silence"


def test_nobody_accepts_for_somebody_else(lin: Visitor, visitor: Visitor, world: World) -> None:
    mandate = _asked(world)
    assert lin.post(f"/me/mandates/{mandate.pk}/acceptance/").status_code == 409
    visitor.client.force_login(world.account("zhou"))
    assert visitor.post(f"/me/mandates/{mandate.pk}/acceptance/").status_code == 404
    assert world.actor("wei").mandates == frozenset()


def test_a_question_nobody_answers_lapses_after_two_weeks(wei: Visitor, world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    mandate = _asked(world)
    freeze("2026-06-15 23:00")
    assert mandate.standing(clock.today()) == "waiting"
    freeze("2026-06-16 00:01")
    assert mandate.standing(clock.today()) == "lapsed"
    with pytest.raises(Refused):
        actions.accept_mandate(mandate, by=world.actor("wei"))


def test_a_question_taken_back_cannot_be_accepted(lin: Visitor, wei: Visitor, world: World) -> None:
    mandate = _asked(world)
    assert lin.post(f"/me/mandates/{mandate.pk}/revocation/").status_code == 303
    assert wei.post(f"/me/mandates/{mandate.pk}/acceptance/").status_code == 409


def test_the_one_who_acts_may_end_it_too(wei: Visitor, world: World) -> None:
    mandate = actions.accept_mandate(_asked(world), by=world.actor("wei"))
    assert wei.post(f"/me/mandates/{mandate.pk}/revocation/").status_code == 303
    assert world.actor("wei").mandates == frozenset()


def test_a_mandate_by_telephone_waits_for_the_other_too(world: World) -> None:
    actions.give_mandate(
        world.people["lin"], by=world.actor("zhou"), agent=world.people["wei"], kind="family", basis="telephone"
    )
    assert world.actor("wei").mandates == frozenset()


def test_whoever_is_asked_is_told_by_text_and_whoever_signed_is_not(world: World) -> None:
    asked = _asked(world)
    assert Message.objects.get(template="mandate").person_id == asked.agent_id
    _asked(world, basis="paper")
    assert Message.objects.filter(template="mandate").count() == 1


@pytest.mark.parametrize("answer", ["acceptance", "refusal", "revocation"])
def test_a_mandate_is_answered_over_the_api_as_on_the_page(world: World, visitor: Visitor, answer: str) -> None:
    mandate = _asked(world)
    _row, raw = actions.make_token(
        world.account("wei"), by=system("t"), name="脚本", scopes=["read", "write"], until=clock.today()
    )
    headers = {"Authorization": f"Bearer {raw}", "Idempotency-Key": "once"}
    listed = visitor.client.get("/api/mandates", headers=headers).json()
    assert [(row["id"], row["mine"], row["name"], row["standing"]) for row in listed] == [
        (str(mandate.pk), "held", "林小满", "waiting")
    ]
    for _again in range(2):
        said = visitor.client.post(f"/api/mandates/{mandate.pk}/{answer}", headers=headers)
        assert said.status_code == 200, said.content
    now_is = {"acceptance": "in_force", "refusal": "declined", "revocation": "ended"}[answer]
    assert said.json()["standing"] == now_is
