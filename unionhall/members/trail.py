"""How does the audit trail speak of joining and moving? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Joining and moving")

VERBS = {
    "application.received": pgettext_lazy("audit trail", "Asked to join a union or to move to it"),
    "application.accepted": pgettext_lazy("audit trail", "Accepted an application to a union"),
    "application.refused": pgettext_lazy("audit trail", "Did not accept an application to a union"),
    "application.withdrawn": pgettext_lazy("audit trail", "Took an application to a union back"),
    "application.raised": pgettext_lazy("audit trail", "Told the body above of an application nobody answered"),
    "application.read": pgettext_lazy("audit trail", "Opened an application to a union"),
    "removal.proposed": pgettext_lazy("audit trail", "Proposed to remove a member"),
    "removal.heard": pgettext_lazy("audit trail", "A member was heard about their removal"),
    "removal.decided": pgettext_lazy("audit trail", "Removed a member"),
    "removal.dropped": pgettext_lazy("audit trail", "Dropped the removal of a member"),
    "door.changed": pgettext_lazy("audit trail", "Changed how a union takes people in"),
    "home.named": pgettext_lazy("audit trail", "Named a home union"),
    "members.listed": pgettext_lazy("audit trail", "Took out the roll of members, masked"),
    "home.ended": pgettext_lazy("audit trail", "Ended a rule about a home union"),
}
RECORDS = {
    "members.Application": pgettext_lazy("audit trail", "application to a union"),
    "members.Door": pgettext_lazy("audit trail", "door of a union"),
    "members.HomeRule": pgettext_lazy("audit trail", "rule about a home union"),
    "members.Removal": pgettext_lazy("audit trail", "proposed removal of a member"),
}
PURPOSES = {
    "keeping_members": pgettext_lazy("audit trail", "keeping the members of a union"),
}
