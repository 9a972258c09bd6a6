from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "unionhall.notices"
    label = "notices"

    def ready(self) -> None:
        """Put one's messages in the rail of those who do the work; workers have them on their home page."""
        from unionhall.ui import navigation

        navigation.register(
            "messages",
            _("My messages"),
            "mail",
            "notices:messages",
            department="rights",
            visible=lambda actor: bool(actor.posts),
            order=50,
        )
