from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RostersConfig(AppConfig):
    name = "unionhall.rosters"
    label = "rosters"

    def ready(self) -> None:
        """Put the lists of names in the rail of those who bring them."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "rosters",
            _("Lists of names"),
            "list-checks",
            "rosters:rosters",
            department="organising",
            visible=lambda actor: bool(access.may_list(actor)),
            order=40,
        )
