"""Bodies, the tree, employers and places over the HTTP API: same permissions, same actions; split by noun."""

from ninja import Router

from . import places, register, tree

router = Router()
for part in (tree, places, register):
    router.add_router("", part.router)

__all__ = ["router"]
