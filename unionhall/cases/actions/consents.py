"""May the matter go to another body? We ask, the worker answers, and can take the yes back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people

from .. import access, queries
from ..enums import Audience
from ..events import ConsentAsked, WorkerSpoke
from ..models import Case, Complainant, ConsentRequest, Note, Transfer
from ..states import TransferState
from ._shared import name_of, needs, taken
from .transfers import CONSENT_PURPOSE, revoke_transfer

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

CONSENT_VERSION = "transfer-1"


@transaction.atomic
def ask_consent(case: Case, *, by: Actor, to_body: "Organisation", purpose: str, why: str) -> ConsentRequest:
    """Ask the worker whether the matter may go to another body. They answer on their own page, or are called."""
    case = taken(case)
    access.may_ask_consent(by, case).or_refuse()
    why = needs(why, what=_("Why should it go there?"), next_step=_("Write it so that the worker understands."))
    if ConsentRequest.objects.filter(case=case, to_body=to_body, purpose=purpose, answered_at__isnull=True).exists():
        raise Refused(no(_("The worker has been asked this already and has not answered yet."), code="asked"))
    request = ConsentRequest(
        case=case,
        to_body=to_body,
        purpose=purpose,
        why=why,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
    )
    request.save(force_insert=True)
    audit.record("case.consent_asked", case, by=by, to=str(to_body.pk), purpose_of_transfer=purpose)
    announce(ConsentAsked(case_id=case.pk, request_id=request.pk))
    return request


@transaction.atomic
def answer_consent(request: ConsentRequest, *, by: Actor, agreed: bool) -> ConsentRequest:
    """The worker says yes or no. A yes is recorded as consent; an anonymous yes stands in the request alone."""
    case = taken(request.case)
    request = ConsentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    request.case = case
    access.may_answer_consent(by, request).or_refuse()
    request.answered_at, request.agreed = clock.now(), agreed
    person_id = _own_person(case, by)
    if agreed and person_id:
        request.consent = people.consent(
            person_id,
            by=by,
            purpose=CONSENT_PURPOSE,
            subject=queries.consent_subject(case),
            text_version=CONSENT_VERSION,
            through="web",
        )
    request.save(update_fields=["answered_at", "agreed", "consent"])
    audit.record("case.consent_answered", case, by=by, agreed=agreed, to=str(request.to_body_id))
    announce(WorkerSpoke(case_id=case.pk))
    return request


@transaction.atomic
def take_back_consent(case: Case, *, by: Actor, consent_id: UUID) -> None:
    """The worker takes a yes back. Offers nobody has answered are revoked; the handlers are told about the others."""
    case = taken(case)
    access.may_take_back_consent(by, case).or_refuse()
    given = people.live_consents(by.self_and_mandates, queries.consent_subject(case))
    row = given.filter(pk=consent_id, purpose=CONSENT_PURPOSE).first()
    if row is None:
        raise Refused(no(_("This consent was taken back already."), _("Nothing needs to be done."), "gone"))
    people.withdraw_consent(row, by=by)
    for transfer in Transfer.objects.filter(case=case, consent=row, state=TransferState.OFFERED).order_by("pk"):
        revoke_transfer(transfer, by=system("consent"), answer=str(_("The worker took back their consent.")))
    text = str(_("The worker took back their consent to pass the matter on. End what rests on it."))
    Note(case=case, at=clock.now(), by_id=None, audience=Audience.INTERNAL, text=text).save(force_insert=True)
    audit.record("case.consent_taken_back", case, by=by, consent=str(row.pk))
    announce(WorkerSpoke(case_id=case.pk))


@transaction.atomic
def hear_consent(case: Case, *, by: Actor, through: str) -> UUID:
    """Record the yes a worker gave in person, on the telephone or on paper to those in charge; the key of the consent."""
    case = taken(case)
    access.may_ask_consent(by, case).or_refuse()
    workers = Complainant.objects.filter(case=case, person__isnull=False).order_by("joined_at", "pk")
    person_id = workers.values_list("person_id", flat=True).first()
    if person_id is None:
        raise Refused(
            no(
                _("The worker of this matter is not known by name, so no consent can be recorded."),
                _("Ask them on their own page, or have an officer pass it on with a reason."),
                "nobody",
            )
        )
    row = people.consent(
        person_id,
        by=by,
        purpose=CONSENT_PURPOSE,
        subject=queries.consent_subject(case),
        text_version=CONSENT_VERSION,
        through=through,
    )
    audit.record("case.consent_heard", case, by=by, through=through, consent=str(row.pk))
    return row.pk


def _own_person(case: Case, by: Actor) -> UUID | None:
    """The worker in the case for whom this actor speaks."""
    people_of_case = Complainant.objects.filter(case=case, person__in=by.self_and_mandates)
    return people_of_case.order_by("joined_at", "pk").values_list("person_id", flat=True).first()
