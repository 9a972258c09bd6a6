"""What holds for every tree of bodies, every set of ties, every order in which acts are asked for?

Hypothesis draws; a failure prints the smallest example and can be run again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.matrix.people import sign_in, token
from unionhall.cases import access, actions, queries
from unionhall.cases.models import Case, Party, Resolution, StatusFact, Transfer
from unionhall.cases.states import DISPUTE, State
from unionhall.cases.tests.world import BUILDER, LONG_AGO, World, build
from unionhall.core import audit, clock
from unionhall.core.verdict import Refused
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry, Level
from unionhall.people import actions as people
from unionhall.people.enums import HANDLERS, Role, TieKind
from unionhall.people.models import Account, Membership
from unionhall.people.queries import actor_of_person, is_anyone_tied

pytestmark = pytest.mark.django_db

DRAWN = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        for n in range(4):
            name = f"第{n}号制造有限公司"
            employer = organisations.register_employer(
                by=BUILDER, name=name, division=made.harbour_place if n % 2 else made.hill_place,
                industry=Industry.MANUFACTURING,
            )  # fmt: skip
            made.people[f"employer{n}"] = employer  # type: ignore[assignment]
        yield made
        transaction.set_rollback(True)


# --- ties ---------------------------------------------------------------------------------------------------------------

BODIES = ("city", "east", "west", "harbour", "hill")
TIES = ("record", "union post", "membership", "none", "none")
person = st.tuples(
    st.sampled_from(BODIES), st.sampled_from([*map(str, HANDLERS), str(Role.SUPERVISOR)]), st.sampled_from(TIES),
    st.integers(0, 3),
)  # fmt: skip
matter = st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 3), st.booleans())


@given(st.lists(person, min_size=1, max_size=6), st.lists(matter, min_size=1, max_size=4), st.data())
@DRAWN
def test_no_path_leads_a_tied_person_to_a_case_of_the_employer(
    world: World, staff: list[tuple[Any, ...]], matters: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    with transaction.atomic():
        employers = [world.people[f"employer{n}"] for n in range(4)]
        standing = [_appoint(world, n, *facts) for n, facts in enumerate(staff)]
        actors = [actor_of_person(person) for person in standing]
        cases = [_bring(world, employers, *facts) for facts in matters]
        if len({case.body_id for case in cases}) < len(cases) and data.draw(st.booleans()):
            _gather(cases)
        for case in [*cases, *Case.objects.filter(is_group=True).order_by("pk")]:
            named = _named(case)
            for actor in actors:
                if not named & actor.tied_employers:
                    continue
                case = Case.objects.get(pk=case.pk)
                assert not access.visible_cases(actor).filter(pk=case.pk).exists()
                assert not access.visible_transfers(actor).filter(case=case).exists()
                for verb in DISPUTE.verbs:
                    assert not getattr(access, f"may_{verb}")(actor, case), verb
        for case in cases:
            if case.body_id != world.city.pk and not Party.objects.filter(case=case, role="other").exists():
                assert not is_anyone_tied(case.body_id, [case.employer_id], on=clock.today())
        transaction.set_rollback(True)


def _appoint(world: World, n: int, body: str, role: str, tie: str, employer: int) -> Any:
    row = people.enter(by=BUILDER, name=f"干部{n}", phone=f"1370000{n:04d}")
    people.appoint(row, by=BUILDER, organisation=getattr(world, body), role=role, since=LONG_AGO)
    firm: Any = world.people[f"employer{employer}"]
    if tie == "record":
        people.record_tie(row, by=BUILDER, employer=firm, kind=TieKind.RELATIVE)
    elif tie != "none":
        union = organisations.found(
            by=BUILDER, name=f"工会{n}", code=f"U{n}", level=Level.UNION, kind="union", parent=world.harbour, employer=firm,
            case_prefix=f"第{n}工",
        )  # fmt: skip
        if tie == "membership":
            Membership.objects.create(person=row, organisation=union, since=LONG_AGO)
        else:
            people.appoint(row, by=BUILDER, organisation=union, role=Role.GRASSROOTS_CHAIR, since=LONG_AGO)
    return row


def _bring(world: World, employers: list[Any], employer: int, in_harbour: bool, other: int, with_party: bool) -> Case:
    place = world.harbour_place if in_harbour else world.hill_place
    case = world.bring("lin", employer=employers[employer], division=place)
    if with_party:
        Party.objects.create(
            case=case, role="dispatch", name=employers[other].name, employer=employers[other], added_at=clock.now()
        )
    return case


def _gather(cases: list[Case]) -> None:
    body = next(case.body_id for case in cases if [c.body_id for c in cases].count(case.body_id) > 1)
    from unionhall.core.actor import system

    try:
        actions.gather([case for case in cases if case.body_id == body], by=system("test"))
    except Refused:
        return


def _named(case: Case) -> set[Any]:
    """The employers a case names: itself, by its parties, or inside a group."""
    named = {case.employer_id, *Party.objects.filter(case=case).order_by("pk").values_list("employer_id", flat=True)}
    if case.is_group:
        for member in Case.objects.filter(group=case).order_by("pk"):
            named |= _named(member)
    return named - {None}


def test_an_employer_typed_by_its_registered_name_bars_those_tied_to_it(world: World) -> None:
    """“None of these”, and then the very name: it is that employer all the same, on intake and as a later party."""
    chang = world.actor("chang")
    with transaction.atomic():
        typed = world.bring("ma", employer=None, employer_name=f" {world.factory.name} ")
        assert typed.employer_id == world.factory.pk
        other = actions.accept(
            world.bring("ma", employer=world.courier, division=world.harbour_place), by=world.actor("zhou")
        )
        assert actions.add_party(other, by=world.actor("zhou"), role="dispatch", name=world.factory.name).employer_id
        assert not access.visible_cases(chang).filter(pk__in=[typed.pk, other.pk]).exists()
        transaction.set_rollback(True)


# --- any order of acts ----------------------------------------------------------------------------------------------------

ACTS: dict[str, dict[str, Any]] = {
    "acceptance": {}, "refusal": {"reason": "不归我们", "competent_name": "劳动监察"}, "consultation": {}, "negotiation": {},
    "mediation": {}, "failure": {"reason": "谈不拢"}, "arbitration": {}, "litigation": {},
    "settlement": {"manner": "mediation", "terms": "付清", "amount": "800", "signed_on": "2026-06-01"},
    "performance": {}, "closure": {"reason": "办完", "manner": "advice"}, "withdrawal": {"reason": "不告了"},
    "reopening": {"reason": "没解决"}, "suspension": {"reason": "等材料"}, "resumption": {},
    "extension": {"days": 3, "unit": "working", "reason": "复杂"}, "lapse": {}, "default": {}, "hand-over": {},
}  # fmt: skip
asked = st.tuples(
    st.sampled_from(sorted(ACTS)), st.sampled_from(["zhou", "hong", "lin", "dong", "jian", "ma"]), st.booleans()
)


@pytest.fixture(scope="module")
def callers(world: World) -> dict[str, tuple[Client, Client]]:
    """Each person's program and browser."""
    made = {}
    for name in ("zhou", "hong", "lin", "dong", "jian", "ma"):
        account = Account.objects.create(person=world.people[name], username=f"{name}-props", opened_at=clock.now())
        program = Client(headers={"Authorization": f"Bearer {token(account)}"}, raise_request_exception=False)
        browser = Client(raise_request_exception=False)
        sign_in(browser, account)
        made[name] = (program, browser)
    return made


