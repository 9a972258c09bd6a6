"""Papers are filled from the file, written as Word, numbered without gaps, and name nobody who must not be named."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from unionhall.cases import actions as cases
from unionhall.cases.enums import Audience, IdentityLevel
from unionhall.cases.models import Case, CaseFile, Note
from unionhall.cases.states import State
from unionhall.cases.tests.browser import browser
from unionhall.cases.tests.world import World, build
from unionhall.claims import actions as claims
from unionhall.claims import reckoning
from unionhall.core import clock, files
from unionhall.core.actor import system
from unionhall.core.capitals import capital_yuan
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.lawbook.dated import Dated
from unionhall.organisations.enums import Level
from unionhall.papers import access, actions, api, queries, rendering
from unionhall.papers.content import DOUBTFUL, GAP, Content, amount_in
from unionhall.papers.enums import FOR_THE_WORKER, LETTERS, LimitUnit, PaperKind
from unionhall.papers.models import Paper, PaperVersion, Reply, Sending
from unionhall.papers.states import PaperState

pytestmark = pytest.mark.django_db
BUILDER = system("test")
FACTS: dict[str, Any] = {
    "hire": "2019-03-01", "end": "2026-02-28", "reason": "art41", "wages": ["5123.45"], "region": "江西", "tier": 1,
}  # fmt: skip
WRITABLE = [
    kind
    for kind in PaperKind
    if kind not in (PaperKind.MEDIATION_AGREEMENT, PaperKind.OPINION, PaperKind.RECOMMENDATION)
]


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def case(world: World) -> Case:
    return claimed(world, world.case_in(State.MEDIATING))


def claimed(world: World, case: Case) -> Case:
    """The case with a finding on severance, and its total claimed."""
    kept = claims.keep(case, reckoning.find("severance", FACTS), by=world.actor("zhou"))
    claims.claim(kept, ["total"], by=world.actor("zhou"))
    return case


def drafted(world: World, case: Case, kind: str, who: str = "zhou") -> Paper:
    return actions.draft(case, kind, by=world.actor(who))


def written(world: World, case: Case, kind: str) -> PaperVersion:
    return actions.write(drafted(world, case, kind), by=world.actor("zhou"))


def text_of(version: PaperVersion) -> str:
    """What python-docx reads in the stored file, tables cell by cell."""
    with files.open_stored(version.stored) as content:
        document = Document(io.BytesIO(content.read()))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines)


def everything_in(version: PaperVersion) -> str:
    """All XML of the file, headers and properties too."""
    with files.open_stored(version.stored) as content, zipfile.ZipFile(io.BytesIO(content.read())) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def sent(world: World, case: Case, kind: str, *, days_ago: int = 30, days: int = 10) -> Paper:
    """A letter that went out some days ago."""
    paper = drafted(world, case, kind)
    actions.write(paper, by=world.actor("zhou"))
    actions.send(
        paper,
        by=world.actor("zhou"),
        to="宏达制造有限公司",
        sent_on=clock.today() - timedelta(days=days_ago),
        how="post",
        days=days,
        unit=LimitUnit.CALENDAR,
        source="瑞江市工会劳动法律监督办法第九条",
    )
    return Paper.objects.get(pk=paper.pk)


def docx(*lines: str) -> Any:
    document, made = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    return files.as_upload(made.getvalue(), "改过的.docx")


# --- what stands in them ---------------------------------------------------------------------------------------------------


def test_the_arbitration_application_holds_the_parties_the_sums_and_the_articles(world: World, case: Case) -> None:
    version = written(world, case, PaperKind.ARBITRATION_APPLICATION)
    words = text_of(version)
    total = Decimal(reckoning.find("severance", FACTS).as_dict()["result"]["total"])
    assert "劳动人事争议仲裁申请书" in words
    assert "林小满" in words
    assert "宏达制造有限公司" in words
    assert f"{total:,.2f}" in words
    assert capital_yuan(total) in words
    assert "《劳动合同法》第47条" in words
    assert "两个月工资没发" in words
    assert "港湾街道总工会" not in words


def test_the_sum_under_the_table_is_that_of_its_rows(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.ARBITRATION_APPLICATION)
    rows = [["工资", "1,000.10", "《劳动合同法》第30条"], ["补偿", "2000.2", "《劳动合同法》第47条"], ["", "", ""]]
    actions.edit(paper, by=world.actor("zhou"), texts={}, tables={"claims": rows})
    words = text_of(actions.write(paper, by=world.actor("zhou")))
    assert "合计人民币 3,000.30 元（大写：叁仟元叁角整）。" in words
    assert words.count("| 工资 |") == 1


def test_what_the_file_lacks_is_a_gap_and_on_the_list(world: World) -> None:
    bare = world.case_in(State.ACCEPTED, employer=None, employer_name="")
    paper = drafted(world, bare, PaperKind.ARBITRATION_APPLICATION)
    content = Content.of(paper.content)
    lacking = {key for _block, key in content.lacking}
    assert {"employer", "uscc", "employer_address", "claims", "facts", "receiver", "address", "phone"} <= lacking
    respondent = next(block for block in content.blocks if block.key == "respondent")
    assert f"名称：{GAP}" in respondent.text
    assert len(content.still_lacking()) == len(dict.fromkeys(content.still_lacking()))


def test_a_filled_gap_leaves_the_list(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.EVIDENCE_LIST)
    rows = [["工资条", "拖欠两个月", "申请人提供", "2"]]
    actions.edit(paper, by=world.actor("zhou"), texts={}, tables={"evidence": rows})
    content = Content.of(Paper.objects.get(pk=paper.pk).content)
    assert [what for what in content.still_lacking() if what[0] == "证据"] == []


def test_the_evidence_list_names_attachments_and_what_findings_ask_for(world: World, case: Case) -> None:
    stored = files.store(files.as_upload(b"2026-01 5123.45", "工资流水.txt"), by=BUILDER)
    cases.add_file(case, by=world.actor("lin"), stored=stored, label="两个月没有进账")
    internal = files.store(files.as_upload(b"memo", "内部备忘.txt"), by=BUILDER)
    cases.add_file(case, by=world.actor("zhou"), stored=internal, label="内部", audience=Audience.INTERNAL)
    words = text_of(written(world, case, PaperKind.EVIDENCE_LIST))
    assert "工资流水 | 两个月没有进账 | 申请人提供" in words
    assert "内部备忘" not in words
    wanted = reckoning.find("severance", FACTS).as_dict()["evidence"][0]["zh"]
    assert wanted in words
    assert "待收集" in words


def test_the_payment_order_asks_for_what_the_settlement_left_unpaid_and_reckons_the_fee(world: World) -> None:
    case = world.case_in(State.SETTLED)
    version = written(world, case, PaperKind.PAYMENT_ORDER)
    words = text_of(version)
    assert "8,000.00 元（大写：捌仟元整）" in words
    assert "申请费 16.67 元由被申请人负担" in words
    assert "第二百二十五条" in words
    assert "2026年6月1日" in words


def test_the_request_for_support_goes_to_the_procuratorate_of_the_place(world: World, case: Case) -> None:
    words = text_of(written(world, case, PaperKind.SUPPORT_REQUEST))
    assert "瑞江市人民检察院" in words
    assert "《民事诉讼法》第十五条" in words
    assert case.number in words


def test_a_value_nobody_verified_stands_as_doubtful_and_no_edit_takes_that_out(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    remembered = {**FACTS, "end": "2022-03-31", "wages": ["1000"], "region": "北京"}
    kept = claims.keep(case, reckoning.find("severance", remembered), by=world.actor("zhou"))
    assert kept.finding["unverified"]
    claims.claim(kept, ["total"], by=world.actor("zhou"))
    paper = drafted(world, case, PaperKind.PAYMENT_ORDER)
    texts = {block.key: "改写" for block in Content.of(paper.content).blocks}
    actions.edit(paper, by=world.actor("zhou"), texts=texts, tables={})
    version = actions.write(paper, by=world.actor("zhou"))
    assert version.provisional
    assert f"※ {DOUBTFUL}：" in text_of(version)


def test_a_paper_of_verified_values_has_no_such_line(world: World, case: Case) -> None:
    assert DOUBTFUL not in text_of(written(world, case, PaperKind.ARBITRATION_APPLICATION))


def test_several_workers_of_a_group_are_told_apart(world: World) -> None:
    first, second = (claimed(world, world.case_in(State.MEDIATING, who)) for who in ("lin", "ma"))
    group = cases.gather([first, second], by=world.actor("hong"))
    words = text_of(written(world, Case.objects.get(pk=group.pk), PaperKind.ARBITRATION_APPLICATION))
    assert "林小满：" in words
    assert "马骏：" in words


# --- whose names stand in them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WRITABLE)
def test_a_hidden_name_stands_in_no_paper(world: World, kind: str) -> None:
    case = world.case_in(
        State.MEDIATING, identity_level=IdentityLevel.HIDDEN, account="我叫林小满，电话13900000001，两个月工资没发"
    )
    claimed(world, case)
    stored = files.store(files.as_upload(b"x y z", "林小满的工资条.txt"), by=BUILDER)
    cases.add_file(case, by=world.actor("lin"), stored=stored, label="林小满的工资")
    found = everything_in(written(world, case, kind))
    assert "林小满" not in found
    assert "13900000001" not in found


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_tells_no_sum_of_a_hidden_worker_and_no_word_of_any(world: World, kind: str) -> None:
    case = claimed(world, world.case_in(State.MEDIATING, identity_level=IdentityLevel.HIDDEN))
    for before in LETTERS[: LETTERS.index(PaperKind(kind))]:
        sent(world, case, before)
    words = text_of(written(world, case, kind))
    assert "5,123" not in words
    assert "合计人民币" not in words
    assert "两个月工资没发" not in words


def test_the_labour_authority_reads_masked_names(world: World) -> None:
    first, second = (claimed(world, world.case_in(State.MEDIATING, who)) for who in ("lin", "ma"))
    group = Case.objects.get(pk=cases.gather([first, second], by=world.actor("hong")).pk)
    sent(world, group, PaperKind.NOTICE_LETTER)
    sent(world, group, PaperKind.OPINION)
    words = text_of(written(world, group, PaperKind.RECOMMENDATION))
    assert "林**：" in words
    assert "林小满" not in words


def test_an_edit_that_writes_a_hidden_name_in_is_refused(world: World) -> None:
    case = claimed(world, world.case_in(State.MEDIATING, identity_level=IdentityLevel.HIDDEN))
    paper = drafted(world, case, PaperKind.NOTICE_LETTER)
    with pytest.raises(Refused) as refused:
        actions.edit(paper, by=world.actor("zhou"), texts={"matter": "职工林 小满反映"}, tables={})
    assert refused.value.verdict.code == "hidden_name"
    assert "林" not in Content.of(Paper.objects.get(pk=paper.pk).content).plain_text


def test_a_word_file_with_a_hidden_name_does_not_come_back(world: World) -> None:
    case = claimed(world, world.case_in(State.MEDIATING, identity_level=IdentityLevel.HIDDEN))
    paper = drafted(world, case, PaperKind.NOTICE_LETTER)
    actions.write(paper, by=world.actor("zhou"))
    document, made = Document(), io.BytesIO()
    document.add_paragraph("提示函")
    document.sections[0].header.paragraphs[0].text = "林小满案"
    document.save(made)
    stored = files.store(files.as_upload(made.getvalue(), "函.docx"), by=BUILDER, kind="paper")
    with pytest.raises(Refused):
        actions.bring_back(paper, by=world.actor("zhou"), stored=stored)
    assert PaperVersion.objects.filter(paper=paper).count() == 1


def test_drafts_are_not_legible_in_the_database(world: World, case: Case) -> None:
    from django.db import connection

    written(world, case, PaperKind.ARBITRATION_APPLICATION)
    with connection.cursor() as cursor:
        for table in ("papers_paper", "papers_paperversion"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert "林小满" not in "\n".join(line for (line,) in cursor.fetchall())


# --- drafts, versions, numbers ---------------------------------------------------------------------------------------------


def test_drafting_twice_gives_one_paper(world: World, case: Case) -> None:
    assert drafted(world, case, PaperKind.EVIDENCE_LIST).pk == drafted(world, case, PaperKind.EVIDENCE_LIST).pk


def test_numbers_count_by_body_kind_and_year_without_gaps(world: World) -> None:
    year = clock.today().year
    with pytest.raises(RuntimeError):
        _fail_while_writing(world)
    found = []
    for _n in range(2):
        version = written(world, world.case_in(State.ACCEPTED), PaperKind.NOTICE_LETTER)
        found.append(Paper.objects.get(pk=version.paper_id).number)
    other = written(world, world.case_in(State.ACCEPTED), PaperKind.EVIDENCE_LIST)
    assert found == [f"港工监提〔{year}〕1号", f"港工监提〔{year}〕2号"]
    assert Paper.objects.get(pk=other.paper_id).number == f"港工证〔{year}〕1号"


def _fail_while_writing(world: World) -> None:
    from django.db import transaction

    with transaction.atomic():
        written(world, world.case_in(State.ACCEPTED), PaperKind.NOTICE_LETTER)
        raise RuntimeError


def test_a_version_stays_as_it_was_written_and_an_edit_is_the_next_one(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.ARBITRATION_APPLICATION)
    first = actions.write(paper, by=world.actor("zhou"))
    digest = first.stored.sha256
    actions.edit(paper, by=world.actor("zhou"), texts={"facts": "另有说明。"}, tables={})
    second = actions.write(paper, by=world.actor("zhou"))
    again = PaperVersion.objects.select_related("stored").get(pk=first.pk)
    assert (first.n, second.n) == (1, 2)
    assert again.stored.sha256 == digest
    assert files.is_whole(again.stored)
    assert "另有说明。" not in text_of(again)
    assert "另有说明。" in text_of(second)
    assert Paper.objects.get(pk=paper.pk).number == Paper.objects.get(pk=again.paper_id).number


def test_writing_an_unchanged_draft_again_makes_no_version(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.ARBITRATION_APPLICATION)
    assert actions.write(paper, by=world.actor("zhou")).pk == actions.write(paper, by=world.actor("zhou")).pk


def test_a_version_says_who_when_and_from_which_findings(world: World, case: Case) -> None:
    version = written(world, case, PaperKind.ARBITRATION_APPLICATION)
    assert version.by_name == "周敏"
    assert [one["calculator"] for one in version.findings] == ["severance"]
    assert len(version.findings[0]["book"]) == 64
    entry = AuditEntry.objects.get(verb="paper.written")
    assert entry.details["sha256"] == version.stored.sha256


def test_an_edited_word_file_comes_back_as_the_next_version(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.ARBITRATION_APPLICATION)
    actions.write(paper, by=world.actor("zhou"))
    stored = files.store(docx("仲裁申请书", "改过的理由"), by=BUILDER, kind="paper")
    version = actions.bring_back(paper, by=world.actor("zhou"), stored=stored)
    assert (version.n, version.brought_back) == (2, True)
    assert "改过的理由" in version.words
    assert actions.write(paper, by=world.actor("zhou")).n == 3


def test_what_is_no_word_file_does_not_come_back(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.EVIDENCE_LIST)
    actions.write(paper, by=world.actor("zhou"))
    stored = files.store(files.as_upload(b"just text", "a.txt"), by=BUILDER)
    with pytest.raises(Refused):
        actions.bring_back(paper, by=world.actor("zhou"), stored=stored)


def test_nothing_comes_back_before_it_was_written(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.EVIDENCE_LIST)
    stored = files.store(docx("x"), by=BUILDER, kind="paper")
    with pytest.raises(Refused):
        actions.bring_back(paper, by=world.actor("zhou"), stored=stored)


def test_an_amount_that_is_none_is_refused(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.ARBITRATION_APPLICATION)
    with pytest.raises(Refused):
        actions.edit(paper, by=world.actor("zhou"), texts={}, tables={"claims": [["工资", "五千", ""]]})


@pytest.mark.parametrize(
    ("said", "read"),
    [("12,345.60", "12345.60"), ("¥ 5000元", "5000"), ("5,000", "5000"), (GAP, None), ("五千", None), ("-3", None), ("1.234", None)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(said: str, read: str | None) -> None:
    assert amount_in(said) == (Decimal(read) if read else None)


def test_two_officers_do_not_overwrite_each_other(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.EVIDENCE_LIST)
    actions.edit(paper, by=world.actor("zhou"), texts={"matter": "工资"}, tables={}, expected=paper.revision)
    with pytest.raises(Conflict):
        actions.edit(paper, by=world.actor("hong"), texts={"matter": "欠薪"}, tables={}, expected=paper.revision)


def test_filling_again_takes_what_the_file_holds_now(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    paper = drafted(world, case, PaperKind.ARBITRATION_APPLICATION)
    claimed(world, case)
    filled = actions.refill(paper, by=world.actor("zhou"))
    table = next(block for block in Content.of(filled.content).blocks if block.key == "claims")
    assert table.total == Decimal(reckoning.find("severance", FACTS).as_dict()["result"]["total"])


def test_a_draft_is_thrown_away_without_a_number_and_drafted_anew(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.EVIDENCE_LIST)
    assert actions.drop(paper, by=world.actor("zhou")).number is None
    assert drafted(world, case, PaperKind.EVIDENCE_LIST).pk != paper.pk


def test_a_written_paper_is_not_thrown_away(world: World, case: Case) -> None:
    version = written(world, case, PaperKind.EVIDENCE_LIST)
    with pytest.raises(Refused):
        actions.drop(version.paper, by=world.actor("zhou"))


# --- one letter, two documents ---------------------------------------------------------------------------------------------


def test_opinion_and_recommendation_follow_a_letter_that_brought_nothing(world: World, case: Case) -> None:
    zhou = world.actor("zhou")
    assert access.may_draft(zhou, case, PaperKind.OPINION).code == "too_early"
    sent(world, case, PaperKind.NOTICE_LETTER, days_ago=3, days=10)
    assert access.may_draft(zhou, case, PaperKind.OPINION).code == "awaited"
    Sending.objects.update(reply_due_on=clock.today() - timedelta(days=1))
    assert access.may_draft(zhou, case, PaperKind.OPINION)
    assert access.may_draft(zhou, case, PaperKind.RECOMMENDATION).code == "too_early"
    opinion = sent(world, case, PaperKind.OPINION)
    words = text_of(PaperVersion.objects.get(paper=opinion))
    assert str(Paper.objects.get(kind=PaperKind.NOTICE_LETTER).number) in words
    assert "未收到答复" in words
    assert access.may_draft(zhou, case, PaperKind.RECOMMENDATION)


def test_a_letter_that_was_followed_is_the_last(world: World, case: Case) -> None:
    paper = sent(world, case, PaperKind.NOTICE_LETTER)
    actions.record_reply(paper, by=world.actor("zhou"), answered_on=clock.today(), followed=True, text="已补发")
    assert access.may_draft(world.actor("zhou"), case, PaperKind.OPINION).code == "followed"


def test_a_letter_answered_but_not_followed_goes_on(world: World, case: Case) -> None:
    paper = sent(world, case, PaperKind.NOTICE_LETTER, days_ago=2, days=20)
    actions.record_reply(paper, by=world.actor("zhou"), answered_on=clock.today(), followed=False, text="不同意")
    words = text_of(written(world, case, PaperKind.OPINION))
    assert "有关情形没有改正" in words


def test_a_place_without_a_rule_needs_the_days_and_their_source(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.NOTICE_LETTER)
    assert ("ask", "reply_limit") in Content.of(paper.content).lacking
    actions.write(paper, by=world.actor("zhou"))
    facts: dict[str, Any] = {"to": "宏达", "sent_on": clock.today(), "how": "post"}
    with pytest.raises(Refused) as refused:
        actions.send(paper, by=world.actor("zhou"), **facts)
    assert refused.value.verdict.code == "needs_parameter"
    with pytest.raises(Refused) as refused:
        actions.send(paper, by=world.actor("zhou"), days=15, **facts)
    assert refused.value.verdict.code == "source"
    sending = actions.send(paper, by=world.actor("zhou"), days=15, source="本市办法第九条", **facts)
    assert sending.entered
    assert sending.source == "本市办法第九条"


def test_the_local_rule_of_the_day_gives_the_limit(world: World, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Dated(
        "supervision_reply.opinion", "浙江", 1, Decimal(15), "working_days", date(2016, 12, 1), None, "S95", "V", None
    )
    sent(world, case, PaperKind.NOTICE_LETTER)
    monkeypatch.setattr(queries, "reply_limit", lambda *_a, **_k: rule)
    paper = drafted(world, case, PaperKind.OPINION)
    assert "15个工作日" in Content.of(paper.content).plain_text
    actions.write(paper, by=world.actor("zhou"))
    sending = actions.send(paper, by=world.actor("zhou"), to="宏达", sent_on=date(2026, 9, 25), how="post")
    assert not sending.entered
    assert sending.reply_due_on == date(2026, 10, 22)  # 中秋、国庆不算，10 月 10 日补班算


def test_the_book_holds_the_limit_of_zhejiang_from_its_day_on() -> None:
    from unionhall.lawbook.book import book
    from unionhall.lawbook.dated import Missing

    assert book().value("supervision_reply.opinion", "浙江", on=date(2016, 12, 1)).value == 15
    with pytest.raises(Missing):
        book().value("supervision_reply.opinion", "浙江", on=date(2016, 11, 30))
    with pytest.raises(Missing):
        book().value("supervision_reply.opinion", "江西", on=date(2026, 1, 1))


def test_a_sent_letter_is_changed_no_more(world: World, case: Case) -> None:
    paper = sent(world, case, PaperKind.NOTICE_LETTER)
    for act in (
        lambda: actions.edit(paper, by=world.actor("zhou"), texts={}, tables={}),
        lambda: actions.write(paper, by=world.actor("zhou")),
        lambda: actions.refill(paper, by=world.actor("zhou")),
    ):
        with pytest.raises(Refused):
            act()


def test_a_letter_is_not_sent_before_it_is_written_nor_tomorrow(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.NOTICE_LETTER)
    facts: dict[str, Any] = {"to": "宏达", "how": "post", "days": 5, "source": "办法"}
    with pytest.raises(Refused):
        actions.send(paper, by=world.actor("zhou"), sent_on=clock.today(), **facts)
    actions.write(paper, by=world.actor("zhou"))
    with pytest.raises(Refused):
        actions.send(paper, by=world.actor("zhou"), sent_on=clock.today() + timedelta(days=1), **facts)


def test_an_application_is_not_sent_from_here(world: World, case: Case) -> None:
    version = written(world, case, PaperKind.EVIDENCE_LIST)
    assert access.may_send(world.actor("zhou"), version.paper).code == "not_a_letter"


def test_an_answer_does_not_come_before_the_letter_and_only_once(world: World, case: Case) -> None:
    paper = sent(world, case, PaperKind.NOTICE_LETTER, days_ago=5)
    facts: dict[str, Any] = {"followed": True, "text": "已改"}
    with pytest.raises(Refused):
        actions.record_reply(paper, by=world.actor("zhou"), answered_on=clock.today() - timedelta(days=6), **facts)
    actions.record_reply(paper, by=world.actor("zhou"), answered_on=clock.today(), **facts)
    with pytest.raises(Refused):
        actions.record_reply(paper, by=world.actor("zhou"), answered_on=clock.today(), **facts)
    assert Reply.objects.filter(paper=paper).count() == 1


def test_letters_are_counted_by_kind_as_far_as_one_sees(world: World, case: Case) -> None:
    overdue = sent(world, case, PaperKind.NOTICE_LETTER, days_ago=20, days=5)
    sent(world, case, PaperKind.OPINION, days_ago=1, days=5)
    answered = sent(world, claimed(world, world.case_in(State.MEDIATING)), PaperKind.NOTICE_LETTER)
    actions.record_reply(answered, by=world.actor("zhou"), answered_on=clock.today(), followed=True, text="已改")
    span = {"since": clock.today() - timedelta(days=40), "until": clock.today()}
    seen = {one.kind: one for one in api.letters_counted(by=world.actor("dong"), **span)}
    notice = seen[PaperKind.NOTICE_LETTER]
    assert (notice.sent, notice.answered, notice.followed, notice.overdue) == (2, 1, 1, 1)
    assert (seen[PaperKind.OPINION].sent, seen[PaperKind.OPINION].overdue) == (1, 0)
    assert seen[PaperKind.RECOMMENDATION].sent == 0
    assert all(one.sent == 0 for one in api.letters_counted(by=world.actor("xi"), **span))
    assert overdue.state == PaperState.SENT


def test_only_from_county_level_up_a_matter_goes_on_to_the_procuratorate(world: World, case: Case) -> None:
    sent(world, case, PaperKind.NOTICE_LETTER)
    opinion = sent(world, case, PaperKind.OPINION)
    assert opinion.body.level == Level.TOWNSHIP
    assert access.may_go_to_procuratorate(world.actor("zhou"), opinion).code == "level"
    opinion.body = world.east
    assert access.may_go_to_procuratorate(world.actor("zhou"), opinion)


# --- who may ----------------------------------------------------------------------------------------------------------------


def test_only_those_in_charge_draft(world: World, case: Case) -> None:
    for who in ("lin", "ma", "he", "dong", "xi", "chang", "su", "xiao"):
        with pytest.raises(Refused):
            drafted(world, case, PaperKind.EVIDENCE_LIST, who)


def test_papers_are_seen_with_the_case_on_the_desk_alone(world: World, case: Case) -> None:
    paper = drafted(world, case, PaperKind.EVIDENCE_LIST)
    for who in ("zhou", "hong", "he", "dong", "cheng", "jian"):
        assert access.visible_papers(world.actor(who)).filter(pk=paper.pk).exists(), who
    for who in ("lin", "ma", "xi", "chang", "su", "xiao"):
        assert not access.visible_papers(world.actor(who)).filter(pk=paper.pk).exists(), who


def test_a_matter_that_ended_gets_no_new_paper(world: World) -> None:
    assert access.may_draft(world.actor("zhou"), world.case_in(State.CLOSED), PaperKind.EVIDENCE_LIST).code == "ended"


def test_every_kind_is_offered_with_its_verdict(world: World, case: Case) -> None:
    found = {one.kind: one for one in api.draftable(case, world.actor("zhou"))}
    assert set(found) == set(PaperKind)
    assert found[PaperKind.ARBITRATION_APPLICATION].may
    assert not found[PaperKind.MEDIATION_AGREEMENT].may
    agreed = {one.kind: one for one in api.draftable(world.case_in(State.SETTLED), world.actor("zhou"))}
    assert agreed[PaperKind.MEDIATION_AGREEMENT].may


@pytest.mark.parametrize("kind", FOR_THE_WORKER)
def test_a_paper_handed_over_stands_on_the_workers_own_page(world: World, case: Case, kind: str) -> None:
    version = written(world, case, kind)
    from unionhall.cases import access as case_access

    assert not case_access.visible_files(world.actor("lin"), case).filter(stored=version.stored).exists()
    actions.hand_over(version.paper, by=world.actor("zhou"))
    actions.hand_over(version.paper, by=world.actor("zhou"))
    assert case_access.visible_files(world.actor("lin"), case).filter(stored=version.stored).count() == 1
    assert not case_access.visible_files(world.actor("chang"), case).exists()
    assert Note.objects.filter(case=case, audience=Audience.WORKER).count() == 1


def test_a_letter_is_not_handed_to_the_worker(world: World, case: Case) -> None:
    version = written(world, case, PaperKind.NOTICE_LETTER)
    with pytest.raises(Refused):
        actions.hand_over(version.paper, by=world.actor("zhou"))
    assert not CaseFile.objects.filter(case=case, stored=version.stored).exists()


def test_what_was_handed_over_is_in_the_workers_own_export(world: World, case: Case) -> None:
    version = written(world, case, PaperKind.EVIDENCE_LIST)
    lin = world.people["lin"].pk
    assert api.held_about(lin) == []
    actions.hand_over(version.paper, by=world.actor("zhou"))
    assert [one["number"] for one in api.held_about(lin)] == [Paper.objects.get(pk=version.paper_id).number]


def test_advice_to_the_worker_does_not_stand_in_what_the_other_side_reads(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    finding = reckoning.find("arrears", {"due": "30000", "paid": "11500", "ordered_overdue": False})
    kept = claims.keep(case, finding, by=world.actor("zhou"))
    claims.claim(kept, reckoning.usual_claims(kept.finding), by=world.actor("zhou"))
    application = text_of(written(world, case, PaperKind.ARBITRATION_APPLICATION))
    assert "max(0, 30000 − 11500) = 18500.00" in application
    assert "投诉劳动监察" not in application
    letter = text_of(written(world, case, PaperKind.NOTICE_LETTER))
    assert "《劳动合同法》第30条" in letter
    assert "诉讼费用交纳办法" not in letter


# --- pages ------------------------------------------------------------------------------------------------------------------


def test_the_template_in_the_repository_is_made_from_its_text() -> None:
    from tools import make_documents

    assert make_documents.PAPER.read_bytes() == make_documents.paper()
    assert rendering.TEMPLATE == make_documents.PAPER


def test_an_officer_drafts_edits_and_writes_on_the_pages(world: World, case: Case) -> None:
    client = browser(world, "zhou")
    panel = client.get(reverse("papers:of_case", args=[case.pk]))
    assert "仲裁申请书" in panel.content.decode()
    answer = client.post(reverse("papers:drafting", args=[case.pk, "arbitration_application"]), {"once": "a"})
    paper = Paper.objects.get(case=case)
    assert answer["Location"] == paper.get_absolute_url()
    shown = client.get(paper.get_absolute_url()).content.decode()
    assert "林小满" in shown
    form = {"once": "b", "expected": paper.revision, "text-facts": "拖欠两个月工资。", "rows-claims": "1",
            "cell-claims-0-0": "工资", "cell-claims-0-1": "五千", "cell-claims-0-2": "", "write": "1"}  # fmt: skip
    wrong = client.post(paper.get_absolute_url(), form)
    assert wrong.status_code == 409
    assert "拖欠两个月工资。" in wrong.content.decode()
    assert not PaperVersion.objects.exists()
    done = client.post(paper.get_absolute_url(), {**form, "once": "c", "cell-claims-0-1": "5000"})
    assert done.status_code == 303
    version = PaperVersion.objects.get()
    assert "5,000.00" in text_of(version)
    download = client.get(reverse("papers:version", args=[paper.pk, 1]))
    assert download["Content-Type"] == rendering.WORD
    assert b"".join(download.streaming_content).startswith(b"PK")
    assert AuditEntry.objects.filter(verb="paper.downloaded").count() == 1
