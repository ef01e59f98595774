"""What must hold on every page that a tour crosses: axe finds nothing, 320 pixels are wide enough."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = {"width": 320, "height": 640}


def faults(page: Page, *, scripts: bool) -> list[str]:
    """Empty on a sound page. axe itself is a script: without them only the page's shape is judged."""
    return [*(violations(page) if scripts else ()), *shape(page), *overflow(page)]


def violations(page: Page) -> list[str]:
    results = Axe().run(page, options=RULES)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in results.response["violations"]]


def shape(page: Page) -> list[str]:
    headings = page.locator("h1").count()
    return [] if headings == 1 else [f"{headings} h1"]


def overflow(page: Page) -> list[str]:
    """What sticks out at 320 pixels, named by its element."""
    usual = page.viewport_size
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth > 320")
    found = page.evaluate(WIDEST) if wide else []
    page.set_viewport_size(usual)
    return [f"wider than 320 pixels: {found}"] if wide else []


WIDEST = """[...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > 321)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""
