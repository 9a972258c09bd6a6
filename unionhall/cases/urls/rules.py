"""Routing rules."""

from django.urls import URLPattern, path

from ..views import rules

urlpatterns: list[URLPattern] = [
    path("cases/rules/", rules.rules, name="rules"),
    path("cases/rules/new/", rules.rule_new, name="rule_new"),
    path("cases/rules/trial/", rules.rules_trial, name="rules_trial"),
    path("cases/rules/<uuid:line>/", rules.rule, name="rule"),
    path("cases/rules/<uuid:line>/change/", rules.rule_change, name="rule_change"),
    path("cases/rules/<uuid:line>/place/", rules.rule_place, name="rule_place"),
    path("cases/rules/<uuid:line>/end/", rules.rule_end, name="rule_end"),
]
