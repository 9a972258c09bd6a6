"""What other modules may use of joining and moving."""

from unionhall.people.api import books, visible_members

from .access import visible_applications
from .exports import held_about
from .queries import home_unions

move_all = books.move_all

__all__ = ["held_about", "home_unions", "move_all", "visible_applications", "visible_members"]
