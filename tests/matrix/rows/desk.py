"""The first page is everybody's; whoever holds a post is led to their work."""

from tests.matrix.row import DONE, OK, Row

ROWS = [
    Row("home", answers={"anonymous": OK, "worker": OK, "other_worker": OK, "family": OK, ...: DONE}),
    Row("offices", answers={...: OK}),
    Row("privacy", answers={...: OK}),
]
