"""To the federation's sign-in service and back. allauth walks the way; what it cannot know is said in our words."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from unionhall.core.http import public, refusal

from ..adapter import NOT_PROVEN


@public
@never_cache
@require_safe
def there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the sign-in service, with a state that only this browser can bring back."""
    try:
        response: HttpResponse = openid_connect.login(request, provider_id=provider_id)
    except (RequestException, KeyError, ValueError):
        return refusal(request, NOT_PROVEN)
    return response


@public
@never_cache
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the service's answer; the adapter decides whose account it opens."""
    try:
        response: HttpResponse = openid_connect.callback(request, provider_id=provider_id)
    except (RequestException, KeyError, ValueError):
        return refusal(request, NOT_PROVEN)
    return response
