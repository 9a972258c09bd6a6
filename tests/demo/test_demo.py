"""Is the demo federation what it says: believable, whole, and exactly mechanism R1?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from demo import accounts, load
from demo.branch import STAFF
from demo.people import MEMBERS
from demo.stories import rosters
from demo.world import World
from unionhall.cases.clocks import day_of
from unionhall.cases.enums import NO_DISPUTE
from unionhall.cases.models import Case, Complainant, Resolution, Settlement, Transfer, TransferStep
from unionhall.cases.states import OPEN, State
from unionhall.core import audit, clock
from unionhall.core.actor import system
from unionhall.core.identity import check_identity_number, check_mobile, check_uscc
from unionhall.core.verdict import Refused
from unionhall.insight import access, periods
from unionhall.insight.figures import FIGURES, read
from unionhall.organisations.models import Employer, Organisation
from unionhall.people.enums import ADMINISTRATORS, Role
from unionhall.people.models import Membership, Person, Post
from unionhall.people.queries import actor_of_bearer, actor_of_person

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The whole federation, built once for this file and rolled back at its end."""
    folder = str(tmp_path_factory.mktemp("files"))
    storages = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}}
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        from django.conf import settings

        with override_settings(STORAGES=settings.STORAGES | storages), transaction.atomic():
            yield load.build(lambda what, share: None)
            transaction.set_rollback(True)


def test_ninety_six_accepted_eighty_nine_resolved(world: World) -> None:
    cases, period = access.counted_cases(world.act("cheng")), periods.period()
    resolved = read(FIGURES["resolved"], cases, period)
    assert (resolved.value, resolved.numerator, resolved.denominator) == ("92.71 %", 89, 96)
    assert read(FIGURES["before_filing"], cases, period).numerator == 74
    assert read(FIGURES["in_litigation"], cases, period).numerator == 15


def test_the_seven_others_are_in_seven_states(world: World) -> None:
    period = periods.period()
    accepted = Case.objects.filter(accepted_at__gte=period.begins_at, is_group=False).exclude(kind__in=NO_DISPUTE)
    rest = accepted.exclude(pk__in=Resolution.objects.filter(voided_at__isnull=True).values("case"))
    assert Counter(rest.order_by("pk").values_list("state", flat=True)) == Counter(
        [
            State.ACCEPTED,
            State.CONSULTING,
            State.NEGOTIATING,
            State.MEDIATING,
            State.SETTLED,
            State.FAILED,
            State.REOPENED,
        ]
    )


def test_there_is_a_case_in_every_state(world: World) -> None:
    present = set(Case.objects.order_by("pk").values_list("state", flat=True))
    assert present == set(State.values)


def test_everybody_has_sound_numbers_and_nobody_a_real_telephone(world: World) -> None:
    people = list(Person.objects.order_by("pk"))
    assert all(check_identity_number(person.identity_number) for person in people if person.identity_number)
    assert all(person.identity_number.startswith("99") for person in people if person.identity_number)
    assert all(check_mobile(person.phone) and person.phone.startswith("161") for person in people)
    assert Membership.objects.count() == MEMBERS + STAFF + rosters.MEMBERSHIPS


def test_a_hundred_and_fifty_unions_and_employers_with_sound_codes(world: World) -> None:
    employers = list(Employer.objects.order_by("pk"))
    assert len(employers) == 151, "the hundred and fifty, and the branch"
    assert all(check_uscc(employer.uscc or "") for employer in employers)
    assert Organisation.objects.filter(level=6).count() == 151


def test_every_role_is_held_and_the_administrators_are_three_people(world: World) -> None:
    assert set(Post.objects.order_by("pk").values_list("role", flat=True)) == set(Role.values)
    assert Post.objects.filter(role__in=ADMINISTRATORS).values("person").distinct().count() == 3


def test_nothing_lies_in_the_future(world: World) -> None:
    now = clock.now() + timedelta(minutes=1)
    assert not Case.objects.filter(received_at__gt=now).exists()
    assert not Case.objects.filter(accepted_at__gt=now).exists()
    assert not Settlement.objects.filter(at__gt=now).exists()


def test_due_days_are_those_of_the_log(world: World) -> None:
    from unionhall.cases import actions

    assert actions.recompute(by=system("test"), check=True).differing == []


def test_the_audit_trail_is_whole(world: World) -> None:
    assert audit.verify().ok


def test_withheld_wages_end_with_a_fifth_deducted_and_the_rest_paid(world: World) -> None:
    settlement = Settlement.objects.get(case=world.cases["withheld_wages"], replaced_at__isnull=True)
    assert settlement.amount == 8_320
    assert settlement.deduction is not None
    assert settlement.deduction["result"]["lawful_total"] == "2080.00"
    assert settlement.deduction["result"]["illegal_excess_total"] == "0.00"
    assert Case.objects.get(pk=settlement.case_id).state == State.CLOSED


