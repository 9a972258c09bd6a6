from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParametersConfig(AppConfig):
    name = "unionhall.parameters"
    label = "parameters"

    def ready(self) -> None:
        """Put the values of the law in the rail of everybody with a post."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "parameters",
            _("Values of the law"),
            "book-open",
            "parameters:values",
            department="rights",
            visible=lambda actor: bool(access.may_see_proposals(actor)),
            order=60,
        )
