"""How good are the suggestions? How often the first was taken, how often one of three; and what they were learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice, Column, Fact, Figure
from unionhall.ui.responses import page
from unionhall.ui.words import date_words

from .. import access, queries
from ..enums import About, Kind
from ..forms.triage import PeriodForm
from ..queries import Taken
from ..triage import in_use, learning

SMALL = 5
ABOUT = (About.KIND, About.BODY, About.URGENCY, About.SAME)


@dataclass(frozen=True)
class Row:
    """One kind; a count too small to show is None."""

    label: str
    n: int | None
    first: int | None = None
    offered: int | None = None


@require_safe
def suggestion_quality(request: HttpRequest) -> HttpResponse:
    """For those who oversee, over the cases they oversee."""
    actor = actor_of(request)
    if not access.may_see_how_good(actor):
        raise Http404
    form = PeriodForm(request.GET)
    since, until = form.bounds
    choices = access.chosen_in_scope(actor)
    totals = {row.key: row for row in queries.taken_by(choices, "about", since, until)}
    by_kind = queries.taken_by(choices.filter(about=About.KIND), "case__kind", since, until)
    context = {
        "form": form,
        "crumbs": [
            Choice(_("Worklist"), reverse("cases:worklist")),
            Choice(_("Who has how much"), reverse("cases:loads")),
            Choice(_("How good are the suggestions?")),
        ],
        "figures": [figure for about in ABOUT for figure in _figures(about, totals.get(str(about)))],
        "rows": without_small(by_kind),
        "columns": [
            Column(_("Kind")),
            Column(_("choices"), numeric=True),
            Column(_("the first taken"), numeric=True),
            Column(_("one of three taken"), numeric=True),
        ],
        "models": [_model(about) for about in (About.KIND, About.BODY)],
    }
    return page(request, "cases/desk/suggestion_quality.html", context, status=200 if form.is_valid() else 422)


def _figures(about: About, taken: Taken | None) -> list[Figure]:
    """The first, and one of three; for urgency, where one is suggested, the first alone."""
    definition = _(
        "Out of the matters in which an officer chose in the period (each counts once, with the last choice), those in which "
        "the first suggestion was taken, or for “one of three” any of those offered. What an officer puts right by hand on the "
        "file counts as not taken, unless it is what was offered. Matters without a choice are not counted."
    )
    n = taken.n if taken else 0
    names = [(_("%(about)s: the first was taken"), taken.first if taken else 0)]
    if about != About.URGENCY:
        names.append((_("%(about)s: one of three was taken"), taken.offered if taken else 0))
    figures = []
    for name, count in names:
        shown = n >= SMALL
        figures.append(
            Figure(
                label=name % {"about": about.label},
                value=share(count, n) if shown else _("too few to show") if n else _("nothing yet"),
                definition=definition,
                as_of=clock.now(),
                numerator=count if shown else None,
                denominator=n if shown else None,
            )
        )
    return figures


def share(part: int, whole: int) -> str:
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)} %" if whole else ""


def without_small(rows: Sequence[Taken]) -> list[Row]:
    """Counts under five are hidden; one row hidden alone would follow from the sum, so the next smallest hides with it."""
    small = {row.key for row in rows if row.n < SMALL}
    if len(small) == 1 and len(rows) > 1:
        small.add(min((row for row in rows if row.key not in small), key=lambda row: (row.n, row.key)).key)
    return [
        Row(str(Kind(row.key).label), None)
        if row.key in small
        else Row(str(Kind(row.key).label), row.n, _unless_small(row.first), _unless_small(row.offered))
        for row in rows
    ]


def _unless_small(count: int) -> int | None:
    return None if 0 < count < SMALL else count


def _model(about: About) -> dict[str, Any]:
    """What suggests now, in facts; without a model the rule that does."""
    row = in_use.newest(about)
    if row is None:
        rule = (
            _("the word rules; nothing was learnt yet that does better")
            if about == About.KIND
            else _("the register alone; nothing was learnt yet that does better")
        )
        return {"title": about.label, "facts": [Fact(_("Suggested by"), rule)]}
    figures, other = row.figures, row.figures.get("compared_with", {})
    source = _("own closed cases") if row.source == learning.OWN else row.source
    rule = _("the word rules") if about == About.KIND else _("always the commonest body")
    return {
        "title": about.label,
        "facts": [
            Fact(_("Learnt on"), date_words(row.trained_at), _("from %(n)s letters: %(source)s") % {"n": row.trained_on, "source": source}),
            Fact(_("Right at the first guess"), _rate(figures, "accuracy"), _("%(rule)s: %(rate)s") % {"rule": rule, "rate": _rate(other, "accuracy")}),
            Fact(_("Macro-F1"), _number(figures, "macro_f1"), _("%(rule)s: %(rate)s") % {"rule": rule, "rate": _number(other, "macro_f1")}),
            Fact(_("Right among three"), _rate(figures, "top3_accuracy")),
            Fact(_("Percentages are off by"), _rate(figures, "calibration_error"), _("on average, on letters not learnt from")),
        ],
    }  # fmt: skip


def _rate(figures: dict[str, Any], name: str) -> str:
    return f"{figures[name] * 100:.1f} %" if name in figures else ""


def _number(figures: dict[str, Any], name: str) -> str:
    return f"{figures[name]:.3f}" if name in figures else ""
