"""Where django-allauth asks us: no sign-up, sealed secrets, and single sign-on only for accounts that exist."""

from __future__ import annotations

import base64
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from unionhall.core.actor import ANONYMOUS
from unionhall.core.http import refusal
from unionhall.core.sealed import seal, unseal
from unionhall.core.verdict import Verdict, no

from . import actions, door, limits

CONTEXT = "mfa.Authenticator.data"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by our own actions, never by a form of allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of devices and recovery codes are sealed like any other sensitive column."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), CONTEXT)

    def build_totp_svg(self, url: str) -> str:
        """Black on white whatever the page's colours are: cameras need the contrast."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on proves who somebody is; which account is theirs was decided before, by an administrator."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take the sign-in over from allauth: find the account, then the second factor as for a password."""
        verdict = limits.one_address("single sign-on", limits.address_of(request))
        if not verdict:
            raise ImmediateHttpResponse(refusal(request, verdict, 429))
        claims = claims_of(sociallogin)
        account = actions.find_single_sign_on(claims, by=ANONYMOUS)
        if account is None:
            raise ImmediateHttpResponse(refusal(request, NO_ACCOUNT, 409))
        asked = sociallogin.get_redirect_url(request) or ""
        raise ImmediateHttpResponse(door.begin(request, account, came_by="single_sign_on", after=asked))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(refusal(request, NOT_PROVEN, 409))

    def get_requests_session(self) -> Any:
        """Answers of the sign-in service are waited for a few seconds, and never followed elsewhere."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session


def claims_of(sociallogin: Any) -> dict[str, Any]:
    """What the service says about a person; userinfo and the signed token must speak of the same one."""
    data = sociallogin.account.extra_data
    said, token = data.get("userinfo") or {}, data.get("id_token") or {}
    if said and token and said.get("sub") != token.get("sub"):
        return {}
    return {**token, **said}


NO_ACCOUNT: Verdict = no(
    _("No account here belongs to this sign-in."),
    _("Ask the security administrator of your federation to enter your e-mail address or sign-in name."),
    "single_sign_on",
)
NOT_PROVEN: Verdict = no(
    _("The sign-in service did not say who you are."), _("Go back and try once more."), "single_sign_on"
)
PROVIDER = "federation"


def single_sign_on_name() -> str:
    """What the sign-in service is called, if there is one."""
    return str(settings.SINGLE_SIGN_ON_NAME)
