"""Who sees papers, and who drafts, writes and sends them? Whoever may see and handle the matter itself; an employer never."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations.enums import Level
from unionhall.people.enums import HANDLERS, Role

from .enums import FOLLOWS, FOR_THE_WORKER, PaperKind
from .models import Paper
from .states import PaperState

if TYPE_CHECKING:
    from unionhall.cases.models import Case


def visible_papers(actor: Actor) -> QuerySet[Paper]:
    """Papers of the cases on one's desk; a case that names an employer one is tied to is on no desk of theirs."""
    if actor.via == "system":
        return Paper.objects.all()
    return Paper.objects.filter(case__in=cases.desk_cases(actor))


def may_draft(actor: Actor, case: "Case", kind: str) -> Verdict:
    """Those in charge of the matter, while it runs. Opinion and recommendation follow a letter that brought nothing."""
    charge = cases.may_correct(actor, case)
    if not charge:
        return charge
    if kind == PaperKind.MEDIATION_AGREEMENT:
        return no(
            _("The agreement is written from the settlement."), _("Record the settlement on the file."), "settlement"
        )
    before = FOLLOWS.get(PaperKind(kind))
    return _before_brought_nothing(case, before) if before else YES


def may_edit(actor: Actor, paper: Paper) -> Verdict:
    """The draft may be changed until the paper is sent or thrown away."""
    return all_of(_not_gone(paper), cases.may_correct(actor, paper.case))


def may_refill(actor: Actor, paper: Paper) -> Verdict:
    return may_edit(actor, paper)


def may_write(actor: Actor, paper: Paper) -> Verdict:
    return may_edit(actor, paper)


def may_bring_back(actor: Actor, paper: Paper) -> Verdict:
    """What was written once may come back from Word as the next version."""
    if paper.state == PaperState.DRAFT:
        return no(_("The paper is not written yet."), _("Write it as Word first."), "not_written")
    return may_edit(actor, paper)


def may_drop(actor: Actor, paper: Paper) -> Verdict:
    """A draft may be thrown away; what was written stays, with its number."""
    if paper.state != PaperState.DRAFT:
        return no(_("The paper has a number already."), _("Write a new version instead."), "written")
    return cases.may_correct(actor, paper.case)


def may_send(actor: Actor, paper: Paper) -> Verdict:
    """A written letter is sent once."""
    if not paper.is_letter:
        return no(_("Only letters of supervision are sent from here."), _("Hand it to the worker."), "not_a_letter")
    if paper.state == PaperState.DRAFT:
        return no(_("The paper is not written yet."), _("Write it as Word first."), "not_written")
    return all_of(_not_gone(paper), cases.may_correct(actor, paper.case))


def may_record_reply(actor: Actor, paper: Paper) -> Verdict:
    """What came back is recorded once, early or late; the matter may have ended meanwhile."""
    if paper.state == PaperState.ANSWERED:
        return no(_("The answer is recorded already."), _("Nothing needs to be done."), "answered")
    if paper.state != PaperState.SENT:
        return no(_("The letter has not been sent."), _("Record the sending first."), "not_sent")
    return cases.may_write_note(actor, paper.case)


def may_hand_over(actor: Actor, paper: Paper) -> Verdict:
    """Papers written for one worker are put on the worker's own page by those in charge."""
    if paper.kind not in FOR_THE_WORKER:
        return no(_("This paper is not written for the worker."), _("Print it or send it."), "not_for_the_worker")
    if paper.state == PaperState.DRAFT:
        return no(_("The paper is not written yet."), _("Write it as Word first."), "not_written")
    if paper.state == PaperState.DROPPED:
        return _not_gone(paper)
    if paper.complainant_id is None:
        return no(
            _("This paper is for several workers together."), _("Draft it for the one worker."), "several_workers"
        )
    return cases.may_correct(actor, paper.case)


def may_see_letters(actor: Actor) -> Verdict:
    """Those who work on matters or oversee those who do see which letters wait for an answer."""
    if actor.via == "system" or actor.holds(*HANDLERS, Role.SUPERVISOR):
        return YES
    return no(
        _("Letters of supervision are for those who work on matters."), _("Your own matters are on your home page.")
    )


def may_go_to_procuratorate(actor: Actor, paper: Paper) -> Verdict:
    """From county level up, when the employer does not cooperate: an opinion or a recommendation brought nothing."""
    if paper.kind not in (PaperKind.OPINION, PaperKind.RECOMMENDATION):
        return no(_("The opinion to the employer comes first."), _("Send the opinion."), "too_early")
    if paper.body.level > Level.COUNTY:
        return no(
            _("Only bodies from county level up pass a matter on to the procuratorate."),
            _("Ask the federation of the county."),
            "level",
        )
    return all_of(_brought_nothing(paper), cases.may_correct(actor, paper.case))


def _before_brought_nothing(case: "Case", kind: PaperKind) -> Verdict:
    last = Paper.objects.filter(case=case, kind=kind, state__in=[PaperState.SENT, PaperState.ANSWERED])
    found = last.select_related("sending", "reply").order_by("-sending__sent_on", "-pk").first()
    if found is None:
        if kind == PaperKind.NOTICE_LETTER:
            return no(_("The notice letter comes first."), _("Draft, write and send the notice letter."), "too_early")
        return no(_("The opinion to the employer comes first."), _("Send the opinion."), "too_early")
    return _brought_nothing(found)


def _brought_nothing(paper: Paper) -> Verdict:
    """The letter was not followed, or its answer is overdue."""
    if paper.state == PaperState.ANSWERED:
        if paper.reply.followed:
            return no(_("The letter was followed."), _("Nothing needs to be done."), "followed")
        return YES
    if paper.state == PaperState.SENT:
        if clock.today() > paper.sending.reply_due_on:
            return YES
        return no(_("The answer to the letter before is still awaited."), _("Wait until the day it is due."), "awaited")
    return no(_("The letter has not been sent."), _("Record the sending first."), "not_sent")


def _not_gone(paper: Paper) -> Verdict:
    if paper.state in (PaperState.SENT, PaperState.ANSWERED):
        return no(_("The letter has been sent."), _("What was sent stays as it is."), "sent")
    if paper.state == PaperState.DROPPED:
        return no(_("This draft was thrown away."), _("Draft it anew."), "dropped")
    return YES
