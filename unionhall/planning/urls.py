"""Addresses of planning."""

from django.urls import URLPattern, path

from .views import circles, home, layers, networks, plans

app_name = "planning"
NETWORK, LAYER = "planning/networks/<uuid:pk>/", "planning/demand/<uuid:pk>/"
RUN, PLAN = "planning/circles/<uuid:pk>/", "planning/plans/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("planning/", home.home, name="home"),
    path("planning/networks/", networks.networks, name="networks"),
    path("planning/networks/new/", networks.network_new, name="network_new"),
    path(NETWORK, networks.network, name="network"),
    path(f"{NETWORK}replacement/", networks.replacing, name="replacing"),
    path(f"{NETWORK}removal/", networks.network_removing, name="network_removing"),
    path(f"{NETWORK}picture.png", networks.network_picture, name="network_picture"),
    path("planning/demand/", layers.layers, name="layers"),
    path("planning/demand/new/", layers.layer_new, name="layer_new"),
    path(LAYER, layers.layer, name="layer"),
    path(f"{LAYER}overlay/", layers.layer_overlay, name="layer_overlay"),
    path(f"{LAYER}removal/", layers.layer_removing, name="layer_removing"),
    path(f"{LAYER}picture.png", layers.layer_picture, name="layer_picture"),
    path("planning/circles/", circles.runs, name="runs"),
    path("planning/circles/new/", circles.run_new, name="run_new"),
    path(RUN, circles.run, name="run"),
    path(f"{RUN}picture.png", circles.run_picture, name="run_picture"),
    path(f"{RUN}areas.geojson", circles.areas, name="areas"),
    path(f"{RUN}overlay/", circles.run_overlay, name="run_overlay"),
    path(f"{RUN}left-out/", circles.left_out, name="left_out"),
    path(f"{RUN}removal/", circles.run_removing, name="run_removing"),
    path("planning/plans/", plans.plans, name="plans"),
    path("planning/plans/new/", plans.plan_new, name="plan_new"),
    path("planning/plans/comparison/", plans.comparison, name="comparison"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}picture.png", plans.plan_picture, name="plan_picture"),
    path(f"{PLAN}overlay/", plans.plan_overlay, name="plan_overlay"),
    path(f"{PLAN}sites.xlsx", plans.sheet, name="sheet"),
    path(f"{PLAN}sites.geojson", plans.sites, name="sites"),
    path(f"{PLAN}stop/", plans.stopping, name="stopping"),
    path(f"{PLAN}resumption/", plans.resuming, name="resuming"),
    path(f"{PLAN}removal/", plans.plan_removing, name="plan_removing"),
]
