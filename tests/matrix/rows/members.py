"""Joining and moving: the link is public, members and applications are for those who keep the books of a union.

Lin is a member of the union at the employer of Lin's case; Ma asks to move there from the street's union. The officers of the county
and city above keep the books, the union's chair too; the officer with a tie to the owner's family keeps nothing of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.matrix.groups import only
from tests.matrix.row import CLEAN, DONE, MADE, OK, REFUSED, SIGN_IN, Row

LONG_AGO = date(2020, 1, 1)
NUMBER = "110101199003072010"
LISTERS = (
    "officer", "officer_tied", "officer_above", "officer_top", "officer_sibling", "officer_other_branch", "chair_below", "chair_tied",
)  # fmt: skip
"""Everyone who keeps members, somewhere."""
OFFICERS = tuple(who for who in LISTERS if who.startswith("officer"))
KEEPERS = ("officer", "officer_above", "officer_top", "chair_tied")
"""Those who keep the books of Lin's union."""


def union(w: Any) -> dict[str, Any]:
    return {"pk": w.world.factory_union.pk}


def code(w: Any) -> dict[str, Any]:
    return {"code": w.world.factory_union.code}


def membership(w: Any) -> dict[str, Any]:
    """Lin's."""
    from unionhall.core.actor import SYSTEM
    from unionhall.people import actions

    made = actions.enrol(w.person("worker"), by=SYSTEM, organisation=w.world.factory_union, since=LONG_AGO)
    return {"pk": made.pk}


def kept(w: Any) -> dict[str, Any]:
    """Lin's, kept while there is no work."""
    from unionhall.core.actor import SYSTEM
    from unionhall.members import actions
    from unionhall.people.models import Membership

    found = membership(w)
    actions.retain(Membership.objects.get(**found), by=SYSTEM, since=LONG_AGO, why="unemployed")
    return found


def application(w: Any) -> dict[str, Any]:
    """Lin's wish to join."""
    from unionhall.members import actions

    made = actions.apply(
        w.world.factory_union, by=w.actor("worker"), person_id=w.person("worker").pk, consented=True, name="林小满", identity_number=number()
    )  # fmt: skip
    return {"pk": made.pk}


def number() -> str:
    from unionhall.core.identity import identity_check

    return NUMBER[:17] + identity_check(NUMBER)


def removal(w: Any) -> dict[str, Any]:
    """Somebody proposed to remove Lin, and Lin was heard."""
    from unionhall.core.actor import SYSTEM
    from unionhall.members import actions
    from unionhall.people.models import Membership

    made = actions.propose_removal(Membership.objects.get(**membership(w)), by=SYSTEM, reason="伪造证件")
    actions.be_heard(made, by=SYSTEM, words="不是我")
    return {"pk": made.pk}


def home(w: Any) -> dict[str, Any]:
    from unionhall.core.actor import SYSTEM
    from unionhall.members import actions

    return {"pk": actions.name_home(w.world.factory_union, by=SYSTEM, since=LONG_AGO, platform="rider").pk}


def wish(_w: Any) -> dict[str, Any]:
    return {"consented": True, "name": "测试", "identity_number": number()}


def kept_since(_w: Any) -> dict[str, Any]:
    return {"why": "retired", "since": "2024-01-01"}


def why(_w: Any) -> dict[str, Any]:
    return {"why": "请带身份证来", "reason": "伪造证件", "words": "不是我"}


def said(name: str) -> Any:
    return lambda w: {name: why(w)[name]}


def on(_w: Any) -> dict[str, Any]:
    return {"on": "2024-01-01"}


