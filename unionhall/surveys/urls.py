from django.urls import path

from .views import answering, desk, questions, results

app_name = "surveys"
urlpatterns = [
    path("surveys/", desk.surveys, name="surveys"),
    path("surveys/new/", desk.drafting, name="drafting"),
    path("surveys/mine/", answering.mine, name="mine"),
    path("surveys/mine/<uuid:pk>/", answering.answering, name="answering"),
    path("surveys/mine/<uuid:pk>/thanks/", answering.thanks, name="thanks"),
    path("surveys/<uuid:pk>/", desk.survey, name="survey"),
    path("surveys/<uuid:pk>/details/", desk.details, name="details"),
    path("surveys/<uuid:pk>/preview/", desk.preview, name="preview"),
    path("surveys/<uuid:pk>/opening/", desk.opening, name="opening"),
    path("surveys/<uuid:pk>/closing/", desk.closing, name="closing"),
    path("surveys/<uuid:pk>/abandonment/", desk.abandonment, name="abandonment"),
    path("surveys/<uuid:pk>/reminder/", desk.reminder, name="reminder"),
    path("surveys/<uuid:pk>/roll/", desk.roll, name="roll"),
    path("surveys/<uuid:pk>/follow-up/", desk.follow_up, name="follow_up"),
    path("surveys/<uuid:pk>/questions/", questions.questions, name="questions"),
    path("surveys/<uuid:pk>/questions/<uuid:question_pk>/", questions.question, name="question"),
    path("surveys/<uuid:pk>/questions/<uuid:question_pk>/place/", questions.place, name="question_place"),
    path("surveys/<uuid:pk>/questions/<uuid:question_pk>/removal/", questions.removal, name="question_removal"),
    path("surveys/<uuid:pk>/results/", results.results, name="results"),
    path("surveys/<uuid:pk>/table/", results.table, name="table"),
]
