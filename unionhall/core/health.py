"""Is this installation alive, is it ready, and what do its figures say? For machines, not for people.

`/healthz` answers while the process lives. `/readyz` answers 200 when the database answers and is at this version, and
names the background worker's state; a silent worker does not take the site away from people, it raises an alarm through
`/metrics`. They answer for the whole installation, by whatever name it was reached: where several federations live, `/readyz`
counts those that are not at this version and `/metrics` labels each figure with its federation. `/metrics` is read from this machine or with the token of the settings; to everybody else it does not exist.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterable
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from .federations import in_each, of_the_installation
from .http import public
from .observation import REGISTRY

WORKER_IS_SILENT_AFTER = 60
"""Seconds; a living worker says so every ten."""

_seen_current: set[str] = set()
"""Schemas this process has seen at this version; they do not go back."""
_watched: list[Collector] = []


def watch(collector: Collector) -> None:
    """Add figures of a module to `/metrics`; they are read when asked."""
    _watched.append(collector)


@public
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return JsonResponse({"status": "alive"})


@public
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve people: 200, or 503 with what is missing."""
    answers = {"database": _database(), "migrations": "unknown", "worker": "unknown"}
    if answers["database"] == "ok":
        answers["migrations"] = _migrations()
    if answers["migrations"] == "ok":
        answers["worker"] = _worker()
    ready = answers["database"] == answers["migrations"] == "ok"
    return JsonResponse({"status": "ready" if ready else "not ready", **answers}, status=200 if ready else 503)


@public
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus."""
    if not _may_read_metrics(request):
        raise Http404
    registry = CollectorRegistry()
    for collector in (WorkCollector(), *_watched):
        registry.register(collector)
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    return HttpResponse(generate_latest(registry) + generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


class WorkCollector(Collector):
    """Background work as the database knows it, read when asked."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Of each federation: jobs by state, the age of the oldest job that is due, seconds since a worker was heard."""
        jobs = GaugeMetricFamily("unionhall_jobs", "Background jobs by state", labels=["state", "federation"])
        oldest = GaugeMetricFamily(
            "unionhall_oldest_due_job_seconds", "How long the oldest due job waits", labels=["federation"]
        )
        silent = GaugeMetricFamily(
            "unionhall_worker_silent_seconds", "Seconds since a worker was heard", labels=["federation"]
        )
        for federation in in_each():
            name = federation.name if federation else ""
            for state, count in _rows("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status"):
                jobs.add_metric([state, name], count)
            due = _rows(
                "SELECT extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))) FROM procrastinate_jobs j"
                " LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
                " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())"
            )[0][0]
            oldest.add_metric([name], float(due or 0))
            heard = _seconds_since_a_worker_was_heard()
            silent.add_metric([name], -1.0 if heard is None else heard)
        yield from (jobs, oldest, silent)


def _may_read_metrics(request: HttpRequest) -> bool:
    token = getattr(settings, "METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and compare_digest(given.encode(), token.encode()):
        return True
    if request.headers.get("X-Forwarded-For"):  # came through a proxy, so not from this machine
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _database() -> str:
    try:
        with of_the_installation():
            return "ok" if _rows("SELECT 1") else "no answer"
    except Exception:
        return "does not answer"


def _migrations() -> str:
    there = late = 0
    for federation in in_each():
        schema = federation.schema if federation else ""
        there += 1
        if schema in _seen_current:
            continue
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            late += 1
        else:
            _seen_current.add(schema)
    return _told("wait to be applied", late, there)


def _worker() -> str:
    silent, there = {}, 0
    for federation in in_each():
        there += 1
        heard = _seconds_since_a_worker_was_heard()
        if heard is None or heard > WORKER_IS_SILENT_AFTER:
            silent[federation] = "never heard" if heard is None else f"silent for {heard:.0f} s"
    return _told(next(iter(silent.values()), ""), len(silent), there)


def _told(trouble: str, troubled: int, there: int) -> str:
    """“ok”, or the trouble, with how many have it where there are several. No names: anybody may ask."""
    if not troubled:
        return "ok"
    return trouble if there == 1 else f"{trouble} ({troubled} of {there} federations)"


def _seconds_since_a_worker_was_heard() -> float | None:
    heard = _rows("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")[0][0]
    return None if heard is None else float(heard)


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
