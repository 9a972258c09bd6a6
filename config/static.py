"""Which files of the front-end packages are served, and how are static files stored?

Front-end packages come from npm into `node_modules/`. Only the files named here are served: no bundler, no build step,
nothing of them committed. Icons are not among them: pages carry the few they show as inline SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import brotli
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SERVED = {
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/htmx/LICENSE.txt": "htmx.org/LICENSE",
    "vendor/echarts/echarts.min.js": "echarts/dist/echarts.min.js",
    "vendor/echarts/LICENSE.txt": "echarts/LICENSE",
    "vendor/echarts/NOTICE.txt": "echarts/NOTICE",
    "vendor/maplibre/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "vendor/maplibre/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "vendor/maplibre/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "vendor/maplibre/LICENSE.txt": "maplibre-gl/LICENSE.txt",
    "vendor/swagger-ui/swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
    "vendor/swagger-ui/swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
    "vendor/swagger-ui/LICENSE.txt": "swagger-ui-dist/LICENSE",
    "vendor/icons/LICENSE.txt": "lucide-static/LICENSE",
}


class ModuleFinder(AppDirectoriesFinder):
    """Offers the static files of our own modules, not those of the packages they use."""

    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        super().__init__([config.name for config in apps.get_app_configs() if config.name.startswith("unionhall.")])


class PackageStorage(FileSystemStorage):
    """Reads a served name from the package it comes from."""

    prefix = None

    def path(self, name: str) -> str:
        """Where the served file *name* lies on disk."""
        return safe_join(self.location, SERVED.get(name.replace("\\", "/"), name))


class PackageFinder(BaseFinder):
    """Offers the files of `SERVED` to collectstatic and to the demo."""

    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        self.storage = PackageStorage(location=settings.PACKAGES)

    def check(self, **_options: Any) -> list[Any]:
        """Nothing to complain about: packages that are not installed are simply not served."""
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        """The file that *path* names, as Django's finders answer."""
        name = path.replace("\\", "/")
        found = self.storage.path(name) if name in SERVED and self.storage.exists(name) else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every served file whose package is installed."""
        for name in SERVED:
            if Path(self.storage.path(name)).is_file():
                yield name, self.storage


class QuickCompressor(Compressor):
    """Brotli's last two steps cost ten times the seconds for a few per cent of large files."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Compressed, small files as far as it goes."""
        return brotli.compress(data, quality=11 if len(data) < 100_000 else 9)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names carry a hash of the content; gzip and brotli lie beside. Source maps are not served, so not rewritten."""

    patterns = tuple(
        (extension, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for extension, rules in CompressedManifestStaticFilesStorage.patterns
    )

    def create_compressor(self, **options: Any) -> Compressor:
        """The compressor of this storage."""
        return QuickCompressor(**options)
