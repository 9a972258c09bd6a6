from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "unionhall.desk"
    label = "desk"

    def ready(self) -> None:
        """Say what stands behind the places that every page links to."""
        from unionhall.ui import navigation

        navigation.claim("home", "home")
        navigation.claim("privacy", "privacy")
