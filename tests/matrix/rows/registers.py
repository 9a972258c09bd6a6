"""Registers of people: those with a post at a body that works with the list; the kinds are the highest body's; nobody tied."""

from __future__ import annotations

import io
from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

KEEPERS = ("coordinator", "officer")
SEE = KEEPERS
LISTS = (
    "coordinator", "officer", "officer_above", "officer_top", "supervisor", "officer_sibling", "officer_other_branch",
    "chair_below", "system_admin",
)  # fmt: skip
"""Whom the list of registers exists for; the system administrator of the highest body keeps the kinds."""
OPENERS = ("officer", "officer_above", "officer_top", "supervisor", "officer_sibling", "officer_other_branch")
OWN = ("worker", "family")


def only(who: tuple[str, ...], then: Any, others: Any = GONE, **rest: Any) -> dict[Any, Any]:
    return {...: others, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def among_lists(who: tuple[str, ...], then: Any) -> dict[Any, Any]:
    """These do it; the others for whom registers exist are told who does."""
    return only(LISTS, REFUSED, **dict.fromkeys(who, then))


def steer(then: Any) -> dict[Any, Any]:
    return only(KEEPERS, REFUSED, officer=then)


def one_kind(code: str = "bedridden") -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.registers import actions
    from unionhall.registers.models import RegisterKind

    known = RegisterKind.objects.filter(code=code).first()
    return known or actions.define_kind(
        by=SYSTEM, code=code, name="卧床人员", sensitivity="sensitive", purpose="上门看望", legal_basis="个人信息保护法第29条",
        uses=["visit", "review"], review_months=6, needs_consent=False,
    )  # fmt: skip


def one_register(stage: Any, code: str = "bedridden") -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.registers import actions
    from unionhall.registers.models import Register

    kind = one_kind(code)
    known = Register.objects.filter(kind=kind, body=stage.world.harbour).first()
    return known or actions.open_register(kind, by=SYSTEM, body=stage.world.harbour)


def one_entry(stage: Any, *, contested: bool = False) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.registers import actions
    from unionhall.registers.models import RegisterEntry

    known = RegisterEntry.objects.filter(person=stage.world.people["lin"]).first()
    entry = known or actions.enter(one_register(stage), by=SYSTEM, person=stage.world.people["lin"], reason="长期卧床")
    if contested and entry.state == "listed":
        entry = actions.contest(entry, by=stage.actor("worker"), text="不对")
    return entry


def kind(_stage: Any) -> dict[str, Any]:
    return {"pk": one_kind().pk}


def register(stage: Any) -> dict[str, Any]:
    return {"pk": one_register(stage).pk}


def entry(stage: Any) -> dict[str, Any]:
    return {"pk": one_entry(stage).pk}


def contested(stage: Any) -> dict[str, Any]:
    return {"pk": one_entry(stage, contested=True).pk}


def new_kind(_stage: Any) -> dict[str, Any]:
    return {"code": "riders", **facts(_stage)}


def facts(_stage: Any) -> dict[str, Any]:
    return {
        "name": "骑手", "sensitivity": "ordinary", "purpose": "联系", "legal_basis": "工会法第3条", "uses": ["visit"],
        "review_months": 12, "needs_consent": False,
    }  # fmt: skip


def to_open(stage: Any) -> dict[str, Any]:
    return {"kind_id": str(one_kind().pk), "body_id": str(stage.world.harbour.pk)}


def person(_stage: Any) -> dict[str, Any]:
    return {"name": "丁一", "phone": "13900009001", "reason": "独居", "source": "visit"}


class Sheet(io.BytesIO):
    """A file that everybody reads from its beginning."""

    name = "list.csv"

    def read(self, size: int | None = -1) -> bytes:
        return self.getvalue()


def a_list(_stage: Any) -> dict[str, Any]:
    return {"file": Sheet("姓名,手机号,原因\n丁一,13900009001,独居\n".encode())}


WORDS = {"text": "看过了"}
API = "/api/registers"
BELOW = ("officer", "officer_above", "officer_top", "supervisor")

ROWS = [
    Row("registers:registers", answers=only(LISTS, OK)),
    Row("registers:kind_new", answers=among_lists(("officer_top", "system_admin"), OK)),
    Row("registers:kind_new", "POST", answers=among_lists(("officer_top", "system_admin"), CLEAN)),
    Row("registers:kind", where=kind, answers=among_lists(("officer_top", "system_admin"), OK)),
    Row("registers:kind", "POST", where=kind, answers=among_lists(("officer_top", "system_admin"), CLEAN)),
    Row("registers:opening", answers=among_lists(OPENERS, OK)),
    Row("registers:opening", "POST", answers=among_lists(OPENERS, CLEAN)),
    Row("registers:register", where=register, answers=only(SEE, OK)),
    Row("registers:responsible", where=register, answers=steer(OK)),
    Row("registers:responsible", "POST", where=register, answers=steer(DONE)),
    Row("registers:closing", where=register, answers=steer(OK)),
    Row("registers:closing", "POST", where=register, answers=steer(DONE)),
    Row("registers:entry_new", where=register, answers=only(SEE, OK)),
    Row("registers:entry_new", "POST", where=register, data=person, answers=only(SEE, DONE)),
    Row("registers:importing", where=register, answers=only(SEE, OK)),
    Row("registers:importing", "POST", where=register, answers=only(SEE, CLEAN)),
    Row("registers:exporting", where=register, answers=only(SEE, OK)),
    Row("registers:exporting", "POST", where=register, answers=only(SEE, DONE)),
    Row("registers:entry", where=entry, answers=only(SEE, OK)),
    Row("registers:review", where=entry, answers=only(SEE, OK)),
    Row("registers:review", "POST", where=entry, data=lambda _s: WORDS, answers=only(SEE, DONE)),
    Row("registers:upholding", where=contested, answers=only(SEE, OK)),
    Row("registers:upholding", "POST", where=contested, data=lambda _s: WORDS, answers=only(SEE, DONE)),
    Row("registers:taking_off", where=entry, answers=only(SEE, OK)),
    Row("registers:taking_off", "POST", where=entry, data=lambda _s: WORDS, answers=only(SEE, DONE)),
    Row("registers:own", answers={...: OK, "anonymous": SIGN_IN}),
    Row("registers:contesting", where=entry, answers=only(OWN, OK)),
    Row("registers:contesting", "POST", where=entry, data=lambda _s: WORDS, answers=only(OWN, DONE)),
    Row(f"GET {API}/kinds", answers=only(LISTS, OK)),
    Row(f"POST {API}/kinds", data=new_kind, answers=among_lists(("officer_top", "system_admin"), MADE)),
    Row(f"PUT {API}/kinds/{{pk}}", where=kind, data=facts, answers=among_lists(("officer_top", "system_admin"), OK)),
    Row(f"GET {API}", answers=only(LISTS, OK)),
    Row(f"POST {API}", data=to_open, answers=only(BELOW, MADE)),
    Row(f"POST {API}/{{pk}}/responsible", where=register, answers=steer(OK)),
    Row(f"POST {API}/{{pk}}/closing", where=register, answers=steer(OK)),
    Row(f"GET {API}/{{pk}}/entries", where=register, answers=only(SEE, OK)),
    Row(f"POST {API}/{{pk}}/entries", where=register, data=person, answers=only(SEE, MADE)),
    Row(f"POST {API}/{{pk}}/imports", where=register, data=a_list, answers=only(SEE, OK)),
    Row(f"GET {API}/entries/{{pk}}", where=entry, query="?purpose=visit", answers=only(SEE, OK)),
    Row(f"POST {API}/entries/{{pk}}/review", where=entry, data=lambda _s: WORDS, answers=only(SEE, OK)),
    Row(f"POST {API}/entries/{{pk}}/upholding", where=contested, data=lambda _s: WORDS, answers=only(SEE, OK)),
    Row(f"POST {API}/entries/{{pk}}/taking-off", where=entry, data=lambda _s: WORDS, answers=only(SEE, OK)),
    Row("GET /api/me/registers", answers={...: OK, "anonymous": SIGN_IN}),
    Row("POST /api/me/registers/{pk}/objection", where=entry, data=lambda _s: WORDS, answers=only(OWN, OK)),
]  # fmt: skip
