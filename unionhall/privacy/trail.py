"""How does the audit trail speak of people's say over their data? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Privacy")

VERBS = {
    "objection.made": pgettext_lazy("audit trail", "Objected to how a record was used"),
    "objection.read": pgettext_lazy("audit trail", "Read an objection"),
    "objection.uphold": pgettext_lazy("audit trail", "Found an objection right"),
    "objection.dismiss": pgettext_lazy("audit trail", "Found an objection not right"),
    "objection.withdraw": pgettext_lazy("audit trail", "Took an objection back"),
    "erasure.asked": pgettext_lazy("audit trail", "Asked to be erased"),
    "erasure.stay": pgettext_lazy("audit trail", "Took back the wish to be erased"),
    "erasure.erase": pgettext_lazy("audit trail", "Erased a person"),
    "hold.placed": pgettext_lazy("audit trail", "Placed a legal hold"),
    "hold.lifted": pgettext_lazy("audit trail", "Lifted a legal hold"),
    "retention.ran": pgettext_lazy("audit trail", "Removed what is kept no longer"),
    "exposure.asked": pgettext_lazy("audit trail", "Asked who was exposed"),
}
RECORDS = {
    "privacy.Objection": pgettext_lazy("audit trail", "objection"),
    "privacy.Erasure": pgettext_lazy("audit trail", "request to be erased"),
    "privacy.LegalHold": pgettext_lazy("audit trail", "legal hold"),
    "privacy.RetentionRun": pgettext_lazy("audit trail", "night of retention"),
}
PURPOSES = {
    "objection": pgettext_lazy("audit trail", "answering an objection"),
}
