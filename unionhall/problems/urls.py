"""Addresses of shared problems."""

from django.urls import URLPattern, path

from .views import acts, problems

app_name = "problems"
ONE = "problems/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("problems/", problems.problems, name="problems"),
    path("problems/watch/<uuid:pk>/", problems.watch, name="watch"),
    path(ONE, problems.problem, name="problem"),
    path(f"{ONE}acceptance/", acts.acceptance, name="acceptance"),
    path(f"{ONE}dismissal/", acts.dismissal, name="dismissal"),
    path(f"{ONE}reopening/", acts.reopening, name="reopening"),
    path(f"{ONE}closing/", acts.closing, name="closing"),
    path(f"{ONE}merging/", acts.merging, name="merging"),
    path(f"{ONE}splitting/", acts.splitting, name="splitting"),
    path(f"{ONE}plan/", acts.plan, name="plan"),
    path(f"{ONE}notes/", acts.note, name="note"),
    path(f"{ONE}policy/", acts.policy, name="policy"),
    path(f"{ONE}survey/", acts.survey, name="survey"),
    path(f"{ONE}answer/", acts.answer, name="answer"),
    path(f"{ONE}letters/<uuid:case_pk>/out/", acts.letter_out, name="letter_out"),
]
