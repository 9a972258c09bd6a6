"""The same request twice is one act."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from unionhall.core import idempotency
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.http import idempotent
from unionhall.core.idempotency import once, request_hash
from unionhall.core.ids import new_id
from unionhall.core.models import IdempotencyRecord, NumberSeries
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Conflict, Refused

LI, WANG = Actor(person_id=new_id()), Actor(person_id=new_id())
SAME, OTHER = request_hash("POST", "/api/cases", b'{"a":1}'), request_hash("POST", "/api/cases", b'{"a":2}')


def take():
    return {"number": next_number("a", "case", 2026), "name": "王明"}


@pytest.mark.django_db
def test_a_repeat_gets_the_first_answer():
    first = once("k1", "cases.create", LI, SAME, take)
    second = once("k1", "cases.create", LI, SAME, take)
    assert first.value == second.value == {"number": 1, "name": "王明"}
    assert (first.replayed, second.replayed) == (False, True)
    assert NumberSeries.objects.get().last == 1


@pytest.mark.django_db
def test_keys_belong_to_their_owner_and_purpose():
    once("k1", "cases.create", LI, SAME, take)
    assert once("k1", "cases.create", WANG, SAME, take).value["number"] == 2
    assert once("k1", "cases.settle", LI, SAME, take).value["number"] == 3
    assert once("k1", "cases.create", ANONYMOUS, SAME, take).value["number"] == 4


@pytest.mark.django_db
def test_the_same_key_for_another_request_is_refused():
    once("k1", "cases.create", LI, SAME, take)
    with pytest.raises(Conflict) as raised:
        once("k1", "cases.create", LI, OTHER, take)
    assert raised.value.verdict.code == "idempotency_key_reused"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "键", "a\0", "a\n"])
def test_an_unusable_key_is_refused(key):
    with pytest.raises(Refused) as raised:
        once(key, "cases.create", LI, SAME, take)
    assert raised.value.verdict.code == "idempotency_key_invalid"


@pytest.mark.django_db
def test_a_failed_act_frees_its_key():
    def fail():
        take()
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        once("k1", "cases.create", LI, SAME, fail)
    assert not IdempotencyRecord.objects.exists()
    assert once("k1", "cases.create", LI, OTHER, take).value["number"] == 1


@pytest.mark.django_db
def test_answers_expire(freeze):
    freeze("2026-06-01 09:00")
    once("k1", "cases.create", LI, SAME, take)
    freeze("2026-06-02 09:01")
    assert once("k1", "cases.create", LI, OTHER, take).value["number"] == 2
    freeze("2026-06-04 09:00")
    assert idempotency.purge() == 1


@pytest.mark.django_db
def test_remembered_answers_are_sealed():
    once("k1", "cases.create", LI, SAME, take)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM core_idempotencyrecord")
        assert "王明".encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_request_is_the_same_by_method_path_and_body(rf):
    request = rf.post("/api/cases", {"a": 1}, content_type="application/json")
    assert not idempotent("k1", "cases.create", LI, take, request=request).replayed
    assert idempotent("k1", "cases.create", LI, take, request=request).replayed
    with pytest.raises(Conflict):
        idempotent(
            "k1", "cases.create", LI, take, request=rf.post("/api/cases", {"a": 2}, content_type="application/json")
        )


@pytest.mark.django_db
def test_a_form_with_files_is_the_same_by_its_fields_and_files(rf):
    def form(content):
        upload = SimpleUploadedFile("工资条.jpg", content)
        return rf.post("/cases/", {"a": "1", "file": upload, "csrfmiddlewaretoken": new_id().hex})

    assert not idempotent("k1", "cases.create", LI, take, request=form(b"12")).replayed
    assert idempotent("k1", "cases.create", LI, take, request=form(b"12")).replayed
    with pytest.raises(Conflict):
        idempotent("k1", "cases.create", LI, take, request=form(b"123"))


@pytest.mark.django_db
def test_a_purpose_may_be_long():
    long = "api:POST:/api/cases/" + "x" * 200
    assert once("k1", long, LI, SAME, take).value["number"] == 1
    assert once("k1", long, LI, SAME, take).replayed
    assert not once("k1", long + "y", LI, SAME, take).replayed


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_acts_and_the_others_wait_for_its_answer():
    answers, lock = [], threading.Lock()

    def send():
        try:
            answer = once("k1", "cases.create", LI, SAME, take)
        finally:
            connection.close()
        with lock:
            answers.append(answer)

    threads = [threading.Thread(target=send) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert [answer.value["number"] for answer in answers] == [1] * 6
    assert sum(not answer.replayed for answer in answers) == 1
    assert NumberSeries.objects.get().last == 1
