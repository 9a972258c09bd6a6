"""One's own pages: details, mandates, consents, data, programs."""

import json
from datetime import timedelta
from typing import Any

import pytest

from unionhall.core import clock
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.people import actions, exports, purposes, queries
from unionhall.people.models import ApiClient, ApiToken, Consent, Person, Post

from .conftest import Visitor
from .world import SYSTEM, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(visitor: Visitor, world: World) -> Visitor:
    visitor.client.force_login(world.account("lin"))
    return visitor


# --- Details ----------------------------------------------------------------------------------------------------------


def test_my_page_masks_phone_and_identity_number(lin: Visitor, world: World) -> None:
    Person.objects.filter(pk=world.people["lin"].pk).update()
    page = lin.get("/me/").content.decode()
    assert "139****0001" in page
    assert "13900000001" not in page


def test_details_are_filled_in_with_what_is_held(lin: Visitor) -> None:
    assert 'value="林小满"' in lin.get("/me/details/").content.decode()


def test_changed_details_are_kept_said_and_audited(lin: Visitor, world: World) -> None:
    answer = lin.post("/me/details/", {"name": "林  晓满", "channel": "phone", "language": "en"})
    assert answer["Location"] == "/me/"
    assert answer.cookies["unionhall_language"].value == "en"
    person = Person.objects.get(pk=world.people["lin"].pk)
    assert (person.name, person.channel, person.language) == ("林 晓满", "phone", "en")
    assert AuditEntry.objects.get(verb="person.details_changed").details == {"fields": ["name", "channel", "language"]}


def test_details_that_do_not_fit_come_back_as_typed(lin: Visitor) -> None:
    answer = lin.post("/me/details/", {"name": "王" * 61, "channel": "pigeon", "language": "xx"})
    assert answer.status_code == 422
    assert "王" * 61 in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["买买提·阿不都热合曼", "㐂", "𠮷野家", "<b>x</b>", "'; DROP TABLE people_person; --", "名" * 30]
)
def test_rare_names_and_hostile_ones_are_kept_as_written(lin: Visitor, world: World, name: str) -> None:
    assert lin.post("/me/details/", {"name": name, "channel": "text", "language": "zh-hans"}).status_code == 303
    assert Person.objects.get(pk=world.people["lin"].pk).name == name
    assert "<b>x</b>" not in lin.get("/me/").content.decode()


def test_a_name_beside_an_identity_number_or_a_post_is_not_changed_here(world: World) -> None:
    with pytest.raises(Refused):
        actions.change_details(
            world.people["zhou"], by=world.actor("zhou"), name="周大敏", channel="text", language="zh-hans"
        )
    actions.change_details(
        world.people["zhou"], by=world.actor("zhou"), name="周敏", channel="phone", language="zh-hans"
    )


def test_the_page_of_a_post_holder_keeps_the_name(visitor: Visitor, world: World) -> None:
    visitor.client.force_login(world.account("zhou"))
    assert visitor.post("/me/details/", {"name": "别名", "channel": "text", "language": "zh-hans"}).status_code == 303
    assert Person.objects.get(pk=world.people["zhou"].pk).name == "周敏"


def test_who_looked_at_my_record_is_shown_to_me(lin: Visitor, world: World) -> None:
    from unionhall.core import audit

    audit.record_read(world.people["lin"], by=world.actor("dong"), purpose="核对电话")
    page = lin.get("/me/").content.decode()
    assert "董科长" in page
    assert "核对电话" in page


# --- Consents and data ------------------------------------------------------------------------------------------------


def test_a_consent_is_taken_back_by_its_owner_only(lin: Visitor, world: World) -> None:
    consent = actions.consent(
        world.people["lin"].pk, by=world.actor("lin"), purpose="transfer", text_version="2026-1", through="web"
    )
    purposes.name_purpose("transfer", "把材料转给别的单位")
    assert "把材料转给别的单位" in lin.get("/me/consents/").content.decode()
    other = Visitor(lin.deliver)
    other.client.force_login(world.account("wei"))
    assert other.post(f"/me/consents/{consent.pk}/withdrawal/").status_code == 404
    assert lin.post(f"/me/consents/{consent.pk}/withdrawal/").status_code == 303
    assert lin.post(f"/me/consents/{consent.pk}/withdrawal/").status_code == 303
    assert Consent.objects.get().withdrawn_at is not None
    assert AuditEntry.objects.filter(verb="consent.withdrawn").count() == 1


