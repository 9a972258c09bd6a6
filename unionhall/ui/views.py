"""The switches (language, elder mode), the pages that say what went wrong, and the gallery."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionhall.core.http import is_api, problem, public

from .context import ELDER_COOKIE, ELDER_SIZES

A_YEAR = int(timedelta(days=365).total_seconds())


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page it was chosen on."""
    response = _back(request)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, code)
    return response


@public
@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Remember the chosen size of type; an empty one leaves elder mode."""
    response = _back(request)
    size = request.POST.get("elder", "")
    if size in ELDER_SIZES:
        _remember(response, ELDER_COOKIE, size)
    else:
        response.delete_cookie(ELDER_COOKIE, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _trouble(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _trouble(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _trouble(request, 500)


def _trouble(request: HttpRequest, status: int) -> HttpResponse:
    """A plain page, or a problem document for programs; if even that cannot be drawn, a sentence without any layout."""
    if is_api(request):
        title = _("There is nothing here, or it is not yours to see.") if status == 404 else _("Something went wrong.")
        return problem(status, title, code="not_found" if status == 404 else "fault")
    try:
        return render(request, f"ui/{status}.html", status=status)
    except Exception:  # whatever broke the page may break its layout too
        return HttpResponse(LAST_WORDS, status=status)


LAST_WORDS = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>出了点问题 · Something went wrong</title><h1>出了点问题</h1><p>您填写的内容没有丢，请过一会儿再试。</p>"
    '<p lang="en">Something went wrong on our side. Please try again in a while.</p><p><a href="/">返回首页 · Home</a></p></html>'
)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if safe else "/")
    response.status_code = 303
    return response


def _remember(response: HttpResponse, name: str, value: Any) -> None:
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