OWN = ("worker", "family")
ANY = {...: OK}
SIGNED = {"anonymous": SIGN_IN, ...: OK}
BOOK = (*OWN, *KEEPERS)
ROWS = [
    Row("members:find", answers=ANY),
    Row("members:join", where=code, answers=ANY),
    Row("members:join", method="POST", where=code, answers={...: CLEAN}),
    Row("members:poster", where=code, answers=ANY),
    Row("members:check", answers=ANY),
    Row("members:check_offline", answers=ANY),
    Row("members:check", method="POST", answers={...: CLEAN}),
    Row("members:mine", answers=SIGNED),
    Row("members:card", answers=only(answer=OK)),
    Row("members:withdrawal", method="POST", where=application, answers=only(*OWN)),
    Row("members:own_retention", method="POST", where=membership, data=kept_since, answers=only(*OWN)),
    Row("members:own_resumption", method="POST", where=kept, answers=only(*OWN)),
    Row("members:leaving", method="POST", where=membership, answers=only(*OWN)),
    Row("members:hearing", method="POST", where=removal, data=why, answers=only(*OWN)),
    Row("members:members", answers=only(*LISTERS, answer=OK)),
    Row("members:members_export", answers=only(*LISTERS, answer=OK)),
    Row("members:members_export", "POST", answers=only(*LISTERS, answer=DONE)),
    Row("members:applications", answers=only(*LISTERS, answer=OK)),
    Row("members:application", where=application, answers=only(*KEEPERS, answer=OK)),
    Row("members:acceptance", method="POST", where=application, answers=only(*KEEPERS)),
    Row("members:refusal", method="POST", where=application, data=why, answers=only(*KEEPERS)),
    Row("members:member", where=membership, answers=only(*KEEPERS, answer=OK)),
    Row("members:retention", method="POST", where=membership, data=kept_since, answers=only(*KEEPERS)),
    Row("members:resumption", method="POST", where=kept, answers=only(*KEEPERS)),
    Row("members:death", method="POST", where=membership, data=on, answers=only(*KEEPERS)),
    Row("members:removal", method="POST", where=membership, data=why, answers=only(*KEEPERS)),
    Row("members:removal_decision", method="POST", where=removal, answers=only(*KEEPERS)),
    Row("members:door", where=union, answers=only(*KEEPERS, answer=OK)),
    Row("members:door", method="POST", where=union, data=lambda _w: {"open": "on"}, answers=only(*KEEPERS)),
    Row("members:homes", answers=only(*OFFICERS, answer=OK)),
    Row("members:homes", method="POST", answers=only(*OFFICERS, answer=CLEAN)),
    Row("members:home_ending", method="POST", where=home, answers=only("officer", "officer_above", "officer_top", chair_tied=REFUSED)),
    # -- the API ----------------------------------------------------------------------------------------------------
    Row("GET /api/unions/{pk}/door", where=union, answers=ANY),
    Row("PUT /api/unions/{pk}/door", where=union, data=lambda _w: {"open": True}, answers=only(*KEEPERS)),
    Row("POST /api/unions/{pk}/applications", where=union, data=wish, answers={"anonymous": SIGN_IN, ...: MADE}),
    Row("GET /api/membership-applications", answers=SIGNED),
    Row("GET /api/membership-applications/{pk}", where=application, answers=only(*BOOK, answer=OK)),
    Row("POST /api/membership-applications/{pk}/acceptance", where=application, answers=only(*KEEPERS)),
    Row("POST /api/membership-applications/{pk}/refusal", where=application, data=said("why"), answers=only(*KEEPERS)),
    Row("POST /api/membership-applications/{pk}/withdrawal", where=application, answers=only(*OWN)),
    Row("GET /api/members", answers=only(*LISTERS, answer=OK)),
    Row("GET /api/memberships", answers=SIGNED),
    Row("GET /api/members/{pk}", where=membership, answers=only(*BOOK, answer=OK)),
    Row("POST /api/members/{pk}/retention", where=membership, data=kept_since, answers=only(*BOOK)),
    Row("POST /api/members/{pk}/resumption", where=kept, answers=only(*BOOK)),
    Row("POST /api/members/{pk}/departure", where=membership, answers=only(*OWN)),
    Row("POST /api/members/{pk}/death", where=membership, data=on, answers=only(*KEEPERS)),
    Row("POST /api/members/{pk}/removal", where=membership, data=said("reason"), answers=only(*KEEPERS, answer=MADE)),
    Row("POST /api/member-removals/{pk}/hearing", where=removal, data=said("words"), answers=only(*OWN)),
    Row("POST /api/member-removals/{pk}/decision", where=removal, answers=only(*KEEPERS)),
    Row("POST /api/member-removals/{pk}/dropping", where=removal, answers=only(*KEEPERS)),
    Row("GET /api/member-card", answers=only(answer=OK)),
    Row("GET /api/member-card-keys", answers=ANY),
    Row("POST /api/member-card-checks", data=lambda _w: {"token": "x.y.z"}, answers=ANY),
    Row("GET /api/home-unions", answers=ANY),
    Row("GET /api/home-rules", answers=only(*OFFICERS, answer=OK)),
    Row("POST /api/home-rules", data=lambda w: {"union": str(w.world.factory_union.pk), "platform": "rider", "since": "2026-01-01"},
        answers=only("officer", "officer_above", "officer_top", answer=MADE)),
    Row("POST /api/home-rules/{pk}/ending", where=home, answers=only("officer", "officer_above", "officer_top")),
]  # fmt: skip
