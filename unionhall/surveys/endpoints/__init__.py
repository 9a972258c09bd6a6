"""The same acts over the HTTP API: same permissions, same actions; split by noun."""

from ninja import Router

from . import own, questions, results, surveys

router = Router()
for part in (surveys, questions, results, own):
    router.add_router("", part.router)

__all__ = ["router"]
