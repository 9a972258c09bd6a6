"""How does the audit trail speak of papers? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Papers written from files")

VERBS = {
    "paper.drafted": pgettext_lazy("audit trail", "Drafted a paper from the file"),
    "paper.edited": pgettext_lazy("audit trail", "Changed the draft of a paper"),
    "paper.refilled": pgettext_lazy("audit trail", "Filled a draft again from the file"),
    "paper.written": pgettext_lazy("audit trail", "Wrote a version of a paper"),
    "paper.brought_back": pgettext_lazy("audit trail", "Brought back a paper edited in Word"),
    "paper.dropped": pgettext_lazy("audit trail", "Threw a draft away"),
    "paper.sent": pgettext_lazy("audit trail", "Sent a letter of supervision"),
    "paper.answered": pgettext_lazy("audit trail", "Recorded the answer to a letter of supervision"),
    "paper.handed_over": pgettext_lazy("audit trail", "Handed a paper to the worker"),
    "paper.downloaded": pgettext_lazy("audit trail", "Downloaded a version of a paper"),
}
RECORDS = {
    "papers.Paper": pgettext_lazy("audit trail", "paper"),
    "papers.PaperVersion": pgettext_lazy("audit trail", "version of a paper"),
    "papers.Sending": pgettext_lazy("audit trail", "sending of a letter"),
    "papers.Reply": pgettext_lazy("audit trail", "answer to a letter"),
}
