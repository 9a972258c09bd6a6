"""Does every mail find its place: a case, the worker's words, a note, or an officer's hands, and none of them twice?"""

import json
import mailbox
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail as outbox

from unionhall.cases import actions as cases
from unionhall.cases.enums import Audience, IdentityLevel
from unionhall.cases.models import Case, CaseFile, Complainant, Note
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import SYSTEM
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.letterbox import actions, queries
from unionhall.letterbox.commands import mail as command
from unionhall.letterbox.enums import HeldReason, Ignored, Outcome, Writing
from unionhall.letterbox.mail.fetching import Fetched
from unionhall.letterbox.models import HeldMail, IncomingMail, MailThread, OutgoingMail
from unionhall.letterbox.states import HeldState, SendingState

from .letters import PNG, answer_to, flat, mail, raw, zip_bomb

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any) -> World:
    settings.MAILBOX_ADDRESS, settings.MAILBOX_DAILY = "zhuxi@union.example", 20
    return build()


def take(content: bytes) -> Any:
    return actions.receive(Fetched("test", content), by=SYSTEM)


def sent() -> list[Any]:
    """Deliver what waits, and see what left."""
    for row in OutgoingMail.objects.filter(state=SendingState.QUEUED).order_by("written_at", "pk"):
        actions.deliver(row.pk, by=SYSTEM)
    return outbox.outbox


def test_a_mail_becomes_a_case_written_to_the_chair(world: World) -> None:
    text = "我们食堂的饭总是凉的。\n单位：宏达制造有限公司\n工作地点：二号仓\n请港湾街道的工会看看。"
    assert take(mail(text, files=(("菜.png", PNG, "image/png"),))).outcome == Outcome.CASE
    case = Case.objects.get()
    assert (case.source, case.to_chair, case.kind) == ("email", True, "living")
    assert (case.employer, case.site, case.division) == (world.factory, "二号仓", world.harbour_place)
    assert "给主席的信" not in case.title
    assert "给主席的信" in case.account
    writer = Complainant.objects.get(case=case)
    assert (writer.name, writer.identity_level, writer.person_id) == ("王芳", IdentityLevel.HIDDEN, None)
    assert CaseFile.objects.get(case=case).stored.name == "菜.png"
    assert MailThread.objects.get().address == "wang.fang@example.com"


def test_the_same_mail_twice_is_one_case(world: World) -> None:
    take(mail())
    assert take(mail()).here_before
    assert Case.objects.count() == IncomingMail.objects.count() == OutgoingMail.objects.count() == 1


def test_a_letter_is_acknowledged_once_with_its_number_and_nothing_else(world: World) -> None:
    take(mail())
    (letter,) = sent()
    case = Case.objects.get()
    assert letter.to == ["wang.fang@example.com"]
    assert case.number in letter.subject
    assert "凉" not in letter.subject + letter.body
    headers = letter.message()
    assert headers["In-Reply-To"] == "<one@example.com>"
    assert headers["Auto-Submitted"] == "auto-replied"
    assert headers["X-Loop"] == queries.loop_mark()
    take(answer_to("<one@example.com>"))
    assert len(sent()) == 1


def test_our_own_mail_that_comes_back_is_left_out(world: World) -> None:
    take(mail())
    (letter,) = sent()
    returned = take(letter.message().as_bytes())
    assert returned.ignored == Ignored.OWN or returned.here_before
    assert Case.objects.count() == 1


@pytest.mark.parametrize("header", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "list"}, {"Return_Path": "<>"}])
def test_automatic_mail_makes_no_case_and_gets_no_answer(world: World, header: dict[str, str]) -> None:
    assert take(mail(**header)).ignored
    assert not Case.objects.exists()
    assert sent() == []


def test_an_answer_from_the_same_address_is_the_workers_words(world: World) -> None:
    take(mail())
    ours = OutgoingMail.objects.get().message_id
    assert take(answer_to(ours, files=(("单.png", PNG, "image/png"),))).outcome == Outcome.REPLY
    note = Note.objects.get()
    assert (note.audience, note.by_id, note.by_name) == (Audience.WORKER, None, "")
    assert "晚饭也是凉的" in note.text
    assert CaseFile.objects.get().audience == Audience.WORKER
    assert AuditEntry.objects.filter(verb="case.note_written", via="mail").exists()
    assert Case.objects.count() == 1


def test_somebody_else_in_the_thread_is_noted_for_internal_eyes_as_unverified(world: World) -> None:
    take(mail())
    forged = answer_to("<one@example.com>", sender="王芳 <someone@evil.example>", files=(("单.png", PNG, "image/png"),))
    assert take(forged).outcome == Outcome.UNVERIFIED
    note = Note.objects.get()
    assert note.audience == Audience.INTERNAL
    assert "未经核实" in note.text
    assert CaseFile.objects.get().audience == Audience.INTERNAL


