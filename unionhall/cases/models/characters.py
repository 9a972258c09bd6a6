"""How is a name found by any part of it, without an extension of the database?

Each character becomes a word of its own, and PostgreSQL's text search looks for the words in their order. Two characters of
a Chinese name are enough; upper and lower case are the same. A trigram index would need `pg_trgm`, and three characters.
"""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, Value


class Characters(Func):
    """The characters of a column, as words with their places."""

    template = r"to_tsvector('simple'::regconfig, regexp_replace(%(expressions)s, '(.)', '\1 ', 'g'))"
    output_field = SearchVectorField()


class Phrase(Func):
    """Characters to be found one after another."""

    template = r"phraseto_tsquery('simple'::regconfig, regexp_replace(%(expressions)s, '(.)', '\1 ', 'g'))"
    output_field = SearchVectorField()


class Matches(Func):
    """Whether the left holds the right."""

    arg_joiner = " @@ "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def holds(column: str, text: str) -> Matches:
    """Rows whose column holds the text, letter case and spaces aside."""
    return Matches(Characters(column), Phrase(Value("".join(text.split()))))
