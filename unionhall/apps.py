"""The whole product as one Django app: when it is ready, the reactions between modules are connected."""

from django.apps import AppConfig


class UnionhallConfig(AppConfig):
    """Comes first in INSTALLED_APPS and owns no models."""

    name = "unionhall"
    label = "unionhall"

    def ready(self) -> None:
        """Connect `wiring.py` once, for the site, the worker, commands and tests alike."""
        from unionhall import wiring

        wiring.connect()
