"""Joining and moving over the HTTP API: the same acts as on the pages; split by noun."""

from ninja import Router

from . import applications, cards, homes, members

router = Router()
for part in (applications, members, cards, homes):
    router.add_router("", part.router)

__all__ = ["router"]
