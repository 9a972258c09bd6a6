from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "unionhall.places"
    label = "places"

    def ready(self) -> None:
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, map_exporting

        exports.offer(map_exporting.AREA)
        navigation.register(
            "places_map", _("Map of places"), "map", "places:map", department="places",
            visible=lambda actor: bool(access.may_see_desk(actor)), order=20,
        )  # fmt: skip
