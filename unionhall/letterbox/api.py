"""What other modules may use of the letter box."""

from .reactions import answer_by_mail
from .slots import mail_of_case

__all__ = ["answer_by_mail", "mail_of_case"]