@given(st.lists(asked, min_size=4, max_size=14))
@DRAWN
def test_no_order_of_acts_leads_outside_the_table(
    world: World, callers: dict[str, tuple[Client, Client]], acts: list[tuple[str, str, bool]]
) -> None:
    with transaction.atomic():
        case = world.bring()
        moves = {
            (state, verb, str(DISPUTE.verbs[verb].to)) for verb in DISPUTE.verbs for state in DISPUTE.verbs[verb].from_
        }
        for noun, who, by_page in acts:
            before = Case.objects.get(pk=case.pk)
            status = _ask(callers[who], case, noun, by_page, before.version)
            after = Case.objects.get(pk=case.pk)
            assert status < 500, (noun, who, by_page, status)
            if after.state != before.state:
                assert any(s == before.state and t == after.state for s, _v, t in moves), (
                    noun,
                    before.state,
                    after.state,
                )
                assert who not in ("ma",), "a stranger moved it"
            elif status >= 400:
                assert (after.version, after.due_on) == (before.version, before.due_on)
        _holds(case)
        transaction.set_rollback(True)


def _ask(callers: tuple[Client, Client], case: Case, noun: str, by_page: bool, version: int) -> int:
    program, browser = callers
    if by_page:
        try:
            url = reverse(f"cases:{noun}", args=[case.pk])
        except Exception:
            return 404
        return browser.post(url, {**ACTS[noun], "version": version, "resolved": "yes"}).status_code
    url, method = f"/api/cases/{case.pk}/{noun}", "POST"
    if noun == "resumption":
        url, method = f"/api/cases/{case.pk}/suspension", "DELETE"
    return program.generic(method, url, json.dumps(ACTS[noun]), content_type="application/json").status_code


