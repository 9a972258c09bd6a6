from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiaisonConfig(AppConfig):
    name = "unionhall.liaison"
    label = "liaison"

    def ready(self) -> None:
        """Put one's own list in the rail of those who answer for somebody."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "liaison",
            _("Liaison"),
            "handshake",
            "liaison:mine",
            department="organising",
            visible=lambda actor: bool(access.may_see_liaison(actor)),
            order=40,
        )
