"""What is suggested for a new matter, on its file: three of each with the words that spoke, and one click takes one."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict
from unionhall.organisations import api as organisations
from unionhall.ui.responses import redirect_after_post

from .. import access, actions, queries, routing
from ..enums import About, Kind, Urgency
from ..forms.file_work import ChoiceForm
from ..models import Case, TriageChoice
from ..triage import sentences, suggesting
from .file_frame import on_desk

ENOUGH_CHOICES = 20
"""Choices below which a share would say little."""
TONES = {Urgency.URGENT: "red", Urgency.SOON: "amber", Urgency.NORMAL: "neutral"}


@dataclass
class Line:
    """One value offered: how sure, why, the words that spoke, and whether it may be taken."""

    value: str
    label: str
    sure: str = ""
    why: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    url: str = ""
    now: bool = False
    chosen: bool = False
    barred: str = ""


@dataclass
class Section:
    """What is offered about one thing."""

    about: str
    title: str
    lines: list[Line]
    hint: str = ""
    barred: str = ""
    """Why this reader takes none of them but what is so already."""
    chosen: TriageChoice | None = None
    none: bool = True


@dataclass
class Panel:
    sections: list[Section]
    url: str


@require_POST
def suggestions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one of the suggestions, or none of them. The case changes by the act that does so anyway."""
    case = on_desk(request, pk)
    access.may_choose(request.actor, case).or_refuse()
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return redirect_after_post(request, "cases:case", case.pk, message=_("Choose one of the list."))
    about, value = form.chosen
    actions.choose(case, by=request.actor, about=about, value=value, expected=form.cleaned_data["version"])
    if not access.desk_cases(request.actor).filter(pk=case.pk).exists():
        return redirect_after_post(
            request, "cases:worklist", message=_("Recorded. The matter is handled elsewhere now.")
        )
    return redirect_after_post(request, "cases:case", case.pk, message=_("Your choice is recorded."))


def panel(actor: Actor, case: Case) -> Panel | None:
    """What stands on the file; nothing for those who only read it, and nothing once the matter is being worked on."""
    if case.is_group or not access.may_choose(actor, case):
        return None
    offered = suggesting.offered_for(case)
    chosen = {row.about: row for row in TriageChoice.objects.filter(case=case).order_by("at", "pk")}
    sections = [
        _kinds(actor, case, offered),
        _bodies(actor, case, offered),
        _urgency(offered, chosen.get(About.URGENCY)),
        _same(actor, case, offered),
    ]
    for section in sections:
        if section.about != About.SAME and section.lines and not any("%" in line.sure for line in section.lines):
            section.hint = " ".join(filter(None, [section.hint, _trusted(actor, section.about)]))
        section.chosen = chosen.get(section.about)
        for line in section.lines:
            line.chosen = section.chosen is not None and section.chosen.chosen == line.value
    return Panel(sections, reverse("cases:suggestions", args=[case.pk]))


def percent(share: float | None) -> str:
    """In whole percent; nothing is ever quite sure, nor quite out of the question."""
    if share is None:
        return ""
    if 0.01 <= share <= 0.99:
        return f"{share * 100:.0f} %"
    return "> 99 %" if share > 0.5 else "< 1 %"


def _trusted(actor: Actor, about: str) -> str:
    """How far a rule can be trusted: how often its first suggestion was taken, once there are choices enough to say."""
    lately = queries.lately_taken(access.chosen_in_scope(actor), about)
    if lately.n < ENOUGH_CHOICES:
        return _("How often it is right is said once %(n)s choices are recorded.") % {"n": ENOUGH_CHOICES}
    return _("Of the last %(n)s choices the first was taken %(first)s times (%(share)s %%).") % {
        "n": lately.n,
        "first": lately.first,
        "share": round(100 * lately.first / lately.n),
    }


