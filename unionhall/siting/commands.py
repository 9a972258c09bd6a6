"""`unionhall siting`: where the next stations should stand, with how far at most the plan is from the best."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import click
import numpy as np
import scipy.sparse as sp

from unionhall.geo.circles import RIDING, SPEED, Moment, metres_of, open_then, usual_speed
from unionhall.geo.network import MODES, Network
from unionhall.geo.onways import misread, off_at_most
from unionhall.geo.shell import language_option, plainly, tell
from unionhall.geo.tables import Points
from unionhall.geo.words import Complaint, Misused, Unreadable, Words

from . import files
from .answer import Answer, as_told
from .explain import Reason, compare, explain
from .instance import Flags, Instance, Unsound
from .objectives import Impossible, Objective
from .proof import MOST_WAYS, prove
from .recount import recount

MINUTES = 15.0
ALONG = ("minutes", "speed", "mode", "detour")
"""Options that say how far ways go."""
EVERYWHERE = 2.1e7
"""Metres: half way round the earth."""
SAYS = {
    True: Words("没有方案的 value 能高过 bound。", "No plan has a value above the bound."),
    False: Words("没有方案的 value 能低于 bound。", "No plan has a value below the bound."),
}
NAMED = 20
"""Ids named in a sentence; the JSON has them all."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--demand", required=True, type=FILE, help="Points of demand (CSV id,lon,lat,weight or GeoJSON).")
@click.option(
    "--candidates",
    required=True,
    type=FILE,
    help="Where a station could stand (id,lon,lat[,cost,capacity,name,hours]).",
)
@click.option("--existing", type=FILE, help="Stations that stand already; they stay.")
@click.option(
    "--network",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder written by `unionhall network import`; without it: as the crow flies.",
)
@click.option(
    "--matrix",
    type=FILE,
    help="A table demand_id,candidate_id,cost instead of a network; the other files then need only ids.",
)
@click.option("--radius", type=float, help="With --matrix: covered when the cost is at most this.")
@click.option("--minutes", type=float, help=f"Within reach when the way takes no longer. [default: {MINUTES:g}]")
@click.option(
    "--speed", type=float, help=f"Metres a second. [default: {SPEED} on foot, {RIDING} on two wheels, as in circles]"
)
@click.option("--mode", type=click.Choice(sorted(MODES)), help="On foot or on two wheels. [default: walk]")
@click.option(
    "--detour",
    type=float,
    help="Without a network: how much longer ways are than the straight line (1.3 to 1.6 in towns). [default: 1]",
)
@click.option(
    "--rural-km",
    type=float,
    help="The rule of the countryside instead of minutes: a straight radius in kilometres, as in circles (usual: 10).",
)
@click.option("--new", "new", type=click.IntRange(min=0), help="How many new stations at most.")
@click.option("--budget", type=float, help="What the new stations may cost together (candidates need the column cost).")
@click.option("--objective", type=click.Choice([str(one) for one in Objective]), default="mclp", show_default=True,
              help="mclp: cover most; lscp: cover all with the fewest; backup: cover most twice; pmedian: least way altogether; pcentre: shortest longest way.")  # fmt: skip
@click.option("--at", "at", help="Only stations open then count, for example “Tue 21:30”.")
@click.option(
    "--slot",
    "slots",
    multiple=True,
    metavar="NAME=TIME",
    help="A time of the week with people of its own, from the column weight_NAME; may be repeated.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=30.0,
    show_default=True,
    help="How long to look for the proven best.",
)
@click.option("--datum", help="What the files' coordinates are in: wgs84, gcj02, bd09.")
@click.option("--leave-out", is_flag=True, help="With lscp: leave out, and name, what no candidate covers.")
@click.option("--compare", "other", type=FILE, help="A plan written with --out (JSON): how this one differs.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the plan: .json, .csv or .geojson.")
@click.option("--json", "as_json", is_flag=True, help="The plan as JSON.")  # fmt: skip
@language_option
@plainly
def siting(language: str, **asked: Any) -> None:
    """Where the next stations should stand.

    The plan is counted again from its sites. "covered": people within reach (backup: of two). "value": what the objective counts: people
    (mclp, backup), new stations (lscp), people times way (pmedian), the longest way (pcentre). "bound": no plan has a value above it (mclp,
    backup) or below it (lscp, pmedian, pcentre). "gap": how far at most the value is from the best one, as a share from 0 to 1; 0 when it is proven.
    """
    _check(asked)
    try:
        told = _answered(asked)
    except Impossible as none:
        if asked["as_json"]:
            click.echo(
                json.dumps({"error": none.words.as_dict(), "uncoverable": list(none.points)}, ensure_ascii=False)
            )
        raise click.ClickException(none.words.in_(language) + _named(none.points)) from None
    except Unsound as wrong:
        raise click.ClickException(str(wrong)) from None
    if asked["out"]:
        try:
            _write(asked["out"], told)
        except OSError as wrong:
            raise Unreadable(
                Words(
                    f"写不了 {asked['out']}：{wrong.strerror}。", f"{asked['out']} cannot be written: {wrong.strerror}."
                )
            ) from None
    if asked["as_json"]:
        click.echo(json.dumps(told, ensure_ascii=False, allow_nan=False))
    else:
        _say(told, language)


