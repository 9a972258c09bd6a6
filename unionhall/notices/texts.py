"""What do we write to people? Every sentence that leaves by text message stands here.

A text lies open on a phone at work or on the kitchen table. None of them says what the matter is, against whom, or that
there is one; the lint test in tests/test_texts.py holds that for every text in every language.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Promise] = {
    "news": _("[Union] There is something new for you. Read it here: %(link)s"),
    "question": _("[Union] We have a question for you and need your answer. Open: %(link)s"),
    "mandate": _(
        "[Union] Somebody close asks you to act for them. Sign in with this phone and say yes or no: %(link)s"
    ),
    "feedback": _(
        "[Union] How did we do? Two questions, one minute: %(link)s (open for %(days)s days, no sign-in needed)"
    ),
}


def words(template: str, **values: object) -> str:
    """The text in the language in force. Raises KeyError for a template that does not exist."""
    return str(TEXTS[template]) % values
