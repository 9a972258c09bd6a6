"""The trail only grows, and any touch is found."""

import dataclasses
import json
import threading

import pytest
from click.testing import CliRunner
from django.db import ProgrammingError, connection, transaction

from unionhall.core import audit, commands
from unionhall.core.actor import SYSTEM, Actor, HeldPost
from unionhall.core.ids import new_id
from unionhall.core.models import AuditEntry, AuditHead, AuditLink, NumberSeries

LI = Actor(person_id=new_id(), name="李敏", posts=(HeldPost("officer", new_id(), 3, new_id()),))


@pytest.fixture
def subject():
    return NumberSeries.objects.create(scope="x", series="case", year=2026, last=1)


def record_some(subject, count=5):
    for number in range(count):
        audit.record("case.accepted", subject, by=LI, purpose="复核", number=number, note="瑞 “x” \\ \u2028")


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_record(subject):
    entry = audit.record("case.accepted", subject, by=LI, purpose="review", from_state="received")

    found = AuditEntry.objects.get(pk=entry.pk)
    assert (found.actor_id, found.actor_name, found.via) == (LI.person_id, "李敏", "web")
    assert (found.verb, found.subject_type, found.subject_id) == ("case.accepted", "core.NumberSeries", str(subject.pk))
    assert found.organisation_id == LI.posts[0].organisation_id
    assert found.details == {"from_state": "received"}
    assert list(audit.entries_about(subject)) == [found]


@pytest.mark.django_db
def test_an_entry_is_never_saved_twice_or_deleted(subject):
    entry = audit.record("case.accepted", subject, by=LI)

    entry.verb = "case.refused"
    with pytest.raises(TypeError, match="append-only"):
        entry.save()
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.all().delete()
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.update(verb="x")
    with pytest.raises(TypeError, match="append-only"):
        AuditEntry.objects.filter(pk=entry.pk).bulk_update([entry], ["verb"])
    assert AuditEntry.objects.get(pk=entry.pk).verb == "case.accepted"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["phone", "worker_phone", "name", "identity_number", "email", "home_address", "password"]
)
def test_details_with_personal_data_are_refused(subject, key):
    with pytest.raises(ValueError, match="personal data"):
        audit.record("case.accepted", subject, by=LI, **{key: "x"})
    with pytest.raises(ValueError, match="personal data"):
        audit.record("case.accepted", subject, by=LI, changes=[{key: "x"}])


@pytest.mark.django_db
def test_numbers_of_people_in_free_text_are_masked(subject):
    entry = audit.record(
        "case.accepted", subject, by=LI, purpose="电话13812345678", reason="证件 110101199003078670 有误"
    )
    assert "13812345678" not in entry.purpose
    assert "110101199003078670" not in json.dumps(entry.details)
    assert "有误" in entry.details["reason"]


@pytest.mark.django_db
def test_a_reading_needs_a_purpose(subject):
    with pytest.raises(ValueError, match="purpose"):
        audit.record_read(subject, by=LI, purpose="")
    assert audit.record_read(subject, by=LI, purpose="review").verb == "numberseries.read"


@pytest.mark.django_db
@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_an_untouched_chain_is_whole(subject, settings, algorithm):
    settings.AUDIT_HASH = algorithm
    record_some(subject)
    result = audit.verify()
    assert result.ok, result.why
    assert result.rows == 5
    assert set(AuditLink.objects.values_list("algorithm", flat=True)) == {algorithm}


@pytest.mark.django_db
def test_the_chain_goes_on_when_the_algorithm_changes(subject, settings):
    record_some(subject, 2)
    assert audit.verify().ok
    settings.AUDIT_HASH = "sm3"
    record_some(subject, 2)
    assert audit.verify().rows == 4
    assert (
        list(AuditLink.objects.order_by("position").values_list("algorithm", flat=True)) == ["sha256"] * 2 + ["sm3"] * 2
    )


