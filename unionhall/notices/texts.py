"""What do we write to people? Every sentence that leaves by text message stands here.

A text lies open on a phone at work or on the kitchen table. None of them says what the matter is, against whom, or that
there is one; the lint test in tests/test_texts.py holds that for every text in every language. That goes for the texts to
those who do the work as well: they name nobody, and the page behind the link asks who is reading.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TO_WORKERS: dict[str, Promise] = {
    "news": _("[Union] There is something new for you. Read it here: %(link)s"),
    "question": _("[Union] We have a question for you and need your answer. Open: %(link)s"),
    "mandate": _(
        "[Union] Somebody close asks you to act for them. Sign in with this phone and say yes or no: %(link)s"
    ),
    "day": _("[Union] A day to keep in mind is coming for you. Read which one, and what to do: %(link)s"),
    "feedback": _(
        "[Union] How did we do? Two questions, one minute: %(link)s (open for %(days)s days, no sign-in needed)"
    ),
    "appointment": _("[Union] We expect you tomorrow at %(time)s. Where it is, and how to cancel: %(link)s"),
    "changed": _(
        "[Union] Something we keep about you was changed. If it was not you who asked for it, call us at once: %(link)s"
    ),
    "called_off": _("[Union] What you signed up for on %(day)s does not take place. Choose another day: %(link)s"),
}
TO_STAFF: dict[str, Promise] = {
    "arrived": _("[Union] Something new has come in and waits to be taken on. See the list: %(link)s"),
    "assigned": _("[Union] Something was put into your hands. Open: %(link)s"),
    "unassigned": _("[Union] Something is in nobody's hands any more. Name who takes it on: %(link)s"),
    "proposed": _("[Union] Several people have raised the same thing; it waits for your decision. Open: %(link)s"),
    "told": _("[Union] There is something new in what you handle. Open: %(link)s"),
    "offered": _("[Union] Another body asks for your help and for an answer by %(day)s. Open: %(link)s"),
    "answered": _("[Union] An answer from another body has come. Open: %(link)s"),
    "returned": _("[Union] What you passed on has come back to you. Open: %(link)s"),
    "step": _("[Union] There is something new in what you work on with another body. Open: %(link)s"),
    "export_asked": _("[Union] A colleague asks for your word as the second person. Open: %(link)s"),
    "export_ready": _("[Union] What you asked for has been decided. Open: %(link)s"),
    "due": _("[Union] %(n)s of what is to be done is due by %(day)s. See the list: %(link)s"),
    "limit": _("[Union] A day set by law in what you handle is %(day)s. Open: %(link)s"),
    "looked": _("[Union] Somebody from another body opened what lies with you, and said why. Open: %(link)s"),
    "objection": _("[Union] Somebody waits for your answer by %(day)s. Open: %(link)s"),
    "term": _("[Union] A day to keep in mind is %(day)s. See which one, and what is to be done: %(link)s"),
    "reply_due": _("[Union] Another body waits for your answer until %(day)s. Open: %(link)s"),
}
# To many at once: nobody is called for these, and a text that does not get through stays on the site.
TO_MANY: dict[str, Promise] = {
    "survey": _("[Union] Your union would like to know what you think. Answer by %(day)s: %(link)s"),
    "survey_again": _("[Union] We have not heard from you yet. Your answer counts until %(day)s: %(link)s"),
}
TEXTS = {**TO_WORKERS, **TO_STAFF, **TO_MANY}
NO_CALLS = frozenset([*TO_STAFF, *TO_MANY])


def words(template: str, **values: object) -> str:
    """The text in the language in force. Raises KeyError for a template that does not exist."""
    return str(TEXTS[template]) % values
