"""The guide of old letters, with the command that brings them in."""

from __future__ import annotations

import os
import subprocess
import sys

from tools.studio import Studio, send

from .places import HOW_TO, ROOT
from .steps import act, day, open_act, pick

LETTERS = HOW_TO / "old-letters.csv"
FRAME = dict.fromkeys("┏┳┓┡╇┩├┼┤└┴┘", "+") | {"━": "-", "─": "-", "┃": "|", "│": "|"}
"""Lines that stand as wide as a letter in every font."""


def letters(studio: Studio) -> None:
    """Old letters of a spreadsheet: first a dry run, then in; listed; one taken to settlement and call-back."""
    where = ("--where", "label=劳动和社会保障")
    command = ("letters", "import", str(LETTERS.relative_to(ROOT)), *where)
    _terminal(studio, "letters-1-dry-run", *command, "--dry-run")
    _terminal(studio, "letters-2-import", *command)
    (HOW_TO / "old-letters-rejected.csv").unlink(missing_ok=True)
    page = studio.desk("cheng")
    page.goto("/cases/?source=letter")
    studio.take(page, "letters-3-listed")
    page.context.close()
    page = studio.desk("hong")
    page.goto("/cases/?source=letter")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    studio.take(page, "letters-4-file")
    for noun in ("acceptance", "consultation", "negotiation"):
        act(page, noun)
    open_act(page, "/settlement/")
    page.select_option("#act [name=manner]", "negotiation")
    page.fill("#act [name=signed_on]", day(0))
    page.fill("#act [name=terms]", "厂里今天补发一月、二月工资，共10,800元。")
    page.fill("#act [name=amount]", "10800")
    page.fill("#act [name=instalments-0-due_on]", day(0))
    page.fill("#act [name=instalments-0-amount]", "10800")
    send(page, "#act")
    studio.take(page, "letters-5-settled")
    open_act(page, "/callbacks/")
    pick(page, "outcome", "performed")
    send(page, "#act")
    studio.take(page, "letters-6-called-back")
    page.context.close()


def _terminal(studio: Studio, name: str, *command: str) -> None:
    """What the command says, on a sheet that looks like a terminal."""
    environment = os.environ | {"UNIONHALL_MODE": "demo", "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "unionhall.cli", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"unionhall {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    said = done.stdout.rstrip().translate(str.maketrans(FRAME))
    line = "unionhall " + " ".join(command)
    page = studio.desk()
    page.goto("about:blank")
    page.set_content(
        "<pre style='margin:0;padding:16px 20px;background:#1f1d1b;color:#f2eee8;width:960px;white-space:pre-wrap;"
        f'font:15px/1.5 "Noto Sans Mono CJK SC","Noto Sans Mono",monospace\'>$ {line}\n\n{said}</pre>'
    )
    studio.take(page, name, of="pre")
    page.context.close()