CHANGES = {
    "at": "at + interval '1 microsecond'",
    "actor_id": "'00000000-0000-7000-8000-000000000000'",
    "actor_name": "'李 敏'",
    "via": "'api'",
    "organisation_id": "NULL",
    "verb": "'case.refused'",
    "subject_type": "'core.Other'",
    "subject_id": "'other'",
    "purpose": "''",
    "details": "'{\"number\": 3}'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("column", CHANGES)
def test_a_change_in_any_column_names_the_row(subject, column):
    record_some(subject)
    assert audit.verify().ok
    _as_superuser(
        f"UPDATE core_auditentry SET {column} = {CHANGES[column]} WHERE id = (SELECT entry_id FROM core_auditlink WHERE position = 3)"
    )
    result = audit.verify()
    assert (result.ok, result.first_bad) == (False, 3)
    assert "changed" in result.why


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("touch", "first_bad"),
    [
        ("DELETE FROM core_auditlink WHERE position = 2", 2),
        ("DELETE FROM core_auditlink WHERE position = 1", 1),
        ("DELETE FROM core_auditlink WHERE position = 5", 5),
        ("DELETE FROM core_auditlink WHERE position > 3", 4),
        ("UPDATE core_auditlink SET position = position + 10 WHERE position = 4", 4),
        ("UPDATE core_auditlink SET position = -1 WHERE position = 4", 1),
        ("UPDATE core_auditlink SET hash = prev_hash WHERE position = 2", 2),
        ("UPDATE core_auditlink SET prev_hash = hash WHERE position = 2", 2),
        ("UPDATE core_auditlink SET algorithm = 'sm3' WHERE position = 2", 2),
        ("UPDATE core_auditlink SET algorithm = 'md5' WHERE position = 2", 2),
        ("UPDATE core_audithead SET position = 4", 4),
        ("UPDATE core_audithead SET position = 9", 6),
        ("DELETE FROM core_audithead", 1),
        (
            "UPDATE core_auditlink a SET entry_id = b.entry_id FROM core_auditlink b WHERE a.position + b.position = 5 AND a.position IN (2, 3)",
            2,
        ),
    ],
)
def test_missing_moved_and_cut_rows_are_named(subject, touch, first_bad):
    record_some(subject)
    assert audit.verify().ok
    if "SET entry_id" in touch:
        _as_superuser("ALTER TABLE core_auditlink DROP CONSTRAINT IF EXISTS core_auditlink_entry_id_key")
    _as_superuser(touch)
    result = audit.verify()
    assert (result.ok, result.first_bad) == (False, first_bad), result


@pytest.mark.django_db
def test_an_entry_put_in_beside_the_chain_is_found(subject):
    record_some(subject)
    assert audit.verify().ok
    AuditEntry.objects.create(via="web", verb="case.closed")
    assert "beside the chain" in audit.verify().why


@pytest.mark.django_db
def test_a_deleted_entry_is_named(subject):
    record_some(subject)
    assert audit.verify().ok
    _as_superuser("ALTER TABLE core_auditlink DROP CONSTRAINT " + _foreign_key())
    _as_superuser("DELETE FROM core_auditentry WHERE id = (SELECT entry_id FROM core_auditlink WHERE position = 2)")
    result = audit.verify()
    assert result.first_bad == 2
    assert "deleted" in result.why


@pytest.mark.django_db
def test_a_chain_forged_anew_does_not_meet_its_anchor(subject):
    record_some(subject)
    audit.verify()
    anchor = audit.head()
    assert audit.verify(anchor=anchor).ok
    _as_superuser("DELETE FROM core_auditlink")
    _as_superuser("DELETE FROM core_auditentry")
    _as_superuser("DELETE FROM core_audithead")
    record_some(subject)
    assert audit.verify().ok
    assert audit.verify(anchor=anchor).first_bad == 5
    _as_superuser("DELETE FROM core_auditlink")
    _as_superuser("DELETE FROM core_auditentry")
    _as_superuser("DELETE FROM core_audithead")
    record_some(subject, 2)
    assert "cut" in audit.verify(anchor=anchor).why


@pytest.mark.django_db
def test_many_entries_are_written_and_checked_in_one_go(subject, django_assert_max_num_queries):
    lines = [audit.Entry("case.imported", subject, by=SYSTEM, details={"row": n}) for n in range(10_000)]
    with django_assert_max_num_queries(40):
        assert audit.record_many(lines) == 10_000
        assert audit.verify().rows == 10_000
    first = AuditEntry.objects.get(pk=AuditLink.objects.get(position=1).entry_id)
    assert first.details == {"row": 0}
    assert audit.verify(limit=100).rows == 100


