"""How does the audit trail speak of bodies, employers and places? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Bodies and employers")

VERBS = {
    "organisation.founded": pgettext_lazy("audit trail", "Entered a body"),
    "organisation.changed": pgettext_lazy("audit trail", "Changed a body"),
    "organisation.moved": pgettext_lazy("audit trail", "Moved a body under another"),
    "organisation.closed": pgettext_lazy("audit trail", "Closed a body"),
    "employer.registered": pgettext_lazy("audit trail", "Entered an employer"),
    "employer.corrected": pgettext_lazy("audit trail", "Corrected an employer"),
    "employer.closed": pgettext_lazy("audit trail", "Marked an employer as closed"),
    "responsibility.recorded": pgettext_lazy("audit trail", "Recorded which place a body answers for"),
    "responsibility.ended": pgettext_lazy("audit trail", "Ended that a body answers for a place"),
    "place.named": pgettext_lazy("audit trail", "Entered a place"),
}
RECORDS = {
    "organisations.Organisation": pgettext_lazy("audit trail", "body"),
    "organisations.Employer": pgettext_lazy("audit trail", "employer"),
    "organisations.Responsibility": pgettext_lazy("audit trail", "place a body answers for"),
    "organisations.Division": pgettext_lazy("audit trail", "place"),
}
