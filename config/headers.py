"""Which other origins may a page's map ask for tiles? Only that of the base map, and only the map's own worker is told.

The worker script is a static file, so WhiteNoise writes its headers; every other policy is written by `csp`.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from urllib.parse import urlsplit

WORKER = "maplibre-gl-worker"


def origins_of(tiles: str) -> list[str]:
    """The origins that these addresses of tiles or of a style lie on; nothing for addresses of this site."""
    found = (urlsplit(address) for address in tiles.split())
    return list(dict.fromkeys(f"{parts.scheme}://{parts.netloc}" for parts in found if parts.netloc))


class MapWorkerHeaders:
    """Gives the map's worker a policy of its own: it fetches tiles from here and from the base map, and does nothing else."""

    def __init__(self, tiles: str) -> None:
        allowed = " ".join(["'self'", *origins_of(tiles)])
        self.policy = f"default-src 'none'; script-src 'self'; connect-src {allowed}"

    def __call__(self, headers: MutableMapping[str, str], path: str, url: str) -> None:
        if WORKER in url and url.endswith(".mjs"):
            headers["Content-Security-Policy"] = self.policy