def test_the_rider_has_every_step_of_support_in_its_order(world: World) -> None:
    steps = TransferStep.objects.filter(transfer__case=world.cases["rider"]).order_by("at", "pk")
    assert list(steps.values_list("kind", flat=True)) == [
        "study",
        "outcome",
        "letter",
        "hearing",
        "court_date",
        "outcome",
    ]
    assert all(step.on >= day_of(step.at) for step in steps)
    assert Resolution.objects.get(case=world.cases["rider"], voided_at=None).stage == "in_litigation"


def test_one_transfer_was_declined_and_one_came_back_by_silence(world: World) -> None:
    states = Counter(Transfer.objects.order_by("pk").values_list("state", flat=True))
    assert states["declined"] == 1
    assert states["lapsed"] == 1
    assert states["offered"] >= 2


def test_thirty_builders_stand_together(world: World) -> None:
    members = Case.objects.filter(group=world.cases["thirty_builders"])
    assert members.count() == 30
    assert members.filter(state=State.ACCEPTED).count() == 1


def test_one_is_overdue_one_paused_one_not_paid(world: World) -> None:
    assert Case.objects.get(pk=world.cases["overdue"]).due_on < clock.today()
    assert Case.objects.get(pk=world.cases["injured_father"]).paused
    assert Case.objects.get(pk=world.cases["not_paid"]).state == State.REOPENED
    assert Case.objects.filter(state__in=[str(state) for state in OPEN]).exists()


def test_some_are_anonymous_and_some_hidden(world: World) -> None:
    levels = Counter(Complainant.objects.order_by("pk").values_list("identity_level", flat=True))
    assert levels["anonymous"] >= 4
    assert levels["hidden"] >= 4


def test_a_tie_sent_the_factory_one_level_up(world: World) -> None:
    case = Case.objects.get(pk=world.cases["barred"])
    assert case.body == world.bodies.by_code["990102"]
    chair = world.act("chang")
    assert not access.counted_cases(chair).filter(pk=case.pk).exists()


def test_a_rule_of_the_city_sent_a_matter_past_the_street(world: World) -> None:
    case = Case.objects.select_related("body").get(pk=world.cases["sent_by_a_rule"])
    fact = case.routings.select_related("rule").get()
    assert (case.body, case.handler_id) == (world.bodies.city, world.person("fang").pk)
    assert fact.rule is not None
    assert fact.rule.name == "建筑业集体讨薪由市里牵头"


def test_every_account_signs_in_with_its_token(world: World) -> None:
    rows = accounts.accounts()
    assert {row["role"] for row in rows} >= {"worker", "family", *Role.values}
    for row in rows:
        assert actor_of_bearer(row["token"]).name == row["name"]


def test_the_coordinator_has_work_and_the_prosecutor_an_open_transfer(world: World) -> None:
    assert access.counted_cases(actor_of_person(world.person("zhou"))).open().exists()
    assert Transfer.objects.filter(to_body__agency_kind="procuratorate", state__in=["offered", "accepted"]).count() == 2


def test_one_survey_is_closed_with_results_and_one_is_open_for_answers(world: World) -> None:
    from unionhall.surveys.models import Survey
    from unionhall.surveys.queries import progress, waiting_for
    from unionhall.surveys.results import results_of

    closed, still_open = Survey.objects.filter(purpose="").order_by("drafted_at", "pk")
    found = results_of(closed, world.act("gao"))
    assert (closed.state, closed.anonymous, still_open.state, still_open.anonymous) == ("closed", False, "open", True)
    assert any(line.count for line in found.questions[0].lines)
    asked, answered = progress(still_open)
    assert asked > answered > 20
    assert [row.survey for row in waiting_for(world.person("lin").pk, clock.today())] == [still_open]


def test_a_branch_writes_and_three_shared_problems_are_found(world: World) -> None:
    from unionhall.problems.models import SharedProblem
    from unionhall.surveys.models import Survey
    from unionhall.surveys.queries import progress

    canteen, housing, insurance = (
        SharedProblem.objects.filter(voices__case=world.cases[key], voices__left_at__isnull=True).get()
        for key in ("canteen", "housing", "insurance")
    )
    assert (canteen.state, canteen.people, canteen.sites) == ("closed", 11, 10)
    assert not canteen.voices.filter(left_at__isnull=True, answered_at__isnull=True).exists()
    assert (housing.state, housing.people) == ("open", 7)
    assert insurance.state == "proposed"
    branch = Case.objects.get(pk=world.cases["insurance"]).employer_name
    spoken = insurance.voices.filter(left_at__isnull=True)
    assert spoken.filter(case__employer_name=branch).count() == 6, "each letter of the branch about insurance"
    assert insurance.people == spoken.count() <= 8, (
        "one or two who write about insurance elsewhere may be found with them"
    )
    first, again = Survey.objects.filter(purpose=f"problem:{canteen.pk}").order_by("drafted_at")
    assert again.follows == first
    assert [progress(first), progress(again)] == [(STAFF, 268), (STAFF, 251)]


@override_settings(DEMO=False)
def test_outside_the_demo_there_are_no_demo_accounts() -> None:
    with pytest.raises(Refused):
        accounts.accounts()
    with pytest.raises(Refused):
        accounts.token_of("zhou")
