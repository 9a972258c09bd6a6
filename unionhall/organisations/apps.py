from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "unionhall.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Put the register of bodies and employers in the rail of those who keep it."""
        from unionhall.ui import navigation

        from . import access

        for key, label, icon, order in (
            ("bodies", _("Bodies"), "building-2", 10),
            ("employers", _("Employers"), "factory", 15),
        ):
            navigation.register(
                key,
                label,
                icon,
                f"organisations:{key}",
                department="support",
                visible=lambda actor: bool(access.may_keep_register(actor)),
                order=order,
            )