def test_my_data_comes_from_every_module_that_holds_some(lin: Visitor, world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(exports, "_answers", {})
    exports.on_export("elsewhere", lambda person_id: {"rows": [str(person_id)]})
    answer = lin.post("/me/data/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    held = json.loads(answer.getvalue())
    assert held["people"]["person"]["phone"] == "13900000001"
    assert held["elsewhere"] == {"rows": [str(world.people["lin"].pk)]}
    assert AuditEntry.objects.filter(verb="person.exported").count() == 1


def test_nobody_takes_out_the_data_of_others_not_even_with_a_mandate(world: World) -> None:
    actions.give_mandate(
        world.people["lin"], by=world.actor("lin"), agent=world.people["wei"], kind="family", basis="online"
    )
    with pytest.raises(Refused):
        actions.export_own_data(world.people["lin"], by=world.actor("wei"))


def test_five_exports_an_hour_are_enough(lin: Visitor) -> None:
    assert [lin.post("/me/data/").status_code for _ in range(6)] == [200] * 5 + [429]


# --- Programs ---------------------------------------------------------------------------------------------------------


def make_token(visitor: Visitor, **change: Any) -> Any:
    until = (clock.today() + timedelta(days=30)).isoformat()
    return visitor.post("/me/programs/", {"name": "月报", "scopes": "read", "until": until, **change})


def token_in(answer: Any) -> str:
    import re

    found = re.search(r"<code>(uhp_[\w-]+)</code>", answer.content.decode())
    assert found is not None
    return found[1]


def test_a_token_is_shown_once_and_acts_as_its_owner(lin: Visitor) -> None:
    answer = make_token(lin)
    raw = token_in(answer)
    assert answer.status_code == 201
    assert raw not in lin.get("/me/programs/").content.decode()
    assert raw.encode() not in bytes(ApiToken.objects.get().token_hash)
    me = lin.get("/api/me", headers={"Authorization": f"Bearer {raw}"})
    assert me.json()["name"] == "林小满"
    assert me.json()["scopes"] == ["read"]


def test_a_revoked_token_is_dead_at_once(lin: Visitor) -> None:
    raw = token_in(make_token(lin))
    lin.post(f"/me/programs/{ApiToken.objects.get().pk}/revocation/")
    assert lin.get("/api/me", headers={"Authorization": f"Bearer {raw}"}).status_code == 401


def test_a_token_ends_with_its_last_day(lin: Visitor, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    lin.client.logout()
    lin.client.force_login(queries.Account.objects.get(username="lin"))
    raw = token_in(make_token(lin, until="2026-06-02"))
    headers = {"Authorization": f"Bearer {raw}"}
    freeze("2026-06-02 23:59")
    assert lin.get("/api/me", headers=headers).status_code == 200
    freeze("2026-06-03 00:00")
    assert lin.get("/api/me", headers=headers).status_code == 401


@pytest.mark.parametrize("days", [-1, 366, 4000])
def test_a_token_lasts_a_year_at_most(lin: Visitor, days: int) -> None:
    assert make_token(lin, until=(clock.today() + timedelta(days=days)).isoformat()).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_makes_no_token_and_changes_no_password(world: World) -> None:
    by = queries.actor_for(world.account("zhou"), via="api", scopes=frozenset(["read", "write"]))
    until = clock.today() + timedelta(days=1)
    with pytest.raises(Refused):
        actions.make_token(world.account("zhou"), by=by, name="x", scopes=["read"], until=until)
    with pytest.raises(Refused):
        actions.renew_recovery_codes(world.account("zhou"), by=by)
    with pytest.raises(Refused):
        actions.export_own_data(world.people["zhou"], by=by)


def test_nobody_ends_the_token_of_others(lin: Visitor, world: World) -> None:
    make_token(lin)
    other = Visitor(lin.deliver)
    other.client.force_login(world.account("wei"))
    assert other.post(f"/me/programs/{ApiToken.objects.get().pk}/revocation/").status_code == 404


def program(world: World, scopes: tuple[str, ...] = ("read",)) -> tuple[ApiClient, str]:
    return actions.register_program(
        Post.objects.get(person=world.people["zhou"]), by=world.actor("dong"), name="台账", scopes=scopes
    )


def test_an_officer_registers_a_program_and_it_signs_in(visitor: Visitor, world: World) -> None:
    visitor.client.force_login(world.account("dong"))
    post = Post.objects.get(person=world.people["zhou"])
    answer = visitor.post("/people/programs/", {"post": str(post.pk), "name": "台账", "scopes": "write"})
    assert answer.status_code == 201
    client = ApiClient.objects.get()
    assert str(client.pk) in answer.content.decode()
    _client, secret = program(world, ("read", "write"))
    token = visitor.post(
        "/api/token",
        json.dumps({"client_id": str(_client.pk), "client_secret": secret}),
        content_type="application/json",
    )
    assert token.status_code == 200, token.content
    assert token.json()["expires_in"] == 1800
    headers = {"Authorization": f"Bearer {token.json()['access_token']}"}
    assert visitor.get("/api/me", headers=headers).json()["posts"][0]["role"] == "coordinator"


def sign_in_program(visitor: Visitor, client_id: str, secret: str) -> Any:
    body = json.dumps({"client_id": client_id, "client_secret": secret})
    return visitor.post("/api/token", body, content_type="application/json")


def test_an_access_is_over_after_half_an_hour(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    client, secret = program(world)
    token = sign_in_program(visitor, str(client.pk), secret).json()["access_token"]
    freeze("2026-06-01 09:30")
    assert visitor.get("/api/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_wrong_unknown_and_revoked_programs_get_the_same_answer(visitor: Visitor, world: World) -> None:
    client, _secret = program(world)
    revoked, old = program(world)
    actions.revoke_program(revoked, by=world.actor("dong"))
    seen = set()
    for key, word in (
        (str(client.pk), "wrong"),
        ("nobody", "x"),
        (str(revoked.pk), old),
        ("00000000-0000-0000-0000-000000000000", "x"),
    ):
        answer = sign_in_program(visitor, key, word)
        body = answer.json()
        body.pop("request_id", None)
        seen.add((answer.status_code, json.dumps(body)))
    assert len(seen) == 1
    assert next(iter(seen))[0] == 401


def test_a_program_is_guessed_at_five_times(visitor: Visitor, world: World) -> None:
    client, secret = program(world)
    assert [sign_in_program(visitor, str(client.pk), "x").status_code for _ in range(5)] == [401] * 5
    locked = sign_in_program(visitor, str(client.pk), secret)
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) > 0


def test_a_revoked_program_loses_what_it_was_given(visitor: Visitor, world: World) -> None:
    client, secret = program(world)
    token = sign_in_program(visitor, str(client.pk), secret).json()["access_token"]
    actions.revoke_program(client, by=world.actor("dong"))
    assert visitor.get("/api/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_programs_are_registered_at_ones_own_body_and_never_as_administrators(world: World) -> None:
    with pytest.raises(Refused):
        actions.register_program(
            Post.objects.get(person=world.people["su"]), by=world.actor("dong"), name="x", scopes=["read"]
        )
    with pytest.raises(Refused):
        actions.register_program(
            Post.objects.get(person=world.people["an"]), by=world.actor("xiao"), name="x", scopes=["read"]
        )
    with pytest.raises(Refused):
        actions.register_program(
            Post.objects.get(person=world.people["zhou"]), by=SYSTEM, name="x", scopes=["everything"]
        )


@pytest.mark.parametrize(
    ("body", "status"),
    [("{}", 401), ("[]", 422), ("nonsense", 400), ('{"grant_type": "password"}', 422), ('{"more": 1}', 422)],
)
def test_odd_requests_for_a_token_get_a_clear_answer(visitor: Visitor, world: World, body: str, status: int) -> None:
    assert visitor.post("/api/token", body, content_type="application/json").status_code == status
