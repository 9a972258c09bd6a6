from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "unionhall.insight"
    label = "insight"

    def ready(self) -> None:
        """Put the board in the rail."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "insight",
            _("Figures"),
            "chart-column",
            "insight:board",
            department="rights",
            visible=lambda actor: bool(access.may_see_board(actor)),
            order=60,
        )
