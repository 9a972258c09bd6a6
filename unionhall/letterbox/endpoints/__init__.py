"""The letter box over the HTTP API: the same acts as on the pages; split by noun."""

from ninja import Router

from . import appointments, days, mail

router = Router()
for part in (days, appointments, mail):
    router.add_router("", part.router)

__all__ = ["router"]
