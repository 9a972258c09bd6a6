"""Circles and siting over the HTTP API: the same runs as on the pages."""

from ninja import Router

router = Router(tags=["circles and siting"])