def _check(asked: dict[str, Any]) -> None:
    """What contradicts itself is said before any file is read."""
    objective = Objective(asked["objective"])
    if objective is Objective.LSCP:
        if asked["new"] is not None or asked["budget"] is not None:
            raise Misused(
                Words(
                    "lscp 算的就是最少要几个站点，不用给 --new，也不用给 --budget。",
                    "lscp finds how many stations are needed; --new and --budget contradict it.",
                )
            )
    elif asked["new"] is None and asked["budget"] is None:
        raise Misused(
            Words(
                f"{objective} 要给 --new（新建几个）或 --budget（预算多少）。",
                f"{objective} needs --new (how many) or --budget (for how much).",
            )
        )
    if asked["leave_out"] and objective is not Objective.LSCP:
        raise Misused(
            Words(
                "--leave-out 只用于 lscp；别的目标覆盖不到的本来就不算。",
                "--leave-out is for lscp; the others leave out by themselves what they cannot cover.",
            )
        )
    if asked["matrix"]:
        if asked["network"]:
            raise Misused(Words("--matrix 和 --network 只能给一个。", "Either --matrix or --network."))
        if asked["radius"] is None and not objective.measures_ways:
            raise Misused(
                Words(
                    f"{objective} 用 --matrix 时要给 --radius：代价不超过它就算覆盖。",
                    f"{objective} with --matrix needs --radius: covered when the cost is at most that.",
                )
            )
    elif asked["radius"] is not None:
        raise Misused(
            Words(
                "--radius 要和 --matrix 一起用；没有矩阵时请用 --minutes 和 --speed。",
                "--radius goes with --matrix; otherwise say --minutes and --speed.",
            )
        )
    if asked["at"] and asked["slots"]:
        raise Misused(Words("--at 和 --slot 只能给一个。", "Either --at or --slot."))
    if asked["rural_km"] is not None:
        contrary = [one for one in ("matrix", "network", *ALONG) if asked[one] is not None]
        if contrary:
            raise Misused(
                Words(
                    f"--rural-km 按直线半径算，不能和 --{contrary[0]} 一起用。",
                    f"--rural-km is a straight radius; --{contrary[0]} contradicts it.",
                )
            )
    for name in ("minutes", "speed", "rural_km"):
        if asked[name] is not None and not (asked[name] > 0 and math.isfinite(asked[name])):
            raise Misused(
                Words(f"--{name.replace('_', '-')} 要大于 0。", f"--{name.replace('_', '-')} must be more than 0.")
            )
    if asked["detour"] is not None and not 1 <= asked["detour"] <= 10:
        raise Misused(Words("--detour 要在 1 到 10 之间。", "--detour must be between 1 and 10."))
    if asked["radius"] is not None and not asked["radius"] >= 0:
        raise Misused(Words("--radius 要是 0 或正数。", "--radius must be at least 0."))
    if asked["budget"] is not None and not (asked["budget"] >= 0 and math.isfinite(asked["budget"])):
        raise Misused(Words("--budget 要是 0 或正数。", "--budget must be a number of at least 0."))
    if any("=" not in one or not one.split("=", 1)[0].strip() for one in asked["slots"]):
        raise Misused(
            Words(
                "--slot 要写成 名称=时间，例如 --slot 夜里=“Tue 21:30”。",
                "--slot is NAME=TIME, for example --slot night=“Tue 21:30”.",
            )
        )
    if asked["out"] and asked["out"].suffix.lower() not in (".json", ".csv", ".geojson"):
        raise Misused(
            Words("--out 的文件名要以 .json、.csv 或 .geojson 结尾。", "--out ends in .json, .csv or .geojson.")
        )
    if asked["out"] and not asked["out"].absolute().parent.is_dir():
        raise Misused(
            Words(
                f"--out：没有 {asked['out'].parent} 这个文件夹。", f"--out: there is no folder {asked['out'].parent}."
            )
        )


