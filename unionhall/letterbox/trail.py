"""How does the audit trail speak of the letter box? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Letter box")

VERBS = {
    "appointment.added_to_case": pgettext_lazy("audit trail", "Added what was said on a reception day to a matter"),
    "appointment.cancel": pgettext_lazy("audit trail", "Cancelled an appointment"),
    "appointment.case_made": pgettext_lazy("audit trail", "Made a matter of an appointment"),
    "appointment.lapse": pgettext_lazy("audit trail", "Left an appointment without a recorded outcome"),
    "appointment.made": pgettext_lazy("audit trail", "Signed up for a reception day"),
    "appointment.note_absence": pgettext_lazy("audit trail", "Noted that somebody did not come"),
    "appointment.note_arrival": pgettext_lazy("audit trail", "Noted that somebody came"),
    "appointment.walked_in": pgettext_lazy("audit trail", "Noted somebody who came without signing up"),
    "appointment.written_down": pgettext_lazy("audit trail", "Put down what was said on a reception day"),
    "held_mail.take_in": pgettext_lazy("audit trail", "Took a held mail in as a matter"),
    "held_mail.throw_away": pgettext_lazy("audit trail", "Threw a held mail away"),
    "mail.failed": pgettext_lazy("audit trail", "A mail could not be sent"),
    "mail.held": pgettext_lazy("audit trail", "Held a mail for an officer"),
    "mail.received": pgettext_lazy("audit trail", "A mail came in"),
    "mail.sent_again": pgettext_lazy("audit trail", "Had a mail tried again"),
    "mail.written": pgettext_lazy("audit trail", "Wrote a mail"),
    "reception_day.call_off": pgettext_lazy("audit trail", "Called a reception day off"),
    "reception_day.published": pgettext_lazy("audit trail", "Published a reception day"),
}
RECORDS = {
    "letterbox.Appointment": pgettext_lazy("audit trail", "appointment on a reception day"),
    "letterbox.HeldMail": pgettext_lazy("audit trail", "held mail"),
    "letterbox.IncomingMail": pgettext_lazy("audit trail", "mail that came in"),
    "letterbox.MailThread": pgettext_lazy("audit trail", "correspondence by e-mail"),
    "letterbox.OutgoingMail": pgettext_lazy("audit trail", "mail of ours"),
    "letterbox.ReceptionDay": pgettext_lazy("audit trail", "reception day"),
}
PURPOSES = {
    "reception": pgettext_lazy("audit trail", "receives on the reception day"),
    "held_mail": pgettext_lazy("audit trail", "looks after held mail"),
}
