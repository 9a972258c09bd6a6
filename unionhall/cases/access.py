"""Who may see a case, a transfer, a note or a file, and who may do what to it? Every permission stands here.

Four doors lead to a case and each has its own set: the worker's own matters, the matters of one's body, the matters below
it for those who oversee, and what was transferred. An actor tied to an employer never passes the middle two for a case that
names it; routing has then sent the case one level up.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.sealed import lookup
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import HANDLERS, Role

from .enums import Audience, Purpose, TransferKind
from .models import (
    BulkAct,
    Callback,
    Case,
    CaseFile,
    Complainant,
    ConsentRequest,
    IntakeDraft,
    Note,
    Party,
    SavedView,
    Session,
    Transfer,
    TransferStep,
)
from .states import DISPUTE, TRANSFER, TransferState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

# Roles that read all matters below their body; the other handlers read those of their own body.
OVERSEERS = (Role.OFFICER, Role.SUPERVISOR)
LIVE = (TransferState.OFFERED, TransferState.ACCEPTED)


# --- what is visible -------------------------------------------------------------------------------------------------


def own_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of the person themselves, of those they have a mandate for, and the one a receipt code opened."""
    return Case.objects.filter(_own(actor))


def desk_cases(actor: Actor) -> QuerySet[Case]:
    """Cases one works on or oversees, without those that name an employer one is tied to."""
    return Case.objects.filter(_desk(actor))


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Every case this actor may open. Lists, searches, counts, exports, boards and the API begin here."""
    return Case.objects.filter(_desk(actor) | _own(actor))


_NOTHING = Q(pk__in=[])


def _own(actor: Actor) -> Q:
    doors = _NOTHING
    if actor.self_and_mandates:
        doors |= Q(Exists(Complainant.objects.filter(case=OuterRef("pk"), person__in=actor.self_and_mandates)))
    if actor.link.startswith("receipt:"):
        doors |= Q(Exists(Complainant.objects.filter(case=OuterRef("pk"), pk=actor.link.removeprefix("receipt:"))))
    return doors


def _desk(actor: Actor) -> Q:
    if actor.via == "system":
        return Q()
    scope = _NOTHING
    overseen = {post.organisation_id: LEVEL_COLUMN[post.level] for post in actor.posts if post.role in OVERSEERS}
    for organisation_id, column in overseen.items():
        scope |= Q(**{column: organisation_id})
    # Each body once: one equality is one index, an OR is not.
    for organisation_id in sorted(actor.organisation_ids(*HANDLERS) - set(overseen)):
        scope |= Q(body=organisation_id)
    if not actor.tied_employers:
        return scope
    tied = list(actor.tied_employers)
    return scope & ~Q(employer__in=tied) & ~_names(tied, "pk")


def _names(tied: list[UUID], key: str) -> Q:
    """The case under `key` names one of the employers: as a party, or in a case of its group."""
    party = Exists(Party.objects.filter(case=OuterRef(key), employer__in=tied))
    inside = Exists(Case.objects.filter(group=OuterRef(key), employer__in=tied))
    party_inside = Exists(Party.objects.filter(case__group=OuterRef(key), employer__in=tied))
    return Q(party) | Q(inside) | Q(party_inside)


def is_own(actor: Actor, case: Case) -> bool:
    """Whether the case is the actor's own, of someone they have a mandate for, or the one their receipt code opens."""
    return _remembered(case, ("own", actor), lambda: Case.objects.filter(_own(actor), pk=case.pk).exists())


def _remembered(case: Case, question: tuple[str, Actor], ask: Callable[[], bool]) -> bool:
    """One page asks fourteen verbs about one case; the answer is looked up once for this copy of the case."""
    answers: dict[tuple[str, Actor], bool] = case.__dict__.setdefault("_answers", {})
    if question not in answers:
        answers[question] = ask()
    return answers[question]


def purpose_of(actor: Actor, case: Case) -> Purpose:
    """Why this actor opens the file, as the worker will read it."""
    if case.handler_id and case.handler_id == actor.person_id:
        return Purpose.HANDLING
    if case.body_id in actor.organisation_ids(*HANDLERS):
        return Purpose.DUTY
    if not is_own(actor, case):
        return Purpose.SUPERVISION
    mandated = Complainant.objects.filter(case=case, person__in=actor.mandates).exists()
    return Purpose.MANDATE if mandated else Purpose.OWN


