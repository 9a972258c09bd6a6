"""How does the audit trail speak of exports? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Exports")

VERBS = {
    "export.asked": pgettext_lazy("audit trail", "Asked for an export"),
    "export.approve": pgettext_lazy("audit trail", "Approved an export"),
    "export.refuse": pgettext_lazy("audit trail", "Refused an export"),
    "export.withdraw": pgettext_lazy("audit trail", "Took back an export"),
    "export.finish": pgettext_lazy("audit trail", "The file of an export was made"),
    "export.expire": pgettext_lazy("audit trail", "The file of an export expired"),
    "export.downloaded": pgettext_lazy("audit trail", "Fetched the file of an export"),
    "export.traced": pgettext_lazy("audit trail", "Looked for the export a file comes from"),
    "export_term.set": pgettext_lazy("audit trail", "Set how long exports are kept"),
}
RECORDS = {
    "exports.Export": pgettext_lazy("audit trail", "export"),
    "exports.ExportTerm": pgettext_lazy("audit trail", "how long exports are kept"),
}