def _kinds(actor: Actor, case: Case, offered: suggesting.Offered) -> Section:
    lines = [
        Line(row["value"], str(Kind(row["value"]).label), percent(row["confidence"]), [], row["words"], now=row["value"] == case.kind)
        for row in offered.kinds
        if row["value"] in Kind.values
    ]  # fmt: skip
    hint = "" if offered.kinds_by == "model" else _("By the word rules; nothing was learnt yet.")
    return Section(About.KIND, str(About.KIND.label), lines, hint, _unless(access.may_correct(actor, case), lines))


def _bodies(actor: Actor, case: Case, offered: suggesting.Offered) -> Section:
    elsewhere = [row["value"] for row in offered.bodies if row["value"] != str(case.body_id)]
    inside: set[UUID] = set()
    verdict = access.may_reroute(actor, case)
    if elsewhere and verdict:
        inside = organisations.subtree_ids(actor.organisation_ids(*access.OVERSEERS))
    lines = []
    for row in offered.bodies:
        line = Line(
            row["value"], row["name"], percent(row["confidence"]),
            routing.sentences(row["why"]) or [_("Matters like this one ended there.")], row["words"],
            now=row["value"] == str(case.body_id),
        )  # fmt: skip
        if verdict and not line.now and UUID(line.value) not in inside:
            line.barred = _("This body stands outside your own. Offer the case to it as a transfer.")
        lines.append(line)
    return Section(About.BODY, str(About.BODY.label), lines, barred=_unless(verdict, lines))


def _unless(verdict: Verdict, lines: list[Line]) -> str:
    """The reason against it, where there is anything to take that is not so already."""
    return "" if verdict or all(line.now for line in lines) else str(verdict)


def _urgency(offered: suggesting.Offered, chosen: TriageChoice | None) -> Section:
    """All three levels, the one suggested first with its reasons."""
    suggested = offered.urgency["level"]
    levels = [suggested, *(level for level in reversed(Urgency.values) if level != suggested)]
    lines = []
    for level in levels:
        line = Line(level, str(Urgency(level).label), now=bool(chosen and chosen.chosen == level))
        if level == suggested:
            for reason in offered.urgency["reasons"]:
                source = f" ({reason['source']})" if reason.get("source") else ""
                line.why.append(sentences.sign_words(reason) + source)
                line.words += reason["words"]
            line.why = line.why or [_("No sign of urgency was found.")]
            line.sure = _("suggested")
        lines.append(line)
    return Section(About.URGENCY, str(About.URGENCY.label), lines, _("By a table of words that can be read, not by what was learnt."), none=False)  # fmt: skip


def _same(actor: Actor, case: Case, offered: suggesting.Offered) -> Section:
    """The likeliest of those one may see; of the others nothing is said."""
    keys = [row["value"] for row in offered.same]
    rows = access.visible_cases(actor).filter(pk__in=keys).select_related("group").defer("account").order_by("pk")
    seen = {str(row.pk): row for row in rows} if keys else {}
    may = access.may_gather(actor, case)
    lines = []
    for row in [row for row in offered.same if row["value"] in seen][: suggesting.TOP]:
        other = seen[row["value"]]
        line = Line(row["value"], other.number, sentences.grade_words(row["grade"]), sentences.alike_words(row["why"], row["confidence"]))  # fmt: skip
        line.url = reverse("cases:case", args=[other.pk])
        line.now = bool(case.group_id) and other.group_id == case.group_id
        line.barred = _not_together(actor, case, other) if may and not line.now else ""
        lines.append(line)
    return Section(About.SAME, _("Perhaps the same matter"), lines, barred=_unless(may, lines))


def _not_together(actor: Actor, case: Case, other: Case) -> str:
    """Why this one cannot be put into a group with that one; nothing where it can."""
    if other.body_id != case.body_id:
        return _("The cases lie at different bodies.")
    verdict = access.may_gather(actor, other) if other.group is None else access.may_add_workers(actor, other.group)
    return "" if verdict else str(verdict.reason)


def beyond(panel: Panel | None, alike: list[Any]) -> list[Any]:
    """Of the cases that are alike, those the panel does not name already."""
    named = {line.value for section in panel.sections for line in section.lines} if panel else set()
    return [case for case in alike if str(case.pk) not in named]
