"""The HTTP API: which routers it has, how it says no, and its description at /api/docs."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.responses import NinjaJSONEncoder

from unionhall import __version__
from unionhall.core.endpoints import ScopeRefused, not_right, nothing_here, signed_in
from unionhall.core.http import ask_to_sign_in, problem, public, refusal, refusal_status
from unionhall.core.verdict import Refused

ROUTERS = (
    "people",
    "organisations",
    "parameters",
    "exports",
    "privacy",
    "members",
    "rosters",
    "registers",
    "funds",
    "places",
    "planning",
    "surveys",
    "forming",
    "cases",
    "claims",
    "letterbox",
    "problems",
    "papers",
    "liaison",
    "rights",
    "limits",
    "insight",
)
DESCRIPTION = """
The same acts as on the pages, under the same permissions. Sign in with a personal token or client credentials as
`Authorization: Bearer …`. What you may not see is 404. A rule that says no is 409 with its reason and the next step.

Send `Idempotency-Key` with every write: the same key and body get the same answer, and nothing happens twice.
Lists go on by `cursor`; there is no page number. Bodies with unknown fields are refused.

**To begin.** Sign in on the pages, open “My programs”, make a token (it begins with `uhp_` and is shown once), and:

```
curl -H "Authorization: Bearer uhp_…" https://your.federation.example/api/me
```

To try the acts below, press “Authorize” and paste the token. A program of a body asks for a token that lasts half an hour:

```
curl -d '{"client_id": "…", "client_secret": "…"}' -H "Content-Type: application/json" https://your.federation.example/api/token
```
"""
TAGS = {
    "people": "Who a token stands for, tokens for programs, and one's own mandates.",
    "bodies, employers, places": "The public register: union bodies and partner agencies, employers, places by their codes.",
    "values of the law": "The law book's values by table, place and day, what is due for re-checking, and proposals that two people decide.",
    "exports": "Tables with rows about people: asked for with a purpose, approved by a second person where they are large, fetched by the maker.",
    "privacy": "Who opened one's records, objections, being erased; what is held and why; for the audit administrator, who was exposed.",
    "joining and moving": "Joining a union by its link, moving to another, home unions, members and their standing, removals, cards and the keys that check them.",
    "lists of names": "Members of a union or a whole province from a spreadsheet: tried, written, rejected rows given back, doubtful ones looked at.",
    "registers of people": "Lists of people the union visits and helps: their kinds, who stands on them (masked; opened for a purpose), reviews, objections, and one's own entries.",
    "money": "Budgets, the ledger, union fees and refunds, payees, payments that two people make, batches for the bank, and what the bank says.",
    "places": "Rest stations, workers' homes and other doors open to workers: where, when, with what inside; reports from the door, inspections against the standards.",
    "circles and siting": "Road networks, demand, who is within fifteen minutes of an open door, and where the next stations should stand.",
    "surveys": "Drafting, opening and closing surveys, their results with small numbers hidden, and answering one's own.",
    "forming unions": "Applying to form a union, reviewing, electing, registering; terms of office and dissolution.",
    "cases": "Bringing a matter and reading it: the list, the file, what may be done, what happened, who opened it and why.",
    "acts on a case": "The moves of a case from state to state. One that is not possible now is 409 with the reason.",
    "work on a case": "What is done around a case: assigning, notes, files, sessions, parties, stopping and extending the time.",
    "group cases and acts on many": "Matters of many workers together, and one act on each of many cases.",
    "transfers": "Passing a case, or a task in it, on to another body, and what that body answers.",
    "findings and claims": "What the law book reckons for a case: findings kept on the file, what the file knows, and what is claimed.",
    "limits of the law": "The limits that run on a case, each with the day to act by and the day moved by holidays; the days that start them, what interrupts them, and a calendar link.",
    "letter box": "The chair's letter box: reception days and who comes, and e-mail that waits for an officer.",
    "routing rules": "Rules by which a body's matters are sent elsewhere or into somebody's hands, tried on the last month first.",
    "suggestions": "What a letter seems to be about, where it may belong, how urgent, whether it is known; and what an officer chose.",
    "shared problems": "What many letters share: proposed, weighed, taken up, and answered to every writer.",
    "papers": "What is drafted from a case as Word: applications, letters of supervision; their versions, sendings and answers.",
    "liaison": "Who answers for which enterprise, village or station, contacts and what is due, handing over; chain liaison stations and what is blocked.",
    "law book": "Sums of labour law with their steps, articles and sources; open to anybody, nothing of the facts is kept.",
    "figures": "Figures with numerator, denominator and definition, each over the cases one may see.",
}


class _Described(OpenAPISchema):
    """Refusals are problem documents, every write takes an Idempotency-Key, everything asks for a bearer token."""

    def __init__(self, api: NinjaAPI, path_prefix: str) -> None:
        super().__init__(api, path_prefix)
        self["components"]["securitySchemes"] = {
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "description": "A personal token (uhp_…) from “My programs”, or the access token of a program (uha_…) from POST /api/token.",
            }
        }
        self["security"] = [{"bearer": []}]
        self["tags"] = [{"name": name, "description": words} for name, words in TAGS.items()]

    def operation_details(self, operation: Any) -> dict[str, Any]:
        details = super().operation_details(operation)
        details["summary"] = _summary(operation, details)
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


def _summary(operation: Any, details: dict[str, Any]) -> str:
    """One line for the list: what the operation itself says, or the first sentence of what it does."""
    name = operation.view_func.__name__
    said = str(details.get("summary") or "").strip()
    first = re.split(r"(?<=[.;:])\s", str(details.get("description") or ""), maxsplit=1)[0].strip(" .;:\n")
    if said.casefold() == name.replace("_", " ").strip().casefold():
        said = " ".join(first.split()) if first and len(first) <= 90 else said.capitalize()
    return said


class UnionhallAPI(NinjaAPI):
    """The one API of the product."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Short and stable, for whoever generates a client: cases_acts_acceptance."""
        view = operation.view_func
        module = view.__module__.removeprefix("unionhall.").replace(".endpoints", "").replace(".", "_")
        return f"{module}_{view.__name__.strip('_')}"

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
    return HttpResponse(_described(get_language() or ""), content_type="application/json")


@lru_cache(maxsize=8)
def _described(language: str) -> str:
    """The description as JSON; it takes seconds to draw and never changes while the process lives."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, cls=NinjaJSONEncoder)


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The API's description, to read and try."""
    return render(request, "ui/api_docs.html", {"openapi_url": "/api/openapi.json"})
