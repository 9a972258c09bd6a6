"""The process that prepares a large list. It begins without Django, so this file imports nothing that needs it."""

from __future__ import annotations

import pickle
from typing import Any


def send(pipe: Any, pickled: bytes) -> None:
    """Prepare, send part by part, and end when nobody listens any more."""
    import django

    django.setup()
    from . import preparing

    try:
        for part in preparing.prepare(pickle.loads(pickled)):  # noqa: S301 - written by the process that started this one
            pipe.send(part)
    except BrokenPipeError:
        return
    except Exception as error:
        pipe.send(error)
    finally:
        pipe.close()
