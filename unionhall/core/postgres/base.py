from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows what to do last before it commits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_acts: dict[str, Callable[[], None]] = {}

    def before_commit(self, name: str, act: Callable[[], None]) -> None:
        """Run `act` last in the present transaction, once however often it is asked for under this name."""
        self.last_acts.setdefault(name, act)

    def run_last_acts(self) -> None:
        """Do now what was left for the end (tests and verifications inside a transaction)."""
        acts, self.last_acts = self.last_acts, {}
        for act in acts.values():
            act()

    def _commit(self) -> Any:
        if self.last_acts:
            try:
                self.run_last_acts()
            except BaseException:
                self.rollback()
                raise
        return super()._commit()

    def _rollback(self) -> Any:
        self.last_acts = {}
        return super()._rollback()

    def close(self) -> None:
        self.last_acts = {}
        super().close()
