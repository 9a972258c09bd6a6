"""Addresses for machines and for their makers: open to everybody, and silent about people."""

from tests.matrix.row import OK, SIGN_IN, Row

ROWS = [
    Row("healthz", answers={...: OK}),
    Row("readyz", answers={...: OK}),
    # The test client stands on this machine; core/tests/test_health.py asks from afar.
    Row("metrics", answers={...: OK}),
    Row("api_docs", answers={...: OK}),
    Row("openapi", answers={...: OK}),
    # Nothing is there; the API asks for a token before it says so.
    Row("api:api-root", answers={...: SIGN_IN}),
]
