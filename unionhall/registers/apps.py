from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "unionhall.registers"
    label = "registers"

    def ready(self) -> None:
        """Put the registers in the rail of those who keep them, and their lists among the tables that may leave."""
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, exporting

        navigation.register(
            "registers",
            _("Registers of people"),
            "heart-handshake",
            "registers:registers",
            department="service",
            visible=lambda actor: bool(access.may_see_registers(actor)),
            order=30,
        )
        exports.offer(exporting.LIST)
