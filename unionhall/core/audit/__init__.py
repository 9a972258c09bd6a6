"""Who did what, when, to which record, for which purpose — and has anybody touched that since?

Entries are inserted by the action that acts. Just before the transaction commits, the end of the chain is locked and each
new entry is linked to the one before it: hash = H(canonical JSON of the entry, its position, the previous hash). Nothing is
ever updated but the head. `verify` recomputes everything and names the first row that does not fit.
"""

from .chain import ALGORITHMS, ENTRY_COLUMNS, GENESIS, LINK_COLUMNS, Row, canonical, link_hash
from .contents import refuse_personal_data
from .trail import Entry, entries_about, record, record_many, record_read, subject_key
from .verifying import VerifyResult, head, verify
from .words import learn, purpose_words, record_words, topics, verb_words, way_words

__all__ = [
    "ALGORITHMS",
    "ENTRY_COLUMNS",
    "GENESIS",
    "LINK_COLUMNS",
    "Entry",
    "Row",
    "VerifyResult",
    "canonical",
    "entries_about",
    "head",
    "learn",
    "link_hash",
    "purpose_words",
    "record",
    "record_many",
    "record_read",
    "record_words",
    "refuse_personal_data",
    "subject_key",
    "topics",
    "verb_words",
    "verify",
    "way_words",
]
