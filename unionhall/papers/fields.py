"""Papers drafted from a matter; their versions are files."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import THING, Basis, Kept, OnErasure, Purpose, asked, record

_PAPER = {"purpose": Purpose.MATTERS, "basis": Basis.SERVICE, "kept": Kept.MATTER}

RECORDS = [
    record("papers.Paper", what=_("applications and letters drafted for you"), personal="draft! complainant", officials="by/by_name",
           plain="id case body kind state number follows drafted_at saved_at handed_at revision", belongs="case_id",
           whole="cases.Case", ends="case__closed_at", erased=OnErasure.BLANK, **_PAPER),
    record("papers.PaperVersion", what=_("their versions as Word files"), personal="words! stored", officials="by/by_name",
           plain="id paper n findings provisional brought_back at", belongs="paper__case_id", whole="cases.Case",
           ends="paper__case__closed_at", erased=OnErasure.BLANK, **_PAPER),
    record("papers.Sending", officials="by/by_name",
           plain="id paper version to sent_on how days unit source entered reply_due_on reply_provisional at", **_PAPER),
    record("papers.Reply", what=_("what was answered to them"), personal="text!", officials="by/by_name",
           plain="id paper answered_on followed at", belongs="paper__case_id", whole="cases.Case",
           ends="paper__case__closed_at", erased=OnErasure.BLANK, **_PAPER),
]  # fmt: skip

ASKS = {"DraftingForm": {"worker": asked(THING)}, "PaperDraftIn": {"worker": asked(THING)}}
