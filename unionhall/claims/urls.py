"""Addresses of findings and claims."""

from django.urls import URLPattern, path

from .views import claims, findings, reckoning

app_name = "claims"
CASE = "cases/<uuid:pk>/"
ONE = "findings/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{CASE}findings/", findings.of_case, name="of_case"),
    path(f"{CASE}reckoning/", reckoning.calculators, name="calculators"),
    path(f"{CASE}reckoning/<slug:name>/", reckoning.calculator, name="calculator"),
    path(f"{CASE}claims/", claims.claims, name="claims"),
    path(f"{CASE}claims/export/", claims.claims_export, name="claims_export"),
    path(f"{CASE}claims/table/<slug:name>/", claims.table, name="table"),
    path(f"{CASE}claims/table/<slug:name>/sheet/", claims.table_sheet, name="table_sheet"),
    path(ONE, findings.finding, name="finding"),
    path(f"{ONE}recomputing/", findings.recomputing, name="recomputing"),
    path(f"{ONE}aside/", findings.setting_aside, name="setting_aside"),
    path(f"{ONE}claims/", findings.claiming, name="claiming"),
    path("claims/<uuid:pk>/dropping/", findings.dropping, name="dropping"),
]
