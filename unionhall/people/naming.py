"""From a key to a name, and from a name to keys: for those who may read the audit trail."""

from .queries import names_by_id, people_called

__all__ = ["names_by_id", "people_called"]
