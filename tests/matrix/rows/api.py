"""The operations of the HTTP API. What a page may, a program may, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.matrix.groups import AT_BODY, DESK, IN_CHARGE, OVERSEEING, OVERSEERS, OWN, READERS, act, only
from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Answer, Row
from tests.matrix.rows.people import mandate_waiting_for_wei

EVERYONE = {"anonymous": SIGN_IN, ...: OK}


def case(w: Any) -> dict[str, Any]:
    """Lin's case, accepted, in the coordinator's hands."""
    return {"pk": w.case.pk}


def misspelt(w: Any) -> dict[str, Any]:
    """A case of Lin's whose employer is only a name that almost fits."""
    return {"pk": w.world.bring(employer=None, employer_name="宏大制造").pk}


def come_to(state: str) -> Callable[[Any], Mapping[str, Any]]:
    """A case of Lin's that has come as far as a state."""
    return lambda w: {"pk": w.world.case_in(state).pk}


def sent(w: Any) -> dict[str, Any]:
    """The referral that the prosecutor's office was offered."""
    return {"pk": w.transfer.pk}


def taken(w: Any) -> dict[str, Any]:
    """The same, accepted."""
    from unionhall.cases import actions

    return {"pk": actions.accept_transfer(w.transfer, by=w.actor("partner")).pk}


def with_file(audience: str) -> Callable[[Any], Mapping[str, Any]]:
    """A file of the case, for one audience."""

    def put(w: Any) -> dict[str, Any]:
        from django.core.files.uploadedfile import SimpleUploadedFile

        from unionhall.cases import actions
        from unionhall.core import files

        by = w.actor("coordinator")
        stored = files.store(SimpleUploadedFile("工资条.txt", "三月未发".encode()), by=by)
        row = actions.add_file(w.case, by=by, stored=stored, label="", audience=audience)
        return {"pk": w.case.pk, "file_id": row.pk}

    return put


def with_call(w: Any) -> dict[str, Any]:
    """A settled case and its first call-back."""
    from unionhall.cases.models import Callback

    settled = w.world.case_in("settled")
    return {"pk": settled.pk, "callback_id": Callback.objects.filter(case=settled).earliest("due_on").pk}


def bulk(w: Any) -> dict[str, Any]:
    """What the officer asked for many cases."""
    from unionhall.cases import actions

    return {"pk": actions.begin_bulk("suspend", [w.case.pk], by=w.actor("officer"), arguments={"reason": "等材料"}).pk}


KEEPERS = (*OVERSEERS, "officer_sibling", "officer_other_branch", "officer_tied", "system_admin")
OF_THE_CITY = ("officer_top", "system_admin")


def rule(w: Any) -> dict[str, Any]:
    """A routing rule of the city's."""
    from unionhall.cases import actions, routing

    draft = routing.draft_of({"name": "欠薪", "words": ("谁也不会这样写",), "body": w.world.city})
    return {"pk": actions.write_rule(draft, by=w.actor("officer_top"), owner=w.world.city).line}


def to_the_city(w: Any) -> dict[str, Any]:
    return {"name": "欠薪", "kinds": ["wages"], "body": str(w.world.city.pk)}


def group(w: Any) -> Any:
    """A group case of the coordinator's."""
    from unionhall.cases import actions

    two = [w.world.case_in("accepted"), w.world.case_in("accepted", "ma")]
    return actions.gather(two, by=w.actor("coordinator"))


def member(w: Any) -> dict[str, Any]:
    """Lin's case inside a group."""
    from unionhall.cases.models import Case, Complainant

    whole = group(w)
    mine = Complainant.objects.filter(person=w.person("worker")).values("case")
    return {"pk": Case.objects.get(group=whole, pk__in=mine).pk}


def says(**data: Any) -> Callable[[Any], Mapping[str, Any]]:
    """The same body for everyone."""
    return lambda _w: data


SIGNED = {"manner": "mediation", "terms": "扣两成，其余付清", "amount": "8000.00", "signed_on": "2026-06-01"}
WHY = says(reason="按程序办理")
HOLD = {"kind": "mediation", "held_at": "2026-06-01T09:30:00+08:00", "place": "调解室", "outcome": "再约"}
PARTNERS = ("partner",)
SENDERS = AT_BODY


def to_court(w: Any) -> dict[str, Any]:
    """An offer to the court, with the worker's consent."""
    from unionhall.organisations.models import Organisation

    return {
        "to_body": str(Organisation.objects.get(code="CT").pk),
        "kind": "referral",
        "purpose": "legal_aid",
        "summary": "请求法律援助",
        "consent": {"through": "phone"},
    }


def transfer(*who: str, **rest: Answer) -> dict[Any, Answer]:
    """An act on a transfer: both sides see it, one side may."""
    both = {**dict.fromkeys((*SENDERS, *PARTNERS), REFUSED), **dict.fromkeys(who, DONE)}
    return {**both, "anonymous": SIGN_IN, **rest, ...: GONE}


