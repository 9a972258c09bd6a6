"""Tells mypy what our middleware puts on a request: `actor`, `id`, `htmx`. Django's stubs cannot know."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, Var
from mypy.plugin import ClassDefContext, Plugin
from mypy.types import AnyType, TypeOfAny

PUT_THERE = ("actor", "id", "htmx")


class RequestPlugin(Plugin):
    """Adds the attributes to Django's HttpRequest."""

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Called for each class; only the request's is of interest."""
        return _add if fullname == "django.http.request.HttpRequest" else None


def _add(context: ClassDefContext) -> None:
    info = context.cls.info
    for name in PUT_THERE:
        if name not in info.names:
            variable = Var(name, AnyType(TypeOfAny.explicit))
            variable.info = info
            variable._fullname = f"{info.fullname}.{name}"
            info.names[name] = SymbolTableNode(MDEF, variable, plugin_generated=True)


def plugin(_version: str) -> type[Plugin]:
    """Where mypy enters."""
    return RequestPlugin
