from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "unionhall.members"
    label = "members"

    def ready(self) -> None:
        """Put the members in the rail of those who keep them."""
        from unionhall.ui import navigation

        from . import access

        navigation.register(
            "members",
            _("Members"),
            "id-card",
            "members:members",
            department="organising",
            visible=lambda actor: bool(access.may_list_members(actor)),
            order=10,
        )
        navigation.register(
            "applications",
            _("Joining and moving"),
            "user-plus",
            "members:applications",
            department="organising",
            visible=lambda actor: bool(access.may_list_members(actor)),
            order=11,
        )
