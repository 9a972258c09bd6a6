"""The one import rule that import-linter does not ship: a module is entered through its face."""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicFace(Contract):
    """A module imports from its neighbours only the files named as faces; open modules may be read anywhere."""

    package = fields.StringField()
    faces = fields.ListField(subfield=fields.StringField())
    open_modules = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import between modules, against the faces."""
        broken = sorted(
            (importer, imported)
            for importer in graph.modules
            if importer.startswith(f"{self.package}.")
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported.startswith(f"{self.package}.") and not self._allowed(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _allowed(self, importer: str, imported: str) -> bool:
        here, there = importer.split(".")[1], imported.split(".")[1:]
        if here == there[0] or there[0] in (self.open_modules or []) or ".tests" in importer:  # type: ignore[operator]
            return True
        return len(there) == 1 or there[1] in self.faces  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line per import that goes past a face."""
        pairs: list[tuple[Any, Any]] = check.metadata["broken"]
        for importer, imported in pairs:
            output.print_error(f"{importer} reaches past the face of its neighbour into {imported}")
