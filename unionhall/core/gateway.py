"""How do text messages leave? By the backend the setting names. Neither the number nor the text is ever logged."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .ids import new_id
from .models import OutgoingText
from .sealed import mask_phone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TIMEOUT_SECONDS = 10
_quiet: ContextVar[bool] = ContextVar("off_the_terminal", default=False)


class GatewayError(Exception):
    """The message was not taken. `retry` says whether trying again later makes sense."""

    def __init__(self, message: str, *, retry: bool) -> None:
        super().__init__(message)
        self.retry = retry


def send_text(phone: str, text: StrOrPromise, *, reference: str = "") -> str:
    """Hand one text to the gateway and return its reference. Call it after commit, from a task that retries on `GatewayError`.

    The reference goes with the message, so that a gateway can tell a repeat from a second message.
    """
    reference = reference or new_id().hex
    BACKENDS[_backend()](phone, str(text), reference)
    return reference


def _backend() -> str:
    name = str(settings.TEXT_GATEWAY)
    if name not in BACKENDS:
        raise ImproperlyConfigured(f"UNIONHALL_TEXT_GATEWAY is one of {', '.join(BACKENDS)}.")
    return name


def _console(phone: str, text: str, reference: str) -> None:
    """For trying things out: on the terminal of whoever started the server, not in a log."""
    print(f"[{mask_phone(phone)}] {text}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def off_the_terminal() -> Iterator[None]:
    """What the demo sends while its own history is told is kept for its page and not printed."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def _demo(phone: str, text: str, reference: str) -> None:
    """Kept for the page that shows what would have been sent, and on the terminal."""
    OutgoingText.objects.create(phone=phone, text=text)
    if not getattr(settings, "TESTING", False) and not _quiet.get():
        _console(phone, text, reference)


def _http(phone: str, text: str, reference: str) -> None:
    """POST {phone, text, reference} as JSON; any 2xx answer means taken."""
    url = str(settings.TEXT_GATEWAY_URL)
    if not url.startswith(("https://", "http://")):
        raise ImproperlyConfigured("UNIONHALL_TEXT_GATEWAY_URL is the http(s) address of the text gateway.")
    body = json.dumps({"phone": phone, "text": text, "reference": reference}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": reference}
    if settings.TEXT_GATEWAY_TOKEN:
        headers["Authorization"] = f"Bearer {settings.TEXT_GATEWAY_TOKEN}"
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - scheme checked above
    try:
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS):
            return
    except urllib.error.HTTPError as error:
        with error:
            raise GatewayError(
                f"the text gateway answered {error.code}", retry=error.code >= 500 or error.code in (408, 425, 429)
            ) from None
    except (OSError, ValueError) as error:
        raise GatewayError(f"the text gateway cannot be reached ({type(error).__name__})", retry=True) from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A message goes to the configured address or nowhere."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
BACKENDS = {"console": _console, "demo": _demo, "http": _http}
