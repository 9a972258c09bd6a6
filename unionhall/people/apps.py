from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "unionhall.people"
    label = "people"

    def ready(self) -> None:
        """Say where signing in is, and put the administrators' desks in the rail."""
        from unionhall.ui import navigation

        from . import access
        from .enums import HANDLERS, Role

        navigation.claim("sign_in", "people:sign_in")
        navigation.claim("sign_out", "people:sign_out")
        navigation.claim("account", "people:me")
        navigation.register(
            "mandates",
            _("Mandates of workers"),
            "handshake",
            "people:recorded_mandates",
            department="service",
            visible=lambda actor: actor.holds(*HANDLERS),
            order=60,
        )
        navigation.register(
            "posts",
            _("People with posts"),
            "users",
            "people:posts",
            department="support",
            visible=lambda actor: actor.holds(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),
            order=20,
        )
        navigation.register(
            "trail",
            _("Audit trail"),
            "scroll-text",
            "people:trail",
            department="support",
            visible=lambda actor: actor.holds(Role.AUDIT_ADMIN),
            order=30,
        )
        navigation.register(
            "programs",
            _("Programs of my body"),
            "plug",
            "people:clients",
            department="support",
            visible=lambda actor: actor.holds(*access.STEWARDS_OF_PROGRAMS),
            order=40,
        )
