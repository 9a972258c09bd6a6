"""What is written down about each request: one line of JSON and a count, without a word about a person.

A line names the route (`/cases/<uuid:case_id>/`), never the address as typed: addresses carry one-time links and search
words. How a line is written is in `logs.py`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram

from .federations import name_of_current
from .logs import route_of

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "unionhall_requests", "Requests answered", ["method", "route", "status", "federation"], registry=REGISTRY
)
SECONDS = Histogram(
    "unionhall_request_seconds", "Time to answer", ["route", "federation"], registry=REGISTRY,
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
QUIET = {"healthz", "readyz", "metrics"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

access = logging.getLogger("unionhall.access")


class ObservationMiddleware:
    """Counts each request and writes its line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        response = self.get_response(request)
        elapsed = time.monotonic() - started
        route, method = route_of(request), request.method if request.method in METHODS else "other"
        federation = name_of_current()
        REQUESTS.labels(method, route, str(response.status_code), federation).inc()
        SECONDS.labels(route, federation).observe(elapsed)
        if route not in QUIET:
            line = {"method": method, "route": route, "status": response.status_code, "ms": round(elapsed * 1000, 1)}
            access.info("request", extra=line | ({"federation": federation} if federation else {}))
        return response
