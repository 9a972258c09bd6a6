from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "unionhall.funds"
    label = "funds"

    def ready(self) -> None:
        """Put money into the rail of those who keep it, and its nightly check among the figures for machines."""
        from unionhall.core import health
        from unionhall.ui import navigation

        from . import access, metrics

        navigation.register(
            "funds",
            _("Money"),
            "wallet",
            "funds:home",
            department="support",
            visible=lambda actor: bool(access.may_see_money(actor)),
            order=40,
        )
        health.watch(metrics.LedgerCollector())
