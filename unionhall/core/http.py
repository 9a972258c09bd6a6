"""What every request passes: a request id, a closed door, and refusals turned into answers."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from .actor import ANONYMOUS, Actor
from .idempotency import Answer, once, request_hash
from .ids import new_id
from .paging import BadCursor
from .ratelimit import Limited
from .verdict import Refused, Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

V = TypeVar("V", bound=Callable[..., Any])
GetResponse = Callable[[HttpRequest], HttpResponse]
API_PREFIX = "/api/"
PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def public(view: V) -> V:
    """Open a view to everybody. Everything else asks for a sign-in first."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether a view is open: marked `@public`, or from a package the settings open (sign-in pages of allauth)."""
    target = getattr(view, "view_class", view)
    if getattr(view, "is_public", False) or getattr(target, "is_public", False):
        return True
    module = getattr(target, "__module__", "")
    return any(
        module == opened or module.startswith(f"{opened}.") for opened in getattr(settings, "PUBLIC_VIEW_MODULES", ())
    )


def actor_of(request: HttpRequest) -> Actor:
    """Who is acting; the people module puts it there."""
    return getattr(request, "actor", ANONYMOUS)


def words_asked(request: HttpRequest, name: str = "q", *, most: int = 60) -> str:
    """What was typed into a search box: on one line, of sensible length, without the character no database holds."""
    sent = request.POST if request.method == "POST" else request.GET
    return " ".join(sent.get(name, "").replace("\0", " ").split())[:most]


def wants_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asks for a piece to swap in, rather than for a page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_PREFIX)


# --- Request ids ------------------------------------------------------------------------------------------------------


class RequestIdMiddleware:
    """Gives every request an id, in its answer, its log lines and its error page, so that a report can be found again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if PLAIN_ID.fullmatch(given) else new_id().hex
        request.id = request_id
        reset = _request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            _request_id.reset(reset)
        response["X-Request-ID"] = request_id
        return response


def request_id() -> str:
    """The id of the request being answered, or nothing outside one."""
    return _request_id.get()


class RequestIdFilter(logging.Filter):
    """Puts the request id on every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id()
        return True


# --- The closed door --------------------------------------------------------------------------------------------------


class ClosedByDefaultMiddleware:
    """Only views marked `@public` answer without a sign-in; the actor must be on the request by now."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "actor"):
            request.actor = ANONYMOUS
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        return None if is_public(view) or not actor_of(request).is_anonymous else ask_to_sign_in(request)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Programs get 401; people get the sign-in page and come back to where they were."""
    if is_api(request):
        response: HttpResponse = problem(
            401, _("Sign in first."), detail=_("Send a personal token in the Authorization header."), code="sign_in"
        )
        response["WWW-Authenticate"] = "Bearer"
        return response
    sign_in = resolve_url(settings.LOGIN_URL)
    if wants_fragment(request):
        came_from = urlsplit(request.htmx.current_url or "")
        back = came_from.path + (f"?{came_from.query}" if came_from.query else "") or "/"
        return HttpResponse(status=204, headers={"HX-Redirect": redirect_to_login(back, sign_in)["Location"]})
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect_to_login(back, sign_in)


# --- Refusals ---------------------------------------------------------------------------------------------------------


class RefusalMiddleware:
    """Turns a refusal into a page, a fragment or a problem document with the same sentence."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error.verdict, refusal_status(error)) if isinstance(error, Refused) else None


def refusal_status(error: Refused) -> int:
    """409 for a rule, 400 for a damaged page link, 429 for too many tries."""
    if isinstance(error, BadCursor):
        return 400
    return 429 if isinstance(error.verdict, Limited) else 409


def refusal(request: HttpRequest, verdict: Verdict, status: int = 409) -> HttpResponse:
    """The answer that carries a verdict's sentence, in the form the caller can read."""
    response: HttpResponse
    if is_api(request):
        response = problem(status, verdict.reason, detail=verdict.next_step, code=verdict.code)
    else:
        context = {
            "verdict": verdict,
            "reason": verdict.reason,
            "next_step": verdict.next_step,
            "request_id": request_id(),
            "back": _came_from(request),
        }
        response = render(request, _refusal_template(request), context, status=status)
    if isinstance(verdict, Limited):
        response["Retry-After"] = str(verdict.retry_after)
    return response


def _came_from(request: HttpRequest) -> str:
    """The page of this site that led here, for the way back."""
    referrer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(referrer)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _refusal_template(request: HttpRequest) -> str:
    if wants_fragment(request):
        try:
            get_template("ui/refusal.html#notice")
        except TemplateDoesNotExist:
            return "ui/refusal.html"
        return "ui/refusal.html#notice"
    return "ui/refusal.html"


def problem(
    status: int,
    title: StrOrPromise,
    *,
    detail: StrOrPromise = "",
    code: str = "",
    errors: list[dict[str, Any]] | None = None,
) -> JsonResponse:
    """An application/problem+json answer (RFC 9457): what is wrong, what can be done, a word for programs."""
    body: dict[str, Any] = {"type": "about:blank", "title": str(title), "status": status}
    if detail:
        body["detail"] = str(detail)
    if code:
        body["code"] = code
    if errors:
        body["errors"] = errors
    if request_id():
        body["request_id"] = request_id()
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or sent from elsewhere."""
    verdict = Verdict(
        _("This form could not be checked, so nothing was saved."),
        _("Go back, load the page again and send it once more. Allow cookies for this site."),
        "csrf",
    )
    return refusal(request, verdict, 403)


# --- Requests made twice ----------------------------------------------------------------------------------------------


def idempotent(
    key: str, scope: str, actor: Actor, fn: Callable[[], Any], *, request: HttpRequest | None = None
) -> Answer:
    """`idempotency.once` for a request: its method, path and body are what must be the same the second time."""
    same = request_hash(scope) if request is None else request_hash(*_what_was_sent(request))
    return once(key, scope, actor, same, fn)


def _what_was_sent(request: HttpRequest) -> list[Any]:
    """Method, path and body; of a form with files, its fields and what its files are called and how long they are."""
    if request.content_type != "multipart/form-data":
        return [request.method, request.get_full_path(), request.body]
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    sent = {name: [(file.name, file.size) for file in request.FILES.getlist(name)] for name in request.FILES}
    return [request.method, request.get_full_path(), fields, sent]


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; for IPv6 the network of one household, since its devices change addresses at will."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else text
