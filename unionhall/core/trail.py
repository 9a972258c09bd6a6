"""How does the audit trail speak of the mechanisms? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Mechanisms")

VERBS = {
    "read": pgettext_lazy("audit trail", "Opened and read"),
    "keys.own_given": pgettext_lazy("audit trail", "Put what was written in bulk under each person's own key"),
    "keys.rotated": pgettext_lazy("audit trail", "Renewed sealed columns under the newest key"),
}
RECORDS = {
    "core.PersonKey": pgettext_lazy("audit trail", "person's key"),
    "core.StoredFile": pgettext_lazy("audit trail", "file"),
    "core.LinkToken": pgettext_lazy("audit trail", "one-time link"),
    "core.AuditEntry": pgettext_lazy("audit trail", "audit entry"),
    "core.AuditLink": pgettext_lazy("audit trail", "link of the audit chain"),
    "core.AuditHead": pgettext_lazy("audit trail", "end of the audit chain"),
    "core.NumberSeries": pgettext_lazy("audit trail", "series of numbers"),
    "core.IdempotencyRecord": pgettext_lazy("audit trail", "kept answer to a request"),
    "core.RateWindow": pgettext_lazy("audit trail", "counter of tries"),
    "core.OutgoingText": pgettext_lazy("audit trail", "text message of the demo"),
}
