"""The guides of circles and siting: demand, a network, asking, a day, a plan, two plans."""

from __future__ import annotations

from tools.studio import Studio


def circles(studio: Studio) -> None:
    """Demand, a network, the question, and what came out."""
    page = studio.desk("cheng")
    page.goto("/planning/demand/")
    page.locator("tbody th a").first.click()
    studio.take(page, "circles-1-demand")
    page.goto("/planning/networks/")
    page.locator("tbody th a").first.click()
    studio.take(page, "circles-2-network")
    page.goto("/planning/circles/new/")
    studio.take(page, "circles-3-form")
    page.goto("/planning/circles/")
    page.locator("tbody th a").last.click()
    studio.take(page, "circles-4-run")
    page.context.close()


def siting(studio: Studio) -> None:
    """A plan and its reasons, and two side by side."""
    page = studio.desk("cheng")
    page.goto("/planning/plans/new/")
    studio.take(page, "siting-1-form")
    page.goto("/planning/plans/")
    page.locator("tbody th a").first.click()
    studio.take(page, "siting-2-plan")
    page.goto("/planning/plans/comparison/")
    keys = [one.get_attribute("value") or "" for one in page.locator("select[name=one] option").all()[:2]]
    page.goto(f"/planning/plans/comparison/?one={keys[0]}&other={keys[1]}")
    studio.take(page, "siting-3-comparison")
    page.context.close()
