"""The whole product as one Django app: when it is ready, reactions are connected and the audit trail learns its words."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class UnionhallConfig(AppConfig):
    """Comes first in INSTALLED_APPS and owns no models."""

    name = "unionhall"
    label = "unionhall"

    def ready(self) -> None:
        """Connect `wiring.py` once, for the site, the worker, commands and tests alike; read each module's `trail.py`."""
        from unionhall import wiring
        from unionhall.core import audit

        wiring.connect()
        for config in apps.get_app_configs():
            if config.name.startswith("unionhall.") and module_has_submodule(config.module, "trail"):
                audit.learn(import_module(f"{config.name}.trail"))
