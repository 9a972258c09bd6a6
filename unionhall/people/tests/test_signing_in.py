"""Coming in: what opens, what does not, how often one may try, and that nothing tells who is known here."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from unionhall.core.models import AuditEntry, OutgoingText
from unionhall.people import actions
from unionhall.people.models import Account, Person, SignInCode

from .conftest import Visitor
from .world import PASSWORD, SYSTEM, World

pytestmark = pytest.mark.django_db
MORNING = "2026-06-01 09:00"
KNOWN, UNKNOWN = "13900000001", "13900000099"


def words(response: Any) -> str:
    """What a page says, without what differs on every answer by design."""
    text = response.content.decode()
    text = re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]+"', "", text)
    return re.sub(r"139\*+\d{4}|1390000\d{4}|[?&]v=\w+", "", text)


def is_in(visitor: Visitor) -> bool:
    return SESSION_KEY in visitor.client.session


def device_code(account: Account, steps: int = 0) -> str:
    from allauth.mfa.utils import decrypt

    secret = decrypt(Authenticator.objects.get(user=account, type="totp").data["secret"])
    counter = list(totp.yield_hotp_counters_from_time())[1] + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def with_device(account: Account) -> list[str]:
    secret = totp.generate_totp_secret()
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    codes = actions.begin_second_factor(account, secret, code, by=SYSTEM, address="127.0.0.1")
    assert codes is not None
    return codes


# --- Workers: phone and code ------------------------------------------------------------------------------------------


def test_a_worker_signs_in_with_phone_and_code(visitor: Visitor, world: World) -> None:
    response = visitor.by_phone(KNOWN, "/me/mandates/")
    assert (response.status_code, response["Location"]) == (303, "/me/mandates/")
    assert visitor.client.session[SESSION_KEY] == str(world.account("lin").pk)
    assert AuditEntry.objects.filter(verb="account.signed_in", details__way="code").exists()


def test_a_new_phone_gets_a_person_an_account_and_a_question_for_the_name(visitor: Visitor) -> None:
    response = visitor.by_phone(UNKNOWN, "/me/mandates/")
    assert response["Location"].startswith("/me/name/?next=")
    person = Person.objects.get()
    assert person.phone == UNKNOWN
    assert Account.objects.get(person=person).has_usable_password() is False
    answer = visitor.post(
        "/me/details/", {"name": "王小明", "channel": "text", "language": "zh-hans", "next": "/me/mandates/"}
    )
    assert answer["Location"] == "/me/mandates/"
    person.refresh_from_db()
    assert person.name == "王小明"


def test_coming_again_makes_nobody_twice(visitor: Visitor, freeze: Any) -> None:
    freeze(MORNING)
    visitor.by_phone(UNKNOWN)
    freeze("2026-06-01 10:00")
    visitor.by_phone("+86 139-0000-0099")
    assert (Person.objects.count(), Account.objects.count()) == (1, 1)


def test_a_known_and_an_unknown_phone_get_the_same_answers_and_the_same_work(
    visitor: Visitor, world: World, django_capture_on_commit_callbacks: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    other = Visitor(django_capture_on_commit_callbacks)
    seen = []
    for who, phone in ((visitor, KNOWN), (other, UNKNOWN)):
        who.get("/sign-in/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            first = who.ask_code(phone)
        page = who.get("/sign-in/code/")
        with CaptureQueriesContext(connection) as checked:
            wrong = who.post("/sign-in/code/", {"code": "000000" if who.read_code() != "000000" else "111111"})
        seen.append(
            (
                first.status_code,
                first["Location"],
                words(page),
                wrong.status_code,
                words(wrong),
                len(asked),
                len(checked),
            )
        )
    assert seen[0] == seen[1]
    assert OutgoingText.objects.count() == 2


def test_the_text_names_no_matter_and_no_name(visitor: Visitor, world: World) -> None:
    visitor.ask_code(KNOWN)
    text = OutgoingText.objects.get().text
    assert not re.search("案|工资|维权|投诉|仲裁|林小满|工会", text)
    assert AuditEntry.objects.get(verb="sign_in.code_sent").details == {}


def test_a_wrong_code_does_not_open(visitor: Visitor, world: World) -> None:
    visitor.ask_code(KNOWN)
    wrong = f"{(int(visitor.read_code()) + 1) % 1_000_000:06}"
    assert visitor.post("/sign-in/code/", {"code": wrong}).status_code == 422
    assert not is_in(visitor)


def test_a_code_is_over_after_five_minutes(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze(MORNING)
    visitor.ask_code(KNOWN)
    freeze("2026-06-01 09:05")
    assert visitor.post("/sign-in/code/", {"code": visitor.read_code()}).status_code == 422
    assert not is_in(visitor)


def test_a_code_opens_once(visitor: Visitor, world: World, django_capture_on_commit_callbacks: Any) -> None:
    visitor.ask_code(KNOWN)
    thief = Visitor(django_capture_on_commit_callbacks)
    thief.client.cookies = visitor.client.cookies.copy()
    code = visitor.read_code()
    assert actions.use_code(KNOWN, code, by=SYSTEM, address="203.0.113.1") is not None
    assert actions.use_code(KNOWN, code, by=SYSTEM, address="203.0.113.1") is None
    assert thief.post("/sign-in/code/", {"code": code}).status_code == 422


def test_only_the_newest_code_counts(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze(MORNING)
    visitor.ask_code(KNOWN)
    first = visitor.read_code()
    freeze("2026-06-01 09:02")
    visitor.ask_code(KNOWN)
    second = visitor.read_code()
    if first != second:
        assert visitor.post("/sign-in/code/", {"code": first}).status_code == 422
    assert visitor.post("/sign-in/code/", {"code": second}).status_code == 303


def test_a_code_is_dead_after_five_wrong_tries(world: World, visitor: Visitor) -> None:
    visitor.ask_code(KNOWN)
    code = visitor.read_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(4):
        assert actions.use_code(KNOWN, wrong, by=SYSTEM, address="203.0.113.1") is None
    SignInCode.objects.update(tries_left=1)
    assert actions.use_code(KNOWN, wrong, by=SYSTEM, address="203.0.113.1") is None
    from unionhall.core import ratelimit

    ratelimit.reset("code by target", KNOWN)
    assert actions.use_code(KNOWN, code, by=SYSTEM, address="203.0.113.1") is None


def test_the_code_is_not_in_the_database_and_the_phone_not_in_the_session(visitor: Visitor, world: World) -> None:
    visitor.ask_code(KNOWN)
    code = visitor.read_code().encode()
    assert code not in bytes(SignInCode.objects.get().code_hash)
    assert KNOWN not in str([session.get_decoded() for session in Session.objects.order_by("pk")])


def test_full_width_digits_and_spaces_are_understood(visitor: Visitor, world: World) -> None:
    visitor.ask_code(KNOWN)
    code = visitor.read_code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert visitor.post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"}).status_code == 303


@pytest.mark.parametrize("phone", ["", "12345", "abc", "139000000010", "<script>", "13900000001' OR 1=1"])
def test_what_is_no_phone_is_said_kindly_and_no_text_is_sent(visitor: Visitor, phone: str) -> None:
    assert visitor.ask_code(phone).status_code == 422
    assert not OutgoingText.objects.exists()


def test_an_officer_does_not_come_in_by_text_alone(visitor: Visitor, world: World) -> None:
    response = visitor.by_phone("13900000010")
    assert response.status_code == 409
    assert not is_in(visitor)


def test_a_closed_account_stays_closed(visitor: Visitor, world: World) -> None:
    Account.objects.filter(pk=world.account("lin").pk).update(is_active=False)
    assert visitor.by_phone(KNOWN).status_code == 409
    assert not is_in(visitor)


def test_the_code_page_without_a_phone_leads_back(visitor: Visitor) -> None:
    assert visitor.get("/sign-in/code/")["Location"] == "/sign-in/"
    assert visitor.post("/sign-in/code/", {"code": "123456"})["Location"] == "/sign-in/"


# --- Limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phone", [KNOWN, UNKNOWN])
def test_one_phone_gets_one_text_a_minute_and_five_an_hour(
    visitor: Visitor, world: World, freeze: Any, phone: str
) -> None:
    freeze("2026-06-01 09:00")
    assert visitor.ask_code(phone).status_code == 303
    again = visitor.ask_code(phone)
    assert again.status_code == 429
    assert re.search(r"\d\d:\d\d", again.content.decode())
    for minute in (2, 4, 6, 8):
        freeze(f"2026-06-01 09:0{minute}")
        assert visitor.ask_code(phone).status_code == 303
    freeze("2026-06-01 09:20")
    assert visitor.ask_code(phone).status_code == 429
    assert OutgoingText.objects.count() == 5


def test_one_address_gets_thirty_texts_an_hour(visitor: Visitor, freeze: Any) -> None:
    freeze(MORNING)
    answers = [visitor.ask_code(f"139111100{n:02}").status_code for n in range(31)]
    assert answers == [303] * 30 + [429]


def test_one_phone_is_guessed_at_five_times_in_a_quarter_of_an_hour(
    visitor: Visitor, world: World, freeze: Any
) -> None:
    freeze(MORNING)
    visitor.ask_code(KNOWN)
    code = visitor.read_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert [visitor.post("/sign-in/code/", {"code": wrong}).status_code for _ in range(5)] == [422] * 5
    locked = visitor.post("/sign-in/code/", {"code": code})
    assert locked.status_code == 429
    assert "09:1" in locked.content.decode()
    assert not is_in(visitor)


@pytest.mark.parametrize("username", ["zhou", "nobody-of-this-name"])
def test_a_name_is_locked_for_a_quarter_of_an_hour_after_five_wrong_passwords(
    visitor: Visitor, world: World, freeze: Any, username: str
) -> None:
    freeze(MORNING)
    assert [visitor.by_password(username, password="wrong").status_code for _ in range(5)] == [422] * 5
    locked = visitor.by_password(username)
    assert locked.status_code == 429
    assert re.search(r"09:1\d", locked.content.decode())
    freeze("2026-06-01 09:31")
    assert visitor.by_password(username).status_code == (303 if username == "zhou" else 422)


def test_other_spellings_of_a_name_share_its_tries(visitor: Visitor, world: World) -> None:
    for name in ("zhou", "ZHOU", " zhou ", "Zhou", "zHou"):
        visitor.by_password(name, password="wrong")
    assert visitor.by_password("zhou").status_code == 429


def test_a_success_forgets_the_wrong_tries(visitor: Visitor, world: World) -> None:
    for _ in range(4):
        visitor.by_password("zhou", password="wrong")
    assert visitor.by_password("zhou").status_code == 303
    assert [visitor.by_password("zhou", password="wrong").status_code for _ in range(5)] == [422] * 5


def test_one_address_tries_sixty_names_in_a_quarter_of_an_hour(visitor: Visitor, freeze: Any) -> None:
    freeze(MORNING)
    answers = [visitor.by_password(f"name{n}", password="x").status_code for n in range(61)]
    assert answers == [422] * 60 + [429]


def test_households_of_ipv6_count_as_one_address(rf: Any) -> None:
    from unionhall.people.limits import address_of

    ours = address_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2::1"))
    assert ours == address_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2:ffff::9"))
    assert ours != address_of(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1"))


# --- Officers: password and second factor -----------------------------------------------------------------------------


def test_a_known_and_an_unknown_name_get_the_same_answer_and_the_same_work(visitor: Visitor, world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seen = []
    for name in ("zhou", "nobody", "lin"):
        with CaptureQueriesContext(connection) as queries:
            response = visitor.by_password(name, password="wrong-password")
        text = words(response).replace(f'value="{name}"', "")
        seen.append((response.status_code, text, len(queries)))
    assert seen[0] == seen[1] == seen[2]


def test_an_unknown_name_costs_the_hashing_of_a_password(world: World, monkeypatch: Any) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append("x") or original(*a, **k))
    for name in ("zhou", "nobody", "lin"):
        hashed.clear()
        assert actions.check_password(name, "wrong", by=SYSTEM, address="203.0.113.1") is None
        assert len(hashed) == 1, name


def test_passwords_are_kept_with_argon2id_outside_tests() -> None:
    from config import settings

    assert settings.PASSWORD_HASHERS[-2] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_where_it_is_asked_for_an_officer_sets_up_a_second_factor_before_anything_else(
    visitor: Visitor, world: World, settings: Any
) -> None:
    settings.MFA_REQUIRED = True
    response = visitor.by_password("zhou", "/me/")
    assert response["Location"] == "/sign-in/enrolment/"
    assert not is_in(visitor)
    assert visitor.get("/me/").status_code == 302
    page = visitor.get("/sign-in/enrolment/").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")  # type: ignore[index]
    counter = list(totp.yield_hotp_counters_from_time())[1]
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    assert visitor.post("/sign-in/enrolment/", {"code": f"{(int(code) + 1) % 1_000_000:06}"}).status_code == 422
    done = visitor.post("/sign-in/enrolment/", {"code": code})
    assert done.status_code == 200
    assert len(re.findall(r"<code>\d{8}</code>", done.content.decode())) == 10
    assert visitor.get("/me/").status_code == 200
    stored = str(list(Authenticator.objects.order_by("pk").values_list("data", flat=True)))
    assert secret not in stored


def test_an_officer_with_a_device_shows_it(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze(MORNING)
    with_device(world.account("zhou"))
    assert visitor.by_password("zhou", "/me/")["Location"] == "/sign-in/second-factor/"
    assert not is_in(visitor)
    response = visitor.post("/sign-in/second-factor/", {"code": device_code(world.account("zhou"))})
    assert response["Location"] == "/me/"
    assert visitor.client.session["second_factor"] is True


def test_a_code_of_the_device_counts_once(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze(MORNING)
    account = world.account("zhou")
    with_device(account)
    code = device_code(account)
    assert actions.check_second_factor(account, code, by=SYSTEM, address="203.0.113.1")
    assert not actions.check_second_factor(account, code, by=SYSTEM, address="203.0.113.1")
    assert not actions.check_second_factor(account, device_code(account, -1), by=SYSTEM, address="203.0.113.1")


def test_a_recovery_code_counts_once(world: World) -> None:
    account = world.account("zhou")
    codes = with_device(account)
    assert actions.check_second_factor(account, codes[3], by=SYSTEM, address="203.0.113.1")
    assert not actions.check_second_factor(account, codes[3], by=SYSTEM, address="203.0.113.1")


def test_new_recovery_codes_end_the_old_ones(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze(MORNING)
    account = world.account("zhou")
    old = with_device(account)
    visitor.client.force_login(account)
    page = visitor.post("/me/recovery-codes/", {"code": device_code(account)})
    new = re.findall(r"<code>(\d{8})</code>", page.content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)
    assert not actions.check_second_factor(account, old[0], by=SYSTEM, address="203.0.113.1")
    assert actions.check_second_factor(account, new[0], by=SYSTEM, address="203.0.113.1")


def test_a_change_of_keys_reaches_devices_and_recovery_codes_overnight(
    world: World, settings: Any, freeze: Any
) -> None:
    freeze(MORNING)
    account = world.account("zhou")
    codes = with_device(account)
    settings.SEALING_KEYS = {"new": b"n" * 32, **settings.SEALING_KEYS}
    assert actions.reseal_second_factors(by=SYSTEM) == 2
    assert actions.reseal_second_factors(by=SYSTEM) == 0
    settings.SEALING_KEYS = {"new": b"n" * 32}
    assert actions.check_second_factor(account, device_code(account), by=SYSTEM, address="203.0.113.1")
    assert actions.check_second_factor(account, codes[0], by=SYSTEM, address="203.0.113.1")


def test_the_second_factor_and_recovery_codes_are_guessed_at_five_times(
    visitor: Visitor, world: World, freeze: Any
) -> None:
    freeze(MORNING)
    account = world.account("zhou")
    codes = with_device(account)
    visitor.by_password("zhou")
    guesses = ["000000", "11111111", "222222", "33333333", "444444"]
    assert [visitor.post("/sign-in/second-factor/", {"code": g}).status_code for g in guesses] == [422] * 5
    assert visitor.post("/sign-in/second-factor/", {"code": codes[0]}).status_code == 429
    assert not is_in(visitor)


def test_a_first_factor_waits_ten_minutes_for_the_second(visitor: Visitor, world: World, freeze: Any) -> None:
    freeze(MORNING)
    with_device(world.account("zhou"))
    visitor.by_password("zhou")
    freeze("2026-06-01 09:11")
    response = visitor.post("/sign-in/second-factor/", {"code": device_code(world.account("zhou"))})
    assert response["Location"] == "/sign-in/officers/"
    assert not is_in(visitor)


def test_the_second_page_alone_opens_nothing(visitor: Visitor, world: World) -> None:
    with_device(world.account("zhou"))
    for address in ("/sign-in/second-factor/", "/sign-in/enrolment/"):
        assert visitor.get(address)["Location"] == "/sign-in/officers/"
        assert visitor.post(address, {"code": "123456"})["Location"] == "/sign-in/officers/"


def test_whoever_has_a_device_does_not_slip_past_it_through_enrolment(visitor: Visitor, world: World) -> None:
    with_device(world.account("zhou"))
    visitor.by_password("zhou")
    assert visitor.get("/sign-in/enrolment/").status_code == 302


# --- Sessions and addresses -------------------------------------------------------------------------------------------


def test_signing_in_changes_the_session_key_and_carries_nothing_over(visitor: Visitor, world: World) -> None:
    visitor.get("/sign-in/")
    visitor.ask_code(KNOWN)
    session = visitor.client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    visitor.post("/sign-in/code/", {"code": visitor.read_code()})
    after = visitor.client.session
    assert after.session_key != before
    assert "planted" not in after
    assert not Session.objects.filter(pk=before).exists()


def test_signing_in_again_changes_the_key_too(visitor: Visitor, world: World) -> None:
    visitor.by_password("zhou")
    before = visitor.client.session.session_key
    visitor.by_password("zhou")
    assert visitor.client.session.session_key != before


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\t//evil.example",
    ],
)
def test_nobody_is_led_to_another_site(visitor: Visitor, world: World, address: str) -> None:
    assert visitor.by_password("zhou", address)["Location"] == "/"
    visitor.post("/sign-out/")
    assert visitor.by_phone(KNOWN, address)["Location"] == "/"
    assert "evil" not in visitor.get("/sign-in/", data={"next": address}).headers.get("Location", "")


def test_signing_out_ends_the_session_and_takes_a_post(visitor: Visitor, world: World) -> None:
    visitor.by_phone(KNOWN)
    key = visitor.client.session.session_key
    assert visitor.get("/sign-out/").status_code == 405
    assert visitor.post("/sign-out/").status_code == 303
    assert not Session.objects.filter(pk=key).exists()
    assert visitor.get("/me/").status_code == 302


def test_whoever_is_in_is_not_asked_again(visitor: Visitor, world: World) -> None:
    visitor.by_phone(KNOWN)
    assert visitor.get("/sign-in/?next=/me/")["Location"] == "/me/"


def test_an_officers_cookie_ends_with_the_browser_and_a_workers_stays(visitor: Visitor, world: World) -> None:
    visitor.by_password("zhou")
    assert visitor.client.cookies["unionhall_session"]["expires"] == ""
    visitor.post("/sign-out/")
    visitor.by_phone(KNOWN)
    assert visitor.client.cookies["unionhall_session"]["expires"] != ""


def test_sign_in_pages_are_kept_by_no_cache(visitor: Visitor) -> None:
    for address in ("/sign-in/", "/sign-in/officers/"):
        assert "no-store" in visitor.get(address)["Cache-Control"]


def test_the_phone_fills_in_the_code(visitor: Visitor, world: World) -> None:
    visitor.ask_code(KNOWN)
    assert 'autocomplete="one-time-code"' in visitor.get("/sign-in/code/").content.decode()


# --- Invitations ------------------------------------------------------------------------------------------------------


def invite(world: World, deliver: Any, reason: str = "新任职") -> str:
    with deliver(execute=True):
        actions.invite(
            world.people["dong"],
            by=world.actor("an"),
            username="dong",
            reason=reason,
            address_of=lambda raw: f"<{raw}>",
        )
    text = OutgoingText.objects.order_by("-at", "-pk").first()
    assert text is not None
    return re.search("<(.+)>", text.text)[1]  # type: ignore[index]


def test_an_officer_sets_a_password_by_the_link_once(
    visitor: Visitor, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    address = f"/sign-in/password/{invite(world, django_capture_on_commit_callbacks)}/"
    new = {"password": "new-mountain-river-7", "again": "new-mountain-river-7"}
    assert visitor.get(address).status_code == 200
    assert visitor.post(address, {**new, "again": "other"}).status_code == 422
    assert visitor.post(address, {"password": "1234567890", "again": "1234567890"}).status_code == 422
    assert visitor.post(address, new).status_code == 303
    assert visitor.get(address).status_code == 409
    assert visitor.post(address, new).status_code == 409
    assert visitor.by_password("dong").status_code == 422
    assert visitor.by_password("dong", password="new-mountain-river-7").status_code == 303


def test_a_link_is_over_after_three_days(
    visitor: Visitor, world: World, freeze: Any, django_capture_on_commit_callbacks: Any
) -> None:
    freeze(MORNING)
    address = f"/sign-in/password/{invite(world, django_capture_on_commit_callbacks)}/"
    freeze("2026-06-04 09:01")
    assert visitor.get(address).status_code == 409


def test_a_new_link_ends_the_one_before(
    visitor: Visitor, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    first = invite(world, django_capture_on_commit_callbacks)
    second = invite(world, django_capture_on_commit_callbacks)
    assert visitor.get(f"/sign-in/password/{first}/").status_code == 409
    assert visitor.get(f"/sign-in/password/{second}/").status_code == 200


def test_a_made_up_link_opens_nothing(visitor: Visitor) -> None:
    assert visitor.get(f"/sign-in/password/{'x' * 43}/").status_code == 409
    assert visitor.get("/sign-in/password/x/").status_code == 409


def test_a_changed_password_ends_all_other_sessions_and_keeps_this_one(visitor: Visitor, world: World) -> None:
    elsewhere = Visitor(visitor.deliver)
    visitor.by_password("zhou")
    elsewhere.by_password("zhou")
    wrong = visitor.post(
        "/me/password/", {"present": "x", "password": "a-new-long-sentence", "again": "a-new-long-sentence"}
    )
    assert wrong.status_code == 422
    done = visitor.post(
        "/me/password/", {"present": PASSWORD, "password": "a-new-long-sentence", "again": "a-new-long-sentence"}
    )
    assert done.status_code == 303
    assert visitor.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_the_present_password_is_guessed_at_five_times(visitor: Visitor, world: World) -> None:
    visitor.by_password("zhou")
    form = {"present": "x", "password": "a-new-long-sentence", "again": "a-new-long-sentence"}
    assert [visitor.post("/me/password/", form).status_code for _ in range(6)] == [422] * 5 + [429]