def test_an_answer_after_the_end_is_a_new_case_and_both_files_say_so(world: World) -> None:
    take(mail())
    case = Case.objects.get()
    top = world.actor("cheng") if case.body_id == world.city.pk else world.actor("hong")
    case = cases.accept(case, by=top)
    cases.close(case, by=top, reason="已答复", manner="advice")
    assert take(answer_to("<one@example.com>")).outcome == Outcome.CASE
    new = Case.objects.exclude(pk=case.pk).get()
    assert new.to_chair
    assert Note.objects.filter(case=case, text__isnull=False).count() == 1
    assert case.number in Note.objects.get(case=new).text
    assert MailThread.objects.get(case=new).continues == MailThread.objects.get(case=case)


def test_an_answer_after_the_end_from_elsewhere_is_a_letter_of_its_own(world: World) -> None:
    take(mail())
    case = Case.objects.get()
    top = world.actor("cheng") if case.body_id == world.city.pk else world.actor("hong")
    cases.close(cases.accept(case, by=top), by=top, reason="已答复", manner="advice")
    take(answer_to("<one@example.com>", sender="x@evil.example"))
    new = MailThread.objects.exclude(case=case).get()
    assert new.continues is None
    assert not Note.objects.exists()


def test_words_to_the_worker_go_out_in_the_thread(world: World) -> None:
    take(mail())
    sent()
    case = Case.objects.get()
    handler = world.actor("cheng") if case.body_id == world.city.pk else world.actor("hong")
    cases.write_note(case, by=handler, text="我们明天去食堂看看。", audience=Audience.WORKER)
    cases.write_note(case, by=handler, text="内部意见", audience=Audience.INTERNAL)
    letters = sent()
    assert len(letters) == 2
    assert "我们明天去食堂看看。" in letters[1].body
    headers = letters[1].message()
    assert headers["Auto-Submitted"] is None
    assert headers["In-Reply-To"] == OutgoingMail.objects.get(writing=Writing.ACKNOWLEDGEMENT).message_id
    assert "<one@example.com>" in headers["References"]


def test_a_case_that_did_not_come_by_mail_sends_none(world: World) -> None:
    case = world.case_in("accepted")
    cases.write_note(case, by=world.actor("zhou"), text="您好", audience=Audience.WORKER)
    assert not OutgoingMail.objects.exists()


def test_a_mail_that_cannot_be_sent_is_tried_again_then_shown_and_sent_by_hand(world: World, settings: Any) -> None:
    take(mail())
    row = OutgoingMail.objects.get()
    settings.EMAIL_BACKEND = "unionhall.letterbox.tests.test_incoming.Away"
    for _n in range(5):
        assert actions.deliver(row.pk, by=SYSTEM) is not None
    assert actions.deliver(row.pk, by=SYSTEM) is None
    row.refresh_from_db()
    assert (row.state, row.attempts) == (SendingState.FAILED, 6)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    handler = world.actor("cheng") if row.thread.case.body_id == world.city.pk else world.actor("hong")
    actions.send_again(row, by=handler)
    assert len(sent()) == 1
    with pytest.raises(Refused):
        actions.send_again(row, by=handler)


class Away:
    """A mail server that is away."""

    def __init__(self, **_rest: Any) -> None:
        pass

    def send_messages(self, _messages: Any) -> int:
        raise OSError("away")


@pytest.mark.parametrize(
    ("content", "why"),
    [(flat(500), HeldReason.TOO_MANY_PARTS), (raw(sender=b"x"), HeldReason.NO_SENDER), (raw(b"+AD4-", kind=b"text/plain; charset=utf-7"), HeldReason.CHARSET)],
)  # fmt: skip
def test_what_cannot_be_taken_is_held_whole_and_once(world: World, content: bytes, why: HeldReason) -> None:
    assert take(content).held_for == why
    assert take(content).here_before
    held = HeldMail.objects.get()
    assert queries.raw_of(held) == content
    assert sent() == []


def test_a_mail_too_large_to_load_is_held_by_its_headers(world: World) -> None:
    actions.receive(
        Fetched("1", b"From: a@example.com\r\nMessage-ID: <big@example.com>\r\n\r\n", whole=False), by=SYSTEM
    )
    held = HeldMail.objects.get()
    assert (held.reason, held.whole) == (HeldReason.TOO_LARGE, False)


def test_the_twenty_first_mail_of_a_day_waits_for_an_officer(world: World, settings: Any) -> None:
    settings.MAILBOX_DAILY = 3
    for n in range(5):
        take(mail(message_id=f"<{n}@example.com>"))
    assert Case.objects.count() == 3
    assert HeldMail.objects.filter(reason=HeldReason.TOO_OFTEN).count() == 2


