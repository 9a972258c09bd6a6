"""How does the audit trail speak of lists of names? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Lists of names")

VERBS = {
    "roster_import.brought": pgettext_lazy("audit trail", "Brought a list of names"),
    "roster_import.tried": pgettext_lazy("audit trail", "Saw what a list of names would change"),
    "roster_import.started": pgettext_lazy("audit trail", "Had a list of names written"),
    "roster_import.part_written": pgettext_lazy("audit trail", "Wrote a part of a list of names"),
    "roster_import.finished": pgettext_lazy("audit trail", "Finished a list of names"),
    "roster_import.stopped": pgettext_lazy("audit trail", "A list of names could not be read to its end"),
    "roster_import.dropped": pgettext_lazy("audit trail", "Dropped a list of names"),
    "roster_import.rejected_taken": pgettext_lazy("audit trail", "Took out the rejected rows of a list of names"),
    "person.looked_up": pgettext_lazy("audit trail", "Looked somebody up by identity number"),
    "roster_row.joined": pgettext_lazy("audit trail", "Put a row together with a person on record"),
    "roster_row.entered": pgettext_lazy("audit trail", "Entered a row as somebody new"),
    "roster_row.left_out": pgettext_lazy("audit trail", "Left a row of a list out"),
    "roster_row.undone": pgettext_lazy("audit trail", "Undid the decision about a row"),
}
RECORDS = {
    "rosters.RosterImport": pgettext_lazy("audit trail", "list of names"),
    "rosters.RosterRow": pgettext_lazy("audit trail", "row of a list of names"),
    "rosters.RosterLayout": pgettext_lazy("audit trail", "columns of a list of names"),
    "rosters.RosterMerge": pgettext_lazy("audit trail", "decision about a row"),
}