def visible_transfers(actor: Actor) -> QuerySet[Transfer]:
    """Sent by one's bodies, or received by them while they are open; the case behind stays closed to a receiver."""
    if actor.via == "system":
        return Transfer.objects.all()
    sent = received = _NOTHING
    for post in actor.posts:
        if post.role in HANDLERS or post.role == Role.SUPERVISOR:
            sent |= Q(from_body=post.organisation_id)
        if post.role in HANDLERS or post.role == Role.PARTNER:
            received |= Q(to_body=post.organisation_id, state__in=LIVE)
    transfers = Transfer.objects.filter(sent | received)
    if actor.tied_employers:
        tied = list(actor.tied_employers)
        transfers = transfers.exclude(_names(tied, "case")).exclude(case__employer__in=tied)
    return transfers


def visible_notes(actor: Actor, case: Case) -> QuerySet[Note]:
    """Handlers read every note; the worker reads those shared with them."""
    notes = Note.objects.filter(case=case)
    if sees_desk(actor, case):
        return notes
    return notes.filter(audience=Audience.WORKER) if is_own(actor, case) else notes.none()


def visible_files(actor: Actor, case: Case) -> QuerySet[CaseFile]:
    """Handlers open every file; the worker those shared with them, which includes all they sent."""
    files = CaseFile.objects.filter(case=case)
    if sees_desk(actor, case):
        return files
    return files.filter(audience=Audience.WORKER) if is_own(actor, case) else files.none()


def visible_sessions(actor: Actor, case: Case) -> QuerySet[Session]:
    sessions = Session.objects.filter(case=case)
    if sees_desk(actor, case):
        return sessions
    return sessions.filter(shared_with_worker=True) if is_own(actor, case) else sessions.none()


def visible_transfer_notes(actor: Actor, transfer: Transfer) -> QuerySet[Note]:
    """What was shared over a transfer: its own notes, never others of the case."""
    return Note.objects.filter(transfer=transfer, audience=Audience.AGENCY)


def visible_transfer_files(actor: Actor, transfer: Transfer) -> QuerySet[CaseFile]:
    return CaseFile.objects.filter(transfer=transfer, audience=Audience.AGENCY)


def visible_transfer_steps(actor: Actor, transfer: Transfer) -> QuerySet[TransferStep]:
    return TransferStep.objects.filter(transfer=transfer)


def visible_complainants(actor: Actor, case: Case) -> QuerySet[Complainant]:
    """The worker sees themselves; those who work on or oversee the case see them all."""
    people = Complainant.objects.filter(case=case)
    if sees_desk(actor, case):
        return people
    own = Q(person__in=actor.self_and_mandates)
    if actor.link.startswith("receipt:"):
        own |= Q(pk=actor.link.removeprefix("receipt:"))
    return people.filter(own)


def visible_views(actor: Actor) -> QuerySet[SavedView]:
    return SavedView.objects.filter(person=actor.person_id) if actor.person_id else SavedView.objects.none()


def visible_bulk_acts(actor: Actor) -> QuerySet[BulkAct]:
    return BulkAct.objects.filter(asked_by=actor.person_id) if actor.person_id else BulkAct.objects.none()


def visible_drafts(actor: Actor) -> QuerySet[IntakeDraft]:
    """One's own drafts; those begun before signing in are found by the key in the browser."""
    return IntakeDraft.objects.filter(person=actor.person_id) if actor.person_id else IntakeDraft.objects.none()


def drafts_under(key: str) -> QuerySet[IntakeDraft]:
    """The draft whose key one holds, written by nobody who is signed in."""
    held = IntakeDraft.objects.filter(key_hash__in=[*lookup(key, "link").alternatives], person__isnull=True)
    return held.order_by("-saved_at", "pk")


def drafts_of_browser(actor: Actor, key: str) -> QuerySet[IntakeDraft]:
    """The draft whose key the browser holds: begun by nobody who was signed in, or by this person."""
    held = IntakeDraft.objects.filter(key_hash__in=[*lookup(key, "link").alternatives])
    mine = Q(person__isnull=True) | Q(person=actor.person_id) if actor.person_id else Q(person__isnull=True)
    return held.filter(mine).order_by("-saved_at", "pk")


