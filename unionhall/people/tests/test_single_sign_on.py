"""Single sign-on against a small OpenID provider that runs inside the test, on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.contrib.auth import SESSION_KEY

from unionhall.core.models import AuditEntry
from unionhall.people.models import Account, Person

from .conftest import Visitor
from .world import World

pytestmark = pytest.mark.django_db
LOGIN = "/sign-in/single-sign-on/federation/"
CALLBACK = "/sign-in/single-sign-on/federation/callback/"


class Provider:
    """Says whatever `claims` holds about whoever comes, and remembers what it was asked."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "1", "email": "dong@union.example", "email_verified": True}
        self.token_claims: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.broken = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(provider) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                pass

            def say(self, status: int, body: dict[str, Any]) -> None:
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self) -> None:
                if self.path.startswith("/.well-known/"):
                    self.say(
                        200,
                        {
                            "issuer": provider.address,
                            "authorization_endpoint": f"{provider.address}/authorize",
                            "token_endpoint": f"{provider.address}/token",
                            "userinfo_endpoint": f"{provider.address}/userinfo",
                            "jwks_uri": f"{provider.address}/keys",
                            "token_endpoint_auth_methods_supported": ["client_secret_post"],
                        },
                    )
                elif self.path.startswith("/userinfo"):
                    self.say(200, provider.claims)
                else:
                    self.say(404, {})

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                provider.asked.append(parse_qs(self.rfile.read(length).decode()))
                if provider.broken:
                    self.say(400, {"error": "invalid_grant"})
                    return
                now = 1_780_000_000
                token = {
                    "iss": provider.address,
                    "aud": "unionhall",
                    "iat": now,
                    "exp": now * 2,
                    "sub": provider.claims["sub"],
                    **provider.token_claims,
                }
                signed = jwt.encode(token, "a-secret-that-nobody-checks-over-a-direct-line", algorithm="HS256")
                self.say(200, {"access_token": "t", "token_type": "Bearer", "id_token": signed})

        return Handler


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    provider = Provider()
    settings.SINGLE_SIGN_ON_NAME = "统一登录"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "federation",
                    "name": "统一登录",
                    "client_id": "unionhall",
                    "secret": "s",
                    "settings": {"server_url": provider.address},
                }
            ],
        }
    }
    yield provider
    provider.server.shutdown()
    provider.server.server_close()


@pytest.fixture
def dong(world: World) -> Account:
    account = world.account("dong")
    account.email = "dong@union.example"
    account.save(update_fields=["email"])
    return account


def come_back(visitor: Visitor, after: str = "") -> Any:
    """Go to the provider and return with a code, as a browser would."""
    there = visitor.get(LOGIN, data={"next": after} if after else None)
    assert there.status_code == 302, there.content
    query = parse_qs(urlsplit(there["Location"]).query)
    return visitor.get(CALLBACK, data={"state": query["state"][0], "code": "c"})


def is_in(visitor: Visitor) -> bool:
    return SESSION_KEY in visitor.client.session


def test_an_officer_known_by_a_verified_address_comes_in(visitor: Visitor, provider: Provider, dong: Account) -> None:
    response = come_back(visitor, "/me/")
    assert (response.status_code, response["Location"]) == (303, "/me/")
    assert visitor.client.session[SESSION_KEY] == str(dong.pk)
    assert AuditEntry.objects.get(verb="account.signed_in").details["way"] == "single_sign_on"


def test_the_way_there_carries_a_state_and_a_challenge(visitor: Visitor, provider: Provider, dong: Account) -> None:
    there = visitor.get(LOGIN)
    query = parse_qs(urlsplit(there["Location"]).query)
    assert {"state", "code_challenge"} <= set(query)
    assert query["code_challenge_method"] == ["S256"]
    come_back(visitor)
    assert "code_verifier" in provider.asked[0]


def test_the_second_factor_is_asked_for_as_after_a_password(
    visitor: Visitor, provider: Provider, dong: Account, settings: Any
) -> None:
    settings.MFA_REQUIRED = True
    assert come_back(visitor)["Location"] == "/sign-in/enrolment/"
    assert not is_in(visitor)


