from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "unionhall.planning"
    label = "planning"

    def ready(self) -> None:
        """Put circles and siting in the rail of those who plan."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "planning",
            _("Circles and siting"),
            "map-pinned",
            "planning:home",
            department="places",
            visible=lambda actor: bool(access.may_see(actor)),
            order=40,
        )
