"""Addresses of papers."""

from django.urls import URLPattern, path

from .views import acts, letters, papers

app_name = "papers"
ONE = "papers/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("papers/of/<uuid:pk>/", papers.of_case, name="of_case"),
    path("papers/of/<uuid:pk>/<slug:kind>/", papers.drafting, name="drafting"),
    path("papers/letters/", letters.letters, name="letters"),
    path(ONE, papers.paper, name="paper"),
    path(f"{ONE}versions/<int:n>/", papers.version, name="version"),
    path(f"{ONE}return/", acts.returning, name="returning"),
    path(f"{ONE}filling/", acts.refilling, name="refilling"),
    path(f"{ONE}dropping/", acts.dropping, name="dropping"),
    path(f"{ONE}sending/", acts.sending, name="sending"),
    path(f"{ONE}reply/", acts.reply, name="reply"),
    path(f"{ONE}handing/", acts.handing, name="handing"),
]
