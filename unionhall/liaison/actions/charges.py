"""Who answers for what: handing over, one or many at once; and what becomes of it when somebody leaves."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.saying import address, is_past
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices
from unionhall.people import api as people

from .. import access, queries
from ..enums import ChargeEnd
from ..models import Charge, LiaisonList, LiaisonSubject

if TYPE_CHECKING:
    from unionhall.people.models import Person


@transaction.atomic
def hand_over(found: LiaisonList, subjects: Iterable[UUID], *, by: Actor, to: "Person") -> int:
    """Let somebody answer for these from today, whoever did before. How many changed hands."""
    found = LiaisonList.objects.select_for_update(of=("self",)).select_related("body").get(pk=found.pk)
    access.may_hand_over(by, found).or_refuse()
    if not queries.serves(found, to.pk):
        raise Refused(
            no(_("This person does not work for this list."), _("Choose somebody of the body or station."), "not_there")
        )
    today, changed = clock.today(), 0
    rows = LiaisonSubject.objects.select_for_update(of=("self",)).filter(
        of_list=found, pk__in=list(subjects), ended_on__isnull=True
    )
    tied = people.employers_tied_to(to.pk, on=today)
    for subject in rows.order_by("pk"):
        if subject.employer_id in tied:
            raise Refused(
                no(_("This person is tied to one of these employers."), _("Give that one to somebody else."), "tied")
            )
        before = subject.charges.filter(until__isnull=True).first()
        if before is not None and before.person_id == to.pk:
            continue
        if before is not None:
            _end(before, ChargeEnd.HANDED_OVER)
        Charge(subject=subject, person=to, since=today).save(force_insert=True)
        audit.record("liaison.handed_over", subject, by=by, person=str(to.pk))
        changed += 1
    return changed


@transaction.atomic
def leave_behind(charge: Charge, *, by: Actor) -> Charge:
    """Somebody works here no longer: the subject stands without anybody, and those who keep the list are told."""
    access.may_follow(by).or_refuse()
    charge = Charge.objects.select_for_update(of=("self",)).select_related("subject__of_list").get(pk=charge.pk)
    if charge.until is not None:
        return charge
    _end(charge, ChargeEnd.POST_ENDED)
    found = charge.subject.of_list
    audit.record("liaison.left_behind", charge.subject, by=by, person=str(charge.person_id))
    if not is_past():
        keepers = people.people_with_posts(found.body_id, *access.KEEPERS).exclude(pk=charge.person_id)
        link = address(f"{found.get_absolute_url()}?show=without")
        for person in keepers:
            if not notices.told_to_since(person.pk, "unassigned", clock.now() - timedelta(hours=1)):
                notices.tell("unassigned", by=by, person_id=person.pk, about=found, link=link)
    return charge


def _end(charge: Charge, why: str) -> None:
    charge.until, charge.why_ended = max(clock.today(), charge.since), why
    charge.save(update_fields=["until", "why_ended"])
