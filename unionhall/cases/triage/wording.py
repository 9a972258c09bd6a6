"""What is read of a case, and what do the word rules say of it?"""

from collections.abc import Sequence

from unionhall.triage.words import PRIVATE, Letter, plain

from ..enums import Kind
from ..letters.reading import WORDS
from ..models import Case

WORDS_SHOWN = 4


def letter_of(case: Case) -> Letter:
    """The worker's words. The title of a file names its kind, so it is read only where the worker wrote it."""
    title, _line, rest = case.account.partition("\n\n")
    if rest and title.strip() == case.title:
        return Letter(rest, title)
    return Letter(case.account)


def kinds_by_words(letter: Letter) -> list[tuple[str, tuple[str, ...]]]:
    """The kinds whose words stand in the letter, in the order of the rules, those of the title first; with the words."""
    found: dict[str, tuple[str, ...]] = {}
    for text in (plain(letter.title), plain(letter.body)):
        for kind, words in WORDS:
            said = [word for word in words if word in text]
            if said:
                found.setdefault(str(kind), tuple(said[:WORDS_SHOWN]))
    return list(found.items())


def kind_by_words(letter: Letter) -> str:
    """The one kind the word rules would give."""
    return next((kind for kind, _words in kinds_by_words(letter)), str(Kind.OTHER))


def fit_to_show(words: Sequence[str]) -> list[str]:
    """Words as they may be shown and kept: none of them holds a number that names somebody."""
    return [word for word in words if PRIVATE not in word and not any(sign.isdigit() for sign in word)]