def visible_consent_requests(actor: Actor, case: Case) -> QuerySet[ConsentRequest]:
    """What the worker was asked: for the worker, and for those who work on or oversee the case."""
    asked = ConsentRequest.objects.filter(case=case)
    return asked if sees_desk(actor, case) or is_own(actor, case) else asked.none()


def sees_desk(actor: Actor, case: Case) -> bool:
    """Whether the actor reads the case as one who works on or oversees it."""
    return _remembered(case, ("desk", actor), lambda: desk_cases(actor).filter(pk=case.pk).exists())


# --- who ---------------------------------------------------------------------------------------------------------------


def _tied(actor: Actor, case: Case) -> bool:
    tied = list(actor.tied_employers)
    if not tied:
        return False
    if case.employer_id in tied:
        return True
    return _remembered(case, ("tied", actor), lambda: Case.objects.filter(_names(tied, "pk"), pk=case.pk).exists())


def _at_body(actor: Actor, case: Case, *roles: str) -> Verdict:
    """The actor holds one of the roles at the body that has the case, and is tied to nobody in it."""
    if actor.via == "system":
        return YES
    if _tied(actor, case):
        return no(_("You have a tie to an employer in this matter."), _("It is handled one level up."), "tied")
    if case.body_id in actor.organisation_ids(*(roles or HANDLERS)):
        if is_own(actor, case):
            return no(_("This is your own matter."), _("A colleague handles it."), "own_matter")
        return YES
    return no(_("This matter belongs to another body."), _("Only those on duty there can do this."), "other_body")


def _overseeing(actor: Actor, case: Case) -> Verdict:
    """An officer or supervisor of the body that has the case, or of one above it; chairs at their own body."""
    if actor.via == "system":
        return YES
    if _tied(actor, case):
        return no(_("You have a tie to an employer in this matter."), _("It is handled one level up."), "tied")
    for post in actor.posts:
        if post.role in OVERSEERS and getattr(case, LEVEL_COLUMN[post.level]) == post.organisation_id:
            return YES
        if post.role in (Role.GRASSROOTS_CHAIR, Role.COORDINATOR) and post.organisation_id == case.body_id:
            return YES
    return no(
        _("Only an officer, supervisor or coordinator of the responsible body can do this."),
        _("Ask the person in charge there."),
        "not_overseeing",
    )


def _in_charge(actor: Actor, case: Case) -> Verdict:
    """The handler named on the file; before one is named, anyone on duty; officers and coordinators of the body always."""
    at_body = _at_body(actor, case)
    if not at_body or actor.via == "system":
        return at_body
    if case.handler_id in (None, actor.person_id):
        return YES
    if case.body_id in actor.organisation_ids(Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR):
        return YES
    return no(
        _("This matter is in the hands of a colleague."), _("Ask them, or have it assigned to you."), "other_handler"
    )


def _worker_or_charge(actor: Actor, case: Case) -> Verdict:
    """The worker, someone with their mandate, or those in charge on the worker's word."""
    return YES if is_own(actor, case) else _in_charge(actor, case)


# --- verbs of a case ---------------------------------------------------------------------------------------------------


def may_bring(actor: Actor) -> Verdict:
    """Anyone may bring a matter, signed in or not."""
    return YES


def may_enter_for(actor: Actor) -> Verdict:
    """Paper and telephone matters are entered by those who receive workers."""
    if actor.via == "system" or actor.holds(*HANDLERS):
        return YES
    return no(
        _("Only those who receive workers enter matters for them."), _("Bring your own matter from the home page.")
    )


def may_promise(actor: Actor) -> Verdict:
    """Promises bind the whole federation: its system administrator enters them, or an officer of its highest body."""
    if actor.via == "system" or actor.holds(Role.SYSTEM_ADMIN):
        return YES
    top = organisations.top_body() if actor.holds(Role.OFFICER) else None
    if top is not None and top.pk in actor.organisation_ids(Role.OFFICER):
        return YES
    return no(
        _("Service promises are entered by the system administrator or an officer of the federation."),
        _("Ask the system administrator."),
    )


