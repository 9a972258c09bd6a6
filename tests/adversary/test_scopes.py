"""Is there any way at all from somebody tied to an employer to a matter that names it, and from a stranger to any row?

The doors are found, not listed: every `visible_…` of every module is asked, and every page and operation that takes no key.
Whoever adds a module is held to this without adding a line here.
"""

from __future__ import annotations

import contextlib
import inspect
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.architecture.modules import configs, part
from tests.matrix.operations import allowed_methods, operations, routes
from tests.matrix.people import sign_in, token
from unionhall.cases import access, actions
from unionhall.cases.enums import TransferKind, TransferPurpose
from unionhall.cases.exporting import WORKLIST
from unionhall.cases.models import Case, Party
from unionhall.cases.tests.world import BUILDER, LONG_AGO, World, build
from unionhall.core import clock
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Refused
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry, Level
from unionhall.people import actions as people
from unionhall.people.enums import HANDLERS, Role, TieKind
from unionhall.people.models import Account, Membership
from unionhall.people.queries import actor_of_person

pytestmark = pytest.mark.django_db
DRAWN = settings(
    max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)  # fmt: skip
FIRMS = 4
LEVELS = [Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.UNION]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


# --- the doors ----------------------------------------------------------------------------------------------------------


def doors() -> dict[str, Callable[[Actor], models.QuerySet[Any]]]:
    """Every `visible_…(actor)` and every other scope of cases, by name."""
    found = {}
    for config in configs():
        module = part(config.label, "access")
        for name, function in inspect.getmembers(module, inspect.isfunction) if module else ():
            takes = inspect.signature(function).parameters
            if list(takes) == ["actor"] and (name.startswith("visible_") or name.endswith("_cases")):
                found[f"{config.label}.{name}"] = function
    return found


def ways_to_a_case(model: type[models.Model], depth: int = 3) -> list[str]:
    """The foreign keys by which a row of this table leads to a case: "pk", "case", "finding__case"."""
    if model is Case:
        return ["pk"]
    found = []
    for field in model._meta.concrete_fields:
        target = field.related_model
        if (
            depth
            and isinstance(target, type)
            and target is not model
            and target._meta.app_label not in ("people", "auth")
        ):
            found += [
                field.name if target is Case else f"{field.name}__{way}" for way in ways_to_a_case(target, depth - 1)
            ]
    return found


DOORS = doors()


def test_the_doors_are_found() -> None:
    assert {"cases.visible_cases", "cases.visible_transfers", "claims.visible_claims", "papers.visible_papers"} <= set(
        DOORS
    )
    assert ways_to_a_case(apps.get_model("claims", "Claim"))


# --- random federations -------------------------------------------------------------------------------------------------

body = st.tuples(st.integers(0, 30), st.integers(-1, FIRMS - 1))
"""(under which of the bodies there are, of which employer it is the union)"""
person = st.tuples(
    st.integers(0, 30), st.sampled_from([*map(str, HANDLERS), str(Role.SUPERVISOR)]), st.booleans(), st.integers(0, 30),
    st.sampled_from(["record", "membership", "post", "none"]), st.integers(0, FIRMS - 1),
)  # fmt: skip
"""(body, role, with a second post, at which body, tie, to which employer)"""
matter = st.tuples(
    st.integers(0, FIRMS - 1), st.booleans(), st.integers(-1, FIRMS - 1), st.booleans(), st.booleans(), st.booleans()
)
"""(employer, in the harbour, employer of a party, whether it is passed on, has a finding, is a group's member)"""
federation = st.tuples(
    st.lists(body, min_size=2, max_size=7), st.lists(person, min_size=2, max_size=5),
    st.lists(matter, min_size=2, max_size=5),
)  # fmt: skip