def test_an_officer_takes_a_held_mail_in_with_its_papers_and_its_writer_is_answered(
    world: World, settings: Any
) -> None:
    settings.MAILBOX_DAILY = 1
    take(mail())
    take(mail("宿舍漏水", message_id="<2@example.com>", files=(("图.png", PNG, "image/png"),)))
    held = HeldMail.objects.get()
    held = actions.take_in(held, by=world.actor("cheng"), kind="living", account="宿舍漏水，已电话核实", name="王芳")
    assert held.state == HeldState.TAKEN_IN
    case = held.case
    assert (case.to_chair, case.account) == (True, "宿舍漏水，已电话核实")
    assert CaseFile.objects.get(case=case).stored.name == "图.png"
    assert OutgoingMail.objects.filter(thread__case=case, writing=Writing.ACKNOWLEDGEMENT).exists()
    with pytest.raises(Refused):
        actions.take_in(held, by=world.actor("cheng"), account="x")


def test_a_mail_nobody_can_read_is_taken_in_in_the_officers_words(world: World) -> None:
    take(raw(sender=b"x"))
    held = actions.take_in(HeldMail.objects.get(), by=world.actor("cheng"), kind="other", account="来信要求回电")
    assert held.case.source == "email"


def test_throwing_away_needs_a_reason_and_deletes_what_was_said(world: World) -> None:
    take(raw(sender=b"x"))
    held = HeldMail.objects.get()
    with pytest.raises(Refused):
        actions.throw_away(held, by=world.actor("cheng"), why=" ")
    held = actions.throw_away(held, by=world.actor("cheng"), why="广告")
    assert (held.state, held.raw) == (HeldState.THROWN_AWAY, "")
    assert take(raw(sender=b"x")).here_before


@pytest.mark.parametrize("who", ["hong", "zhou", "lin", "jian", "xiao"])
def test_only_officers_of_the_federation_touch_held_mail(world: World, who: str) -> None:
    take(raw(sender=b"x"))
    with pytest.raises(Refused):
        actions.throw_away(HeldMail.objects.get(), by=world.actor(who), why="广告")


def test_bad_attachments_are_left_out_and_said_and_a_bomb_is_not_opened(world: World) -> None:
    take(mail(files=(("x.docx", zip_bomb(), "application/zip"), ("y.exe", b"MZ" + b"0" * 99, "application/x-dosexec"), ("z.png", PNG, "image/png"))))  # fmt: skip
    assert [row.stored.name for row in CaseFile.objects.all()] == ["z.png"]
    note = Note.objects.get()
    assert note.audience == Audience.INTERNAL
    assert "x.docx" in note.text
    assert "y.exe" in note.text
    assert "2 个附件" in sent()[0].body


def test_a_letter_beyond_all_measure_is_cut_and_kept_whole_beside(world: World) -> None:
    take(mail("长" * 60_000))
    case = Case.objects.get()
    assert len(case.account) <= 50_000
    stored = CaseFile.objects.get(case=case).stored
    assert stored.size > 180_000
    assert stored.name.endswith(".txt")


def test_an_identity_number_in_the_subject_stands_in_no_title_and_no_trail(world: World) -> None:
    take(mail(subject="我是 110101199003077758 王芳"))
    case = Case.objects.get()
    assert "1101" not in case.title
    assert not AuditEntry.objects.filter(details__icontains="110101199003077758").exists()


def test_one_bad_mail_does_not_stop_the_others(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "1.eml").write_bytes(flat(9_000))
    (tmp_path / "2.eml").write_bytes(b"")
    (tmp_path / "3.eml").write_bytes(mail())
    box = mailbox.mbox(str(tmp_path / "4.mbox"))
    box.add(mail("班车停了", message_id="<m@example.com>"))
    box.flush()
    box.close()
    dry = CliRunner().invoke(command, ["import", str(tmp_path), "--dry-run", "--json"])
    assert json.loads(dry.output)["outcomes"] == {"held": 2, "case": 2}
    assert not IncomingMail.objects.exists()
    done = CliRunner().invoke(command, ["import", str(tmp_path), "--json"])
    assert json.loads(done.output)["outcomes"] == {"held": 2, "case": 2}, done.output
    again = CliRunner().invoke(command, ["import", str(tmp_path), "--json"])
    assert json.loads(again.output)["here_before"] == 4
    assert Case.objects.count() == 2


def test_a_fault_while_taking_a_mail_in_holds_it(world: World, monkeypatch: Any) -> None:
    from unionhall.letterbox.actions import incoming

    def broken(*_a: Any, **_k: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(incoming, "begin_thread", broken)
    assert take(mail(files=(("z.png", PNG, "image/png"),))).held_for == HeldReason.UNREADABLE
    assert not Case.objects.exists()


def test_a_person_is_not_recognised_by_what_a_mail_says(world: World) -> None:
    take(mail("我是林小满，电话13900000001", sender="林小满 <13900000001@139.com>"))
    assert Complainant.objects.get().person_id is None
