"""Coming in and going out: the worker's two plain pages, the officer's two factors, the link that sets a password."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django import forms as django_forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from unionhall.core import tokens
from unionhall.core.http import actor_of, public
from unionhall.core.sealed import mask_phone
from unionhall.core.verdict import Refused
from unionhall.ui.responses import page, redirect_after_post, say

from .. import actions, adapter, door, queries
from ..actions.accounts import INVITATION
from ..forms import (
    CodeForm,
    EnrolmentForm,
    NewPasswordForm,
    PasswordSignInForm,
    PhoneForm,
    SecondFactorForm,
)
from ..limits import address_of
from ..models import Account

ASKED = "asked"
ENROLLING = "enrolling"
HOTLINE = "12351"
"""The line of the trade unions, the same in the whole country."""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The worker's first page: a phone number. The text goes out whether we know the phone or not."""
    after = door.safe_address(request, request.GET.get("next", ""))
    if request.method != "POST":
        if not actor_of(request).is_anonymous:
            return redirect(after or settings.LOGIN_REDIRECT_URL)
        return page(request, "people/sign_in.html", _doors(PhoneForm(initial={"next": after}), after))
    form = PhoneForm(request.POST)
    status = 422
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            sent = actions.send_code(phone, by=actor_of(request), address=address_of(request))
        except Refused as error:
            status = say(form, error)
        else:
            door.keep(
                request,
                ASKED,
                phone=phone,
                code=str(sent.pk),
                after=door.safe_address(request, form.cleaned_data["next"]),
            )
            return redirect_after_post(request, "people:code")
    return page(request, "people/sign_in.html", _doors(form, form.data.get("next", "")), status=status)


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The worker's second page: the six digits that came by text, or what to do when it could not be sent."""
    asked = door.kept_in(request, ASKED)
    if asked is None:
        return redirect("people:sign_in")
    form = CodeForm(request.POST or None)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.use_code(
                asked["phone"], form.cleaned_data["code"], by=actor_of(request), address=address_of(request)
            )
            if account is not None:
                return _welcome(request, account, asked["after"])
            form.add_error(
                "code", _("This code does not fit, or its five minutes are over. Check it, or ask for a new one.")
            )
        except Refused as error:
            status = say(form, error)
    context = {
        "form": form,
        "phone": mask_phone(asked["phone"]),
        "raw_phone": asked["phone"],
        "after": asked["after"],
        "delivery": queries.delivery_of(asked.get("code", "")),
        "hotline": HOTLINE,
    }
    return page(request, "people/code.html", context, fragment="delivery", status=status)


