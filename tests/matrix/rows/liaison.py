"""Liaison: those who work at a union body; the officers and supervisors of the body and above keep lists; nobody sees an employer they are tied to."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

AT_BODY = ("coordinator", "lawyer", "mediator")
OVER = ("officer", "officer_above", "officer_top", "supervisor")
TIED = ("officer_tied",)
"""Sees and keeps the list of the body; the subject is an employer she is tied to."""
ELSEWHERE = ("officer_sibling", "officer_other_branch")
CHAIRS = ("chair_below", "chair_tied")
WORKERS = (*AT_BODY, *OVER, *TIED, *ELSEWHERE, *CHAIRS)


def only(who: tuple[str, ...], then: Any, **rest: Any) -> dict[Any, Any]:
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def of_workers(who: tuple[str, ...], then: Any) -> dict[Any, Any]:
    return only(WORKERS, REFUSED, **dict.fromkeys(who, then))


def keeping(then: Any) -> dict[Any, Any]:
    """Who sees the list; its keepers do it."""
    return only((*AT_BODY, *OVER, *TIED), REFUSED, **dict.fromkeys((*OVER, *TIED), then))


def on_subject(then: Any) -> dict[Any, Any]:
    return only((*AT_BODY, *OVER), REFUSED, **dict.fromkeys(OVER, then))


KEEPERS_ANYWHERE = (*OVER, *TIED, *ELSEWHERE)


def one_kind() -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.liaison import actions
    from unionhall.liaison.models import SubjectKind

    known = SubjectKind.objects.filter(code="enterprise").first()
    return known or actions.define_subject(by=SYSTEM, code="enterprise", name="企业", refers="employer")


def one_list(stage: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.liaison import actions
    from unionhall.liaison.models import LiaisonList

    facts = {"kind": one_kind(), "name": "包保企业", "days": 30, "source": "港工〔2026〕3号"}
    known = LiaisonList.objects.filter(name=facts["name"]).first()
    return known or actions.make_list(stage.world.harbour, by=SYSTEM, **facts)


def one_station(stage: Any) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.liaison import actions
    from unionhall.liaison.models import ChainStation

    return ChainStation.objects.select_related("of_list").first() or actions.open_station(
        stage.world.harbour, by=SYSTEM, kind=one_kind(), name="汽配联链服务站", park="东园", days=30, source="港工〔2026〕3号",
        chief=stage.world.people["hong"],
    )  # fmt: skip


def a_list(stage: Any) -> dict[str, Any]:
    return {"pk": one_list(stage).pk}


def one_subject(stage: Any, found: Any = None) -> Any:
    from unionhall.core.actor import SYSTEM
    from unionhall.liaison import actions
    from unionhall.liaison.models import LiaisonSubject

    found = found or one_list(stage)
    known = LiaisonSubject.objects.filter(of_list=found).first()
    return known or actions.add_subject(found, by=SYSTEM, employer=stage.world.factory)


def subject(stage: Any) -> dict[str, Any]:
    return {"pk": one_subject(stage).pk}


def on_chain(stage: Any) -> dict[str, Any]:
    return {"pk": one_subject(stage, one_station(stage).of_list).pk}


def employer(stage: Any) -> dict[str, Any]:
    one_subject(stage)
    return {"pk": stage.world.factory.pk}


def station(stage: Any) -> dict[str, Any]:
    return {"pk": one_station(stage).pk}


def post(stage: Any) -> dict[str, Any]:
    from unionhall.liaison.models import StationPost

    found = one_station(stage)
    return {"pk": found.pk, "post_pk": StationPost.objects.get(station=found).pk}


def new_kind(_stage: Any) -> dict[str, Any]:
    return {"code": "village", "name": "村", "refers": "place"}


def facts(stage: Any) -> dict[str, Any]:
    return {
        "body_id": str(stage.world.harbour.pk), "kind_id": str(one_kind().pk), "name": "新清单", "days": 30, "source": "文件",
    }  # fmt: skip


def rule(_stage: Any) -> dict[str, Any]:
    return {"days": 14, "since": "2099-01-01", "source": "新文件"}


def courier(stage: Any) -> dict[str, Any]:
    return {"name": stage.world.courier.name}


def handed(stage: Any) -> dict[str, Any]:
    from unionhall.liaison.models import LiaisonSubject

    return {"subjects": [str(LiaisonSubject.objects.get().pk)], "to": str(stage.person("coordinator").pk)}


def list_of_one(stage: Any) -> dict[str, Any]:
    return {"pk": one_subject(stage).of_list_id}


CONTACT = {"on": "2026-01-05", "kind": "visit"}
BLOCKED = {"title": "原料断供", "kind": "other", "account": "上游停产，缺料一周", "name": "王厂长"}
API = "/api/liaison"

ROWS = [
    Row("liaison:mine", answers=only(WORKERS, OK)),
    Row("liaison:lists", answers=only(WORKERS, OK)),
    Row("liaison:list_new", answers=of_workers(KEEPERS_ANYWHERE, OK)),
    Row("liaison:list_new", "POST", answers=of_workers(KEEPERS_ANYWHERE, CLEAN)),
    Row("liaison:kind_new", answers=of_workers(("officer_top",), OK)),
    Row("liaison:kind_new", "POST", data=new_kind, answers=of_workers(("officer_top",), DONE)),
    Row("liaison:list", where=a_list, answers=only((*AT_BODY, *OVER, *TIED), OK)),
    Row("liaison:interval", where=a_list, answers=keeping(OK)),
    Row("liaison:interval", "POST", where=a_list, data=rule, answers=keeping(DONE)),
    Row("liaison:subject_new", where=a_list, answers=keeping(OK)),
    Row("liaison:subject_new", "POST", where=a_list, data=courier, answers=keeping(DONE)),
    Row("liaison:handing_over", where=a_list, answers=keeping(OK)),
    Row("liaison:handing_over", "POST", where=a_list, answers=keeping(CLEAN)),
    Row("liaison:subject", where=subject, answers=only((*AT_BODY, *OVER), OK)),
    Row("liaison:contact", where=subject, answers=on_subject(OK)),
    Row("liaison:contact", "POST", where=subject, data=lambda _s: CONTACT, answers=on_subject(DONE)),
    Row("liaison:ending", where=subject, answers=on_subject(OK)),
    Row("liaison:ending", "POST", where=subject, answers=on_subject(DONE)),
    Row("liaison:blockage", where=on_chain, answers={**on_subject(OK), "supervisor": REFUSED}),
    Row("liaison:blockage", "POST", where=on_chain, data=lambda _s: BLOCKED, answers={**on_subject(DONE), "supervisor": REFUSED}),
    Row("liaison:of_employer", where=employer, answers=only((*AT_BODY, *OVER), OK)),
    Row("liaison:station_new", answers=of_workers(KEEPERS_ANYWHERE, OK)),
    Row("liaison:station_new", "POST", answers=of_workers(KEEPERS_ANYWHERE, CLEAN)),
    Row("liaison:station", where=station, answers=only((*AT_BODY, *OVER, *TIED), OK)),
    Row("liaison:staffing", where=station, answers=keeping(OK)),
    Row("liaison:staffing", "POST", where=station, answers=keeping(CLEAN)),
    Row("liaison:post_ending", where=post, answers=keeping(OK)),
    Row("liaison:post_ending", "POST", where=post, answers=keeping(DONE)),
    Row(f"GET {API}/kinds", answers=only(WORKERS, OK)),
    Row(f"POST {API}/kinds", data=new_kind, answers=of_workers(("officer_top",), MADE)),
    Row(f"GET {API}/mine", answers=only(WORKERS, OK)),
    Row(f"GET {API}/lists", answers=only(WORKERS, OK)),
    Row(f"POST {API}/lists", data=facts, answers=only((*OVER, *TIED), MADE)),
    Row(f"POST {API}/lists/{{pk}}/interval", where=a_list, data=rule, answers=keeping(OK)),
    Row(f"GET {API}/lists/{{pk}}/subjects", where=a_list, answers=only((*AT_BODY, *OVER, *TIED), OK)),
    Row(f"POST {API}/lists/{{pk}}/subjects", where=a_list, data=courier, answers=keeping(MADE)),
    Row(f"POST {API}/lists/{{pk}}/handing-over", where=list_of_one, data=handed, answers=on_subject(OK)),
    Row(f"GET {API}/subjects/{{pk}}/contacts", where=subject, answers=only((*AT_BODY, *OVER), OK)),
    Row(f"POST {API}/subjects/{{pk}}/contacts", where=subject, data=lambda _s: CONTACT, answers=on_subject(MADE)),
    Row(f"POST {API}/subjects/{{pk}}/ending", where=subject, answers=on_subject(DONE)),
    Row(f"POST {API}/subjects/{{pk}}/blockages", where=on_chain, data=lambda _s: BLOCKED, answers={**on_subject(MADE), "supervisor": REFUSED}),
    Row(f"POST {API}/stations", data=lambda stage: {**facts(stage), "park": "东园"}, answers=only((*OVER, *TIED), MADE)),
    Row(f"GET {API}/stations/{{pk}}", where=station, answers=only((*AT_BODY, *OVER, *TIED), OK)),
    Row(
        f"POST {API}/stations/{{pk}}/posts", where=station,
        data=lambda stage: {"person_id": str(stage.person("coordinator").pk), "role": "resident"}, answers=keeping(OK),
    ),
    Row(f"POST {API}/stations/{{pk}}/posts/{{post_pk}}/ending", where=post, answers=keeping(OK)),
]  # fmt: skip
