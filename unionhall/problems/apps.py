from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProblemsConfig(AppConfig):
    name = "unionhall.problems"
    label = "problems"

    def ready(self) -> None:
        """Put the shared problems in the rail of those who weigh them."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "problems",
            _("Shared problems"),
            "messages-square",
            "problems:problems",
            department="rights",
            visible=lambda actor: bool(access.may_see_problems(actor)),
            order=45,
        )