@pytest.mark.django_db
def test_a_database_role_that_may_not_change_or_delete_suffices(subject):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("this database user may not make roles")
        cursor.execute("CREATE ROLE unionhall_adder NOLOGIN")
        cursor.execute("GRANT unionhall_adder TO current_user")
        cursor.execute("GRANT SELECT, INSERT ON core_auditentry, core_auditlink TO unionhall_adder")
        cursor.execute("GRANT SELECT, INSERT, UPDATE ON core_audithead TO unionhall_adder")
        cursor.execute("SET LOCAL ROLE unionhall_adder")
    record_some(subject)
    assert audit.verify().ok
    for touch in ("UPDATE core_auditentry SET verb = 'x'", "DELETE FROM core_auditlink"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(touch)


@pytest.mark.django_db(transaction=True)
def test_entries_are_linked_at_commit_and_those_rolled_back_are_not(subject):
    with transaction.atomic():
        audit.record("case.accepted", subject, by=LI)
        with pytest.raises(RuntimeError), transaction.atomic():
            audit.record("case.refused", subject, by=LI)
            raise RuntimeError
        audit.record("case.settled", subject, by=LI)
        assert not AuditLink.objects.exists()
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == ["case.accepted", "case.settled"]
    assert list(AuditLink.objects.order_by("position").values_list("position", flat=True)) == [1, 2]

    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record("case.closed", subject, by=LI)
        raise RuntimeError
    audit.record("case.reopened", subject, by=LI)
    assert AuditHead.objects.get().position == 3
    assert audit.verify().ok


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_cannot_be_forged_lets_nothing_through(subject, settings):
    settings.AUDIT_HASH = "md5"
    with pytest.raises(Exception, match="UNIONHALL_AUDIT_HASH"), transaction.atomic():
        NumberSeries.objects.filter(pk=subject.pk).update(last=7)
        audit.record("case.accepted", subject, by=LI)
    settings.AUDIT_HASH = "sha256"
    assert NumberSeries.objects.get(pk=subject.pk).last == 1
    assert not AuditEntry.objects.exists()
    audit.record("case.accepted", subject, by=LI)
    assert audit.verify().rows == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_unbroken_chain(subject):
    def write():
        try:
            for _ in range(20):
                with transaction.atomic():
                    audit.record("case.accepted", subject, by=LI)
                    audit.record("case.noted", subject, by=LI)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    result = audit.verify()
    assert result.ok, result.why
    assert result.rows == 240


@pytest.mark.django_db(transaction=True)
def test_a_writer_in_a_long_transaction_holds_nobody_up(subject):
    """One transaction has recorded and goes on; another records and commits meanwhile."""
    other = threading.Thread(target=lambda: (audit.record("case.noted", subject, by=LI), connection.close()))
    with transaction.atomic():
        audit.record("case.accepted", subject, by=LI)
        other.start()
        other.join(timeout=20)
        assert not other.is_alive()
    assert audit.verify().rows == 2


@pytest.mark.django_db
def test_the_command_prints_the_verdict_and_the_head(subject):
    record_some(subject)
    good = CliRunner().invoke(commands.audit, ["verify", "--json"])
    assert good.exit_code == 0
    assert json.loads(good.stdout)["rows"] == 5
    head = CliRunner().invoke(commands.audit, ["head"]).stdout.strip()
    assert CliRunner().invoke(commands.audit, ["verify", "--anchor", head]).exit_code == 0
    assert CliRunner().invoke(commands.audit, ["verify", "--anchor", "nonsense"]).exit_code == 2
    _as_superuser(
        "UPDATE core_auditentry SET verb = 'x' WHERE id = (SELECT entry_id FROM core_auditlink WHERE position = 4)"
    )
    bad = CliRunner().invoke(commands.audit, ["verify", "--json"])
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["first_bad"] == 4


def test_results_can_be_printed():
    assert json.dumps(dataclasses.asdict(audit.VerifyResult(True, 3)))


def _as_superuser(sql):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _foreign_key():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'core_auditlink'::regclass AND contype = 'f'"
        )
        return cursor.fetchone()[0]
