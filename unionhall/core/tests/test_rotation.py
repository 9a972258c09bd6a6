"""Keys change while everything stays readable and findable."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from django.db import connection, models
from django.test.utils import isolate_apps

from unionhall.core import commands, rotation
from unionhall.core.actor import SYSTEM
from unionhall.core.models import AuditEntry, OutgoingText
from unionhall.core.sealed import LookupField, SealedTextField, lookup, sealing_prefix

OLD, NEW = hashlib.sha256(b"old").digest(), hashlib.sha256(b"new").digest()

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_keys(settings):
    settings.SEALING_KEYS = settings.LOOKUP_KEYS = {"old": OLD}


@pytest.fixture
def change_keys(settings):
    def change():
        settings.SEALING_KEYS = settings.LOOKUP_KEYS = {"new": NEW, "old": OLD}
        settings.SEALING_SUITE, settings.LOOKUP_HASH = "sm4-gcm", "hmac-sm3"

    return change


@pytest.fixture
def person_model():
    with isolate_apps("unionhall.core"):

        class Somebody(models.Model):
            phone = SealedTextField(blank=True)
            note = SealedTextField(null=True)
            phone_lookup = LookupField(of="phone", purpose="phone", null=True, unique=True)

            class Meta:
                app_label = "core"

            def __str__(self):
                return "somebody"

        with connection.schema_editor() as editor:
            editor.create_model(Somebody)
        yield Somebody


def test_every_value_moves_to_the_newest_key(old_keys, change_keys, settings):
    OutgoingText.objects.bulk_create([OutgoingText(phone=f"138{n:08}", text=f"第{n}条") for n in range(25)])
    change_keys()
    assert rotation.waiting() == {"core.OutgoingText": 25}
    done = {rotated.model: rotated for rotated in rotation.rotate(by=SYSTEM, batch=10)}
    assert done["core.OutgoingText"].rows == 25
    assert done["core.LinkToken"].kept == () if "core.LinkToken" in done else True
    assert rotation.waiting() == {}
    settings.SEALING_KEYS = {"new": NEW}
    assert sorted(row.text for row in OutgoingText.objects.all()) == sorted(f"第{n}条" for n in range(25))
    entry = AuditEntry.objects.get(verb="keys.rotated", details__model="core.OutgoingText")
    assert entry.details["rows"] == 25


def test_a_second_run_has_nothing_to_do(old_keys, change_keys):
    OutgoingText.objects.create(phone="13800000000", text="x")
    change_keys()
    rotation.rotate(by=SYSTEM)
    assert sum(rotated.rows for rotated in rotation.rotate(by=SYSTEM)) == 0


def test_a_stopped_rotation_goes_on_where_it_stopped(old_keys, change_keys):
    OutgoingText.objects.bulk_create([OutgoingText(phone="13800000000", text=str(n)) for n in range(10)])
    change_keys()

    def stop(model, rows):
        if model == "core.OutgoingText" and rows >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(by=SYSTEM, batch=4, progress=stop)
    assert rotation.waiting() == {"core.OutgoingText": 6}
    rotation.rotate(by=SYSTEM, batch=4)
    assert rotation.waiting() == {}


def test_lookups_are_found_before_during_and_after(person_model, old_keys, change_keys, settings):
    li = person_model.objects.create(phone="138 0000 0001", note=None)
    nobody = person_model.objects.create(phone="")
    assert nobody.phone_lookup is None
    change_keys()
    wang = person_model.objects.create(phone="13800000002")
    assert person_model.objects.get(phone_lookup=lookup("13800000001", "phone")).pk == li.pk
    assert person_model.objects.get(phone_lookup=lookup("13800000002", "phone")).pk == wang.pk
    assert not person_model.objects.filter(phone_lookup=lookup("13800000003", "phone")).exists()
    assert person_model.objects.exclude(phone_lookup=lookup("13800000001", "phone")).filter(pk=li.pk).count() == 0
    several = [lookup(f"1380000000{n}", "phone") for n in range(5)]
    assert set(person_model.objects.filter(phone_lookup__in=several)) == {li, wang}

    rotated = rotation._rotate_model(person_model, 10, None)
    assert rotated.rows == 2  # 李 and the person without a phone, whose empty text is sealed as well
    settings.SEALING_KEYS = settings.LOOKUP_KEYS = {"new": NEW}
    found = person_model.objects.get(phone_lookup=lookup("13800000001", "phone"))
    assert (found.phone, found.note) == ("138 0000 0001", None)
    assert person_model.objects.get(pk=nobody.pk).phone_lookup is None


def test_a_lookup_follows_its_column_and_refuses_the_bare_value(person_model, old_keys):
    li = person_model.objects.create(phone="13800000001")
    li.phone = "13800000009"
    li.save()
    assert person_model.objects.get(phone_lookup=lookup("13800000009", "phone")).pk == li.pk
    with pytest.raises(TypeError, match="lookup"):
        person_model.objects.filter(phone_lookup="13800000009").exists()


def test_the_command_rotates_and_reports(old_keys, change_keys):
    OutgoingText.objects.create(phone="13800000000", text="x")
    change_keys()
    assert json.loads(CliRunner().invoke(commands.keys, ["status", "--json"]).stdout) == {"core.OutgoingText": 1}
    result = CliRunner().invoke(commands.keys, ["rotate", "--json"])
    assert result.exit_code == 0, result.output
    assert {row["model"]: row["rows"] for row in json.loads(result.stdout)}["core.OutgoingText"] == 1
    assert sealing_prefix() == b"\x02\x03new"
    assert CliRunner().invoke(commands.keys, ["status"]).exit_code == 0
