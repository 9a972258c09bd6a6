"""One kept finding: what it says, whether it would come out differently, what is claimed from it, and what it replaced."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.cases import api as cases
from unionhall.core.http import actor_of
from unionhall.core.verdict import Verdict
from unionhall.lawbook.reading import BadFacts
from unionhall.ui.asking import ask
from unionhall.ui.law import answer_words, in_language
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted
from unionhall.ui.words import money

from .. import access, actions, api, queries, reckoning
from ..forms import ClaimingForm, ReasonForm, RecomputingForm
from ..models import KeptFinding
from ..shown import Shown, differences, shown
from ..tabling import Worker
from ..tasks import changed_facts
from .frame import case_on_desk, finding_on_desk, note_reading, trail

GET_AND_POST = ["GET", "HEAD", "POST"]
SHOWN_ON_FILE = 6


@require_safe
@never_cache
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Findings and claims as a panel on the file."""
    actor, case = case_on_desk(request, pk)
    found = queries.newest_first(queries.in_force(access.visible_findings(actor).filter(case=case)))
    rows = [_row(one) for one in found.select_related("case", "complainant")[:SHOWN_ON_FILE]]
    claims = api.claims_of(case, by=actor)
    context = {
        "case": case,
        "rows": rows,
        "more": max(0, found.count() - len(rows)),
        "claims": len(claims),
        "sum": sum((claim.amount for claim in claims), reckoning.ZERO),
        "provisional": any(claim.provisional for claim in claims),
        "may": access.may_reckon(actor, case),
        "trail": trail(case, (_("Findings and claims"), "")),
    }
    return page(request, "claims/of_case.html", context, fragment="panel")


def _row(kept: KeptFinding) -> dict[str, Any]:
    told = kept.finding
    return {
        "finding": kept,
        "title": in_language(told["title"]),
        "headline": in_language(told["headline"]) or in_language(told["title"]),
        "worker": Worker(kept.case, kept.complainant).name if kept.complainant_id else "",
        "provisional": reckoning.is_provisional(told),
        "differs": kept.would_be is not None,
    }


@require_safe
@never_cache
def finding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The finding as it was kept."""
    actor, kept = finding_on_desk(request, pk)
    note_reading(actor, kept.case)
    return page(request, "claims/finding.html", _context(actor, kept))


def _context(actor: Any, kept: KeptFinding, form: ClaimingForm | None = None) -> dict[str, Any]:
    told = kept.finding
    claimed = list(kept.claims.filter(ended_at__isnull=True).order_by("at", "pk"))
    may: Verdict = access.may_recompute(actor, kept)
    return {
        "kept": kept,
        "case": kept.case,
        "finding": shown(told),
        "worker": Worker(kept.case, kept.complainant).name if kept.complainant_id else "",
        "may": may,
        "claims_form": form or _claiming_form(kept, {claim.item for claim in claimed}),
        "claimed": claimed,
        "may_claim": access.may_claim(actor, kept),
        "changes": _changes(kept),
        "would": _would(kept),
        "after": queries.after(kept),
        "before": [(old, _short(old)) for old in queries.before(kept)],
        "crumbs": trail(kept.case, (in_language(told["title"]), "")),
    }


def _short(kept: KeptFinding) -> str:
    return in_language(kept.finding["headline"]) or in_language(kept.finding["title"])


def _claiming_form(kept: KeptFinding, claimed: set[str], data: Any = None) -> ClaimingForm:
    """What may be asked for: every amount of the finding; where nothing is claimed yet, the usual ones are ticked."""
    told = kept.finding
    items = [(one.path, _item_words(told, one)) for one in reckoning.sums(told) if one.amount > reckoning.ZERO]
    start = sorted(claimed) or reckoning.usual_claims(told)
    return ClaimingForm(data, items=items, initial={"items": start})


def _item_words(told: dict[str, Any], one: reckoning.Sum) -> str:
    words = f"{in_language(one.words)} · {money(one.amount)}"
    if one.path.startswith(reckoning.OTHER):
        number = int(one.path.split(".")[1])
        return _("%(item)s (other reading: %(words)s)") % {
            "item": words, "words": in_language(told["alternatives"][number]["words"]),
        }  # fmt: skip
    return words


def _changes(kept: KeptFinding) -> list[tuple[str, str, str]]:
    """Facts the file knows otherwise today: what, as reckoned, as known now."""
    if not kept.in_force:
        return []
    calculator = reckoning.calculator(kept.calculator)
    facts = {fact.name: fact for fact in calculator.facts} if calculator else {}
    inputs = kept.finding["inputs"]
    return [
        (
            in_language(facts[name].ask).rstrip("？?"),
            answer_words(facts[name], inputs[name]) if inputs.get(name) is not None else "—",
            answer_words(facts[name], known.value),
        )
        for name, known in changed_facts(kept).items()
    ]


def _would(kept: KeptFinding) -> list[tuple[str, str, str]] | None:
    """What the night found: item, as kept, as it would be now; an empty list where no answer would come out."""
    would = kept.would_be
    if not kept.in_force or would is None or "result" not in would:
        return None
    return differences(kept.finding, would) if would["result"] is not None else []


@require_http_methods(GET_AND_POST)
@never_cache
def recomputing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reckon again with the same facts and today's book: old and new side by side, then a reason."""
    actor, kept = finding_on_desk(request, pk)
    access.may_recompute(actor, kept).or_refuse()
    told = kept.finding
    fresh: Shown | None = None
    different: list[tuple[str, str, str]] = []
    same = False
    try:
        now = reckoning.find(kept.calculator, told["inputs"], on=kept.on).as_dict()
        fresh, different = shown(now), differences(told, now)
        same = now["result"] == told["result"] and reckoning.version_of(now) == kept.book
    except BadFacts:
        pass
    form = RecomputingForm(request.POST if request.method == "POST" else None)
    status, made = submitted(request, form, lambda said: actions.recompute(kept, by=actor, reason=said["reason"])[0])
    if status == DONE and made is not None:
        return redirect_after_post(request, "claims:finding", made.pk, message=_("The new finding is on the file."))
    context = {
        "kept": kept, "form": form, "old": shown(told), "new": fresh, "different": different, "same": same,
        "crumbs": trail(kept.case, (in_language(told["title"]), kept.get_absolute_url()), (_("Reckon again"), "")),
    }  # fmt: skip
    return page(request, "claims/recomputing.html", context, status=status)


