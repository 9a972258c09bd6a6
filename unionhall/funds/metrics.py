"""What the nightly check of the ledger says to machines."""

from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from unionhall.core import clock
from unionhall.core.federations import in_each

from . import queries


class LedgerCollector(Collector):
    """The last check, read when asked; -1 seconds while there was none."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Of each federation: how many kinds of fault the last check found, and how long ago it was."""
        faults = GaugeMetricFamily(
            "unionhall_ledger_faults", "Faults the last check of the ledger found", labels=["federation"]
        )
        ago = GaugeMetricFamily(
            "unionhall_ledger_checked_seconds", "Seconds since the ledger was checked", labels=["federation"]
        )
        for federation in in_each():
            name = federation.name if federation else ""
            last = queries.last_check()
            faults.add_metric([name], len(last.faults) if last else 0)
            ago.add_metric([name], (clock.now() - last.at).total_seconds() if last else -1.0)
        yield from (faults, ago)
