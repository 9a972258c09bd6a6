"""The HTTP API: which routers it has, how it says no, and its description at /api/docs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from unionhall import __version__
from unionhall.core.endpoints import ScopeRefused, not_right, nothing_here, signed_in
from unionhall.core.http import ask_to_sign_in, problem, public, refusal, refusal_status
from unionhall.core.verdict import Refused

ROUTERS = ("people", "organisations", "cases", "insight")
DESCRIPTION = """
The same acts as on the pages, under the same permissions. Sign in with a personal token or client credentials as
`Authorization: Bearer …`. What you may not see is 404. A rule that says no is 409 with its reason and the next step.

Send `Idempotency-Key` with every write: the same key and body get the same answer, and nothing happens twice.
Lists go on by `cursor`; there is no page number. Bodies with unknown fields are refused.
"""


class _Described(OpenAPISchema):
    """Refusals are problem documents, every write takes an Idempotency-Key, everything asks for a bearer token."""

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        super().__init__(api, path_prefix)
        self["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        self["security"] = [{"bearer": []}]

    def operation_details(self, operation: Any) -> dict[str, Any]:
        details = super().operation_details(operation)
        for status, answer in details.get("responses", {}).items():
            content = answer.get("content", {})
            if int(status) >= 400 and "application/json" in content:
                content["application/problem+json"] = content.pop("application/json")
        if {"POST", "PUT", "PATCH", "DELETE"} & set(operation.methods):
            details.setdefault("parameters", []).append(
                {
                    "in": "header",
                    "name": "Idempotency-Key",
                    "required": False,
                    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
                    "description": "the same key and body get the same answer, and nothing happens twice",
                }
            )
        return details


class UnionhallAPI(NinjaAPI):
    """The one API of the product."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return _Described(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


api = UnionhallAPI(
    title="Unionhall",
    version=__version__,
    description=DESCRIPTION,
    auth=signed_in,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)

for name in ROUTERS:
    api.add_router("", import_module(f"unionhall.{name}.endpoints").router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return refusal(request, error.verdict, 403 if isinstance(error, ScopeRefused) else refusal_status(error))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return nothing_here()


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return ask_to_sign_in(request)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"field": ".".join(str(part) for part in e["loc"][1:] if part not in ("payload", "query")), "message": e["msg"]}
        for e in error.errors
    ]
    return not_right(errors)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error), code="request")


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The API's description for programs."""
    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The API's description, to read and try."""
    return render(request, "ui/api_docs.html", {"openapi_url": "/api/openapi.json"})
