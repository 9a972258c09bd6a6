from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "unionhall.members"
    label = "members"

    def ready(self) -> None:
        """Put the members in the rail of those who keep them, and their roll among the tables that may leave."""
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, exporting

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
        exports.offer(exporting.ROLL)
