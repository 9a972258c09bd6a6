"""Where are a federation's files? In a folder of its own below the installation's; the first one's lie where they always did."""

from __future__ import annotations

import os
from typing import Any

from django.core.files.storage import FileSystemStorage

from .choosing import current


class FederationStorage(FileSystemStorage):
    """Django's storage in a folder, which is another folder in each federation. Names in rows begin below it."""

    @property
    def location(self) -> Any:
        """The folder of the federation at hand."""
        federation = current()
        return os.path.join(os.path.abspath(self.base_location), federation.folder if federation else "")
