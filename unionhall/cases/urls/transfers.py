"""Transfers and referrals, for senders, receivers and those who answer by a one-time link."""

from django.urls import URLPattern, path

from ..views import transfers, transfers_acts, transfers_reply

TRANSFER = "cases/transfers/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("cases/transfers/", transfers.transfers, name="transfers"),
    path(TRANSFER, transfers.transfer, name="transfer"),
    path(f"{TRANSFER}acceptance/", transfers_acts.acceptance, name="transfer_acceptance"),
    path(f"{TRANSFER}declination/", transfers_acts.declination, name="transfer_declination"),
    path(f"{TRANSFER}revocation/", transfers_acts.revocation, name="transfer_revocation"),
    path(f"{TRANSFER}return/", transfers_acts.giving_back, name="transfer_return"),
    path(f"{TRANSFER}outcome/", transfers_acts.outcome, name="transfer_outcome"),
    path(f"{TRANSFER}steps/", transfers_acts.steps, name="transfer_steps"),
    path(f"{TRANSFER}link/", transfers_acts.link, name="transfer_link"),
    path(f"{TRANSFER}files/<uuid:file>/", transfers.transfer_file, name="transfer_file"),
    path("cases/<uuid:pk>/transfers/new/", transfers_acts.offer, name="transfer_offer"),
    path("cases/<uuid:pk>/consent/", transfers_acts.consent_request, name="consent_request"),
    path("cases/reply/<str:token>/", transfers_reply.reply, name="reply"),
    path("cases/reply/<str:token>/files/<uuid:file>/", transfers_reply.reply_file, name="reply_file"),
]
