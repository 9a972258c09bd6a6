"""What is sealed opens only where it belongs; what is looked up is found however it was typed."""

import base64
import hashlib
import hmac

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from unionhall.core import sealed
from unionhall.core.models import OutgoingText
from unionhall.core.sealed import LookupField, SealedTextField, SealError, lookup, normalise, seal, unseal

KEY_A, KEY_B = hashlib.sha256(b"a").digest(), hashlib.sha256(b"b").digest()


# --- Standard vectors -------------------------------------------------------------------------------------------------


def test_sm4_gcm_matches_rfc_8998():
    key, nonce = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"), bytes.fromhex("00001234567800000000ABCD")
    context = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    cipher = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15"
        "A56834CBCF98C397B4024A2691233B8D"
    )
    tag = bytes.fromhex("83DE3541E4C2B58177E065A9BF7B62EC")
    assert sealed.sm4_seal(key, nonce, plain, context) == cipher + tag
    assert sealed.sm4_open(key, nonce, cipher + tag, context) == plain
    with pytest.raises(InvalidTag):
        sealed.sm4_open(key, nonce, cipher[:-1] + b"\0" + tag, context)
    with pytest.raises(InvalidTag):
        sealed.sm4_open(key, nonce, b"short", context)


def test_aes_256_gcm_matches_the_gcm_specification():
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    nonce, context = (
        bytes.fromhex("cafebabefacedbaddecaf888"),
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )
    plain = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    made = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert sealed.aes_seal(key, nonce, plain, context) == made
    assert sealed.aes_open(key, nonce, made, context) == plain


def test_sm3_matches_gb_t_32905():
    assert hashlib.new("sm3", b"abc").hexdigest() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert (
        hashlib.new("sm3", b"abcd" * 16).hexdigest()
        == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )


def test_hmac_sm3_is_the_construction_of_rfc_2104():
    key, message = b"k" * 32, b"message"
    pad = key + bytes(32)
    inner = hashlib.new("sm3", bytes(byte ^ 0x36 for byte in pad) + message).digest()
    outer = hashlib.new("sm3", bytes(byte ^ 0x5C for byte in pad) + inner).digest()
    assert hmac.digest(key, message, "sm3") == outer


# --- Sealing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suite", sealed.SUITES)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again(suite, text):
    from django.test import override_settings

    with override_settings(SEALING_SUITE=suite, SEALING_KEYS={"a": KEY_A}):
        made = seal(text, "cases.Case.account")
        assert unseal(made, "cases.Case.account") == text
        assert made[0] == sealed.SUITES[suite].number
        assert made[2:3] == b"a"
        assert len(made) == 2 + 1 + 12 + len(text.encode()) + 16


def test_the_same_text_never_seals_to_the_same_bytes():
    assert seal("x", "c") != seal("x", "c")


def test_a_value_moved_to_another_column_does_not_open():
    with pytest.raises(SealError, match=r"people\.Person\.phone"):
        unseal(seal("13812345678", "people.Person.identity_number"), "people.Person.phone")


def test_a_missing_key_and_a_wrong_key_say_which_key_it_is(settings):
    settings.SEALING_KEYS = {"spring": KEY_A}
    made = seal("secret", "c")
    settings.SEALING_KEYS = {"autumn": KEY_B}
    with pytest.raises(SealError, match="“spring” is not in UNIONHALL_SEALING_KEYS"):
        unseal(made, "c")
    settings.SEALING_KEYS = {"spring": KEY_B}
    with pytest.raises(SealError, match="does not open with the key “spring”") as raised:
        unseal(made, "c")
    assert "secret" not in str(raised.value)


def test_any_changed_byte_keeps_a_value_shut(settings):
    settings.SEALING_KEYS = {"a": KEY_A}
    made = seal("secret", "c")
    for index in range(len(made)):
        with pytest.raises(SealError):
            unseal(made[:index] + bytes([made[index] ^ 1]) + made[index + 1 :], "c")
    for length in range(len(made)):
        with pytest.raises(SealError):
            unseal(made[:length], "c")


def test_old_keys_and_suites_go_on_opening(settings):
    settings.SEALING_KEYS = {"old": KEY_A}
    aes = seal("甲", "c")
    settings.SEALING_KEYS, settings.SEALING_SUITE = {"new": KEY_B, "old": KEY_A}, "sm4-gcm"
    assert unseal(aes, "c") == "甲"
    assert seal("甲", "c").startswith(bytes([2, 3]) + b"new")


@pytest.mark.parametrize(
    "setting", [{"SEALING_SUITE": "rot13"}, {"SEALING_KEYS": {}}, {"LOOKUP_HASH": "md5"}, {"LOOKUP_KEYS": {}}]
)
def test_unusable_settings_explain_themselves(settings, setting):
    for name, value in setting.items():
        setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured, match="UNIONHALL_"):
        seal("x", "c")
        lookup("x", "phone")