@require_http_methods(GET_AND_POST)
def setting_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The finding does not count any more."""
    actor, kept = finding_on_desk(request, pk)
    access.may_set_aside(actor, kept).or_refuse()
    return ask(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        act=lambda said: actions.set_aside(kept, by=actor, reason=said["reason"]),
        title=_("Set the finding “%(title)s” aside") % {"title": in_language(kept.finding["title"])},
        lead=_("It stays readable with your reason; what was claimed from it is dropped."),
        button=_("Set aside"),
        done=_("Set aside."),
        back=("claims:finding", pk),
        danger=True,
        crumbs=trail(kept.case, (in_language(kept.finding["title"]), kept.get_absolute_url()), (_("Set aside"), "")),
    )


@require_http_methods(["POST"])
def claiming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which items of the finding are asked for."""
    actor, kept = finding_on_desk(request, pk)
    access.may_claim(actor, kept).or_refuse()
    form = _claiming_form(kept, set(), request.POST)

    def act(said: dict[str, Any]) -> KeptFinding:
        actions.claim(kept, said["items"], by=actor)
        return kept

    status, _made = submitted(request, form, act)
    if status == DONE:
        return redirect_after_post(request, "claims:finding", pk, message=_("Recorded in the table of claims."))
    return page(request, "claims/finding.html", _context(actor, kept, form), status=status)


@require_http_methods(GET_AND_POST)
def dropping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop one claim."""
    actor = actor_of(request)
    claim = (
        access.visible_claims(actor)
        .filter(pk=pk, case__in=cases.desk_cases(actor))
        .select_related("case", "finding")
        .first()
    )
    if claim is None:
        raise Http404
    access.may_end_claim(actor, claim).or_refuse()
    label = in_language(reckoning.name_of(claim.calculator, claim.item))
    return ask(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        act=lambda said: actions.end_claim(claim, by=actor, reason=said["reason"]),
        title=_("Drop the claim “%(title)s”") % {"title": label},
        lead=_("The finding stays on the file. Your reason is kept."),
        button=_("Drop the claim"),
        done=_("Dropped."),
        back=("claims:claims", claim.case_id),
        danger=True,
        crumbs=trail(
            claim.case, (_("Claims"), reverse("claims:claims", args=[claim.case_id])), (_("Drop the claim"), "")
        ),
    )
