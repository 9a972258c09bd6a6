"""How does the audit trail speak of circles and siting? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Circles and siting")

VERBS = {
    "road_network.brought": pgettext_lazy("audit trail", "Brought a road network"),
    "road_network.replace_network": pgettext_lazy("audit trail", "Brought newer files for a road network"),
    "road_network.note_network": pgettext_lazy("audit trail", "A road network was read"),
    "road_network.give_network_back": pgettext_lazy("audit trail", "A road network could not be read"),
    "road_network.remove_network": pgettext_lazy("audit trail", "Removed a road network"),
    "demand_layer.brought": pgettext_lazy("audit trail", "Brought a demand layer"),
    "demand_layer.note_layer": pgettext_lazy("audit trail", "A demand layer was read"),
    "demand_layer.give_layer_back": pgettext_lazy("audit trail", "A demand layer could not be read"),
    "demand_layer.remove_layer": pgettext_lazy("audit trail", "Removed a demand layer"),
    "circle_run.asked": pgettext_lazy("audit trail", "Had circles reckoned"),
    "circle_run.note_circles": pgettext_lazy("audit trail", "Circles were reckoned"),
    "circle_run.give_circles_back": pgettext_lazy("audit trail", "Circles could not be reckoned"),
    "circle_run.remove_run": pgettext_lazy("audit trail", "Removed a reckoning of circles"),
    "circle_run.taken_out": pgettext_lazy("audit trail", "Took out the points that reach no door"),
    "siting_plan.asked": pgettext_lazy("audit trail", "Made a siting plan"),
    "siting_plan.note_answer": pgettext_lazy("audit trail", "A siting plan was answered"),
    "siting_plan.note_proof": pgettext_lazy("audit trail", "The reckoning of a siting plan ended"),
    "siting_plan.give_plan_back": pgettext_lazy("audit trail", "A siting plan could not be answered"),
    "siting_plan.stop_plan": pgettext_lazy("audit trail", "Stopped the reckoning of a siting plan"),
    "siting_plan.resume_plan": pgettext_lazy("audit trail", "Had the reckoning of a siting plan go on"),
    "siting_plan.remove_plan": pgettext_lazy("audit trail", "Removed a siting plan"),
}
RECORDS = {
    "planning.RoadNetwork": pgettext_lazy("audit trail", "road network"),
    "planning.DemandLayer": pgettext_lazy("audit trail", "demand layer"),
    "planning.CircleRun": pgettext_lazy("audit trail", "reckoning of circles"),
    "planning.SitingPlan": pgettext_lazy("audit trail", "siting plan"),
}
