from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base

Act = Callable[[list[Any]], None]


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows what to do last before it commits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_acts: dict[str, tuple[Act, list[Any]]] = {}

    def at_end(self, name: str, act: Act) -> list[Any]:
        """Run `act` last in the present transaction, once, with the list returned here: add to it what there is to do."""
        return self.last_acts.setdefault(name, (act, []))[1]

    def run_last_acts(self) -> None:
        """Do now what was left for the end (also for checks made inside a transaction)."""
        acts, self.last_acts = self.last_acts, {}
        for act, things in acts.values():
            act(things)

    def _commit(self) -> Any:
        try:
            self.run_last_acts()
        except BaseException:
            self.rollback()
            raise
        return super()._commit()  # type: ignore[misc]  # the stubs leave it out

    def _rollback(self) -> Any:
        self.last_acts = {}
        return super()._rollback()  # type: ignore[misc]  # the stubs leave it out

    def close(self) -> None:
        self.last_acts = {}
        super().close()
