from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LetterboxConfig(AppConfig):
    name = "unionhall.letterbox"
    label = "letterbox"

    def ready(self) -> None:
        """Put held mail and reception days in the rail of those who look after them."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "held_mail",
            _("Held mail"),
            "mail-warning",
            "letterbox:held_mails",
            department="rights",
            visible=lambda actor: bool(access.may_see_held_mail(actor)),
            order=26,
        )
        navigation.register(
            "reception_days",
            _("Reception days"),
            "calendar-days",
            "letterbox:days",
            department="rights",
            visible=lambda actor: bool(access.may_keep_days(actor)),
            order=25,
        )
