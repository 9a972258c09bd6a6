"""Which address leads to which view? Fixed words stand before the names of calculators."""

from django.urls import path

from .views import answers, contents, offline, questions

app_name = "rights"
CALCULATOR = "law/<slug:fn>/"
urlpatterns = [
    path("law/", contents.topics, name="topics"),
    path("law/offline.js", offline.script, name="offline_script"),
    path("law/offline/", offline.offline, name="offline"),
    path(CALCULATOR, contents.calculator, name="calculator"),
    path(f"{CALCULATOR}questions/", contents.questions, name="questions"),
    path(f"{CALCULATOR}questions/<slug:fact>/", questions.question, name="question"),
    path(f"{CALCULATOR}answer/", answers.answer, name="answer"),
    path(f"{CALCULATOR}forgetting/", contents.forgetting, name="forgetting"),
    path(f"{CALCULATOR}cases/<uuid:case_id>/", answers.keeping, name="keeping"),
]