def drawn(world: World, graph: tuple[Any, ...]) -> tuple[list[Actor], list[Case]]:
    """The federation a drawing describes: bodies, employers, people with posts and ties, and their matters."""
    firms = [
        organisations.register_employer(
            by=BUILDER, name="甲乙丙丁"[n] * 3 + "机械有限公司",
            division=world.harbour_place if n % 2 else world.hill_place, industry=list(Industry)[n % len(Industry)],
        )
        for n in range(FIRMS)
    ]  # fmt: skip
    bodies = [world.city, world.east, world.west, world.harbour, world.hill]
    for n, (under, firm) in enumerate(graph[0]):
        parent = bodies[under % len(bodies)]
        level = next((one for one in LEVELS if one > parent.level), Level.UNION)
        if parent.level >= Level.UNION:
            parent = world.harbour
        bodies.append(
            organisations.found(
                by=BUILDER, name=f"第{n}层工会", code=f"RG{n}", level=Level.UNION if firm >= 0 else level,
                kind="union" if firm >= 0 or level == Level.UNION else "federation", parent=parent,
                employer=firms[firm] if firm >= 0 else None, case_prefix=f"随{n}工", receives_cases=n % 2 == 0,
            )
        )  # fmt: skip
    cases = _matters(world, firms, graph[2])
    standing = [_staff(n, firms, bodies, facts) for n, facts in enumerate(graph[1])]
    return [actor_of_person(row) for row in standing], cases


def _staff(n: int, firms: list[Any], bodies: list[Any], facts: tuple[Any, ...]) -> Any:
    at, role, twice, second, tie, firm = facts
    row = people.enter(by=BUILDER, name=f"干部{n}", phone=f"1371000{n:04d}")
    people.appoint(row, by=BUILDER, organisation=bodies[at % len(bodies)], role=role, since=LONG_AGO)
    if twice and bodies[second % len(bodies)] != bodies[at % len(bodies)]:
        people.appoint(row, by=BUILDER, organisation=bodies[second % len(bodies)], role=Role.OFFICER, since=LONG_AGO)
    if tie == "record":
        people.record_tie(row, by=BUILDER, employer=firms[firm], kind=TieKind.RELATIVE)
    elif tie != "none":
        union = organisations.found(
            by=BUILDER, name=f"厂工会{n}", code=f"RU{n}", level=Level.UNION, kind="union", parent=bodies[3],
            employer=firms[firm], case_prefix=f"厂{n}工",
        )  # fmt: skip
        if tie == "membership":
            Membership.objects.create(person=row, organisation=union, since=LONG_AGO)
        else:
            people.appoint(row, by=BUILDER, organisation=union, role=Role.GRASSROOTS_CHAIR, since=LONG_AGO)
    return row


def _matters(world: World, firms: list[Any], matters: list[tuple[Any, ...]]) -> list[Case]:
    made: list[Case] = []
    members: list[Case] = []
    for n, (firm, in_harbour, other, passed, reckoned, grouped) in enumerate(matters):
        place = world.harbour_place if in_harbour else world.hill_place
        case = world.bring("lin" if n % 2 else "ma", employer=firms[firm], division=place)
        if other >= 0:
            Party.objects.create(
                case=case, role="dispatch", name=firms[other].name, employer=firms[other], added_at=clock.now()
            )
        if passed:
            _pass_on(world, case)
        if reckoned:
            _reckon(case)
        made.append(case)
        members += [case] if grouped else []
    for home in {case.body_id for case in members}:
        try:
            actions.gather([case for case in members if case.body_id == home], by=system("test"))
        except Refused:
            continue
    return list(Case.objects.order_by("pk"))


def _pass_on(world: World, case: Case) -> None:
    to = world.east if case.body_id != world.east.pk else world.west
    with contextlib.suppress(Refused), transaction.atomic():
        actions.offer(
            case, by=world.actor("hong" if case.body_id == world.harbour.pk else "qing"), to_body=to, kind=TransferKind.REFERRAL, purpose=TransferPurpose.JOINT_HANDLING,
            summary="请协助", override_reason="劳动者无法联系",
        )  # fmt: skip


