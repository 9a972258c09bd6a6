"""How does the audit trail speak of findings and claims? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Findings and claims")

VERBS = {
    "finding.kept": pgettext_lazy("audit trail", "Kept a finding of the law book on the file"),
    "finding.replaced": pgettext_lazy("audit trail", "Replaced a finding by a new one"),
    "finding.set_aside": pgettext_lazy("audit trail", "Set a finding aside"),
    "finding.difference_noted": pgettext_lazy("audit trail", "Noted that a finding would come out differently"),
    "finding.difference_gone": pgettext_lazy("audit trail", "Noted that a finding comes out as kept again"),
    "claim.made": pgettext_lazy("audit trail", "Made an item of a finding a claim"),
    "claim.ended": pgettext_lazy("audit trail", "Dropped a claim"),
    "claims.exported": pgettext_lazy("audit trail", "Exported the claims of a matter"),
    "claims.table_read": pgettext_lazy("audit trail", "Read in a table of facts of many workers"),
}
RECORDS = {
    "claims.KeptFinding": pgettext_lazy("audit trail", "finding"),
    "claims.Claim": pgettext_lazy("audit trail", "claim"),
}
