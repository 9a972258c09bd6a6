"""What the law book reckoned for a matter, sealed."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import THING, Basis, Kept, OnErasure, Purpose, asked, record

_PART = {"purpose": Purpose.MATTERS, "basis": Basis.SERVICE, "kept": Kept.MATTER, "erased": OnErasure.KEEP, "belongs": "case_id",
         "whole": "cases.Case"}  # fmt: skip

RECORDS = [
    record("claims.KeptFinding", what=_("sums reckoned for you, with wage and dates"), personal="content! reason! would! complainant",
           officials="by/by_name", plain="id case calculator on at by_worker book key standing replaces ended_at ended_by_name differs_at",
           **_PART),
    record("claims.Claim", what=_("what you claim"), personal="sealed_amount! reason! complainant", officials="by/by_name",
           plain="id finding case calculator item articles provisional at ended_at", **_PART),
]  # fmt: skip

ASKS = {"WorkerForm": {"worker": asked(THING)}, "ReckoningIn": {"worker": asked(THING)}}
