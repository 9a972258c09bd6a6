"""Which federation answers this request? The one whose host was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from . import registry
from .choosing import Federation, inside, of_the_installation

PROBES = {"/healthz", "/readyz", "/metrics"}
"""What machines ask the installation itself, by whatever name they reach it."""
NOT_HERE = (
    "<!doctype html><html lang='zh-Hans'><meta charset='utf-8'><title>421</title>"
    "<p>这个网址没有对应的工会。请核对网址。</p><p lang='en'>No federation answers to this address. Please check it.</p></html>"
)


class FederationMiddleware:
    """Comes first of all: sessions, languages, pages and files of everything behind it are one federation's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in PROBES:
            request.COOKIES = {}  # nobody is signed in to the installation
            with of_the_installation():
                return self.get_response(request)
        if not registry.known(closed=True):
            return self.get_response(request)
        host = registry.plain_host(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
        federation = registry.by_host(host)
        if federation is None:
            return HttpResponse(NOT_HERE, status=421, headers={"Cache-Control": "no-store"})
        if host in federation.hosts and host not in settings.ALLOWED_HOSTS:
            settings.ALLOWED_HOSTS.append(host)  # registered since this process began
        with inside(federation):
            response = self.get_response(request)
        if getattr(response, "streaming", False):
            _go_on_inside(response, federation)
        return response


def _go_on_inside(response: Any, federation: Federation) -> None:
    """What is sent piece by piece is still that federation's, though the request has been left by then."""
    if not response.is_async:
        response.streaming_content = _pieces(response.streaming_content, federation)


def _pieces(content: Iterable[bytes], federation: Federation) -> Iterator[bytes]:
    pieces = iter(content)
    while True:
        with inside(federation):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
