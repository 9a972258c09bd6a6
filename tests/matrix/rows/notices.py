"""Everybody reads their own messages."""

from tests.matrix.row import OK, SIGN_IN, Row

ROWS = [Row("notices:messages", answers={"anonymous": SIGN_IN, ...: OK})]
