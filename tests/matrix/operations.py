"""What needs a row? Every named address of Django's resolver, every operation of the API."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

CONVERTED = re.compile(r"\{\w+:")


@dataclass(frozen=True, order=True)
class Route:
    """One address: its full name, its pattern, and the view that answers."""

    path: str
    name: str
    view: str
    public: bool = False


def routes(resolver: URLResolver, prefix: str = "", namespace: str = "") -> list[Route]:
    """Every address below *resolver*, in order of its pattern; those of the API are `operations`' to name."""
    return sorted(set(_routes(resolver, prefix, namespace)))


def operations() -> list[tuple[str, str]]:
    """(path, method) of every operation of the API."""
    from config.api import api

    return sorted(
        (CONVERTED.sub("{", f"/api/{(prefix.strip('/') + path).strip('/')}"), method)
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    )


def allowed_methods(view: object) -> set[str] | None:
    """The methods a view answers, when it says so with Django's decorators; None when it does not say."""
    while view is not None:
        closure = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if "request_method_list" in closure:
            return set(closure["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return None


def _routes(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace or ""]))
            yield from _routes(pattern, path, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join(filter(None, [namespace, pattern.name or ""]))
            if namespace.split(":")[0] == "api" and pattern.name not in {"openapi-json", "openapi-view", "api-root"}:
                continue
            yield Route(path, name, _place(pattern.callback), _is_public(pattern.callback))


def _place(view: object) -> str:
    target = inspect.unwrap(getattr(view, "view_class", view))  # type: ignore[arg-type]
    return f"{target.__module__}.{getattr(target, '__qualname__', type(target).__name__)}"


def _is_public(view: object) -> bool:
    from unionhall.core.http import is_public

    return is_public(view)  # type: ignore[arg-type]
