"""How does the audit trail speak of surveys? Every verb, kind of record and purpose written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Surveys")

VERBS = {
    "survey.answer_changed": pgettext_lazy("audit trail", "Changed an answer to a survey"),
    "survey.answered": pgettext_lazy("audit trail", "Answered a survey"),
    "survey.answered_anonymously": pgettext_lazy("audit trail", "Somebody answered an anonymous survey"),
    "survey.changed": pgettext_lazy("audit trail", "Changed the draft of a survey"),
    "survey.close": pgettext_lazy("audit trail", "Closed a survey"),
    "survey.discard": pgettext_lazy("audit trail", "Gave the draft of a survey up"),
    "survey.drafted": pgettext_lazy("audit trail", "Drafted a survey"),
    "survey.exported": pgettext_lazy("audit trail", "Exported the results of a survey"),
    "survey.joiners_added": pgettext_lazy("audit trail", "Put people who joined later on the roll of a survey"),
    "survey.lapse": pgettext_lazy("audit trail", "A survey closed after its last day"),
    "survey.open": pgettext_lazy("audit trail", "Opened a survey"),
    "survey.question_added": pgettext_lazy("audit trail", "Added a question to a survey"),
    "survey.question_changed": pgettext_lazy("audit trail", "Changed a question of a survey"),
    "survey.question_moved": pgettext_lazy("audit trail", "Moved a question of a survey"),
    "survey.question_removed": pgettext_lazy("audit trail", "Took a question out of a survey"),
    "survey.reminded": pgettext_lazy("audit trail", "Reminded those who had not answered a survey"),
}
RECORDS = {
    "surveys.Answer": pgettext_lazy("audit trail", "answer to a survey"),
    "surveys.Invitation": pgettext_lazy("audit trail", "invitation to a survey"),
    "surveys.Question": pgettext_lazy("audit trail", "question of a survey"),
    "surveys.Survey": pgettext_lazy("audit trail", "survey"),
    "surveys.Target": pgettext_lazy("audit trail", "whom a survey asks"),
}
