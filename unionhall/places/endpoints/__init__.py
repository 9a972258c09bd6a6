"""Places over the HTTP API: the public list and the door, and the same acts as at the desk; split by noun."""

from ninja import Router

from . import lists, pairs, reports, standards, stations, steps, venues

router = Router()
for part in (stations, venues, steps, reports, standards, pairs, lists):
    router.add_router("", part.router)

__all__ = ["router"]
