"""Which guides are walked, in which order, and where do the pictures go?"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from tools.studio import ARGUMENTS, Studio, chromium

from . import __doc__ as about
from .claims import claims
from .desks import desk, figures, people
from .letterbox import letterbox, suggestions
from .letters import letters
from .limits import limits
from .maps import maps
from .matters import group, procuratorate, settling
from .offices import administrators, register, rules, values
from .papers import papers
from .places import HOW_TO
from .planning import circles, siting
from .stations import nearby, stations
from .workers import anonymous, mandates, telling

GUIDES: dict[str, Callable[[Studio], None]] = {
    guide.__name__: guide
    for guide in (figures, telling, anonymous, mandates, desk, settling, claims, group, procuratorate, letters, people, administrators, register, rules, values, letterbox, suggestions, papers, limits, nearby, stations, maps, circles, siting)
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--only", nargs="+", choices=sorted(GUIDES), default=list(GUIDES), metavar="GUIDE")
    parser.add_argument("--to", type=Path, default=HOW_TO / "images", help="folder of the pictures")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    options.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as tools:
        chinese = {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}  # the words of the browser itself: file buttons, dates
        browser = tools.chromium.launch(executable_path=chromium(), args=ARGUMENTS, env=os.environ | chinese)
        studio = Studio(browser, options.site, options.to)
        for name in options.only:
            print(name)
            GUIDES[name](studio)
        browser.close()
    size = sum(path.stat().st_size for path in options.to.glob("*.png"))
    print(f"{studio.taken} pictures taken; {size / 1_048_576:.1f} MB in {options.to}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
