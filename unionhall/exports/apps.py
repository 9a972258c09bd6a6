from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    name = "unionhall.exports"
    label = "exports"

    def ready(self) -> None:
        """Put the exports in the rail of everybody who may make or approve one."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "exports",
            _("Exports"),
            "download",
            "exports:exports",
            department="support",
            visible=lambda actor: bool(access.may_list_exports(actor)),
            order=80,
        )
