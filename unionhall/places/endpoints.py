"""Venues over the HTTP API: the same lists and the same acts as on the pages."""

from ninja import Router

router = Router(tags=["places"])
