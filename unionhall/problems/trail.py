"""How does the audit trail speak of shared problems? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Shared problems")

VERBS = {
    "problem.proposed": pgettext_lazy("audit trail", "Proposed a shared problem"),
    "problem.joined": pgettext_lazy("audit trail", "Put letters to a shared problem"),
    "problem.accept": pgettext_lazy("audit trail", "Took up a shared problem"),
    "problem.dismiss": pgettext_lazy("audit trail", "Dismissed a shared problem"),
    "problem.merge": pgettext_lazy("audit trail", "Merged two shared problems"),
    "problem.split": pgettext_lazy("audit trail", "Split a shared problem"),
    "problem.letter_left_out": pgettext_lazy("audit trail", "Took a letter out of a shared problem"),
    "problem.planned": pgettext_lazy("audit trail", "Set owner and dates of a shared problem"),
    "problem.noted": pgettext_lazy("audit trail", "Wrote a note on a shared problem"),
    "problem.policy_recorded": pgettext_lazy("audit trail", "Recorded a change of policy or practice"),
    "problem.survey_drafted": pgettext_lazy("audit trail", "Drafted a survey for a shared problem"),
    "problem.survey_noted": pgettext_lazy("audit trail", "Noted on a shared problem what became of its survey"),
    "problem.answered": pgettext_lazy("audit trail", "Answered all writers of a shared problem"),
    "problem.answer_continued": pgettext_lazy("audit trail", "Went on answering the writers of a shared problem"),
    "problem.close": pgettext_lazy("audit trail", "Closed a shared problem"),
    "problem.reopen": pgettext_lazy("audit trail", "Took up a shared problem again"),
    "problem.watch_set": pgettext_lazy("audit trail", "Set from how many people on a problem is shared"),
}
RECORDS = {
    "problems.SharedProblem": pgettext_lazy("audit trail", "shared problem"),
    "problems.Voice": pgettext_lazy("audit trail", "letter in a shared problem"),
    "problems.ProblemStep": pgettext_lazy("audit trail", "step on a shared problem"),
    "problems.ProblemAnswer": pgettext_lazy("audit trail", "answer to the writers of a shared problem"),
    "problems.Watch": pgettext_lazy("audit trail", "measure of shared problems"),
}
