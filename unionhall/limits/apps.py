from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    name = "unionhall.limits"
    label = "limits"

    def ready(self) -> None:
        """Put the list of limits in the rail of those who work on matters."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "limits",
            _("Limits of the law"),
            "hourglass",
            "limits:limits",
            department="rights",
            visible=lambda actor: bool(access.may_list(actor)),
            order=22,
        )
