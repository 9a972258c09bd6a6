"""How does the audit trail speak of bodies, employers and places? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Bodies and employers")

VERBS = {
    "organisation.founded": pgettext_lazy("audit trail", "Entered a body"),
    "organisation.changed": pgettext_lazy("audit trail", "Changed a body"),
    "organisation.moved": pgettext_lazy("audit trail", "Moved a body under another"),
    "organisation.merged": pgettext_lazy("audit trail", "Merged a body into another"),
    "organisation.change_planned": pgettext_lazy("audit trail", "Planned a change of the tree for a day to come"),
    "organisation.change_withdrawn": pgettext_lazy("audit trail", "Took back a planned change of the tree"),
    "organisation.affiliated": pgettext_lazy("audit trail", "Entered that a body belongs to an industrial union"),
    "organisation.disaffiliated": pgettext_lazy("audit trail", "Ended that a body belongs to an industrial union"),
    "joint_unit.entered": pgettext_lazy("audit trail", "Entered a unit of a joint union"),
    "joint_unit.ended": pgettext_lazy("audit trail", "Ended that a unit is in a joint union"),
    "organisation.closed": pgettext_lazy("audit trail", "Closed a body"),
    "employer.registered": pgettext_lazy("audit trail", "Entered an employer"),
    "employer.corrected": pgettext_lazy("audit trail", "Corrected an employer"),
    "employer.closed": pgettext_lazy("audit trail", "Marked an employer as closed"),
    "responsibility.recorded": pgettext_lazy("audit trail", "Recorded which place a body answers for"),
    "responsibility.ended": pgettext_lazy("audit trail", "Ended that a body answers for a place"),
    "place.named": pgettext_lazy("audit trail", "Entered a place"),
    "place.codes_learned": pgettext_lazy("audit trail", "Brought in a list of codes of places"),
    "place.list_read": pgettext_lazy("audit trail", "Brought in a list of places"),
    "place.boundary_drawn": pgettext_lazy("audit trail", "Brought in the boundary of a place"),
}
RECORDS = {
    "organisations.Organisation": pgettext_lazy("audit trail", "body"),
    "organisations.Employer": pgettext_lazy("audit trail", "employer"),
    "organisations.Responsibility": pgettext_lazy("audit trail", "place a body answers for"),
    "organisations.Division": pgettext_lazy("audit trail", "place"),
    "organisations.DivisionCode": pgettext_lazy("audit trail", "code of a place"),
    "organisations.DivisionBoundary": pgettext_lazy("audit trail", "boundary of a place"),
    "organisations.Position": pgettext_lazy("audit trail", "position in the tree"),
    "organisations.TreeChange": pgettext_lazy("audit trail", "change of the tree"),
    "organisations.Affiliation": pgettext_lazy("audit trail", "belonging to an industrial union"),
    "organisations.JointUnit": pgettext_lazy("audit trail", "unit of a joint union"),
}
