"""What the letter box keeps."""

from .mail import HeldMail, IncomingMail, MailThread, OutgoingMail
from .reception import Appointment, ReceptionDay

__all__ = ["Appointment", "HeldMail", "IncomingMail", "MailThread", "OutgoingMail", "ReceptionDay"]
