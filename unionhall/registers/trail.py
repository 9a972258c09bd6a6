"""How does the audit trail speak of registers? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Registers of people")

VERBS = {
    "register.kind_defined": pgettext_lazy("audit trail", "Defined a kind of register"),
    "register.kind_changed": pgettext_lazy("audit trail", "Changed a kind of register"),
    "register.opened": pgettext_lazy("audit trail", "Opened a register for a body"),
    "register.responsible_named": pgettext_lazy("audit trail", "Named who is responsible for a register"),
    "register.closed": pgettext_lazy("audit trail", "Closed a register"),
    "register.imported": pgettext_lazy("audit trail", "Brought a list into a register"),
    "register.exported": pgettext_lazy("audit trail", "Took out a masked list of a register"),
    "register.reminded": pgettext_lazy("audit trail", "Reminded of entries to be looked at again"),
    "register_entry.entered": pgettext_lazy("audit trail", "Entered a person on a register"),
    "register_entry.reviewed": pgettext_lazy("audit trail", "Looked at an entry of a register again"),
    "register_entry.contest": pgettext_lazy("audit trail", "Objected to an entry on a register"),
    "register_entry.uphold": pgettext_lazy("audit trail", "Answered an objection and kept the entry"),
    "register_entry.take_off": pgettext_lazy("audit trail", "Took a person off a register"),
    "registerentry.read": pgettext_lazy("audit trail", "Opened an entry of a register"),
}
RECORDS = {
    "registers.RegisterKind": pgettext_lazy("audit trail", "kind of register"),
    "registers.Register": pgettext_lazy("audit trail", "register"),
    "registers.RegisterEntry": pgettext_lazy("audit trail", "entry on a register"),
    "registers.EntryStep": pgettext_lazy("audit trail", "step on an entry of a register"),
}
PURPOSES = {
    "register": pgettext_lazy("audit trail", "keeping the register"),
    "register:visit": pgettext_lazy("audit trail", "to visit or call the person"),
    "register:review": pgettext_lazy("audit trail", "to see whether the entry is still right"),
    "register:aid": pgettext_lazy("audit trail", "to arrange help"),
    "register:request": pgettext_lazy("audit trail", "to answer the person"),
}
