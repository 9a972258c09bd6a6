from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.organisations.enums import Level
from unionhall.people.enums import Role


def stands_high(actor: Actor) -> bool:
    """Told from the actor alone, so that no page of the many officers below asks the database for it."""
    return any(
        post.role == Role.SYSTEM_ADMIN or (post.role == Role.OFFICER and post.level <= Level.CITY)
        for post in actor.posts
    )


class DeskConfig(AppConfig):
    name = "unionhall.desk"
    label = "desk"

    def ready(self) -> None:
        """Say what stands behind the places that every page links to, and lead to what binds the whole federation."""
        from unionhall.cases import api as cases
        from unionhall.ui import navigation

        navigation.claim("home", "home")
        navigation.claim("privacy", "privacy")
        navigation.register(
            "promises",
            _("Service promises"),
            "calendar-clock",
            "cases:promises",
            department="support",
            visible=lambda actor: stands_high(actor) and bool(cases.may_promise(actor)),
            order=18,
        )
