"""What would one ask of another body in this case? A first wording from the file, for the sender to go on from."""

import re

from django.utils.translation import gettext as _

from unionhall.ui.words import money

from ..enums import Kind
from ..models import Case

WISHES = re.compile(r"[^。！？!?\n；;]*(?:希望|请求|请工会|要求|想要|想让|讨回|要回|帮我|帮忙|诉求)[^。！？!?\n；;]*")
NUMBERS = re.compile(r"\d{7,}")
LONGEST = 200


def asked_of(case: Case) -> str:
    """The kind, the sum, and what the worker said they want; long numbers in their words are not carried along."""
    words = {"kind": Kind(case.kind).label, "amount": money(case.amount)}
    about = _("help in a matter of %(kind)s over %(amount)s") if case.amount else _("help in a matter of %(kind)s")
    wish = _wish(case.account)
    return _("%(help)s. The worker wants: %(wish)s") % {"help": about % words, "wish": wish} if wish else about % words


def _wish(account: str) -> str:
    """The first sentences in which the worker says what they want."""
    found = [NUMBERS.sub("…", sentence.strip(" ，,")) for sentence in WISHES.findall(account)]
    return "；".join(found)[:LONGEST]
