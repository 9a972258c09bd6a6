"""What a person may ask about their own data, for the modules that answer: take it along, be forgotten, read what was agreed to."""

from .actions import export_own_data
from .exports import on_export
from .forgetting import forget, obstacles
from .purposes import name_purpose

__all__ = ["export_own_data", "forget", "name_purpose", "obstacles", "on_export"]
