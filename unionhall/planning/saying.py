"""What the figures of a run or a plan say, in sentences: with numerator and denominator, and how certain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionhall.core import workdays
from unionhall.geo.onways import off_at_most

from . import charts, pictures
from .enums import COVERING, CountedWhat, DoorHours, Objective, Under, Weekday
from .states import PlanState, RunState

if TYPE_CHECKING:
    from .models import CircleRun, DemandLayer, SitingPlan


def percent(part: float, whole: float) -> str:
    """A share with one decimal; nothing of nothing is a dash, and less than all is never said to be all."""
    if not whole:
        return "—"
    share = part / whole
    if share < 1 and round(share, 3) == 1:
        return "> 99.9 %"
    if share > 0 and round(share, 3) == 0:
        return "< 0.1 %"
    return f"{share * 100:.1f} %"


def share_words(part: float, whole: float) -> str:
    """A share with both its numbers."""
    return f"{percent(part, whole)} ({part:,.0f} / {whole:,.0f})"


def moment_words(record: Any) -> str:
    """The day and the hour of a reckoning: a weekday of an ordinary week, or a date."""
    day, minute = record.day, record.minute
    clock = f"{minute // 60:02d}:{minute % 60:02d}"
    if day is None:
        return f"{Weekday(record.weekday).label} {clock}"
    said = f"{date_format(day)} · {Weekday(record.weekday).label}"
    if workdays.is_holiday(day):
        said += " · " + _("public holiday")
    return f"{said} {clock}"


def week_words(record: Any) -> str:
    """By which hours doors were counted as open."""
    if record.hours != DoorHours.REGISTERED:
        return ""
    if record.day is None:
        return _(
            "By the hours of an ordinary week: seasons, holidays and closures are left aside. Name a date to have them counted."
        )
    if workdays.is_holiday(record.day) is None:
        return _(
            "By the hours of that date, with its season and closures; the public holidays of that year are not announced yet."
        )
    return _("By the hours of that date, with its season, public holiday and closures.")


def pace_words(record: Any) -> str:
    """The speed, and what the straight line is multiplied with."""
    said = _("%(n)s metres a second") % {"n": f"{record.speed:g}"}
    if record.network_id is None and record.detour != 1:
        said += " · " + _("straight line times %(n)s") % {"n": f"{record.detour:g}"}
    return said


def network_words(record: Any) -> str:
    """Along what one goes, as it was when it was reckoned."""
    said = record.basis.get("network")
    if said:
        return _("%(name)s, as of %(day)s") % {
            "name": said["name"],
            "day": date_format(date.fromisoformat(said["as_of"])),
        }
    if record.network_id:
        return str(record.network.name)
    return _("in a straight line, no network")


def demand_words(record: Any) -> str:
    said = record.basis.get("demand")
    if not said:
        return ""
    what, day = CountedWhat(said["counts"]).label, date_format(date.fromisoformat(said["as_of"]))
    return _("%(what)s at %(points)s points, as of %(day)s; %(source)s") % {
        "what": what,
        "points": f"{said['points']:,}",
        "day": day,
        "source": said["source"],
    }


def off_words(points: int, minutes: float, speed: float) -> str:
    """How many of the points lie so far from every way that nobody gets anywhere from there within those minutes."""
    if not points:
        return ""
    return ngettext(
        "%(n)s lies more than %(metres)s m from every way and is counted as not reached.",
        "%(n)s lie more than %(metres)s m from every way and are counted as not reached.",
        points,
    ) % {"n": f"{points:,}", "metres": f"{off_at_most(minutes * 60 * speed):,.0f}"}


def layer_words(layer: DemandLayer) -> str:
    """What a layer counts, at how many points, as of when and from where."""
    return _("%(what)s at %(points)s points, as of %(day)s; %(source)s") % {
        "what": layer.get_counts_display(), "points": f"{layer.points:,}", "day": date_format(layer.as_of), "source": layer.source,
    }  # fmt: skip


def station_words(said: dict[str, Any]) -> str:
    """What is to be known about the stations behind a figure."""
    parts = []
    if said.get("unknown_hours"):
        parts.append(_("hours of %(n)s are not known: counted as shut") % {"n": f"{said['unknown_hours']:,}"})
    if said.get("off_network"):
        parts.append(_("%(n)s lie away from every way: nobody reaches them") % {"n": f"{said['off_network']:,}"})
    return "; ".join(parts)


def widest_share(run: CircleRun) -> str:
    """The share within the most minutes that were asked."""
    if run.state != RunState.DONE:
        return ""
    band = run.found["bands"][-1]
    return f"{share_words(band['covered'], run.found['total'])} · {_('%(n)s minutes') % {'n': band['minutes']}}"


def definition_of_run(run: CircleRun) -> str:
    """What is counted, by which rule."""
    doors = {
        DoorHours.REGISTERED: _("open on %(at)s by their registered hours") % {"at": moment_words(run)},
        DoorHours.ANY: _("of any hours"),
        DoorHours.ALWAYS: _("open 24 hours"),
    }[DoorHours(run.hours)]
    how = _("along the ways") if run.network_id else _("in a straight line")
    return _("The numbers of all points (%(what)s) from which a door %(doors)s is reached %(how)s within the minutes, at %(speed)s metres a second; of the sum of all points.") % {
        "what": run.demand.get_counts_display(), "doors": doors, "how": how, "speed": f"{run.speed:g}",
    }  # fmt: skip


def sentence_of_run(run: CircleRun) -> str:
    """The first line of the page."""
    band, found = run.found["bands"][-1], run.found
    return _("Of %(total)s %(what)s, %(covered)s (%(share)s) reach a counted door within %(n)s minutes.") % {
        "total": f"{found['total']:,.0f}", "what": run.demand.get_counts_display(), "covered": f"{band['covered']:,.0f}",
        "share": percent(band["covered"], found["total"]), "n": band["minutes"],
    }  # fmt: skip


def sentence_of_day(run: CircleRun) -> str:
    """What closing does to it."""
    falls = charts.hours_of_fall(run)
    if not falls:
        return _("The share stays much the same through the day.")
    rows = {row["hour"]: row for row in run.found["day"]}
    after, before = rows[falls[0]], rows[falls[0] - 1]
    return _("What closes by %(hour)s does most to it: %(doors_before)s doors are open at %(hour_before)s, %(doors_after)s at %(hour)s. Of the %(total)s counted then, %(after)s (%(share)s) reach one; with the doors before it would be %(held)s (%(share_held)s): %(lost)s fewer.") % {
        "hour": f"{after['hour']:02d}:00", "hour_before": f"{before['hour']:02d}:00", "doors_before": before["stations"], "doors_after": after["stations"],
        "total": f"{after['total']:,.0f}", "after": f"{after['covered']:,.0f}", "share": percent(after["covered"], after["total"]),
        "held": f"{after['held']:,.0f}", "share_held": percent(after["held"], after["total"]), "lost": f"{after['held'] - after['covered']:,.0f}",
    }  # fmt: skip


def district_rows(run: CircleRun) -> list[dict[str, Any]]:
    """Each district with its shares and their denominators."""
    return [
        {
            "name": row["name"] or _("outside the boundaries that are loaded"),
            "total": f"{row['total']:,.0f}",
            "bands": [_share(band["covered"], row["total"]) for band in row["bands"]],
            "rural": _share(row["rural"]["covered"], row["total"]),
        }
        for row in run.found.get("districts", [])
    ]


def _share(part: float, whole: float) -> dict[str, str]:
    return {"said": percent(part, whole), "of": f"{part:,.0f} / {whole:,.0f}"}


# --- plans --------------------------------------------------------------------------------------------------------------------


def metres_words(metres: float | None) -> str:
    """A way as people say it."""
    if metres is None:
        return "—"
    return _("%(n)s m") % {"n": f"{metres:,.0f}"} if metres < 10_000 else _("%(n)s km") % {"n": f"{metres / 1000:,.1f}"}


def result_words(plan: SitingPlan) -> str:
    """What came out, short."""
    answer = plan.answer
    if not answer:
        return ""
    if plan.objective in COVERING:
        return share_words(answer["covered"], answer["total"])
    return metres_words(answer.get("after_metres"))


def gap_words(plan: SitingPlan) -> str:
    """How good the answer certainly is."""
    answer = plan.answer
    if not answer:
        return ""
    if answer["proven"]:
        return _("Proven: no plan within these limits is better.")
    gap = f"{_gap(answer) * 100:.2f}".rstrip("0").rstrip(".") or "0"
    if plan.state == PlanState.PROVING:
        return _("So far: at most %(gap)s %% from the best possible; it is being reckoned on.") % {"gap": gap}
    return _("At most %(gap)s %% from the best possible.") % {"gap": gap}


def _gap(answer: dict[str, Any]) -> float:
    """How far the sites shown are from the best at most, by the latest bound; the better ones a proof has in hand are not shown yet."""
    bound = (answer.get("interim") or answer)["bound"]
    larger = max(abs(bound), abs(answer["value"]))
    return float(min(1.0, abs(bound - answer["value"]) / larger)) if larger else 0.0


def definition_of_plan(plan: SitingPlan) -> str:
    """What the figures of a plan count."""
    how = _("along the ways") if plan.network_id else _("in a straight line")
    facts = {"what": plan.demand.get_counts_display(), "how": how, "n": plan.minutes, "speed": f"{plan.speed:g}"}
    if plan.objective in (Objective.MCLP, Objective.LSCP):
        return (
            _(
                "The numbers of all points (%(what)s) from which a station is reached %(how)s within %(n)s minutes at %(speed)s metres a second; of the sum of all points. Counted again from the sites alone."
            )
            % facts
        )
    if plan.objective == Objective.BACKUP:
        return (
            _(
                "The numbers of all points (%(what)s) from which two stations are reached %(how)s within %(n)s minutes at %(speed)s metres a second; of the sum of all points. Counted again from the sites alone."
            )
            % facts
        )
    if plan.objective == Objective.PMEDIAN:
        return _("The way %(how)s to the nearest station, averaged over all that is counted (%(what)s).") % facts
    return _("The way %(how)s to the nearest station from the point that has the longest.") % facts


def existing_words(plan: SitingPlan) -> str:
    said = plan.basis.get("stations")
    if not said:
        return str(plan.get_hours_display())
    at = f" · {moment_words(plan)}" if plan.hours == DoorHours.REGISTERED else ""
    return _("%(n)s fixed") % {"n": f"{said['counted']:,}"} + f" · {plan.get_hours_display()}{at}"


def sentence_of_plan(plan: SitingPlan) -> str:
    """The first line of the page."""
    answer, sites = plan.answer, len(plan.answer["sites"])
    new = ngettext("%(n)s new station", "%(n)s new stations", sites) % {"n": sites}
    what = plan.demand.get_counts_display()
    if plan.objective not in COVERING:
        return _("With %(new)s: %(before)s today, %(after)s then.") % {
            "new": new, "before": metres_words(answer.get("before_metres")), "after": metres_words(answer.get("after_metres")),
        }  # fmt: skip
    facts = {
        "new": new, "what": what, "before": f"{answer['before']:,.0f}", "covered": f"{answer['covered']:,.0f}", "total": f"{answer['total']:,.0f}",
        "share_before": percent(answer["before"], answer["total"]), "share": percent(answer["covered"], answer["total"]),
    }  # fmt: skip
    if plan.objective == Objective.BACKUP:
        return (
            _(
                "With %(new)s, %(covered)s of %(total)s %(what)s have two stations within reach (%(share)s); today %(before)s have (%(share_before)s)."
            )
            % facts
        )
    return (
        _(
            "With %(new)s, %(covered)s of %(total)s %(what)s are reached (%(share)s); today it is %(before)s (%(share_before)s)."
        )
        % facts
    )


def few_words(plan: SitingPlan) -> str:
    """Why there are fewer sites than were asked for; nothing where there are as many."""
    sites, cheapest = len(plan.answer["sites"]), plan.answer.get("cheapest")
    if plan.under == Under.BUDGET and plan.budget is not None and cheapest is not None and cheapest > plan.budget:
        return _("The cheapest candidate costs %(cost)s yuan, the budget is %(budget)s yuan: no site can be paid for.") % {
            "cost": f"{cheapest:,.2f}", "budget": f"{plan.budget:,.2f}",
        }  # fmt: skip
    if plan.under == Under.COUNT and plan.new and sites < plan.new:
        return _("%(new)s were asked for, %(n)s are proposed: no further candidate would change the result.") % {
            "new": f"{plan.new:,}", "n": f"{sites:,}",
        }  # fmt: skip
    return ""


def site_rows(plan: SitingPlan) -> list[dict[str, Any]]:
    """Each site, where it is, and why there."""
    return [
        {
            "number": number,
            "name": site["name"] or site["id"],
            "where": f"{site['id']} · {site['lon']:.5f}, {site['lat']:.5f}",
            "why": why_here(plan, site),
            "cost": f"{site['cost']:,.2f}" if plan.answer.get("has_costs") else "",
        }
        for number, site in enumerate(plan.answer["sites"], 1)
    ]


def why_here(plan: SitingPlan, site: dict[str, Any]) -> str:
    """“Reaches 1,240 riders, 310 of whom had none … the next best is …”."""
    what = plan.demand.get_counts_display()
    parts = []
    if plan.objective in COVERING:
        facts = {
            "reaches": f"{site.get('reaches') or 0:,.0f}",
            "what": what,
            "none": f"{site.get('had_none') or 0:,.0f}",
        }
        parts.append(_("Reaches %(reaches)s %(what)s, %(none)s of whom had none.") % facts)
        if site.get("adds") is not None:
            parts.append(_("Without it, %(adds)s fewer are reached.") % {"adds": f"{site['adds']:,.0f}"})
    elif site.get("adds") is not None:
        parts.append(_("Without it the ways would be %(metres)s longer altogether.") % {"metres": metres_words(site["adds"])} if plan.objective == Objective.PMEDIAN
                     else _("Without it the longest way would be %(metres)s longer.") % {"metres": metres_words(site["adds"])})  # fmt: skip
    rival = site.get("next")
    if rival:
        if plan.objective in COVERING:
            parts.append(
                _("The next best in its place is %(name)s: it brings back %(adds)s.")
                % {"name": rival["name"] or rival["id"], "adds": f"{rival['adds'] or 0:,.0f}"}
            )
        else:
            parts.append(_("The next best in its place is %(name)s.") % {"name": rival["name"] or rival["id"]})
    return " ".join(parts)


def compared(one: SitingPlan, other: SitingPlan) -> dict[str, Any]:
    """Two plans in the same rows: what was asked, what came out, which sites they share."""
    mine = {site["id"]: site["name"] or site["id"] for site in one.answer["sites"]}
    theirs = {site["id"]: site["name"] or site["id"] for site in other.answer["sites"]}
    both = [name for key, name in mine.items() if key in theirs]
    rows = [
        (label, say(one), say(other))
        for label, say in (
            (_("What they should achieve"), lambda plan: plan.get_objective_display()),
            (_("Demand"), lambda plan: plan.demand.name),
            (_("Along which ways"), network_words),
            (_("Within"), lambda plan: _("%(n)s minutes") % {"n": plan.minutes}),
            (_("New stations"), lambda plan: str(len(plan.answer["sites"]))),
            (_("Cost"), lambda plan: f"{plan.answer.get('spent', 0):,.2f}" if plan.answer.get("has_costs") else ""),
            (_("Today"), lambda plan: _before(plan)),
            (_("Result"), result_words),
            (_("How good"), gap_words),
        )
    ]
    if not comparable(one, other):
        sentence = _("These plans count different things; their shares cannot be laid beside each other.")
    else:
        more, less = sorted((one, other), key=lambda plan: -plan.answer["covered"])
        difference = more.answer["covered"] - less.answer["covered"]
        facts = {
            "more": more.name,
            "less": less.name,
            "n": f"{difference:,.0f}",
            "what": one.demand.get_counts_display(),
        }
        sentence = (
            _("“%(more)s” reaches %(n)s %(what)s more than “%(less)s”.") % facts
            if difference
            else _("Both reach the same number.")
        )
    sides = [
        {
            "plan": plan, "pins": pictures.pins_of_plan(plan), "legend": pictures.legend_of_plan(plan), "attribution": plan.basis.get("attribution", ""),
            "only": _(", ").join(name for key, name in here.items() if key not in there),
        }
        for plan, here, there in ((one, mine, theirs), (other, theirs, mine))
    ]  # fmt: skip
    return {"rows": rows, "sentence": sentence, "sides": sides, "both": _(", ").join(both)}


def comparable(one: SitingPlan, other: SitingPlan) -> bool:
    """The same people, counted by the same kind of rule."""
    return (
        one.demand_id == other.demand_id
        and one.slot == other.slot
        and one.objective in COVERING
        and other.objective in COVERING
        and ((one.objective == Objective.BACKUP) == (other.objective == Objective.BACKUP))
    )


def _before(plan: SitingPlan) -> str:
    answer = plan.answer
    if plan.objective in COVERING:
        return share_words(answer["before"], answer["total"])
    return metres_words(answer.get("before_metres"))
