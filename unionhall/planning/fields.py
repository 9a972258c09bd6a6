"""Roads, numbers at points and what was reckoned from them: nobody's data. Who brought or made it answers for it in office."""

from unionhall.core.registry import THING, Purpose, asked, record

_KEPT = "organisation name state source as_of read_as incoming stored_as west south east north report problem brought_at ready_at"
_RUN = "organisation name state demand network kinds hours day weekday minute slot minutes speed detour basis stored_as step problem made_at finished_at"

RECORDS = [
    record("planning.RoadNetwork", officials="brought_by/", purpose=Purpose.DUTY,
           plain=f"id {_KEPT} mode licence coming_as_of step junctions ways metres size"),
    record("planning.DemandLayer", officials="brought_by/", purpose=Purpose.DUTY,
           plain=f"id {_KEPT} counts note is_sure points slots totals small"),
    record("planning.CircleRun", officials="made_by/", purpose=Purpose.DUTY, plain=f"id {_RUN} rural_km found"),
    record("planning.SitingPlan", officials="made_by/", purpose=Purpose.DUTY,
           plain=f"id {_RUN} objective under new budget hosts_from capacity seconds hosts answer rounds answered_at"),
]  # fmt: skip

ASKS = {
    form: {"name": asked(THING)}
    for form in ("NetworkForm", "LayerForm", "_Reckoned", "CirclesForm", "PlanForm", "CirclesIn")
}
