"""How does the audit trail speak of the values of the law? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Values of the law")

VERBS = {
    "value_proposal.proposed": pgettext_lazy("audit trail", "Proposed values of the law"),
    "value_proposal.approve": pgettext_lazy("audit trail", "Approved values of the law"),
    "value_proposal.reject": pgettext_lazy("audit trail", "Rejected values of the law"),
    "value_proposal.withdraw": pgettext_lazy("audit trail", "Took back proposed values of the law"),
}
RECORDS = {
    "parameters.ValueProposal": pgettext_lazy("audit trail", "proposed values of the law"),
    "parameters.ProposedValue": pgettext_lazy("audit trail", "proposed value of the law"),
    "parameters.BookVersion": pgettext_lazy("audit trail", "version of the law book"),
}
