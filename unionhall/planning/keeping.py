"""Where do files brought and arrays reckoned lie? In folders below the files of the federation, each with a name nobody guesses.

A row names its folder; a folder is written once and never changed, so whatever is read from it may stay in memory.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.verdict import Refused, no

ENDINGS = (".osm.pbf", ".pbf", ".osm", ".geojson", ".json", ".csv", ".txt")
MEGABYTE = 1024 * 1024
MOST_FILES = 2


def storage() -> Storage:
    return storages["files"] if "files" in settings.STORAGES else default_storage


def path(folder: str) -> Path:
    """The folder on this machine's disk."""
    return Path(storage().path(folder))


def fresh(kind: str) -> str:
    """A new, empty folder of a kind; its name."""
    folder = f"planning/{kind}/{new_id().hex}"
    made = path(folder)
    made.mkdir(parents=True)
    os.chmod(made, 0o700)
    return folder


def discard(folder: str) -> None:
    """Delete a folder and what is in it; nothing is done where there is none."""
    if folder:
        shutil.rmtree(path(folder), ignore_errors=True)


def ending_of(name: str) -> str:
    """How the name ends, as far as we know the kind; empty for every other."""
    return next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")


def take_in(files: Sequence[Any], *, endings: Iterable[str], most_bytes: int) -> str:
    """Keep files as they came, until they are read: uploads, or paths on this machine. Returns the folder's name."""
    if not files:
        raise Refused(no(_("No file came."), _("Choose the file, then send the form again."), "file_missing"))
    if len(files) > MOST_FILES:
        raise Refused(
            no(_("These are too many files."), _("One file, or the two tables of junctions and ways."), "files")
        )
    for file in files:
        _may_come(_name_of(file), _size_of(file), tuple(endings), most_bytes)
    folder = fresh("incoming")
    try:
        for number, file in enumerate(files):
            target = path(folder) / f"{number}{ending_of(_name_of(file))}"
            if isinstance(file, Path):
                shutil.copyfile(file, target)
            else:
                _write(file, target, most_bytes)
    except BaseException:
        discard(folder)
        raise
    return folder


def _may_come(name: str, size: int, endings: tuple[str, ...], most_bytes: int) -> None:
    if ending_of(name) not in endings:
        raise Refused(
            no(
                format_lazy(_("A file like “{name}” cannot be read here."), name=name[:60]),
                format_lazy(_("Welcome are files ending in {endings}."), endings="、".join(endings)),
                "file_type",
            )
        )
    if size <= 0:
        raise Refused(no(_("This file is empty."), _("Look whether the right one was chosen."), "file_empty"))
    if size > most_bytes:
        raise Refused(
            no(
                format_lazy(_("The file is larger than {n} MB."), n=most_bytes // MEGABYTE),
                _("Cut out the area you need, or leave columns out."),
                "file_too_large",
            )
        )


def _write(file: Any, target: Path, most_bytes: int) -> None:
    """What a client says about its own size is not believed."""
    written = 0
    file.seek(0)
    with target.open("wb") as out:
        while piece := file.read(MEGABYTE):
            written += len(piece)
            if written > most_bytes:
                _may_come(target.name, written, ENDINGS, most_bytes)
            out.write(piece)


def _name_of(file: Any) -> str:
    return file.name if isinstance(file, Path) else str(file.name or "")


def _size_of(file: Any) -> int:
    return file.stat().st_size if isinstance(file, Path) else int(file.size or 0)


def files_in(folder: str) -> list[Path]:
    """The files that came, in their order."""
    return sorted(found for found in path(folder).iterdir() if found.is_file())


def hosts_in(folder: str) -> Path | None:
    """The list that came with a plan, kept beside its answer."""
    if not is_there(folder):
        return None
    return next((one for one in files_in(folder) if ending_of(one.name) and one.stem.isdigit()), None)


def size_of(folder: str) -> int:
    """Bytes in a folder."""
    return sum(found.stat().st_size for found in path(folder).rglob("*") if found.is_file())


def save(folder: str, **arrays: Any) -> None:
    """Keep arrays by their names."""
    for name, array in arrays.items():
        np.save(path(folder) / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)


def load(folder: str, name: str) -> Any:
    """An array as it was kept, read from the disk only where it is looked at."""
    return np.load(path(folder) / f"{name}.npy", mmap_mode="r", allow_pickle=False)


def is_there(folder: str) -> bool:
    return bool(folder) and path(folder).is_dir()


def has(folder: str, name: str) -> bool:
    return bool(folder) and (path(folder) / f"{name}.npy").exists()


def save_json(folder: str, name: str, value: Any) -> None:
    (path(folder) / f"{name}.json").write_text(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


def load_json(folder: str, name: str) -> Any:
    """A value as it was kept, or nothing."""
    found = path(folder) / f"{name}.json"
    return json.loads(found.read_text(encoding="utf-8")) if folder and found.exists() else None


def save_texts(folder: str, name: str, texts: Sequence[str]) -> None:
    """Keep words of any length side by side."""
    pieces = [str(text).encode() for text in texts]
    ends = np.cumsum([0, *(len(piece) for piece in pieces)], dtype=np.int64)
    save(folder, **{f"{name}_at": ends, f"{name}_text": np.frombuffer(b"".join(pieces), dtype=np.uint8)})


def load_texts(folder: str, name: str, which: Iterable[int] | None = None) -> list[str]:
    """The words that were kept; only some of them where asked."""
    ends, text = load(folder, f"{name}_at"), load(folder, f"{name}_text")
    numbers = range(len(ends) - 1) if which is None else which
    return [text[ends[n] : ends[n + 1]].tobytes().decode() for n in numbers]


def write(folder: str, name: str, content: bytes) -> None:
    """Put a small file of ours into a folder, whole or not at all."""
    beside = path(folder) / f".{name}"
    beside.write_bytes(content)
    beside.replace(path(folder) / name)


def read(folder: str, name: str) -> bytes | None:
    """A small file of ours, or nothing."""
    found = path(folder) / name if folder else None
    return found.read_bytes() if found is not None and found.exists() else None
