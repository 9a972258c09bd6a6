"""Addresses of signing in, of one's own pages, and of the desks of the administrators."""

from django.conf import settings
from django.urls import include, path

from .views import mandates, me, posts, programs, signing_in, single_sign_on, trail

people = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/officers/", signing_in.officers, name="officers"),
    path("sign-in/second-factor/", signing_in.second_factor, name="second_factor"),
    path("sign-in/enrolment/", signing_in.enrolment, name="enrolment"),
    path("sign-in/password/<str:token>/", signing_in.new_password, name="new_password"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("me/", me.me, name="me"),
    path("me/name/", me.details, name="name"),
    path("me/details/", me.details, name="details"),
    path("me/mandates/", mandates.mandates, name="mandates"),
    path("me/mandates/<uuid:pk>/revocation/", mandates.mandate_revocation, name="mandate_revocation"),
    path("me/mandates/<uuid:pk>/acceptance/", mandates.mandate_acceptance, name="mandate_acceptance"),
    path("me/mandates/<uuid:pk>/refusal/", mandates.mandate_refusal, name="mandate_refusal"),
    path("me/consents/", me.consents, name="consents"),
    path("me/consents/<uuid:pk>/withdrawal/", me.consent_withdrawal, name="consent_withdrawal"),
    path("me/data/", me.data, name="data"),
    path("me/security/", me.security, name="security"),
    path("me/password/", me.password, name="password"),
    path("me/recovery-codes/", me.recovery_codes, name="recovery_codes"),
    path("me/programs/", programs.programs, name="programs"),
    path("me/programs/<uuid:pk>/revocation/", programs.token_revocation, name="token_revocation"),
    path("people/programs/", programs.clients, name="clients"),
    path("people/programs/<uuid:pk>/revocation/", programs.client_revocation, name="client_revocation"),
    path("people/mandates/", mandates.recorded, name="recorded_mandates"),
    path("people/mandates/<uuid:pk>/revocation/", mandates.revocation, name="recorded_mandate_revocation"),
    path("people/posts/", posts.posts, name="posts"),
    path("people/posts/new/", posts.appointment, name="appointment"),
    path("people/posts/<uuid:pk>/", posts.post, name="post"),
    path("people/posts/<uuid:pk>/dismissal/", posts.dismissal, name="dismissal"),
    path("people/posts/<uuid:pk>/invitation/", posts.invitation, name="invitation"),
    path("people/posts/<uuid:pk>/second-factor/", posts.second_factor_removal, name="second_factor_removal"),
    path("people/posts/<uuid:pk>/tie/", posts.tie, name="tie"),
    path("people/posts/<uuid:pk>/tie/<uuid:tie_pk>/end/", posts.tie_end, name="tie_end"),
    path("audit/", trail.trail, name="trail"),
    path("audit/verification/", trail.verification, name="verification"),
]

urlpatterns = [
    path("", include((people, "people"))),
    path(
        "sign-in/single-sign-on/<str:provider_id>/",
        single_sign_on.there,
        name="openid_connect_login",
    ),
    path(
        "sign-in/single-sign-on/<str:provider_id>/callback/",
        single_sign_on.back,
        name="openid_connect_callback",
    ),
]

if settings.DEMO:
    from . import demo

    urlpatterns += demo.urlpatterns
