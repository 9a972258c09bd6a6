"""A station on a supply chain: opening it, who serves there, what is blocked and what becomes of it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.cases.enums import IdentityLevel, Source
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people

from .. import access
from ..enums import StationRole
from ..models import Blockage, ChainStation, LiaisonSubject, StationPost, SubjectKind
from ..states import BLOCKAGE
from .lists import make_list

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Person


@transaction.atomic
def open_station(
    body: "Organisation",
    *,
    by: Actor,
    kind: SubjectKind,
    name: str,
    park: str,
    days: int,
    source: str,
    chief: "Person | None" = None,
    workers: int | None = None,
) -> ChainStation:
    """Open a liaison station on a supply chain with the list of its enterprises; its chief now or later."""
    access.may_open_station(by, body).or_refuse()
    found = make_list(body, by=by, kind=kind, name=name, days=days, source=source)
    station = ChainStation(of_list=found, park=park.strip()[:80], workers=workers, opened_on=clock.today())
    station.save(force_insert=True)
    audit.record("liaison.station_opened", station, by=by, list=str(found.pk))
    if chief is not None:
        staff(station, by=by, person=chief, role=StationRole.CHIEF)
    return station


@transaction.atomic
def staff(station: ChainStation, *, by: Actor, person: "Person", role: str) -> StationPost:
    """Name the chief or a resident officer. A new chief takes the place of the one before."""
    station = ChainStation.objects.select_for_update(of=("self",)).select_related("of_list__body").get(pk=station.pk)
    access.may_staff(by, station).or_refuse()
    if people.person_on_duty(person.pk) is None:
        raise Refused(no(_("This person holds no post today."), _("Give them a post first."), "no_post"))
    today = clock.today()
    live = StationPost.objects.select_for_update(of=("self",)).filter(station=station, until__isnull=True)
    for post in live.order_by("pk"):
        if post.person_id == person.pk and post.role == role:
            return post
        if post.person_id == person.pk or (role == StationRole.CHIEF and post.role == StationRole.CHIEF):
            post.until = max(today, post.since)
            post.save(update_fields=["until"])
    made = StationPost(station=station, person=person, role=role, since=today)
    made.save(force_insert=True)
    audit.record("liaison.station_staffed", station, by=by, person=str(person.pk), role=role)
    return made


@transaction.atomic
def end_station_post(post: StationPost, *, by: Actor) -> StationPost:
    """Somebody serves at the station no longer; what they answered for is handed over apart."""
    post = StationPost.objects.select_for_update(of=("self",)).select_related("station__of_list__body").get(pk=post.pk)
    if by.via != "system":
        access.may_staff(by, post.station).or_refuse()
    if post.until is None:
        post.until = max(clock.today(), post.since)
        post.save(update_fields=["until"])
        audit.record("liaison.station_post_ended", post.station, by=by, person=str(post.person_id), role=post.role)
    return post


@transaction.atomic
def raise_blockage(
    subject: LiaisonSubject, *, by: Actor, kind: str, title: str, account: str, name: str, phone: str = ""
) -> Blockage:
    """Bring what stops an enterprise as a case: it is routed, has its clock and its handler like any other."""
    subject = (
        LiaisonSubject.objects.select_for_update(of=("self",))
        .select_related("of_list__body", "of_list__station", "employer")
        .get(pk=subject.pk)
    )
    access.may_raise(by, subject).or_refuse()
    title = " ".join(title.split())[:120]
    if not title:
        raise Refused(no(_("What is blocked? A few words are missing."), _("Write them."), "title"))
    brought = cases.enter(
        by=by,
        source=Source.VISIT,
        identity_level=IdentityLevel.NAMED,
        name=name,
        phone=phone,
        kind=kind,
        account=account,
        employer=subject.employer,
        employer_name="" if subject.employer else subject.name,
        division=subject.division or subject.of_list.body.division,
    )
    made = Blockage(
        station=subject.of_list.station,
        subject=subject,
        case=brought.case,
        title=title,
        raised_at=clock.now(),
        raised_by_id=by.person_id,
    )
    made.save(force_insert=True)
    audit.record("blockage.raised", made, by=by, case=str(brought.case.pk))
    return made


@transaction.atomic
def follow_case(blockage: Blockage, verb: str, *, by: Actor) -> Blockage:
    """The case was resolved, ended otherwise, or goes on: the blockage is "clear"ed, "drop"ped, or there again ("raise_again")."""
    access.may_follow(by).or_refuse()
    blockage = Blockage.objects.select_for_update(of=("self",)).get(pk=blockage.pk)
    if not BLOCKAGE.may(blockage, verb, by):
        return blockage
    came_from = blockage.state
    BLOCKAGE.move(blockage, verb, by)
    blockage.cleared_at = clock.now() if verb == "clear" else None
    blockage.save(update_fields=["state", "cleared_at"])
    audit.record(f"blockage.{verb}", blockage, by=by, from_state=came_from, to_state=blockage.state)
    return blockage