def _reckon(case: Case) -> None:
    from unionhall.claims import actions as claims
    from unionhall.claims import reckoning
    from unionhall.claims.tests.test_pages import FACTS

    kept = claims.keep(case, reckoning.find("severance", FACTS), by=system("test"))
    claims.claim(kept, ["total"], by=system("test"))


def barred(actor: Actor, cases: list[Case]) -> list[Any]:
    """The cases that name an employer the actor is tied to: itself, as a party, or anywhere inside a group."""
    tied, found = actor.tied_employers, set()
    parties = Party.objects.filter(employer__in=tied).order_by("pk").values_list("case_id", flat=True)
    for case in cases:
        if case.employer_id in tied or case.pk in set(parties):
            found |= {case.pk, case.group_id}
    return sorted(found - {None})


@given(federation)
@DRAWN
def test_no_scope_of_any_module_leads_a_tied_person_to_a_matter_naming_the_employer(
    world: World, graph: tuple[Any, ...]
) -> None:
    with transaction.atomic():
        actors, cases = drawn(world, graph)
        for actor in actors:
            keys = barred(actor, cases)
            if not keys:
                continue
            for name, door in DOORS.items():
                seen = door(actor)
                ways = ways_to_a_case(seen.model) if isinstance(seen, models.QuerySet) else []
                for way in ways:
                    leak = seen.filter(**{f"{way}__in": keys})
                    assert not leak.exists(), f"{name} by {way}: {actor.posts} {actor.tied_employers}"
            free = access.desk_cases(actor).exclude(pk__in=keys)
            assert access.desk_cases(actor).count() == free.count(), "a count tells what a list hides"
            if actor.holds(*HANDLERS, Role.SUPERVISOR):
                left = WORKLIST.find(actor, {"ended": "on", "members": "on"}).keys
                assert not set(left) & set(keys), "an export"
                assert not WORKLIST.table(actor, {}, frozenset(keys), True).rows, "rows asked for by key"
        transaction.set_rollback(True)


def without_keys() -> list[str]:
    """Pages and operations that take no key: lists, searches, counts, boards."""
    pages = [
        reverse(route.name)
        for route in routes(get_resolver())
        if route.name and "<" not in route.path and "(?P" not in route.path and not route.name.startswith(NOT_OURS)
    ]
    return pages + [path for path, method in operations() if method == "GET" and "{" not in path]


NOT_OURS = ("account_", "mfa_", "socialaccount_", "openid", "api:", "healthz", "readyz", "metrics")


@given(federation)
@settings(DRAWN, max_examples=2)
def test_no_list_search_count_or_operation_tells_a_tied_person_of_it(world: World, graph: tuple[Any, ...]) -> None:
    """Every address without a key, asked also for the employer and for the number itself."""
    with transaction.atomic():
        actors, cases = drawn(world, graph)
        asked = 0
        for actor in actors:
            keys = set(barred(actor, cases))
            if not keys or asked:
                continue
            asked += 1
            numbers = [case.number for case in Case.objects.filter(pk__in=keys).order_by("pk")]
            browser, program = _callers(actor)
            for path in without_keys():
                caller = program if path.startswith("/api/") else browser
                for query in ("", "?employer=有限公司&ended=on&members=on", f"?q={numbers[0]}&number={numbers[0]}"):
                    said = caller.get(path + query)
                    text = "" if said.streaming else said.content.decode(errors="replace") + said.get("Location", "")
                    assert not [key for key in keys if str(key) in text], (path, query)
                    assert "?q" in query or not [number for number in numbers if number in text], (path, query)
        transaction.set_rollback(True)


def _callers(actor: Actor) -> tuple[Client, Client]:
    account = Account.objects.create(person_id=actor.person_id, username=f"s-{actor.person_id}", opened_at=clock.now())
    browser = Client(raise_request_exception=False)
    sign_in(browser, account)
    return browser, Client(headers={"Authorization": f"Bearer {token(account)}"}, raise_request_exception=False)


