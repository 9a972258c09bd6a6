"""Who sees findings and claims, and who reckons for a file? Whoever may see and handle the matter itself."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no

from .models import Claim, KeptFinding

if TYPE_CHECKING:
    from unionhall.cases.models import Case


def visible_findings(actor: Actor) -> QuerySet[KeptFinding]:
    """Those of the cases on one's desk; a worker sees their own that they kept themselves or that became claims."""
    if actor.via == "system":
        return KeptFinding.objects.all()
    claimed = Exists(Claim.objects.filter(finding=OuterRef("pk"), ended_at__isnull=True))
    own = _of_worker(actor) & (Q(by_worker=True) | Q(claimed))
    return KeptFinding.objects.filter(Q(case__in=cases.desk_cases(actor)) | own)


def visible_claims(actor: Actor) -> QuerySet[Claim]:
    """Claims in the cases on one's desk, and a worker's own."""
    if actor.via == "system":
        return Claim.objects.all()
    return Claim.objects.filter(Q(case__in=cases.desk_cases(actor)) | _of_worker(actor))


def _of_worker(actor: Actor) -> Q:
    """What is about oneself, somebody one has a mandate for, or the worker a receipt code stands for."""
    own = Q(complainant__person__in=actor.self_and_mandates) if actor.self_and_mandates else Q(pk__in=[])
    if actor.link.startswith("receipt:"):
        own |= Q(complainant=actor.link.removeprefix("receipt:"))
    return own & Q(case__in=cases.own_cases(actor))


def may_keep(actor: Actor, case: "Case") -> Verdict:
    """Whoever may add to the file keeps a finding on it: those in charge, and the worker."""
    return cases.may_add_file(actor, case)


def may_reckon(actor: Actor, case: "Case") -> Verdict:
    """Those in charge of the case reckon for it, while it runs."""
    return cases.may_correct(actor, case)


def may_recompute(actor: Actor, finding: KeptFinding) -> Verdict:
    """Those in charge; the worker too where it is their own and no claim rests on it."""
    return all_of(_is_in_force(finding), _handles(actor, finding))


def may_set_aside(actor: Actor, finding: KeptFinding) -> Verdict:
    return may_recompute(actor, finding)


def may_claim(actor: Actor, finding: KeptFinding) -> Verdict:
    """Those in charge say what is asked for."""
    if finding.finding["result"] is None:
        return no(_("This finding has no amount."), _("Enter what is missing and reckon again."), "no_result")
    return all_of(_is_in_force(finding), may_reckon(actor, finding.case))


def may_end_claim(actor: Actor, claim: Claim) -> Verdict:
    if claim.ended_at is not None:
        return no(_("This claim was dropped already."), _("Nothing needs to be done."), "ended")
    return may_reckon(actor, claim.case)


def may_note_difference(actor: Actor) -> Verdict:
    """What would come out differently is looked for by the system alone."""
    if actor.via == "system":
        return YES
    return no(_("The system looks for this every night."), _("Reckon again instead."), "system_only")


def may_export_claims(actor: Actor, case: "Case") -> Verdict:
    """Whoever reads the case on the desk may take its claims out; it is recorded."""
    if actor.via == "system" or cases.desk_cases(actor).filter(pk=case.pk).exists():
        return YES
    return no(_("Only those who work on the matter can do this."), "", "not_on_desk")


def _is_in_force(finding: KeptFinding) -> Verdict:
    if finding.in_force:
        return YES
    return no(
        _("This finding is not in force any more."), _("Go on with the one that replaced it."), "finding_not_in_force"
    )


def _handles(actor: Actor, finding: KeptFinding) -> Verdict:
    charge = may_reckon(actor, finding.case)
    if charge or not finding.by_worker or finding.claims.filter(ended_at__isnull=True).exists():
        return charge
    own = KeptFinding.objects.filter(_of_worker(actor), pk=finding.pk).exists()
    return may_keep(actor, finding.case) if own else charge
