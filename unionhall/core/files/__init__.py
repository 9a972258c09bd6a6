"""May this file come in, and how does it go out again?

What a file is, is decided by its content; its name is kept as people know it. The place where a photo was taken is taken out
(`photographs.py`); the digest of what came in is kept beside that of what is stored, so that the sender's own copy can still
be proved to be the same picture. Call `store` before the action opens its
transaction: writing bytes takes time, and nobody should wait for a row meanwhile. Files are not shown inside the site:
they leave as attachments that a browser will not guess about.
"""

from .archives import check_zip
from .keeping import (
    MAX_BYTES,
    MAX_COUNT,
    as_response,
    as_upload,
    discard,
    empty,
    is_whole,
    may_add,
    may_store_size,
    open_stored,
    store,
)
from .kinds import ALIKE, BY_ENDING, TYPES, WELCOME, accepted_type, sniff, zipfile_kind
from .names import NAME_LENGTH, clean_name
from .sealing import discard_sealed, keep_sealed, open_sealed

__all__ = [
    "ALIKE",
    "BY_ENDING",
    "MAX_BYTES",
    "MAX_COUNT",
    "NAME_LENGTH",
    "TYPES",
    "WELCOME",
    "accepted_type",
    "as_response",
    "as_upload",
    "check_zip",
    "clean_name",
    "discard",
    "discard_sealed",
    "empty",
    "is_whole",
    "keep_sealed",
    "may_add",
    "may_store_size",
    "open_sealed",
    "open_stored",
    "sniff",
    "store",
    "zipfile_kind",
]
