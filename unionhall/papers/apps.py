from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "unionhall.papers"
    label = "papers"

    def ready(self) -> None:
        """Put the letters of supervision in the rail of those who send them."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "supervision_letters",
            _("One letter, two documents"),
            "mails",
            "papers:letters",
            department="rights",
            visible=lambda actor: bool(access.may_see_letters(actor)),
            order=47,
        )