def _answered(asked: dict[str, Any]) -> dict[str, Any]:
    objective = Objective(asked["objective"])
    warnings: list[Words] = []
    found, places = gathered(asked, objective, warnings)
    left_out: tuple[str, ...] = ()
    if asked["leave_out"] and found.unreached:
        left_out = found.unreached
        found = _without(found, set(left_out))
    answer = prove(found, objective, new=asked["new"], budget=asked["budget"], seconds=asked["seconds"])
    told: dict[str, Any] = answer.as_dict()
    told["share"] = answer.covered / answer.total if answer.total else None
    told["reach"] = _reach_in_words(asked)
    told["bound_says"] = SAYS[objective.maximises].as_dict()
    told["existing"] = [name for name, stands in zip(places.ids, places.existing, strict=True) if stands]
    told["unreached"] = list(found.unreached[:1000])
    told["unreached_count"] = len(found.unreached)
    if left_out:
        told["uncoverable"] = list(left_out)
    told["reasons"] = [_reason(one, places) for one in explain(found, answer)]
    if asked["other"]:
        told["compared"] = _compared(found, objective, answer, asked["other"])
    told["warnings"] = [one.as_dict() for one in warnings]
    return told


def _reach_in_words(asked: dict[str, Any]) -> dict[str, Any]:
    if asked["matrix"]:
        return {"by": "matrix", "radius": as_told(asked["radius"])}
    far = _metres(asked)
    if asked["rural_km"] is not None:
        return {"by": "straight line", "rural_km": asked["rural_km"], "metres": far}
    how = {"minutes": asked["minutes"] or MINUTES, "speed": _speed(asked), "metres": far}
    if asked["network"]:
        return {"by": "network", "mode": asked["mode"] or "walk", **how}
    return {"by": "straight line", "detour": asked["detour"] or 1.0, **how}


def _speed(asked: dict[str, Any]) -> float:
    return float(asked["speed"] or usual_speed(asked["mode"] or "walk"))


def _metres(asked: dict[str, Any]) -> float:
    """How far a station reaches: the radius of the countryside, or the minutes."""
    if asked["rural_km"] is not None:
        return float(asked["rural_km"] * 1000.0)
    return metres_of(asked["minutes"] or MINUTES, _speed(asked))


def gathered(asked: dict[str, Any], objective: Objective, warnings: list[Words]) -> tuple[Instance, files.Places]:
    """The instance of the files."""
    placed = not asked["matrix"]
    idle = [one for one in (ALONG if asked["matrix"] else ("detour",) if asked["network"] else ()) if asked[one]]
    if idle:
        said = [f"--{one}" for one in idle]
        warnings.append(
            Words(
                f"有费用表或路网时，{'、'.join(said)} 没有用。",
                f"Beside a matrix or a network {', '.join(said)} is not used.",
            )
        )
    names = [one.split("=", 1)[0].strip() for one in asked["slots"]]
    demand = files.read_demand(asked["demand"], datum=asked["datum"], placed=placed, slots=names)
    candidates = files.read_places(asked["candidates"], datum=asked["datum"], placed=placed)
    standing = (
        files.read_places(asked["existing"], datum=asked["datum"], placed=placed, may_be_empty=True)
        if asked["existing"]
        else None
    )
    network = Network.load(asked["network"]) if asked["network"] else None
    for points in (demand, candidates, *([standing] if standing is not None else [])):
        warnings += [_complaint(points.name, one) for one in points.complaints]
        shifted = misread(points, network) if network is not None else None
        if shifted is not None:
            warnings.append(shifted)
    places = files.places_of(candidates, standing, warnings)
    costs = places.costs
    if asked["budget"] is not None and np.isnan(costs[~places.existing]).any():
        lacking = int(np.isnan(costs[~places.existing]).sum())
        raise Unreadable(
            Words(
                f"按预算选点，每个候选点都要有费用（cost 一列）；有 {lacking} 个没有。",
                f"A budget needs the cost of every candidate (column cost); {lacking} have none.",
            )
        )
    weights = np.stack([demand.columns[f"weight_{name}".lower()] for name in names], axis=1) if names else demand.weight
    common: dict[str, Any] = {
        "demand_ids": demand.ids,
        "weights": np.asarray(weights, float),
        "candidate_ids": places.ids,
        "costs": np.where(np.isnan(costs), 1.0, costs),
        "existing": places.existing,
        "capacity": places.capacity if objective is Objective.MCLP else None,
        "open_slots": _open(asked, places, warnings),
        "slots": names or [asked["at"] or ""],
    }
    if places.capacity is not None and objective is not Objective.MCLP:
        warnings.append(Words(f"{objective} 不看容量，容量一列没有用。", f"{objective} takes no notice of capacities."))
    return _with_ways(asked, objective, demand, places, network, common, warnings), places


