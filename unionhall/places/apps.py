from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "unionhall.places"
    label = "places"

    def ready(self) -> None:
        """Put the desk of places in the rail, and its list among the tables that may leave."""
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, directions, exporting, map_exporting

        directions.check()

        def at_desk(actor: object) -> bool:
            return bool(access.may_see_desk(actor))  # type: ignore[arg-type]

        navigation.register(
            "places",
            _("Stations and other places"),
            "map-pin",
            "places:venues",
            department="places",
            visible=at_desk,
            order=10,
        )
        navigation.register(
            "places_reports",
            _("Reports from the doors"),
            "message-square-warning",
            "places:reports",
            department="places",
            visible=at_desk,
            order=20,
        )
        navigation.register(
            "places_shortfalls",
            _("Standards and shortfalls"),
            "clipboard-check",
            "places:shortfalls",
            department="places",
            visible=at_desk,
            order=30,
        )
        navigation.register(
            "places_map",
            _("Map of stations and places"),
            "map",
            "places:map",
            department="places",
            visible=at_desk,
            order=15,
        )
        exports.offer(exporting.LIST)
        exports.offer(map_exporting.AREA)