# fmt: off
ROWS = [
    # -- who am I ---------------------------------------------------------------------------------------------------
    Row("POST /api/token", answers={...: SIGN_IN}, data=says(client_id=str(uuid4()), client_secret="guess")),
    Row("GET /api/me", answers=EVERYONE),
    # -- one's own mandates -------------------------------------------------------------------------------------------
    Row("GET /api/mandates", answers=EVERYONE),
    *(
        Row(f"POST /api/mandates/{{pk}}/{noun}", where=mandate_waiting_for_wei, answers=answers)
        for noun, answers in {
            "acceptance": {...: GONE, "anonymous": SIGN_IN, "worker": REFUSED, "family": DONE},
            "refusal": {...: GONE, "anonymous": SIGN_IN, "worker": REFUSED, "family": DONE},
            "revocation": {...: GONE, "anonymous": SIGN_IN, "worker": DONE, "family": DONE},
        }.items()
    ),
    # -- the public register ----------------------------------------------------------------------------------------
    Row("GET /api/organisations", answers=EVERYONE),
    Row("GET /api/organisations/{pk}", where=lambda w: {"pk": w.world.harbour.pk}, answers=EVERYONE),
    Row("GET /api/employers", answers=EVERYONE),
    Row("GET /api/divisions", answers=EVERYONE),
    # -- cases ------------------------------------------------------------------------------------------------------
    Row("GET /api/cases", answers=EVERYONE),
    Row("POST /api/cases", answers={...: MADE}, data=says(kind="wages", account="三个月没有发工资", identity_level="anonymous")),
    Row("GET /api/cases/loads", answers=only(*OVERSEERS, "officer_sibling", "officer_other_branch", "officer_tied",
        answer=OK, others=REFUSED)),
    Row("GET /api/cases/{pk}", where=case, answers=only(*READERS, answer=OK)),
    Row("PATCH /api/cases/{pk}", where=case, data=says(amount="9000.00"), answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/employer", where=misspelt, answers=act(*DESK, officer_tied=DONE),
        data=lambda w: {"employer": str(w.world.factory.pk)}),
    Row("GET /api/cases/{pk}/employers", where=misspelt, answers=only(*READERS, answer=OK, officer_tied=OK)),
    Row("GET /api/cases/{pk}/acts", where=case, answers=only(*READERS, answer=OK)),
    Row("GET /api/cases/{pk}/timeline", where=case, answers=only(*READERS, answer=OK)),
    Row("GET /api/cases/{pk}/accesses", where=case, answers=only(*READERS, answer=OK)),
    # -- its moves --------------------------------------------------------------------------------------------------
    Row("POST /api/cases/{pk}/acceptance", where=come_to("received"), answers=act(*AT_BODY)),
    Row("POST /api/cases/{pk}/refusal", where=come_to("received"), answers=act(*IN_CHARGE),
        data=says(reason="属于劳动监察", competent_name="市劳动监察支队")),
    Row("POST /api/cases/{pk}/consultation", where=case, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/negotiation", where=case, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/mediation", where=case, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/failure", where=come_to("mediating"), data=WHY, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/arbitration", where=case, data=WHY, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/litigation", where=come_to("arbitration"), data=WHY, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/settlement", where=come_to("mediating"), data=says(**SIGNED), answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/performance", where=come_to("settled"), data=WHY, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/closure", where=case, data=WHY, answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/withdrawal", where=case, data=WHY, answers=act(*IN_CHARGE, *OWN)),
    Row("POST /api/cases/{pk}/reopening", where=come_to("closed"), data=WHY, answers=act(*IN_CHARGE, *OWN)),
    Row("GET /api/cases/{pk}/callbacks", where=come_to("settled"), answers=only(*READERS, answer=OK)),
    Row("POST /api/cases/{pk}/callbacks/{callback_id}", where=with_call, data=says(outcome="performed"), answers=act(*AT_BODY)),
    Row("POST /api/cases/{pk}/feedback", where=come_to("closed"), data=says(solved="solved"), answers=act(*OWN)),
    # -- work on it -------------------------------------------------------------------------------------------------
    Row("GET /api/cases/{pk}/suggestions", where=case, answers=act(*OVERSEEING)),
    Row("POST /api/cases/{pk}/suggestions/choices", where=case, data=says(about="urgency", value="soon"),
        answers=act(*OVERSEEING)),
    Row("POST /api/cases/{pk}/assignment", where=case, data=lambda w: {"handler": str(w.person("mediator").pk)},
        answers=act(*OVERSEEING)),
    # East stands above the body that has the case: those at the body offer it upward as a transfer instead.
    Row("POST /api/cases/{pk}/rerouting", where=case,
        answers={**act(*OVERSEEING), "coordinator": REFUSED, "officer": REFUSED},
        data=lambda w: {"body": str(w.world.east.pk), "reason": "区里统一办理"}),
    Row("POST /api/cases/{pk}/suspension", where=case, data=WHY, answers=act(*IN_CHARGE)),
    Row("DELETE /api/cases/{pk}/suspension", answers=act(*IN_CHARGE), where=lambda w: {"pk": paused(w).pk}),
    Row("POST /api/cases/{pk}/extension", where=case, data=says(days=5, unit="working", reason="等鉴定"), answers=act(*OVERSEEING)),
    Row("GET /api/cases/{pk}/notes", where=case, answers=only(*READERS, answer=OK)),
    Row("POST /api/cases/{pk}/notes", where=case, data=says(text="已联系单位"), answers=act(*AT_BODY)),
    Row("POST /api/cases/{pk}/messages", where=case, data=says(text="我补了工资条"), answers=act(*OWN)),
    Row("GET /api/cases/{pk}/files", where=case, answers=only(*READERS, answer=OK)),
    Row("POST /api/cases/{pk}/files", where=case, answers={"anonymous": SIGN_IN, ...: CLEAN}),
    Row("GET /api/cases/{pk}/files/{file_id}", where=with_file("worker"), answers=only(*READERS, answer=OK)),
    Row("GET /api/cases/{pk}/files/{file_id}", where=with_file("internal"), answers=only(*DESK, answer=OK), query="?internal"),
    Row("POST /api/cases/{pk}/sessions", where=case, data=says(**HOLD), answers=act(*IN_CHARGE)),
    Row("POST /api/cases/{pk}/parties", where=case, data=says(role="dispatch", name="顺达劳务"), answers=act(*IN_CHARGE)),
    # -- groups -----------------------------------------------------------------------------------------------------
    Row("POST /api/groups", answers=act(*IN_CHARGE, worker=GONE, family=GONE),
        data=lambda w: {"cases": [str(w.case.pk), str(w.world.case_in("accepted", "ma").pk)]}),
    Row("POST /api/groups/{pk}/workers", where=lambda w: {"pk": group(w).pk}, data=says(workers=[{"name": "高建军"}]),
        answers=act(*IN_CHARGE, worker=GONE, family=GONE)),
    Row("DELETE /api/cases/{pk}/group", where=member, answers=act(*IN_CHARGE)),
    Row("POST /api/bulk", data=lambda w: {"verb": "suspend", "cases": [str(w.case.pk)], "reason": "等材料"},
        answers={"anonymous": SIGN_IN, ...: MADE}),
    Row("GET /api/bulk/{pk}", where=bulk, answers=only("officer", answer=OK)),
    # -- routing rules ----------------------------------------------------------------------------------------------
    Row("GET /api/rules", answers=only(*KEEPERS, answer=OK)),
    Row("POST /api/rules", data=lambda w: {**to_the_city(w), "owner": str(w.world.city.pk)}, answers=only(*OF_THE_CITY)),
    Row("POST /api/rules/trial", data=lambda w: {"body": str(w.world.city.pk)}, answers=only(*OF_THE_CITY, answer=OK)),
    Row("GET /api/rules/{pk}", where=rule, answers=only(*OF_THE_CITY, answer=OK)),
    Row("PUT /api/rules/{pk}", where=rule, data=to_the_city, answers=only(*OF_THE_CITY)),
    Row("PUT /api/rules/{pk}/position", where=rule, data=lambda _w: {"position": 1}, answers=only(*OF_THE_CITY)),
    Row("DELETE /api/rules/{pk}", where=rule, answers=only(*OF_THE_CITY)),
    # -- transfers --------------------------------------------------------------------------------------------------
    Row("POST /api/cases/{pk}/transfers", where=case, data=to_court, answers=act(*IN_CHARGE)),
    Row("GET /api/transfers", answers=EVERYONE),
    Row("GET /api/transfers/{pk}", where=sent, answers=only(*SENDERS, *PARTNERS, answer=OK)),
    Row("POST /api/transfers/{pk}/acceptance", where=sent, answers=transfer(*PARTNERS)),
    Row("POST /api/transfers/{pk}/refusal", where=sent, data=says(answer="不属于本院管辖"), answers=transfer(*PARTNERS)),
    Row("POST /api/transfers/{pk}/revocation", where=sent, answers=transfer(*SENDERS)),
    Row("POST /api/transfers/{pk}/return", where=taken, data=says(answer="材料不足"), answers=transfer(*PARTNERS)),
    Row("POST /api/transfers/{pk}/outcome", where=taken, data=says(answer="已支持起诉"), answers=transfer(*PARTNERS, *SENDERS)),
    Row("POST /api/transfers/{pk}/steps", where=taken, data=says(kind="hearing", on="2026-06-01"),
        answers=transfer(*PARTNERS, *SENDERS)),
    Row("POST /api/transfers/{pk}/link", where=sent, answers=transfer(*SENDERS)),
    Row("GET /api/transfers/{pk}/files/{file_id}", where=lambda w: {"pk": w.transfer.pk, "file_id": uuid4()},
        answers={"anonymous": SIGN_IN, ...: GONE}),
]
# fmt: on


def paused(w: Any) -> Any:
    """Lin's case with its clock stopped."""
    from unionhall.cases import actions

    return actions.suspend(w.world.case_in("accepted"), by=w.actor("coordinator"), reason="等鉴定结论")