def test_an_address_nobody_verified_opens_nothing(visitor: Visitor, provider: Provider, dong: Account) -> None:
    for said in (False, "true", None, 1):
        provider.claims["email_verified"] = said
        assert come_back(visitor).status_code == 409
        assert not is_in(visitor)


def test_somebody_unknown_is_not_made(visitor: Visitor, provider: Provider, world: World) -> None:
    before = (Person.objects.count(), Account.objects.count())
    assert come_back(visitor).status_code == 409
    assert (Person.objects.count(), Account.objects.count()) == before
    assert not is_in(visitor)


def test_an_address_of_two_accounts_belongs_to_neither(visitor: Visitor, provider: Provider, dong: Account) -> None:
    Account.objects.filter(username="zhou").update(email="Dong@Union.example")
    assert come_back(visitor).status_code == 409


def test_a_worker_and_a_closed_account_do_not_come_in_this_way(
    visitor: Visitor, provider: Provider, dong: Account, world: World
) -> None:
    Account.objects.filter(pk=dong.pk).update(is_active=False)
    assert come_back(visitor).status_code == 409
    Account.objects.filter(pk=dong.pk).update(email="")
    Account.objects.filter(username="lin").update(email="dong@union.example")
    assert come_back(visitor).status_code == 409
    assert not is_in(visitor)


def test_a_sign_in_name_counts_only_where_the_setting_says_so(
    visitor: Visitor, provider: Provider, world: World, settings: Any
) -> None:
    provider.claims = {"sub": "1", "preferred_username": "dong"}
    assert come_back(visitor).status_code == 409
    settings.SINGLE_SIGN_ON_USERNAME_CLAIM = "preferred_username"
    assert come_back(visitor).status_code == 303


def test_two_answers_about_two_people_are_no_answer(visitor: Visitor, provider: Provider, dong: Account) -> None:
    provider.token_claims = {"sub": "2"}
    assert come_back(visitor).status_code == 409
    assert not is_in(visitor)


@pytest.mark.parametrize("claims", [{"aud": "another-site"}, {"iss": "https://evil.example"}, {"exp": 1}])
def test_a_token_for_others_by_others_or_of_the_past_is_refused(
    visitor: Visitor, provider: Provider, dong: Account, claims: dict[str, Any]
) -> None:
    provider.token_claims = claims
    assert come_back(visitor).status_code == 409
    assert not is_in(visitor)


def test_a_forged_missing_or_replayed_state_is_refused(visitor: Visitor, provider: Provider, dong: Account) -> None:
    assert visitor.get(CALLBACK, data={"state": "forged", "code": "c"}).status_code == 409
    assert visitor.get(CALLBACK, data={"code": "c"}).status_code == 409
    there = visitor.get(LOGIN)
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
    stranger = Visitor(visitor.deliver)
    assert stranger.get(CALLBACK, data={"state": state, "code": "c"}).status_code == 409
    assert visitor.get(CALLBACK, data={"state": state, "code": "c"}).status_code == 303
    visitor.post("/sign-out/")
    assert visitor.get(CALLBACK, data={"state": state, "code": "c"}).status_code == 409


def test_a_provider_that_refuses_or_is_away_is_said_kindly(visitor: Visitor, provider: Provider, dong: Account) -> None:
    provider.broken = True
    assert come_back(visitor).status_code == 409
    there = visitor.get(LOGIN)
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
    assert visitor.get(CALLBACK, data={"state": state, "error": "access_denied"}).status_code == 409
    provider.server.shutdown()
    provider.server.server_close()
    assert visitor.get(LOGIN).status_code == 409


def test_nobody_is_led_to_another_site_afterwards(visitor: Visitor, provider: Provider, dong: Account) -> None:
    assert come_back(visitor, "https://evil.example/")["Location"] == "/"


def test_the_sign_in_page_offers_it_only_where_it_is_set_up(
    visitor: Visitor, provider: Provider, settings: Any
) -> None:
    assert LOGIN in visitor.get("/sign-in/officers/").content.decode()
    settings.SINGLE_SIGN_ON_NAME = ""
    assert LOGIN not in visitor.get("/sign-in/officers/").content.decode()
