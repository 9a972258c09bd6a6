"""The guides of the desk: the worklist, figures, who sees what."""

from __future__ import annotations

from tools.studio import Studio


def desk(studio: Studio) -> None:
    """The worklist: clocks, filters, acts on many, who has how much, export."""
    page = studio.desk("dong")
    page.goto("/cases/")
    studio.take(page, "desk-1-worklist")
    page.goto("/cases/?kind=wages&state=negotiating")
    studio.take(page, "desk-2-filters")
    page.goto("/cases/?handler=none")
    for box in page.locator("tbody input[type=checkbox]").all()[:3]:
        box.check()
    studio.take(page, "desk-3-many")
    page.goto("/cases/export/")
    studio.take(page, "desk-4-export")
    page.context.close()
    page = studio.desk("jian")
    page.goto("/cases/loads/")
    studio.take(page, "desk-5-loads")
    page.context.close()


def figures(studio: Studio) -> None:
    """The board: numerator, denominator, definition; one figure opened to its rows."""
    page = studio.desk("cheng")
    page.goto("/insight/")
    studio.take(page, "figures-1-board")
    page.goto("/insight/resolved/")
    studio.take(page, "figures-2-rows")
    page.context.close()


def people(studio: Studio) -> None:
    """Who sees what: a tied chair finds nothing; a masked number is shown for a purpose."""
    page = studio.desk("chang")
    page.goto("/cases/")
    studio.take(page, "people-2-tied-chair")
    page.context.close()
    page = studio.desk("zhou")
    page.goto("/cases/?kind=injury")
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    page.locator(".unmask summary").click()
    studio.take(page, "people-3-purpose", of="section.card:has(.unmask)")
    page.locator(".barred-acts summary").click()
    studio.take(page, "people-4-why-not", of=".file-acts")
    page.context.close()
