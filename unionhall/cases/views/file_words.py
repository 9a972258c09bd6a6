"""How is a move that happened said, and with which mark?"""

from django.utils.translation import gettext_lazy as _

PAST = {
    "receive": (_("Received"), "inbox", "strong"),
    "accept": (_("Accepted"), "circle-check", "green"),
    "refuse": (_("Refused; the competent body is named"), "corner-up-right", "neutral"),
    "consult": (_("Consultation began"), "message-circle", "neutral"),
    "negotiate": (_("Negotiation with the employer began"), "messages-square", "neutral"),
    "mediate": (_("Mediation began"), "handshake", "neutral"),
    "settle": (_("Settled"), "file-check", "green"),
    "fail": (_("No settlement was reached"), "unlink", "amber"),
    "arbitrate": (_("Support in arbitration began"), "gavel", "neutral"),
    "litigate": (_("Support in litigation began"), "landmark", "neutral"),
    "perform": (_("Performed"), "badge-check", "green"),
    "close": (_("Closed"), "archive", "strong"),
    "lapse": (_("Closed after the time for feedback"), "archive", "strong"),
    "withdraw": (_("Withdrawn"), "undo-2", "neutral"),
    "reopen": (_("Taken up again"), "rotate-ccw", "amber"),
    "default": (_("Taken up again because it was not performed"), "rotate-ccw", "red"),
    "hand_over": (_("Arrived at another body"), "route", "neutral"),
}
