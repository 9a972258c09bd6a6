"""Addresses of maps: tiles, the worker's map, the officer's map."""

from django.urls import URLPattern, path

from .views import maps

patterns: list[URLPattern] = [
    path("places/tiles/<int:z>/<int:x>/<int:y>.mvt", maps.venue_tile, name="venue_tile"),
    path("places/ground/<int:z>/<int:x>/<int:y>.mvt", maps.ground_tile, name="ground_tile"),
    path("stations/map/", maps.station_map, name="station_map"),
    path("stations/map/card/<named:code>/", maps.station_card, name="station_card"),
    path("places/map/", maps.desk_map, name="map"),
    path("places/map/inside/", maps.map_inside, name="map_inside"),
    path("places/map/export/", maps.map_export, name="map_export"),
    path("places/map/plan/", maps.map_plan, name="map_plan"),
    path("places/map/card/<named:code>/", maps.map_card, name="map_card"),
]
