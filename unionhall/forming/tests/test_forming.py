"""Forming a union: applied for, signed, elected, registered; who may what, who sees what, and what the numbers must be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.matrix.people import sign_in
from unionhall.cases.tests.world import BUILDER, LONG_AGO, World
from unionhall.core import clock, files
from unionhall.core.verdict import Refused
from unionhall.forming import access, actions, queries
from unionhall.forming.enums import DissolutionReason
from unionhall.forming.models import Election, Formation, FormationPaper, Signature, StepLimit, Term
from unionhall.forming.reactions import remind_of_terms
from unionhall.forming.rules import Count
from unionhall.forming.states import DissolutionState, ElectionState, FormationState
from unionhall.notices.models import Message
from unionhall.people import actions as people
from unionhall.people.enums import Role, TieKind
from unionhall.people.models import Account, Membership, Post

from .world import applied, called, ground, held, in_days, preparing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return ground()


def browser(world: World, name: str) -> Client:
    person = world.people[name]
    account = Account.objects.filter(person=person).first() or Account.objects.create(
        person=person, username=f"{name}-forming", opened_at=clock.now()
    )
    client = Client()
    sign_in(client, account)
    return client


def code_of(raised: Any) -> str:
    return str(raised.value.verdict.code)


def test_five_workers_form_a_union(world: World) -> None:
    election = actions.approve(held(world, preparing(world)), by=world.actor("hong"))
    formation = Formation.objects.get()
    body = formation.body
    assert body is not None
    assert (formation.state, election.state) == (FormationState.REGISTERED, ElectionState.APPROVED)
    assert (body.parent, body.employer, body.kind) == (world.harbour, world.firm, "union")  # type: ignore[attr-defined]
    assert Membership.objects.filter(organisation=body).count() == 5
    assert Post.objects.filter(organisation=body, role=Role.GRASSROOTS_CHAIR).get().person == world.people["w0"]
    term = Term.objects.get(body=body)
    assert (term.number, term.since, term.until.year) == (1, clock.today(), clock.today().year + 3)
    assert [one.elected for one in queries.candidates_of(election)] == [True, True, False]


def test_whoever_is_a_member_elsewhere_stays_there(world: World) -> None:
    formation = preparing(world)
    people.enrol(world.people["w4"], by=BUILDER, organisation=world.factory_union, since=LONG_AGO)
    actions.approve(held(world, formation), by=world.actor("hong"))
    formation.refresh_from_db()
    assert Membership.objects.filter(organisation=formation.body).count() == 4


def test_a_second_union_at_an_employer_is_refused(world: World) -> None:
    with pytest.raises(Refused) as raised:
        applied(world, employer=world.factory)
    assert code_of(raised) == "has_union"
    applied(world)
    with pytest.raises(Refused) as raised:
        actions.apply(by=world.actor("w1"), name="又一个", employer=world.firm, division=world.harbour_place)  # type: ignore[attr-defined]
    assert code_of(raised) == "being_formed"


def test_an_employer_the_register_does_not_know_is_named_before_anything_begins(world: World) -> None:
    formation = applied(world, employer=None, employer_name="晨光包装")
    with pytest.raises(Refused) as raised:
        actions.allow_preparation(formation, by=world.actor("hong"))
    assert code_of(raised) == "no_employer"
    actions.identify(formation, by=world.actor("hong"), employer=world.firm)  # type: ignore[attr-defined]
    assert actions.allow_preparation(formation, by=world.actor("hong")).state == FormationState.PREPARING


def test_nobody_reviews_what_they_applied_for(world: World) -> None:
    formation = actions.apply(
        by=world.actor("hong"),
        name="晨光工会",
        employer=world.firm,
        division=world.harbour_place,  # type: ignore[attr-defined]
    )
    with pytest.raises(Refused) as raised:
        actions.allow_preparation(formation, by=world.actor("hong"))
    assert code_of(raised) == "own"
    assert actions.allow_preparation(formation, by=world.actor("dong")).state == FormationState.PREPARING


def test_whoever_is_tied_to_the_employer_sees_nothing_of_it(world: World) -> None:
    formation = applied(world)
    assert access.visible_formations(world.actor("hong")).filter(pk=formation.pk).exists()
    people.record_tie(world.people["hong"], by=BUILDER, employer=world.firm, kind=TieKind.RELATIVE)  # type: ignore[attr-defined]
    assert not access.all_formations(world.actor("hong")).filter(pk=formation.pk).exists()
    client = browser(world, "hong")
    assert client.get(reverse("forming:formation", args=[formation.pk])).status_code == 404
    assert "晨光" not in client.get(reverse("forming:formations")).content.decode()


def test_an_officer_beside_and_another_worker_find_nothing(world: World) -> None:
    formation = applied(world)
    for name in ("qing", "xi", "ma", "chang", "su"):
        assert not access.all_formations(world.actor(name)).filter(pk=formation.pk).exists()


def test_the_link_tells_nobody_who_signed(world: World) -> None:
    formation = preparing(world)
    page = Client().get(reverse("forming:signing", args=[formation.sign_code])).content.decode()
    assert formation.name in page
    assert not any(one.name in page for one in queries.signatures_of(formation))
    assert Client().get(reverse("forming:signing", args=["zzzzzzzzzzzz"])).status_code == 404


def test_names_of_those_who_signed_are_sealed(world: World) -> None:
    from django.db import connection

    preparing(world)
    with connection.cursor() as cursor, cursor.copy("COPY forming_signature TO STDOUT") as copy:
        dumped = b"".join(bytes(part) for part in copy).decode("utf-8", "replace")
    assert "韦一" not in dumped


def test_one_signs_once_and_takes_it_back_until_the_roll_is_fixed(world: World) -> None:
    formation = applied(world)
    client, address = browser(world, "w1"), reverse("forming:signing", args=[formation.sign_code])
    assert client.post(address, {"act": "sign"}).status_code == 303
    assert client.post(address, {"act": "sign"}).status_code == 409
    assert client.post(address, {"act": "back"}).status_code == 303
    assert Signature.objects.count() == 0
    formation = actions.allow_preparation(formation, by=world.actor("hong"))
    for n in range(3):
        actions.sign(formation, by=world.actor(f"w{n}"))
    called(world, formation)
    with pytest.raises(Refused) as raised:
        actions.take_back_signature(formation, by=world.actor("w1"))
    assert code_of(raised) == "fixed"


def test_a_phone_on_paper_counts_once(world: World) -> None:
    formation = applied(world)
    actions.sign_on_paper(formation, by=world.actor("w0"), name="钱六", phone="13900000170")
    with pytest.raises(Refused) as raised:
        actions.sign_on_paper(formation, by=world.actor("w0"), name="钱六", phone="139 0000 0170")
    assert code_of(raised) == "twice"


def test_a_relative_of_the_head_does_not_stand_and_a_manager_not_for_chair(world: World) -> None:
    formation = preparing(world)
    people.record_tie(world.people["w1"], by=BUILDER, employer=world.firm, kind=TieKind.RELATIVE)  # type: ignore[attr-defined]
    people.record_tie(world.people["w0"], by=BUILDER, employer=world.firm, kind=TieKind.MANAGER)  # type: ignore[attr-defined]
    facts = {"by": world.actor("w0"), "day": clock.today(), "place": "食堂", "years": 3}
    with pytest.raises(Refused) as raised:
        actions.call_election(formation, candidates=[("魏三", "chair"), ("卫二", "member")], **facts)
    assert code_of(raised) == "relative"
    with pytest.raises(Refused) as raised:
        actions.call_election(formation, candidates=[("韦一", "chair")], **facts)
    assert code_of(raised) == "management"
    assert actions.call_election(formation, candidates=[("魏三", "chair"), ("韦一", "member")], **facts).roll == 5


@pytest.mark.parametrize(("given_out", "quorum"), [(3, False), (4, True)])
def test_two_thirds_take_part_or_it_is_held_again(world: World, given_out: int, quorum: bool) -> None:
    election = actions.record_result(
        called(world, preparing(world)), by=world.actor("w0"), given_out=given_out, returned=3, votes={1: 3, 2: 3, 3: 3}
    )
    verdict = access.may_approve(world.actor("hong"), election)
    assert bool(verdict) == quorum
    assert quorum or verdict.code == "quorum"


@pytest.mark.parametrize(("votes", "elected"), [(2, False), (3, True)])
def test_more_than_half_of_those_who_are_to_come_elect(votes: int, elected: bool) -> None:
    assert Count(5, 5, 5).elects(votes) is elected
    assert Count(4, 4, 4).elects(2) is False
    assert Count(6, 4, 4).has_quorum is True
    assert Count(7, 4, 4).has_quorum is False


def test_more_ballots_than_were_given_out_are_no_result(world: World) -> None:
    election = called(world, preparing(world))
    for given_out, returned in ((4, 5), (6, 5)):
        with pytest.raises(Refused) as raised:
            actions.record_result(
                election, by=world.actor("w0"), given_out=given_out, returned=returned, votes={1: 1, 2: 1, 3: 1}
            )
        assert code_of(raised) == "ballots"
    with pytest.raises(Refused) as raised:
        actions.record_result(election, by=world.actor("w0"), given_out=5, returned=4, votes={1: 5, 2: 1, 3: 1})
    assert code_of(raised) == "votes"


def test_a_vote_to_be_held_again_opens_the_roll(world: World) -> None:
    formation = preparing(world)
    election = held(world, formation)
    again = actions.set_aside(election, by=world.actor("hong"), reason="唱票记录缺监票人签字")
    assert again.state == ElectionState.VOID
    assert called(world, formation).state == ElectionState.CALLED
    assert Election.objects.count() == 2


def test_a_limit_holds_from_the_nearest_body_and_missing_means_none(world: World) -> None:
    formation = applied(world)
    limit = queries.limit_of_formation(formation)
    assert limit is not None
    assert limit.due is None
    jian = world.actor("jian")
    actions.set_limit(
        world.east, by=jian, step="application", days=7, unit="calendar", since=LONG_AGO, source="东工发〔2020〕1号"
    )
    found = queries.limit_of_formation(formation)
    assert found is not None
    assert found.due is not None
    assert found.due.date == in_days(7)
    with pytest.raises(Refused):
        actions.set_limit(world.city, by=jian, step="application", days=7, unit="calendar", since=LONG_AGO, source="x")
    assert StepLimit.objects.count() == 1


def test_it_is_handed_up_with_an_opinion(world: World) -> None:
    formation = actions.pass_up(applied(world), by=world.actor("hong"), opinion="材料齐全，建议同意")
    assert formation.reviewer == world.east
    assert not access.may_allow_preparation(world.actor("hong"), formation)
    assert actions.allow_preparation(formation, by=world.actor("dong")).state == FormationState.PREPARING


def test_the_applicant_hears_that_there_is_something_new_and_not_what(world: World) -> None:
    actions.send_back(applied(world), by=world.actor("hong"), words="缺申请书")
    message = Message.objects.get(person=world.people["w0"])
    assert message.template == "news"
    assert "工会委员会" not in message.body


def test_a_withdrawn_application_calls_its_election_off(world: World) -> None:
    formation = preparing(world)
    election = called(world, formation)
    actions.withdraw(formation, by=world.actor("w0"))
    election.refresh_from_db()
    assert election.state == ElectionState.OFF


def registered(world: World) -> Any:
    actions.approve(held(world, preparing(world)), by=world.actor("hong"))
    return Formation.objects.get().body


def test_the_next_term_begins_with_the_next_election(world: World) -> None:
    body = registered(world)
    chair = world.actor("w0")
    election = actions.call_re_election(
        body, by=chair, day=clock.today(), place="食堂", years=5, candidates=[("卫二", "chair"), ("韦一", "member")]
    )
    actions.record_result(election, by=chair, given_out=5, returned=5, votes={1: 4, 2: 5})
    assert not access.may_approve(chair, election)
    actions.approve(election, by=world.actor("hong"))
    assert [(term.number, term.ended_on is None) for term in queries.terms_of(body)] == [(2, True), (1, False)]
    assert Post.objects.filter(organisation=body, until__isnull=True).get().person == world.people["w1"]


def test_chair_and_body_above_hear_once_that_a_term_ends(world: World) -> None:
    body = world.factory_union
    since = in_days(60).replace(year=in_days(60).year - 3)
    actions.record_term(body, by=world.actor("hong"), number=4, since=since, years=3)
    assert remind_of_terms() == 1
    assert remind_of_terms() == 0
    told = Message.objects.filter(template="term").values_list("person__name", flat=True).order_by("person__name")
    assert set(told) == {"常主席", "洪干事"}


def test_what_members_decide_needs_more_than_half(world: World) -> None:
    body = registered(world)
    facts = {"by": world.actor("w0"), "why": DissolutionReason.MEMBERS_DECIDED, "words": "厂子搬走了"}
    with pytest.raises(Refused) as raised:
        actions.ask_dissolution(body, members=4, in_favour=2, **facts)
    assert code_of(raised) == "majority"
    asked = actions.ask_dissolution(body, members=5, in_favour=3, **facts)
    with pytest.raises(Refused) as raised:
        actions.dissolve(asked, by=world.actor("w0"))
    assert code_of(raised) == "own"
    done = actions.dissolve(asked, by=world.actor("hong"))
    body.refresh_from_db()
    assert done.state == DissolutionState.DONE
    assert body.closed_on == clock.today()
    assert queries.term_of(body) is None


def test_a_dissolution_may_be_refused_or_taken_back(world: World) -> None:
    body = registered(world)
    facts: dict[str, Any] = {"by": world.actor("w0"), "why": DissolutionReason.TOO_FEW, "words": "只剩三个人"}
    kept = actions.keep(actions.ask_dissolution(body, **facts), by=world.actor("hong"), reason="可以并入街道联合工会")
    assert kept.state == DissolutionState.REFUSED
    assert actions.take_back(actions.ask_dissolution(body, **facts), by=world.actor("w0")).state == "withdrawn"


def test_the_whole_way_on_the_pages(world: World) -> None:
    worker, officer = browser(world, "w0"), browser(world, "hong")
    assert Client().get(reverse("forming:start")).status_code == 200
    said = {"kind": "union", "employer_name": "晨光包装有限公司", "workers": "60", "why": "食堂和加班"}
    sent = worker.post(reverse("forming:applying"), said)
    assert sent.status_code == 303, sent.content.decode()
    formation = Formation.objects.get()
    file = reverse("forming:formation", args=[formation.pk])
    page = worker.get(file).content.decode()
    assert formation.sign_code in page
    upload = files.as_upload("申请书".encode(), "申请书.txt")
    assert (
        worker.post(reverse("forming:papers", args=[formation.pk]), {"kind": "application", "file": upload}).status_code
        == 303
    )
    paper = FormationPaper.objects.get()
    file_sent = officer.get(reverse("forming:paper", args=[paper.pk]))
    assert b"".join(file_sent.streaming_content).decode() == "申请书"  # type: ignore[attr-defined]
    assert browser(world, "ma").get(reverse("forming:paper", args=[paper.pk])).status_code == 404
    assert worker.post(reverse("forming:signatures", args=[formation.pk]), {"name": "钱六"}).status_code == 303
    assert formation.name in officer.get(reverse("forming:formations")).content.decode()
    assert officer.post(reverse("forming:preparation", args=[formation.pk]), {}).status_code == 303
    for n in range(4):
        address = reverse("forming:signing", args=[formation.sign_code])
        assert browser(world, f"w{n}").post(address, {"act": "sign"}).status_code == 303
    ballot = {
        "day": clock.today().isoformat(),
        "place": "食堂",
        "years": "3",
        "leaders": "韦一",
        "committee": "卫二\n魏三",
    }
    assert worker.post(reverse("forming:calling", args=[formation.pk]), ballot).status_code == 303
    election = Election.objects.get()
    counted = {"given_out": "5", "returned": "5", "votes_1": "5", "votes_2": "4", "votes_3": "3"}
    assert worker.post(reverse("forming:result", args=[election.pk]), counted).status_code == 303
    assert "韦一" in officer.get(reverse("forming:approval", args=[election.pk])).content.decode()
    assert officer.post(reverse("forming:approval", args=[election.pk]), {}).status_code == 303
    formation.refresh_from_db()
    assert formation.state == FormationState.REGISTERED
    assert officer.get(file).status_code == 200
    term = reverse("forming:term", args=[formation.body_id])
    assert "食堂" not in officer.get(reverse("forming:terms")).content.decode()
    assert officer.get(term).status_code == 200
