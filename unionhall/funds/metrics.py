"""What the nightly check of the ledger says to machines."""

from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from unionhall.core import clock

from . import queries


class LedgerCollector(Collector):
    """The last check, read when asked; -1 seconds while there was none."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """How many kinds of fault the last check found, and how long ago it was."""
        last = queries.last_check()
        faults = GaugeMetricFamily("unionhall_ledger_faults", "Faults the last check of the ledger found")
        faults.add_metric([], len(last.faults) if last else 0)
        yield faults
        ago = (clock.now() - last.at).total_seconds() if last else -1.0
        yield GaugeMetricFamily("unionhall_ledger_checked_seconds", "Seconds since the ledger was checked", ago)
