from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "unionhall.claims"
    label = "claims"

    def ready(self) -> None:
        """Put the claims among the tables that may leave."""
        from unionhall.exports import api as exports

        from . import exporting

        exports.offer(exporting.CLAIMS)