def _holds(case: Case) -> None:
    """The log replays to the state, the clock recomputes to the stored day, the chain fits, nothing is resolved twice."""
    case = Case.objects.get(pk=case.pk)
    facts = list(StatusFact.objects.filter(case=case).order_by("at", "pk"))
    assert [fact.from_state for fact in facts[1:]] == [fact.to_state for fact in facts[:-1]]
    assert facts[-1].to_state == case.state
    for fact in facts[1:]:
        assert fact.from_state in DISPUTE.verbs[fact.verb].from_
        assert fact.to_state == DISPUTE.verbs[fact.verb].to
    due = queries.due_of(queries.clock_of(case), ended=case.is_ended)
    assert due == (case.due_on, case.due_provisional, case.paused)
    assert (case.closed_at is not None) == (case.state in (State.CLOSED, State.WITHDRAWN, State.REFUSED))
    assert Resolution.objects.filter(case=case, voided_at__isnull=True).count() <= 1
    assert not Transfer.objects.filter(case=case, state="accepted", ended_at__isnull=False).exists()


def test_after_all_that_the_chain_of_the_audit_trail_fits(world: World) -> None:
    checked = audit.verify()
    assert checked.ok, checked.why


@given(st.lists(st.sampled_from(["bring", "fail late", "gather", "enter"]), min_size=3, max_size=12))
@DRAWN
def test_numbers_have_no_gap_whatever_fails_in_between(world: World, steps: list[str]) -> None:
    with transaction.atomic():
        before = _numbers(world)
        for step in steps:
            _step(world, step)
        numbers = _numbers(world)
        assert sorted(numbers - before) == list(range(len(before) + 1, len(numbers) + 1))
        transaction.set_rollback(True)


def _step(world: World, step: str) -> None:
    zhou = world.actor("zhou")
    if step == "bring":
        world.bring()
    elif step == "enter":
        world.bring("ma", amount=1)
    elif step == "gather":
        running = list(Case.objects.filter(body=world.harbour, group__isnull=True, is_group=False).order_by("pk")[:2])
        if len(running) == 2:
            actions.gather(running, by=zhou)
    else:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            world.bring()
            raise ZeroDivisionError


def _numbers(world: World) -> set[int]:
    held = Case.objects.filter(body=world.harbour).order_by("pk").values_list("number", flat=True)
    return {int(number.rpartition("〕")[2].removesuffix("号")) for number in held}