def may_import_letters(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(Role.OFFICER):
        return YES
    return no(_("Only a federation officer brings in old letters."), _("Ask an officer of your federation."))


def may_accept(actor: Actor, case: Case) -> Verdict:
    return all_of(_at_body(actor, case), DISPUTE.may(case, "accept", actor))


def may_refuse(actor: Actor, case: Case) -> Verdict:
    """Refusing is for an officer, coordinator or chair of the body, and names who is competent instead."""
    who = _at_body(actor, case, Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR)
    return all_of(who, DISPUTE.may(case, "refuse", actor))


def may_consult(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "consult", actor))


def may_negotiate(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "negotiate", actor))


def may_mediate(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "mediate", actor))


def may_settle(actor: Actor, case: Case) -> Verdict:
    """The handler named on the file, or an officer or coordinator of the body."""
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "settle", actor))


def may_fail(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "fail", actor))


def may_arbitrate(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "arbitrate", actor))


def may_litigate(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "litigate", actor))


def may_perform(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "perform", actor))


def may_close(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), DISPUTE.may(case, "close", actor))


def may_withdraw(actor: Actor, case: Case) -> Verdict:
    """The worker, or those in charge recording the worker's word."""
    return all_of(_worker_or_charge(actor, case), DISPUTE.may(case, "withdraw", actor))


def may_reopen(actor: Actor, case: Case) -> Verdict:
    """The worker who says it is not solved, or those in charge."""
    return all_of(_worker_or_charge(actor, case), DISPUTE.may(case, "reopen", actor))


def may_lapse(actor: Actor, case: Case) -> Verdict:
    return DISPUTE.may(case, "lapse", actor)


def may_answer_feedback(actor: Actor, case: Case) -> Verdict:
    """The worker, signed in or by the link sent to them, once the matter is performed or closed."""
    if case.state not in ("performed", "closed"):
        return no(_("The matter is still running."), _("You will be asked when it is finished."), "running")
    if actor.link == f"feedback:{case.pk}" or is_own(actor, case):
        return YES
    return no(_("Only the worker answers this."), _("Use the link that was sent to the worker."))


def may_default(actor: Actor, case: Case) -> Verdict:
    return DISPUTE.may(case, "default", actor)


def may_hand_over(actor: Actor, case: Case) -> Verdict:
    return DISPUTE.may(case, "hand_over", actor)


def _not_ended(case: Case) -> Verdict:
    if case.is_ended:
        return no(_("The matter is ended."), _("Reopen it first."), "ended")
    return YES


def may_assign(actor: Actor, case: Case) -> Verdict:
    return all_of(_overseeing(actor, case), _not_ended(case))


def may_be_assigned(actor: Actor, case: Case, person_id: UUID, *, on_duty: bool, tied: bool) -> Verdict:
    """The person works at the body and is tied to no employer in the matter."""
    if tied:
        return no(_("This person has a tie to an employer in the matter."), _("Choose somebody else."), "tied")
    if not on_duty:
        return no(_("This person is not on duty at the responsible body."), _("Choose somebody who is."), "not_on_duty")
    return YES


def may_reroute(actor: Actor, case: Case) -> Verdict:
    return all_of(_overseeing(actor, case), _not_ended(case))


def may_correct(actor: Actor, case: Case) -> Verdict:
    """Kind, employer, amount and days are put right by those in charge while the case runs."""
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_write_note(actor: Actor, case: Case) -> Verdict:
    return _at_body(actor, case)


def may_message(actor: Actor, case: Case) -> Verdict:
    """The worker may always write to those who handle the matter."""
    if is_own(actor, case):
        return YES
    return no(_("Only the worker writes here."), _("Use a note instead."))


def may_add_file(actor: Actor, case: Case) -> Verdict:
    """The worker adds evidence as long as the matter runs; handlers add files."""
    return all_of(_worker_or_charge(actor, case), _not_ended(case))


def may_use_draft(actor: Actor, draft: IntakeDraft) -> Verdict:
    """A draft is its writer's; one begun without signing in belongs to whoever holds its key."""
    if actor.via == "system" or draft.person_id in (None, actor.person_id):
        return YES
    return no(_("This draft belongs to somebody else."), _("Begin your own."), "not_own")


