"""Addresses for machines: open to everybody, and silent about people."""

from tests.matrix.row import OK, Row

ROWS = [
    Row("healthz", answers={...: OK}),
    Row("readyz", answers={...: OK}),
    Row("metrics", answers={...: OK}),  # the test client stands on this machine; core/tests/test_health.py asks from afar
    Row("api:openapi-json", answers={...: OK}),
    Row("api:api-root", answers={...: frozenset({404})}),
]