def _complaint(name: str, one: Complaint) -> Words:
    where = (f" 第 {one.row} 行", f", row {one.row}") if one.row else ("", "")
    return Words(
        f"{name}{where[0]}：{one.words.zh}{one.next_step.zh}", f"{name}{where[1]}: {one.words.en} {one.next_step.en}"
    )


def _with_ways(
    asked: dict[str, Any],
    objective: Objective,
    demand: Points,
    places: files.Places,
    network: Network | None,
    common: dict[str, Any],
    warnings: list[Words],
) -> Instance:
    if asked["matrix"]:
        costs = files.read_costs(asked["matrix"], common["demand_ids"], places.ids, warnings)
        return Instance.from_ways(costs, radius=asked["radius"], **common)
    limit = _metres(asked)
    ways: dict[str, Any] = {
        "detour": asked["detour"] or 1.0, "mode": asked["mode"] or "walk", "within": off_at_most(limit),
    }  # fmt: skip
    if not objective.measures_ways:
        return Instance.gathered(
            parts=files.parts_of_reach(demand, places, network, limit=limit, **ways), radius=limit, **common
        )
    if len(demand) * len(places.ids) > MOST_WAYS:
        raise Impossible(
            Words(
                f"{len(demand):,} 个点 × {len(places.ids):,} 个候选点，{objective} 算不了这么多距离；请把靠近的点并在一起，或者改用 mclp。",
                f"{len(demand):,} points × {len(places.ids):,} candidates are too many ways for {objective}; join points that lie together, or ask mclp.",
            )
        )
    parts = list(files.parts_of_reach(demand, places, network, limit=EVERYWHERE * ways["detour"], **ways))
    return Instance.from_ways(sp.csr_array(sp.vstack(parts, format="csr")), radius=limit + 1e-3, **common)


def _open(asked: dict[str, Any], places: files.Places, warnings: list[Words]) -> Flags | None:
    """Places × slots: open then. Candidates whose hours nobody told may be opened at any time; a standing station is not promised."""
    times = [one.split("=", 1)[1] for one in asked["slots"]] or ([asked["at"]] if asked["at"] else [])
    if not times:
        return None
    hours = files.hours_of(places, warnings)
    unknown = np.array([one is None for one in hours]) & places.existing
    if unknown.any():
        warnings.append(
            Words(
                f"{int(unknown.sum())} 个现有站点不知道开放时间，按关门算。",
                f"The hours of {int(unknown.sum())} standing stations are unknown; they count as closed.",
            )
        )
    told = np.stack([open_then(hours, Moment.parse(time)) for time in times], axis=1)
    told[np.array([one is None for one in hours]) & ~places.existing] = True
    return np.asarray(told)


def _without(instance: Instance, lost: set[str]) -> Instance:
    stays = np.array([name not in lost for name in instance.demand_ids], bool)
    return instance.at_points(stays)


def _reason(one: Reason, places: files.Places) -> dict[str, Any]:
    told = {name: as_told(thing) for name, thing in one.as_dict().items()}
    if one.site in places.names:
        told["name"] = places.names[one.site]
    at = places.ids.index(one.site)
    if np.isfinite(places.lon[at]):
        told["lon"], told["lat"] = float(places.lon[at]), float(places.lat[at])
    return told


