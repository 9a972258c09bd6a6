#!/usr/bin/env python3
"""Collects the strings that people see, and compiles their translations: `make messages`.

Source strings are English; each module keeps its Chinese in `locale/zh_Hans/LC_MESSAGES/django.po` beside the code. Needs no
gettext programs: Python is read with `ast`, templates with Django's own `templatize`, catalogues with polib.

    python tools/messages.py                  collect, update every catalogue, compile
    python tools/messages.py MODULE …         the same for these modules only
    python tools/messages.py --compile-only   compile what is there
    python tools/messages.py --check          say what is missing; change nothing; exit code 1 when something is
    python tools/messages.py --prune          collect, and forget strings that are no longer used
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "unionhall"
LANGUAGE = "zh_Hans"
HEADER = {
    "Project-Id-Version": "unionhall",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
# name of the function: positions of (context, singular, plural)
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LITERAL = r"""(?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))"""
IN_TEMPLATE = re.compile(
    rf"(?<![\w.])(n?p?gettext|pgettext|_)\(({LITERAL}(?:,\s*{LITERAL})*)(?:,\s*count)?\)", re.DOTALL
)

Key = tuple[str | None, str]


@dataclass
class Found:
    """One string to translate, and the files that use it."""

    context: str | None
    singular: str
    plural: str | None = None
    files: list[str] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the exit code says whether anything is missing."""
    parser = argparse.ArgumentParser(description="Collect and compile translations.")
    parser.add_argument("modules", nargs="*", help="only these modules")
    parser.add_argument("--compile-only", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--prune", action="store_true")
    options = parser.parse_args(arguments)
    if options.compile_only:
        compile_all()
        return 0
    if options.check:
        problems = find_problems()
        print("\n".join(problems) or "Every string is translated.")
        return 1 if problems else 0
    for module in modules():
        if not options.modules or module.name in options.modules:
            print(update(module, prune=options.prune))
    compile_all()
    return 0


def modules() -> list[Path]:
    """The folders that keep a catalogue of their own."""
    return sorted(path for path in PRODUCT.iterdir() if path.is_dir() and any(path.glob("*.py")))


def collect(module: Path) -> dict[Key, Found]:
    """Every string of *module* that people see, in the order of its files."""
    found: dict[Key, Found] = {}
    for path in sorted(module.rglob("*")):
        if path.suffix == ".py" and not {"tests", "migrations"} & set(path.relative_to(module).parts):
            strings = from_python(path.read_text())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            strings = from_template(path.read_text(), str(path.relative_to(ROOT)))
        else:
            continue
        for context, singular, plural in strings:
            entry = found.setdefault((context, singular), Found(context, singular, plural))
            entry.plural = entry.plural or plural
            name = str(path.relative_to(ROOT))
            if name not in entry.files:
                entry.files.append(name)
    return found


def from_python(source: str) -> Iterator[tuple[str | None, str, str | None]]:
    """(context, singular, plural) of each call to a gettext function."""
    tree = ast.parse(source)
    aliases = {"_": "gettext"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                aliases[name.asname or name.name] = name.name.removesuffix("_lazy")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        kind = FUNCTIONS.get(aliases.get(called, called).removesuffix("_lazy"))
        if kind is None:
            continue
        texts = [_constant(argument) for argument in node.args]
        context, singular, plural = (None if i is None or i >= len(texts) else texts[i] for i in kind)
        if singular:
            yield context, singular, plural


def from_template(source: str, name: str) -> Iterator[tuple[str | None, str, str | None]]:
    """(context, singular, plural) of each translate and blocktranslate tag."""
    from django.utils.translation.template import templatize

    for function, literals in IN_TEMPLATE.findall(templatize(source, origin=name)):
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals, re.DOTALL)]
        context = texts.pop(0) if "pgettext" in function else None
        if texts and texts[0]:
            yield context, texts[0], texts[1] if len(texts) > 1 else None


def update(module: Path, prune: bool = False) -> str:
    """Bring the catalogue of *module* in step with its code; says what is left to translate."""
    found = collect(module)
    path = catalogue(module)
    if not found and not path.exists():
        return f"{module.name}: nothing to translate"
    known = {(entry.msgctxt, entry.msgid): entry for entry in (polib.pofile(str(path)) if path.exists() else [])}
    fresh = polib.POFile(wrapwidth=120)
    fresh.metadata = HEADER
    for key, item in found.items():
        old = known.pop(key, None)
        entry = polib.POEntry(
            msgctxt=item.context, msgid=item.singular, occurrences=[(name, "") for name in item.files],
            comment=old.comment if old else "", tcomment=old.tcomment if old else "",
            flags=[flag for flag in (old.flags if old else []) if flag == "fuzzy"],
        )  # fmt: skip
        if item.plural:
            entry.msgid_plural = item.plural
            entry.msgstr_plural = {0: _translated(old)}
        else:
            entry.msgstr = _translated(old)
        fresh.append(entry)
    for entry in known.values():
        if not prune and _translated(entry):
            entry.obsolete, entry.occurrences = True, []
            fresh.append(entry)
    text = str(fresh) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    waiting = sum(not _translated(entry) or entry.fuzzy for entry in fresh if not entry.obsolete)
    return f"{module.name}: {len(found)} strings, {waiting} to translate"


def compile_all() -> None:
    """Compile each catalogue that is newer than what was compiled from it."""
    for path in sorted(PRODUCT.glob("*/locale/*/LC_MESSAGES/*.po")):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(compiled))


def find_problems() -> list[str]:
    """One line for each string that is missing, unfinished, unused, or translated in two ways."""
    problems: list[str] = []
    chosen: dict[Key, tuple[str, str]] = {}
    for module in modules():
        found, path = collect(module), catalogue(module)
        entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete] if path.exists() else []
        known = {(entry.msgctxt, entry.msgid): entry for entry in entries}
        problems += [f"{module.name}: not in the catalogue: {key[1]!r}" for key in found if key not in known]
        for key, entry in known.items():
            text = _translated(entry)
            if key not in found:
                problems.append(f"{module.name}: no longer used: {key[1]!r}")
            elif not text:
                problems.append(f"{module.name}: not translated: {key[1]!r}")
            elif entry.fuzzy:
                problems.append(f"{module.name}: translation to be reviewed: {key[1]!r}")
            elif not _placeholders(text) <= _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or ""):
                problems.append(f"{module.name}: the translation names what the source does not: {key[1]!r}")
            elif text.count("%(") > text.count("%%(") + len(re.findall(r"%\(\w+\)[.\d]*[sdf]", text)):
                problems.append(f"{module.name}: a placeholder of the translation is broken: {key[1]!r}")
            other = chosen.setdefault(key, (text, module.name))
            if text and other[0] != text:
                problems.append(
                    f"{module.name} and {other[1]} translate {key[1]!r} in two ways: {text!r}, {other[0]!r}"
                )
    return problems


def catalogue(module: Path) -> Path:
    """Where *module* keeps its Chinese."""
    return module / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _translated(entry: polib.POEntry | None) -> str:
    if entry is None:
        return ""
    return str(entry.msgstr or entry.msgstr_plural.get(0, "") or entry.msgstr_plural.get("0", ""))


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


if __name__ == "__main__":
    sys.exit(main())
