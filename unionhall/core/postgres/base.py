from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Error
from psycopg.pq import TransactionStatus

from ..federations import registry
from ..federations.choosing import (
    CrossedFederations,
    chosen,
    current,
    is_of_the_installation,
)

Act = Callable[[list[Any]], None]
UNSURE = "?"
"""The search_path after a rollback took back what was said of it: whatever is wanted next is said again."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows what to do last before it commits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last_acts: dict[tuple[str, Any], tuple[Act, list[Any]]] = {}
        self.search_path: str | None = None
        self.was_turned = False
        self.path_of_transaction: str | None = None
        self.is_connecting = False

    def connect(self) -> None:
        """A new connection, or one of the pool's, comes without a federation."""
        self.search_path = self.path_of_transaction = None
        self.was_turned = False
        self.is_connecting = True  # what Django asks a new connection is about the server
        try:
            super().connect()
        finally:
            self.is_connecting = False

    def _cursor(self, name: str | None = None) -> Any:
        self.ensure_connection()
        if not self.is_connecting:
            self._turn_to_the_federation_at_hand()
        return super()._cursor(name)  # type: ignore[misc]  # the stubs leave it out

    def _turn_to_the_federation_at_hand(self) -> None:
        plain = self.connection
        if plain.info.transaction_status == TransactionStatus.INERROR:  # nothing but a rollback is heard now
            return
        wanted = self._wanted_path()
        if self._in_a_transaction_of_the_product():
            if wanted not in (None, registry.NOWHERE):
                if self.path_of_transaction not in (None, wanted):
                    raise CrossedFederations(f"A transaction of {self.path_of_transaction} cannot go on in {wanted}.")
                self.path_of_transaction = wanted
        else:
            self.path_of_transaction = None
        if wanted == self.search_path:
            return
        with plain.cursor() as cursor:
            if wanted is None:
                cursor.execute("RESET search_path")
            else:
                cursor.execute("SELECT set_config('search_path', %s, false)", [wanted])
        self.search_path, self.was_turned = wanted, True

    @staticmethod
    def _wanted_path() -> str | None:
        """The federation's; none where there is one only; no table's where the work is the installation's and several live here."""
        if is_of_the_installation():
            return registry.NOWHERE if registry.known(closed=True) else None
        federation = current()
        return federation.search_path if federation else None

    def _in_a_transaction_of_the_product(self) -> bool:
        return any(not getattr(block, "_from_testcase", False) for block in self.atomic_blocks)

    def at_end(self, name: str, act: Act) -> list[Any]:
        """Run `act` last in the present transaction, once, with the list returned here: add to it what there is to do."""
        return self.last_acts.setdefault((name, chosen.get()), (act, []))[1]

    def run_last_acts(self) -> None:
        """Do now what was left for the end (also for checks made inside a transaction)."""
        acts, self.last_acts = self.last_acts, {}
        for (_name, federation), (act, things) in acts.items():
            before = chosen.set(federation)  # where it was left for the end, wherever the end comes
            try:
                act(things)
            finally:
                chosen.reset(before)

    def _commit(self) -> Any:
        try:
            self.run_last_acts()
        except BaseException:
            self.rollback()
            raise
        self.path_of_transaction = None
        return super()._commit()  # type: ignore[misc]  # the stubs leave it out

    def _rollback(self) -> Any:
        self.last_acts = {}
        self.path_of_transaction = None
        self._what_was_said_is_taken_back()
        return super()._rollback()  # type: ignore[misc]  # the stubs leave it out

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the stubs leave it out
        self._what_was_said_is_taken_back()

    def _what_was_said_is_taken_back(self) -> None:
        if self.was_turned:
            self.search_path = UNSURE

    def close(self) -> None:
        self.last_acts = {}
        if self.search_path is not None and self.connection is not None and "pool" in self.settings_dict["OPTIONS"]:
            with suppress(Error):  # a connection that cannot even say this is thrown away by the pool
                self.connection.execute("RESET search_path")
        self.search_path = self.path_of_transaction = None
        super().close()
