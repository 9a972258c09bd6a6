"""What other modules may use of the letter box."""

from .exports import held_about
from .reactions import answer_by_mail
from .slots import mail_of_case

__all__ = ["answer_by_mail", "held_about", "mail_of_case"]
