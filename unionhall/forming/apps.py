from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormingConfig(AppConfig):
    name = "unionhall.forming"
    label = "forming"

    def ready(self) -> None:
        """Put applications and terms of office in the rail of those who review them."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "forming",
            _("New unions"),
            "sprout",
            "forming:formations",
            department="organising",
            visible=lambda actor: bool(access.may_review_any(actor)),
            order=20,
        )
        navigation.register(
            "terms",
            _("Terms of office"),
            "calendar-clock",
            "forming:terms",
            department="organising",
            visible=lambda actor: bool(access.may_see_terms(actor)),
            order=21,
        )