def may_ask_consent(actor: Actor, case: Case) -> Verdict:
    """Those in charge ask the worker whether the matter may go to another body."""
    return all_of(_in_charge(actor, case), YES if case.state == "refused" else _not_ended(case))


def may_answer_consent(actor: Actor, request: ConsentRequest) -> Verdict:
    """The worker, or somebody with their mandate, answers once; a yes can be taken back."""
    if not is_own(actor, request.case):
        return no(_("Only the worker answers this."), _("Ask the worker."), "not_own")
    if request.answered_at is not None:
        return no(_("This was answered already."), _("A yes can be taken back below."), "answered")
    return YES


def may_take_back_consent(actor: Actor, case: Case) -> Verdict:
    if is_own(actor, case):
        return YES
    return no(_("Only the worker takes a consent back."), _("Ask the worker."), "not_own")


def may_object(actor: Actor, case: Case) -> Verdict:
    """The worker may object to somebody having opened the file; the person in charge answers."""
    return may_message(actor, case)


def may_hold_session(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_write_agreement(actor: Actor, case: Case) -> Verdict:
    """The agreement is written out by those in charge while the settlement can still be performed."""
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_suspend(actor: Actor, case: Case) -> Verdict:
    if case.paused:
        return no(_("The clock is stopped already."), _("Start it again first."), "paused")
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_resume(actor: Actor, case: Case) -> Verdict:
    if not case.paused:
        return no(_("The clock is running."), _("Nothing needs to be done."), "running")
    return _in_charge(actor, case)


def may_extend(actor: Actor, case: Case) -> Verdict:
    """More time is given by those who oversee, not by the handler alone."""
    return all_of(_overseeing(actor, case), _not_ended(case))


def may_add_party(actor: Actor, case: Case) -> Verdict:
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_gather(actor: Actor, case: Case) -> Verdict:
    """Put a case into a group: those in charge of it, while it runs and stands alone."""
    if case.group_id or case.is_group:
        return no(_("This case belongs to a group already."), _("Split it off first."), "grouped")
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_split(actor: Actor, case: Case) -> Verdict:
    if case.group_id is None:
        return no(_("This case belongs to no group."), _("Nothing needs to be done."), "not_grouped")
    return _in_charge(actor, case)


def may_add_workers(actor: Actor, case: Case) -> Verdict:
    if not case.is_group:
        return no(_("Workers are added to a group case."), _("Gather this case into a group first."), "not_a_group")
    return all_of(_in_charge(actor, case), _not_ended(case))


def may_act_on_group(actor: Actor, case: Case) -> Verdict:
    """Those on duty at the body ask for one act in all cases of a group; each case still decides for itself."""
    if not case.is_group:
        return no(_("This is no group case."), _("Do it on the file of the case itself."), "not_a_group")
    return _at_body(actor, case)


def may_call_back(actor: Actor, callback: Callback) -> Verdict:
    """Those in charge make the call-back, once."""
    if callback.done_at or callback.cancelled_at:
        return no(_("This call-back was made or cancelled already."), _("Look at the timeline of the file."), "done")
    return _at_body(actor, callback.case)


def may_reveal(actor: Actor, case: Case) -> Verdict:
    """A phone number is shown in full to those on duty at the body, for a stated purpose; the worker sees that."""
    return _at_body(actor, case)


def overseen_bodies(actor: Actor) -> "QuerySet[Organisation]":
    """The bodies whose matters stand on one's worklist: one's own, and for those who oversee all below."""
    scope = Q(pk__in=list(actor.organisation_ids(*HANDLERS)))
    for post in actor.posts:
        if post.role in OVERSEERS:
            scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return organisations.visible_organisations(actor).filter(scope, receives_cases=True)


def may_see_transfers(actor: Actor) -> Verdict:
    """Those who send matters on, and the agencies that receive them."""
    if actor.holds(*HANDLERS, Role.SUPERVISOR, Role.PARTNER):
        return YES
    return no(_("Transfers are for those who send or receive matters."), _("Your own matters are on your home page."))


def may_see_worklist(actor: Actor) -> Verdict:
    """Those who work on matters or oversee those who do."""
    if actor.holds(*HANDLERS, Role.SUPERVISOR):
        return YES
    return no(_("The worklist is for those who work on matters."), _("Your own matters are on your home page."))


def revealed_cases(actor: Actor) -> QuerySet[Case]:
    """Cases of which one may show names and phones in full: `may_reveal`, for a whole list at once."""
    return desk_cases(actor).filter(body__in=actor.organisation_ids(*HANDLERS)).exclude(_own(actor))


def may_export(actor: Actor) -> Verdict:
    if actor.holds(*HANDLERS, Role.SUPERVISOR):
        return YES
    return no(_("Only those who work on matters export lists."), _("Ask an officer of your body."))


def may_see_loads(actor: Actor) -> Verdict:
    if actor.holds(*OVERSEERS):
        return YES
    return no(_("Only officers and supervisors see how work is spread."), _("Ask your supervisor."))


def may_save_view(actor: Actor) -> Verdict:
    return may_export(actor)


def may_recompute(actor: Actor) -> Verdict:
    """The clock itself does this, at night or from the console."""
    if actor.via == "system":
        return YES
    return no(_("Clocks are recomputed by the system."), _("Ask the system administrator."))


# --- verbs of a transfer ------------------------------------------------------------------------------------------------


def _sends(actor: Actor, transfer: Transfer) -> Verdict:
    if actor.via == "system" or transfer.from_body_id in actor.organisation_ids(*HANDLERS):
        return YES
    return no(_("Only the body that sent it can do this."), _("Ask the sender."), "not_sender")


def is_sender(actor: Actor, transfer: Transfer) -> bool:
    """Whether the actor acts for the body that sent it."""
    return bool(_sends(actor, transfer))


def _receives(actor: Actor, transfer: Transfer) -> Verdict:
    if actor.via == "system" or actor.link == f"transfer:{transfer.pk}":
        return YES
    if transfer.to_body_id in actor.organisation_ids(*HANDLERS, Role.PARTNER):
        return YES
    return no(_("Only the body it was sent to can do this."), _("Ask the receiver."), "not_receiver")


def may_offer(actor: Actor, case: Case) -> Verdict:
    """Those in charge offer a case or ask a service of another body, while the case runs."""
    who = _in_charge(actor, case)
    return all_of(who, YES if case.state == "refused" else _not_ended(case))


def may_offer_without_consent(actor: Actor, case: Case) -> Verdict:
    """Passing on without consent is a logged act of an officer of the body."""
    if actor.via == "system" or case.body_id in actor.organisation_ids(Role.OFFICER):
        return YES
    return no(
        _("Without the worker's consent only an officer of the body may pass this on, with a reason."),
        _("Ask the worker for consent, or ask an officer."),
        "no_consent",
    )


def may_accept_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    if actor.link and transfer.kind == TransferKind.TRANSFER:
        return no(_("A case can only move to a body with an account."), _("Answer by letter, or ask for a referral."))
    return all_of(_receives(actor, transfer), TRANSFER.may(transfer, "accept_transfer", actor))


def may_decline_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return all_of(_receives(actor, transfer), TRANSFER.may(transfer, "decline_transfer", actor))


def may_revoke_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return all_of(_sends(actor, transfer), TRANSFER.may(transfer, "revoke_transfer", actor))


def may_return_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return all_of(_receives(actor, transfer), TRANSFER.may(transfer, "return_transfer", actor))


def may_finish_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    """The receiver records the outcome; the sender may, when it came by letter."""
    who = _receives(actor, transfer) or _sends(actor, transfer)
    return all_of(who, TRANSFER.may(transfer, "finish_transfer", actor))


def may_lapse_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    return TRANSFER.may(transfer, "lapse_transfer", actor)


def may_record_step(actor: Actor, transfer: Transfer) -> Verdict:
    """Both sides record dated steps while the transfer is open."""
    if not transfer.is_live:
        return no(_("This transfer is ended."), _("Offer it again if it is still needed."), "ended")
    return _receives(actor, transfer) or _sends(actor, transfer)


def may_link_out(actor: Actor, transfer: Transfer) -> Verdict:
    """A one-time link for a body without an account is made by the sender while an answer is awaited."""
    if not transfer.is_live:
        return no(_("This transfer is ended."), _("Offer it again if it is still needed."), "ended")
    return _sends(actor, transfer)
