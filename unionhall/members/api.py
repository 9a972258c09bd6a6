"""What other modules may use of joining and moving."""

from unionhall.people.api import visible_members

from . import reactions
from .access import visible_applications
from .exports import held_about
from .queries import home_unions

__all__ = ["held_about", "home_unions", "reactions", "visible_applications", "visible_members"]