# --- Fields -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_database_never_sees_the_text():
    row = OutgoingText.objects.create(phone="13812345678", text="验证码 1234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, text FROM core_outgoingtext WHERE id = %s", [row.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"13812345678" not in stored
    assert "验证码".encode() not in stored
    found = OutgoingText.objects.get(pk=row.pk)
    assert (found.phone, found.text) == ("13812345678", "验证码 1234")
    assert list(OutgoingText.objects.order_by("pk").values_list("phone", flat=True)) == ["13812345678"]


@pytest.mark.django_db
def test_a_sealed_column_refuses_to_be_searched():
    for condition in ({"phone": "1"}, {"phone__contains": "1"}, {"phone__in": ["1"]}, {"phone__length": 3}):
        with pytest.raises(FieldError, match="sealed"):
            OutgoingText.objects.filter(**condition).exists()
    assert not OutgoingText.objects.filter(phone__isnull=True).exists()


@pytest.mark.django_db
def test_updates_and_bulk_writes_seal_too():
    first, second = OutgoingText.objects.bulk_create(
        [OutgoingText(phone="1", text="a"), OutgoingText(phone="2", text="b")]
    )
    OutgoingText.objects.filter(pk=first.pk).update(text="改")
    second.text = "也改"
    OutgoingText.objects.bulk_update([second], ["text"])
    assert sorted(row.text for row in OutgoingText.objects.all()) == ["也改", "改"]
    with pytest.raises(TypeError, match="not bytes"):
        OutgoingText.objects.create(phone=b"1", text="a")


def test_a_sealed_field_deconstructs_for_migrations():
    field = SealedTextField("phone", blank=True, context="people.phone")
    _name, path, args, kwargs = field.deconstruct()
    again = SealedTextField(*args, **kwargs)
    assert path == "unionhall.core.sealed.SealedTextField"
    assert (again.context, again.blank) == ("people.phone", True)
    lookup_field = LookupField(of="phone", purpose="phone", null=True)
    _name, path, args, kwargs = lookup_field.deconstruct()
    assert path == "unionhall.core.sealed.LookupField"
    assert (LookupField(*args, **kwargs).of, LookupField(*args, **kwargs).purpose) == ("phone", "phone")


@isolate_apps("unionhall.core")
def test_a_sealed_column_cannot_be_unique_and_a_lookup_needs_its_purpose():
    class Wrong(models.Model):
        phone = SealedTextField(unique=True)
        phone_lookup = LookupField(of="phone")

        class Meta:
            app_label = "core"

        def __str__(self):
            return "wrong"

    assert {error.id for field in Wrong._meta.local_fields for error in field.check()} >= {"core.E001", "core.E002"}


def test_a_sealed_field_makes_an_ordinary_form_field():
    from django import forms

    assert isinstance(SealedTextField().formfield().widget, forms.Textarea)
    short = SealedTextField(max_length=20).formfield()
    assert isinstance(short.widget, forms.TextInput)
    assert short.max_length == 20


# --- Lookups ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("purpose", "spellings"),
    [
        (
            "phone",
            [
                "13812345678",
                " 138 1234 5678 ",
                "138-1234-5678",
                "+8613812345678",
                "+86 138 1234 5678",
                "008613812345678",
                "8613812345678",
                "１３８１２３４５６７８",
            ],
        ),
        (
            "identity",
            [
                "11010119900307867X",
                "11010119900307867x",
                " 110101 19900307 867x",
                "１１０１０１１９９００３０７８６７Ｘ",
            ],
        ),
        ("uscc", ["91110000600037341L", "91110000600037341l", " 9111 0000 6000 3734 1L"]),
        ("email", ["a@b.cn", " A@B.CN "]),
    ],
)
def test_one_value_is_found_however_it_is_typed(purpose, spellings):
    assert {bytes(lookup(spelling, purpose)) for spelling in spellings} == {bytes(lookup(spellings[0], purpose))}


def test_codes_are_compared_as_they_are():
    assert lookup("aB_c", "link") != lookup("ab_c", "link")


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    for purpose in ("phone", "identity", "uscc", "link"):
        once = normalise(text, purpose)
        assert normalise(once, purpose) in (once, normalise(normalise(once, purpose), purpose))


def test_purposes_and_keys_and_hashes_do_not_mix(settings):
    settings.LOOKUP_KEYS = {"a": KEY_A}
    one = lookup("13812345678", "phone")
    assert one != lookup("13812345678", "identity")
    settings.LOOKUP_HASH = "hmac-sm3"
    assert one != lookup("13812345678", "phone")
    assert bytes(one) in lookup("13812345678", "phone").alternatives
    settings.LOOKUP_KEYS = {"b": KEY_B}
    assert bytes(one) not in lookup("13812345678", "phone").alternatives


# --- Masks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (sealed.mask_phone, "13812341234", "138****1234"),
        (sealed.mask_phone, "+86 138-1234-1234", "138****1234"),
        (sealed.mask_phone, "12345", "*****"),
        (sealed.mask_phone, "", ""),
        (sealed.mask_identity, "110101199003078670", "1101**********8670"),
        (sealed.mask_identity, "123", "***"),
        (sealed.mask_name, "王明", "王*"),
        (sealed.mask_name, "欧阳修文", "欧**"),
        (sealed.mask_name, "阿卜杜拉·买买提", "阿**"),
        (sealed.mask_name, "𠮷", "𠮷*"),
        (sealed.mask_name, "", ""),
    ],
)
def test_masks_show_enough_to_recognise_and_no_more(mask, value, shown):
    assert mask(value) == shown


def test_keys_are_read_as_base64_by_the_settings():
    from config.env import parse_keys

    assert parse_keys("a:" + base64.b64encode(KEY_A).decode(), "X") == {"a": KEY_A}


@pytest.mark.parametrize("name", ["sha256", "sha512"])
@pytest.mark.parametrize("length", [1, 32, 64, 200])
def test_a_keyed_digest_of_very_many_is_the_hmac_everybody_knows(name, length):
    key = bytes(range(length))
    assert sealed.keyed(key, name)("身份".encode()) == hmac.digest(key, "身份".encode(), name)
