"""Money over the HTTP API."""

from ninja import Router

router = Router(tags=["money"])
