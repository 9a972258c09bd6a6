"""Each person's columns under a key of their own."""

import pytest
from django.db import connection

from unionhall.core import rotation
from unionhall.core.actor import SYSTEM
from unionhall.core.sealed import SealError, destroy_key, seal, seal_for
from unionhall.people import actions
from unionhall.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return actions.enter(by=SYSTEM, name="林小满", phone="13900000001")


def test_what_is_a_persons_is_sealed_under_their_own_key(lin):
    raw = _raw_phone(lin)
    assert raw[0] == 17
    assert raw[2:18] == lin.pk.bytes
    assert Person.objects.get(pk=lin.pk).phone == "13900000001"
    assert Person.objects.values_list("phone", flat=True).get(pk=lin.pk) == "13900000001"


def test_with_the_key_destroyed_nothing_opens_any_more_and_none_is_made_again(lin):
    assert destroy_key(lin.pk)
    assert Person.objects.get(pk=lin.pk).phone == ""
    with pytest.raises(SealError):
        seal_for(lin.pk, "13900000001", "people.Person.phone")
    assert not destroy_key(lin.pk)


def test_a_list_of_people_is_still_one_query(lin, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [person.phone for person in Person.objects.all()] == ["13900000001"]


def test_a_value_under_the_federations_key_opens_and_moves_to_the_persons_own(lin):
    with connection.cursor() as cursor:
        old = seal("13900000001", "people.Person.phone")
        cursor.execute("UPDATE people_person SET phone = %s WHERE id = %s", [old, lin.pk])
    assert Person.objects.get(pk=lin.pk).phone == "13900000001"
    assert rotation.waiting() == {"people.Person": 1}
    rotation.rotate(by=SYSTEM)
    assert _raw_phone(lin)[0] == 17
    assert Person.objects.get(pk=lin.pk).phone == "13900000001"
    assert rotation.waiting() == {}


def _raw_phone(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE id = %s", [person.pk])
        return bytes(cursor.fetchone()[0])
