from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "unionhall.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Put objections, holds and forms in the rail of those who answer for them."""
        from unionhall.ui import navigation

        from . import access

        navigation.claim("my_data", "privacy:mine", visible=lambda actor: not actor.is_anonymous)
        navigation.register(
            "objections", _("Objections"), "hand", "privacy:objections", department="support",
            visible=lambda actor: bool(access.may_see_objections(actor)), order=61,
        )  # fmt: skip
        navigation.register(
            "holds", _("Legal holds"), "archive", "privacy:holds", department="support",
            visible=lambda actor: bool(access.may_see_holds(actor)), order=62,
        )  # fmt: skip
        navigation.register(
            "exposed", _("Who was exposed"), "eye", "privacy:exposed", department="support",
            visible=lambda actor: bool(access.may_see_exposure(actor)), order=63,
        )  # fmt: skip
        navigation.register(
            "forms", _("What forms ask"), "list-checks", "privacy:forms", department="support",
            visible=lambda actor: bool(access.may_see_forms(actor)), order=64,
        )  # fmt: skip
