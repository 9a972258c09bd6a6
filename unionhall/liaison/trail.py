"""How does the audit trail speak of liaison? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Liaison")

VERBS = {
    "liaison.kind_defined": pgettext_lazy("audit trail", "Named a kind of thing one answers for"),
    "liaison.list_made": pgettext_lazy("audit trail", "Made a responsibility list"),
    "liaison.interval_set": pgettext_lazy("audit trail", "Set how often a list is contacted"),
    "liaison.due_renewed": pgettext_lazy("audit trail", "Reckoned again what is due on a list"),
    "liaison.subject_added": pgettext_lazy("audit trail", "Put something on a responsibility list"),
    "liaison.subject_ended": pgettext_lazy("audit trail", "Took something off a responsibility list"),
    "liaison.handed_over": pgettext_lazy("audit trail", "Handed over who answers for something"),
    "liaison.left_behind": pgettext_lazy("audit trail", "Nobody answers for something any more"),
    "liaison.contact_noted": pgettext_lazy("audit trail", "Noted a contact"),
    "liaison.station_opened": pgettext_lazy("audit trail", "Opened a chain liaison station"),
    "liaison.station_staffed": pgettext_lazy("audit trail", "Named somebody at a chain liaison station"),
    "liaison.station_post_ended": pgettext_lazy("audit trail", "Ended a post at a chain liaison station"),
    "blockage.raised": pgettext_lazy("audit trail", "Raised a blockage on a supply chain"),
    "blockage.clear": pgettext_lazy("audit trail", "A blockage is cleared"),
    "blockage.drop": pgettext_lazy("audit trail", "A blockage is not pursued"),
    "blockage.raise_again": pgettext_lazy("audit trail", "A blockage is raised again"),
}
RECORDS = {
    "liaison.SubjectKind": pgettext_lazy("audit trail", "kind of thing one answers for"),
    "liaison.LiaisonList": pgettext_lazy("audit trail", "responsibility list"),
    "liaison.ContactRule": pgettext_lazy("audit trail", "how often a list is contacted"),
    "liaison.LiaisonSubject": pgettext_lazy("audit trail", "something on a responsibility list"),
    "liaison.Charge": pgettext_lazy("audit trail", "who answers for something"),
    "liaison.Contact": pgettext_lazy("audit trail", "contact"),
    "liaison.ChainStation": pgettext_lazy("audit trail", "chain liaison station"),
    "liaison.StationPost": pgettext_lazy("audit trail", "post at a chain liaison station"),
    "liaison.Blockage": pgettext_lazy("audit trail", "blockage on a supply chain"),
}
