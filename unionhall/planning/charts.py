"""A day as a small chart: one bar for each hour, as tall as the share of people who reach an open door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import CircleRun

WIDTH, HEIGHT, TOP, BASE = 960, 240, 28, 206
PITCH = WIDTH / 24


def day_of(run: CircleRun) -> dict[str, Any] | None:
    """What the template draws, and the same as rows; None for a run without hours."""
    rows = run.found.get("day") or []
    if not rows:
        return None
    shares = [row["covered"] / row["total"] if row["total"] else 0.0 for row in rows]
    falls = hours_of_fall(run)
    full = BASE - TOP
    bars = [
        {
            "hour": row["hour"], "x": round(PITCH * n + 4, 1), "width": round(PITCH - 8, 1), "middle": round(PITCH * (n + 0.5), 1),
            "y": round(BASE - full * share, 1), "height": round(full * share, 1), "said_y": round(BASE - full * share - 6, 1),
            "said": f"{share:.0%}" if n % 3 == 2 or row["hour"] in falls else "", "fall": row["hour"] in falls,
        }
        for n, (row, share) in enumerate(zip(rows, shares, strict=True))
    ]  # fmt: skip
    table = [
        {
            "at": f"{row['hour']:02d}:00",
            "stations": row["stations"],
            "covered": round(row["covered"]),
            "total": round(row["total"]),
            "share": f"{share:.1%}",
        }
        for row, share in zip(rows, shares, strict=True)
    ]
    return {
        "bars": bars,
        "rows": table,
        "width": WIDTH,
        "height": HEIGHT,
        "top": TOP,
        "full": full,
        "base": BASE,
        "hours_y": BASE + 20,
    }


def hours_of_fall(run: CircleRun) -> list[int]:
    """The hour by which closing takes most from those counted then, if a seventh of whom the doors before reached, and a hundredth of all, at least."""
    rows = run.found.get("day") or []
    losses = [((row["held"] - row["covered"]) / row["total"] if row["total"] else 0.0, n) for n, row in enumerate(rows)]
    lost, n = max(losses[1:], default=(0.0, 0))
    return [rows[n]["hour"]] if lost >= 0.01 and lost * rows[n]["total"] >= rows[n]["held"] / 7 else []
