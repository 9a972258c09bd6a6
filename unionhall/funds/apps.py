from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "unionhall.funds"
    label = "funds"

    def ready(self) -> None:
        """Put money into the rail of those who keep it, its nightly check among the figures for machines, and its payments among the
        tables that may leave."""
        from unionhall.core import health
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, exporting, metrics

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
        exports.offer(exporting.PAYMENTS)
