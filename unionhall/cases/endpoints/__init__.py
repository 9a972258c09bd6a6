"""The same acts over the HTTP API: same permissions, same actions; split by noun."""

from ninja import Router

from . import acts, cases, groups, rules, transfers, triage, work

router = Router()
for part in (cases, acts, work, groups, transfers, triage, rules):
    router.add_router("", part.router)

__all__ = ["router"]
