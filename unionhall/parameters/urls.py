"""Addresses of the values of the law."""

from django.urls import URLPattern, path

from .views import proposals, proposing, values

app_name = "parameters"
ONE = "law/proposals/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("law/values/", values.values, name="values"),
    path("law/values/due/", values.due, name="due"),
    path("law/values/<named:table>/<named:region>/", values.history, name="history"),
    path(
        "law/values/<named:table>/<named:region>/<int:tier>/<named:begins>/comparison/",
        proposing.comparison,
        name="comparison",
    ),
    path("law/proposals/", proposals.proposals, name="proposals"),
    path("law/proposals/notice/", proposing.notice, name="notice"),
    path("law/proposals/value/", proposing.single, name="single"),
    path(ONE, proposals.proposal, name="proposal"),
    path(f"{ONE}approval/", proposals.approval, name="approval"),
    path(f"{ONE}rejection/", proposals.rejection, name="rejection"),
    path(f"{ONE}withdrawal/", proposals.withdrawal, name="withdrawal"),
]
