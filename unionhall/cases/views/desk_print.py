"""One case on paper, for the tribunal: facts, parties, course, settlement, numbered evidence. No internal word leaves."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.sealed import mask_phone
from unionhall.ui.responses import page

from .. import access, clocks
from ..enums import Audience, IdentityLevel
from ..models import Attendance, Case, CaseFile, Instalment, Settlement
from .desk import on_desk
from .file_words import PAST


@require_safe
@never_cache
def print_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Notes are left out, internal ones and others; so is what was said in mediation, which no tribunal may use."""
    actor = on_desk(request)
    parts = ("body", "handler", "employer", "division", "group")
    case = access.desk_cases(actor).select_related(*parts).filter(pk=pk).first()
    if case is None:
        raise Http404
    audit.record_read(case, by=actor, purpose=access.purpose_of(actor, case))
    settlement = Settlement.objects.filter(case=case, replaced_at__isnull=True).first()
    context = {
        "case": case,
        "received_on": clocks.day_of(case.received_at),
        "workers": _workers(actor, case),
        "members": Case.objects.filter(group=case).count() if case.is_group else 0,
        "parties": case.parties.filter(ended_on__isnull=True).defer("contact").order_by("added_at", "pk"),
        "course": [
            (clocks.day_of(fact.at), PAST[fact.verb][0] if fact.verb in PAST else fact.verb, fact.reason)
            for fact in case.statuses.order_by("at", "pk")
        ],
        "sessions": _sessions(actor, case),
        "settlement": settlement,
        "instalments": Instalment.objects.filter(settlement=settlement).order_by("position") if settlement else [],
        "evidence": _evidence(case),
    }
    return page(request, "cases/desk/print.html", context)


def _workers(actor: Actor, case: Case) -> list[dict[str, str]]:
    shown = []
    for worker in access.visible_complainants(actor, case).order_by("joined_at", "pk"):
        anonymous = worker.identity_level == IdentityLevel.ANONYMOUS
        shown.append(
            {
                "name": str(_("anonymous")) if anonymous else worker.name,
                "phone": mask_phone(worker.phone) if worker.phone else "",
                "level": worker.get_identity_level_display(),
            }
        )
    return shown


def _sessions(actor: Actor, case: Case) -> list[dict[str, object]]:
    """When and where both sides met, and who came; not what they said."""
    held = list(access.visible_sessions(actor, case).filter(shared_with_worker=True).order_by("held_at", "pk"))
    came: dict[UUID, list[str]] = {}
    for row in Attendance.objects.filter(session__in=held).order_by("pk"):
        said = f"{row.who}（{row.part}）" if row.part else row.who
        came.setdefault(row.session_id, []).append(said if row.present else str(_("%(who)s, absent")) % {"who": said})
    return [{"session": session, "came": came.get(session.pk, [])} for session in held]


def _evidence(case: Case) -> list[CaseFile]:
    """Files the worker may read as well, in the order in which they came; their numbers stay the same on every print."""
    files = CaseFile.objects.filter(case=case).exclude(audience=Audience.INTERNAL)
    return list(files.select_related("stored").order_by("at", "pk"))