def _compared(instance: Instance, objective: Objective, answer: Answer, path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        sites = tuple(str(name) for name in said["sites"])
    except (ValueError, KeyError, TypeError):
        raise Unreadable(
            Words(
                f"{path.name} 不是用 --out 写出的方案（JSON）。", f"{path.name} is no plan written with --out (JSON)."
            )
        ) from None
    unknown = [name for name in sites if name not in instance.place]
    if unknown:
        raise Unreadable(
            Words(
                f"{path.name} 里的站点 {unknown[0]} 不在候选点里。",
                f"The site {unknown[0]} of {path.name} is no candidate here.",
            )
        )
    count = recount(instance, objective, sites)
    other = Answer(objective, sites, count.value, count.covered, answer.total, answer.bound, False, 0.0, count.spent)
    told = compare(instance, other, answer).as_dict()
    told["only_before"], told["only_now"] = told.pop("only_one"), told.pop("only_other")
    return {name: as_told(thing) for name, thing in told.items()}


def _named(points: tuple[str, ...]) -> str:
    if not points:
        return ""
    return " " + ", ".join(points[:NAMED]) + (f" … (+{len(points) - NAMED})" if len(points) > NAMED else "")


def _say(told: dict[str, Any], language: str) -> None:
    """The plan for a person, in one language."""

    def line(zh: str, en: str) -> None:
        click.echo(zh if language.startswith("zh") else en)

    for words in told["warnings"][:NAMED]:
        tell(Words(words["zh"], words["en"]), language)
    if len(told["warnings"]) > NAMED:
        click.echo(f"! … (+{len(told['warnings']) - NAMED})", err=True)
    for one in told["reasons"]:
        site = f"{one['site']}  {one.get('name', '')}".strip()
        adds, reaches, had_none, then = (_number(one[key]) for key in ("adds", "reaches", "had_none", "next_adds"))
        line(
            f"{site}：增加 {adds}；够得到 {reaches}，其中原来没有站点的 {had_none}" + (f"；其次是 {one['next_best']}（{then}）" if one["next_best"] else ""),
            f"{site}: adds {adds}, reaches {reaches}, of whom {had_none} had none" + (f"; next best {one['next_best']} ({then})" if one["next_best"] else ""),
        )  # fmt: skip
    share = f"{told['share']:.1%}" if told["share"] is not None else "–"
    covered, total, value, bound = (_number(told[key]) for key in ("covered", "total", "value", "bound"))
    line(
        f"覆盖 {covered} / {total}（{share}）；{told['objective']} {value}，界限 {bound}",
        f"covered {covered} of {total} ({share}); {told['objective']} {value}, bound {bound}",
    )
    if told["proven"]:
        line("已证明没有更好的方案。", "proven best")
    else:
        line(
            f"离最好的方案最多差 {told['gap']:.2%}；给更多 --seconds 也许能证明。",
            f"at most {told['gap']:.2%} from the best; more --seconds may close it",
        )
    if told.get("uncoverable"):
        named = _named(tuple(told["uncoverable"]))
        line(f"哪个候选点都覆盖不到：{named.strip()}", f"not covered by any candidate:{named}")
    if told.get("compared"):
        change = told["compared"]
        both, gained, lost = len(change["both"]), _number(change["gained"]), _number(change["lost"])
        line(
            f"和另一方案比：两边都有 {both} 处，多覆盖 {gained}，少覆盖 {lost}",
            f"beside the other plan: {both} sites in both, gains {gained}, loses {lost}",
        )


def _number(number: float | None) -> str:
    if number is None:
        return "–"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}"


def _write(path: Path, told: dict[str, Any]) -> None:
    if path.suffix.lower() == ".json":
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        return
    if path.suffix.lower() == ".csv":
        names = ["site", "name", "lon", "lat", "reaches", "had_none", "adds", "next_best", "next_adds"]
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, names, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({name: _cell(thing) for name, thing in one.items()} for one in told["reasons"])
        return
    features = [
        {
            "type": "Feature",
            "id": one["site"],
            "geometry": {"type": "Point", "coordinates": [one["lon"], one["lat"]]} if "lon" in one else None,
            "properties": {name: thing for name, thing in one.items() if name not in ("lon", "lat")},
        }
        for one in told["reasons"]
    ]
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), encoding="utf-8"
    )


def _cell(thing: Any) -> Any:
    """A text that a spreadsheet would take for a formula is made plain."""
    return "'" + thing if isinstance(thing, str) and thing[:1] in "=+-@\t\r" else thing
