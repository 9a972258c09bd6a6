from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "unionhall.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Put the surveys in the rail of those who ask, open or read them."""
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, exporting

        exports.offer(exporting.RESULTS)

        navigation.register(
            "surveys",
            _("Surveys"),
            "clipboard-list",
            "surveys:surveys",
            department="organising",
            visible=lambda actor: bool(access.may_list(actor)),
            order=30,
        )
