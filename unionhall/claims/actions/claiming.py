"""Items of findings become claims, and are dropped again."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..models import Claim, KeptFinding
from ._shared import claimed_items, end, locked, needs, write_claims


@transaction.atomic
def claim(finding: KeptFinding, items: Collection[str], *, by: Actor, reason: str = "") -> list[Claim]:
    """Ask for exactly these items of a finding; those asked for before and not named are dropped. Returns those in force."""
    kept = locked(finding)
    access.may_claim(by, kept).or_refuse()
    now = claimed_items(kept.pk)
    wanted = list(dict.fromkeys(items))
    dropped = [one for one in now if one.item not in wanted]
    made, missing = write_claims(kept, [path for path in wanted if path not in {one.item for one in now}], by=by)
    if missing:
        raise Refused(no(_("This finding has no such item."), _("Look at the finding again."), "no_such_item"))
    end(dropped, reason.strip())
    for one in made:
        audit.record("claim.made", one, by=by, case=str(kept.case_id), finding=str(kept.pk), item=one.item)
    for one in dropped:
        audit.record("claim.ended", one, by=by, case=str(kept.case_id), finding=str(kept.pk), item=one.item)
    return [*(one for one in now if one not in dropped), *made]


@transaction.atomic
def end_claim(claim: Claim, *, by: Actor, reason: str) -> Claim:
    """Drop one claim, with the reason."""
    locked_claim = Claim.objects.select_for_update(of=("self",)).select_related("case").get(pk=claim.pk)
    access.may_end_claim(by, locked_claim).or_refuse()
    reason = needs(reason, what=_("Why is it dropped?"), next_step=_("A few words are enough."))
    end([locked_claim], reason)
    audit.record(
        "claim.ended", locked_claim, by=by, case=str(locked_claim.case_id), finding=str(locked_claim.finding_id),
        item=locked_claim.item,
    )  # fmt: skip
    return locked_claim
