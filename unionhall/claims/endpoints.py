"""Findings and claims over the HTTP API."""

from ninja import Router

router = Router(tags=["findings and claims"])
