"""How does the audit trail speak of messages? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Messages")

VERBS = {
    "message.failed": pgettext_lazy("audit trail", "A text could not be delivered"),
    "message.told": pgettext_lazy("audit trail", "Told somebody something"),
}
RECORDS = {
    "notices.Message": pgettext_lazy("audit trail", "message"),
}
