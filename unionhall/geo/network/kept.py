"""Which ways are there and how long are they? Kept as plain NumPy files, opened by mapping them."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from ..words import Unreadable, Words
from .snapping import Lines, Snapped

Floats = NDArray[np.float64]

WALK, RIDE = 1, 2
MODES = {"walk": WALK, "ride": RIDE}
VERSION = 1
ARRAYS = ("lon", "lat", "start", "end", "length", "mode")


@dataclass(frozen=True, eq=False)
class Network:
    """Junctions and the ways between them.

    `lon`, `lat`: n junctions, degrees WGS-84, float64. `start`, `end`: m ways, indices of junctions, int32. `length`: m, metres, float64.
    `mode`: m, uint8, bits WALK = 1 and RIDE = 2. `about`: where it came from, for people.
    """

    lon: Floats
    lat: Floats
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    length: Floats
    mode: NDArray[np.uint8]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def junctions(self) -> int:
        """How many junctions."""
        return len(self.lon)

    @property
    def ways(self) -> int:
        """How many ways."""
        return len(self.start)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north, degrees."""
        return float(self.lon.min()), float(self.lat.min()), float(self.lon.max()), float(self.lat.max())

    def graph(self, mode: str = "walk") -> sparse.csr_array:
        """The network of those who walk (or ride) as a symmetric CSR matrix of metres, n × n; made once.

        Of several ways between two junctions it has the shortest; ways that return to their own junction are not in it.
        """
        bit = _bit(mode)
        if bit not in self._graphs:
            self._graphs[bit] = _symmetric(self.junctions, self.start, self.end, self.length, (self.mode & bit) > 0)
        return self._graphs[bit]

    def allows(self, mode: str = "walk") -> NDArray[np.bool_]:
        """Which ways those who walk (or ride) may take."""
        allowed: NDArray[np.bool_] = (np.asarray(self.mode) & _bit(mode)) > 0
        return allowed

    def snap(self, lon: ArrayLike, lat: ArrayLike, *, mode: str = "walk", within: float = 500.0) -> Snapped:
        """The nearest point on a way for each point (degrees), no farther than `within` metres as the crow flies.

        A way counts as the straight line between its two junctions; `share` of that line is taken as the share of its length.
        """
        bit = _bit(mode)
        if bit not in self._lines:
            self._lines[bit] = Lines(self, bit)
        return self._lines[bit].snap(lon, lat, within)

    def save(self, folder: Path | str) -> None:
        """Write the network into `folder` (made if need be; a network that is there is replaced whole or not at all)."""
        folder = Path(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not (folder / "network.json").exists() and any(folder.iterdir()):
            raise Unreadable(
                Words(
                    f"{folder} 里有别的文件，不覆盖。请换一个空文件夹。",
                    f"{folder} holds other files, which are not overwritten. Name an empty folder.",
                )
            )
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name in ARRAYS:
                np.save(beside / f"{name}.npy", np.ascontiguousarray(getattr(self, name)))
            for bit in sorted({WALK, RIDE}):
                if not ((self.mode & bit) > 0).any():
                    continue
                graph = self.graph(_name(bit))
                for part in ("indptr", "indices", "data"):
                    np.save(beside / f"graph{bit}_{part}.npy", getattr(graph, part))
            said = {"version": VERSION, "junctions": self.junctions, "ways": self.ways, "about": dict(self.about)}
            (beside / "network.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
            beside.chmod(0o755)
            if folder.exists():
                shutil.rmtree(folder)
            os.replace(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path | str) -> Network:
        """Open a network that `save` wrote; its arrays are mapped, not read.

        Raises `Unreadable` when there is none, it is of another version, or its files do not fit together.
        """
        folder = Path(folder)
        try:
            said = json.loads((folder / "network.json").read_text(encoding="utf-8"))
            if said["version"] != VERSION:
                raise ValueError(said["version"])
            arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
            if len(arrays["lon"]) != said["junctions"] or any(len(arrays[name]) != said["ways"] for name in ARRAYS[2:]):
                raise ValueError("sizes")
            network = cls(**arrays, about=said["about"])
            for bit in (WALK, RIDE):
                if (folder / f"graph{bit}_indptr.npy").exists():
                    parts = [
                        np.load(folder / f"graph{bit}_{part}.npy", mmap_mode="r")
                        for part in ("data", "indices", "indptr")
                    ]
                    size = said["junctions"]
                    network._graphs[bit] = sparse.csr_array(
                        (parts[0], parts[1], parts[2]), shape=(size, size), copy=False
                    )
        except FileNotFoundError:
            raise Unreadable(
                Words(
                    f"{folder} 里没有路网。请先运行 unionhall network import。",
                    f"There is no network in {folder}. Next: unionhall network import",
                )
            ) from None
        except (ValueError, KeyError, TypeError, OSError, EOFError):
            raise Unreadable(
                Words(
                    f"{folder} 里的路网已损坏，或者是别的版本。请重新运行 unionhall network import。",
                    f"The network in {folder} is damaged or of another version. Bring it in again: unionhall network import",
                )
            ) from None
        return network

    @cached_property
    def _graphs(self) -> dict[int, sparse.csr_array]:
        return {}

    @cached_property
    def _lines(self) -> dict[int, Lines]:
        return {}


def _bit(mode: str) -> int:
    try:
        return MODES[mode]
    except KeyError:
        raise Unreadable(
            Words(f"没有“{mode}”这种走法，请写 walk 或 ride。", f"There is no mode “{mode}”: walk or ride.")
        ) from None


def _name(bit: int) -> str:
    return {WALK: "walk", RIDE: "ride"}[bit]


def _symmetric(size: int, start: Any, end: Any, length: Any, these: NDArray[np.bool_]) -> sparse.csr_array:
    """Both directions of these ways as CSR; of parallel ways the shortest, no loops. float64, int32."""
    these = these & (np.asarray(start) != np.asarray(end))
    a, b, metres = np.asarray(start)[these], np.asarray(end)[these], np.asarray(length, np.float64)[these]
    rows, columns = np.concatenate([a, b]).astype(np.int32), np.concatenate([b, a]).astype(np.int32)
    metres = np.concatenate([metres, metres])
    numbered = sparse.coo_array((np.arange(1, len(rows) + 1), (rows, columns)), shape=(size, size)).tocsr()
    if numbered.nnz == len(rows):  # no two ways between the same junctions: each number stands where its way belongs
        return sparse.csr_array((metres[numbered.data - 1], numbered.indices, numbered.indptr), shape=(size, size))
    order = np.lexsort((metres, columns, rows))
    rows, columns, metres = rows[order], columns[order], metres[order]
    first = np.r_[True, (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])]
    rows, columns, metres = rows[first], columns[first], metres[first]
    indptr = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=size), out=indptr[1:])
    return sparse.csr_array((metres, columns, indptr), shape=(size, size))
