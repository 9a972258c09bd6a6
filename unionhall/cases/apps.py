from collections.abc import Callable
from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict


class CasesConfig(AppConfig):
    name = "unionhall.cases"
    label = "cases"

    def ready(self) -> None:
        """Put the desk in the rail, and the worklist among the tables that may leave."""
        from unionhall.exports import api as exports
        from unionhall.ui import navigation

        from . import access, exporting

        exports.offer(exporting.WORKLIST)

        navigation.claim("search", "cases:search", visible=lambda actor: bool(access.may_see_worklist(actor)))
        navigation.claim("intake", "cases:intake")
        navigation.claim("my_matters", "cases:my_matters", visible=lambda actor: bool(actor.self_and_mandates))
        for key, label, icon, url_name, may, order in (
            ("worklist", _("Worklist"), "inbox", "cases:worklist", access.may_see_worklist, 10),
            ("entry", _("Enter a matter"), "file-plus", "cases:enter", access.may_enter_for, 20),
            ("transfers", _("Transfers and referrals"), "send", "cases:transfers", access.may_see_transfers, 30),
            ("loads", _("Who has how much"), "users", "cases:loads", access.may_see_loads, 40),
            ("rules", _("Routing rules"), "route", "cases:rules", access.may_see_rules, 50),
        ):
            navigation.register(
                key, label, icon, url_name, department="rights", visible=partial(_allowed, may), order=order
            )


def _allowed(may: Callable[[Actor], Verdict], actor: Actor) -> bool:
    return bool(may(actor))