# --- strangers ----------------------------------------------------------------------------------------------------------


def real_keys(world: World) -> list[uuid.UUID]:
    """Keys of rows of other bodies: everything that leads to a case of the harbour township."""
    case = world.bring()
    _reckon(case)
    _pass_on(world, case)
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("unionhall."):
            continue
        for way in ways_to_a_case(model):
            found += list(model._default_manager.order_by("pk").values_list("pk", flat=True).filter(**{way: case.pk}))
    return list(dict.fromkeys(found))


def keyed_addresses() -> list[tuple[str, str, list[str]]]:
    """(path with a mark for the key, kind of caller, methods) of every address whose only variable part is one key."""
    found = []
    for route in routes(get_resolver()):
        if route.path.count("<") == 1 and "<uuid:" in route.path:
            start, _open, rest = route.path.partition("<")
            found.append((f"/{start}{{key}}{rest.partition('>')[2]}", "page", ["GET", "POST"]))
    for path, method in operations():
        if path.count("{") == 1 and path.partition("{")[2].partition("}")[0] in ("pk", "case_id", "id"):
            start, _open, rest = path.partition("{")
            found.append((f"{start}{{key}}{rest.partition('}')[2]}", "program", [method]))
    return found


def test_a_hundred_thousand_foreign_keys_find_nothing_behind_any_scope(world: World) -> None:
    with transaction.atomic():
        real = real_keys(world)
        keys = {*real, *(uuid.uuid4() for _n in range(100_000 - len(real)))}
        assert len(real) > 5
        public = {"organisations.Organisation", "organisations.Employer", "organisations.Division"}
        for who in ("xi", "chang", "ma", "su"):
            actor = world.actor(who)
            for name, door in DOORS.items():
                seen = door(actor)
                if not isinstance(seen, models.QuerySet) or seen.model._meta.label in public:
                    continue
                assert not keys.intersection(seen.order_by("pk").values_list("pk", flat=True)), (who, name)
        transaction.set_rollback(True)


def answer_to(caller: Client, method: str, path: str, key: uuid.UUID) -> tuple[int, str]:
    """Status and words, the key itself left out; a form's marks are drawn anew each time and say nothing."""
    said = caller.generic(method, path.format(key=key), "{}", content_type="application/json")
    body = "" if said.streaming or said.status_code == 404 else said.content.decode(errors="replace")
    return said.status_code, re.sub(r"[0-9a-f]{32}", "", body.replace(str(key), "")) if said.status_code == 422 else ""


def is_closed(method: str, real: tuple[int, str], nobodys: tuple[int, str]) -> bool:
    """A foreign key reads like nobody's. Reading is 404; a write may say first that its body is incomplete, and taking away
    what is not there leads back to the list."""
    return real == nobodys and real[0] in ((404, 405) if method == "GET" else (303, 404, 405, 422))


def test_a_strangers_key_and_one_nobody_has_read_alike(world: World) -> None:
    """A sample of what `python -m bench strangers` asks a hundred thousand times."""
    with transaction.atomic():
        real = real_keys(world)
        browser, program = _callers(world.actor("xi"))
        wrong = []
        for n, (path, kind, methods) in enumerate(keyed_addresses()[::8]):
            caller, method = browser if kind == "page" else program, methods[0]
            theirs = answer_to(caller, method, path, real[n % len(real)])
            nobodys = answer_to(caller, method, path, uuid.uuid4())
            if not is_closed(method, theirs, nobodys):
                wrong.append((method, path, theirs, nobodys))
        assert wrong == []
        transaction.set_rollback(True)


def test_the_views_say_which_methods_they_answer() -> None:
    """So that the walk above knows a closed door from a missing one."""
    assert allowed_methods(get_resolver().resolve("/exports/").func) == {"GET", "HEAD"}