def _welcome(request: HttpRequest, account: Account, after: str) -> HttpResponse:
    """Whoever comes for the first time is asked for their name, and may leave that for later."""
    if "*" in account.person.name:
        after = f"{reverse('people:name')}?{_query(after)}" if after else reverse("people:name")
    return door.begin(request, account, came_by="code", after=after)


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def officers(request: HttpRequest) -> HttpResponse:
    """Name and password. One sentence for every failure."""
    after = door.safe_address(request, request.GET.get("next", ""))
    form = PasswordSignInForm(request.POST if request.method == "POST" else None, initial={"next": after})
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.check_password(
                form.cleaned_data["username"],
                form.cleaned_data["password"],
                by=actor_of(request),
                address=address_of(request),
            )
            if account is not None:
                return door.begin(request, account, came_by="password", after=form.cleaned_data["next"])
            form.add_error(None, _("Name and password do not fit together. Check both; capitals count."))
        except Refused as error:
            status = say(form, error)
    return page(request, "people/officers.html", _doors(form, after), status=status)


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of one's authenticator, or a recovery code."""
    found = door.waiting(request)
    if found is None or found[1]["enrol"]:
        return redirect("people:officers")
    account, kept = found
    form = SecondFactorForm(request.POST or None)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            if actions.check_second_factor(
                account, form.cleaned_data["code"], by=actor_of(request), address=address_of(request)
            ):
                return door.open_session(
                    request, account, came_by=kept["came_by"], second_factor=True, after=kept["after"]
                )
            form.add_error("code", _("This code does not fit, or it was used before. Wait for the next one."))
        except Refused as error:
            status = say(form, error)
    return page(request, "people/second_factor.html", {"form": form}, status=status)


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: HttpRequest) -> HttpResponse:
    """Setting up the second factor: at the first sign-in of whoever holds a post, or of one's own accord."""
    found = door.waiting(request)
    own = request.user if found is None and not actor_of(request).is_anonymous else None
    account = found[0] if found else own
    if not isinstance(account, Account) or (found and not found[1]["enrol"]):
        return redirect("people:officers")
    if queries.has_second_factor(account):
        return redirect("people:security" if own else "people:officers")
    kept = door.kept_in(request, ENROLLING)
    secret = kept["secret"] if kept and kept["account"] == str(account.pk) else ""
    form = EnrolmentForm(request.POST or None)
    status = 200 if request.method != "POST" else 422
    if not secret:
        secret, status, form = generate_totp_secret(), 200, EnrolmentForm()
        door.keep(request, ENROLLING, secret=secret, account=str(account.pk))
    elif request.method == "POST" and form.is_valid():
        try:
            codes = actions.begin_second_factor(
                account, secret, form.cleaned_data["code"], by=actor_of(request), address=address_of(request)
            )
            if codes is not None:
                return _enrolled(request, account, codes, found[1] if found else None)
            form.add_error("code", _("This code does not fit. Check the clock of your phone and type the next code."))
        except Refused as error:
            status = say(form, error)
    context = {
        "form": form,
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "qr": _qr(account, secret),
    }
    return page(request, "people/enrolment.html", context, status=status)


def _enrolled(request: HttpRequest, account: Account, codes: list[str], kept: dict[str, str] | None) -> HttpResponse:
    """Recovery codes, shown once; the session is open behind the page."""
    came_by, after = (kept["came_by"], kept["after"]) if kept else ("password", reverse("people:security"))
    opened = door.open_session(request, account, came_by=came_by, second_factor=True, after=after)
    return page(request, "people/recovery_codes.html", {"codes": codes, "onward": opened["Location"]})


@public
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Setting one's password by the link that came by text."""
    tokens.peek(INVITATION, token)
    form = NewPasswordForm(request.POST or None)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_invitation(token, by=actor_of(request), password=form.cleaned_data["password"])
        except Refused as error:
            if error.verdict.code != "password_weak":
                raise
            form.add_error("password", str(error.verdict.reason))
        else:
            return redirect_after_post(
                request, "people:officers", message=_("Your password is set. Sign in with it now.")
            )
    return page(request, "people/new_password.html", {"form": form}, status=status)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, here and now."""
    if isinstance(request.user, Account):
        actions.note_sign_out(request.user, by=actor_of(request))
    logout(request)
    return redirect_after_post(request, resolve_url(settings.LOGOUT_REDIRECT_URL))


def _doors(form: django_forms.Form, after: str) -> dict[str, object]:
    """What the first page needs to lead everybody to their own door."""
    query = _query(after)
    name = adapter.single_sign_on_name()
    return {
        "form": form,
        "query": f"?{query}" if query else "",
        "single_sign_on": name,
        "single_sign_on_url": (
            reverse("openid_connect_login", kwargs={"provider_id": adapter.PROVIDER}) + (f"?{query}" if query else "")
            if name
            else ""
        ),
    }


def _query(after: str) -> str:
    return urlencode({"next": after}) if after else ""


def _qr(account: Account, secret: str) -> str:
    """The picture to be scanned, as an address that holds the picture itself."""
    mfa = get_adapter()
    svg = mfa.build_totp_svg(mfa.build_totp_url(account, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
