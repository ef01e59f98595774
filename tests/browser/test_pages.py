"""The public pages in both languages, light and dark, wide and narrow: axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from matchmaker.pages import declaration
from tests.browser.inspection import Figures, named, run
from tests.browser.product import Site

ADDRESSES = (
    "/",
    "/needs",
    "/needs/1",
    "/needs/new",
    "/observatory/",
    "/observatory/explore?by=division&show=ess_wide",
    "/observatory/figure/share_sme",
    "/observatory/renewals",
    "/observatory/delays",
    "/observatory/maps?show=sme",
    "/observatory/compare?kind=department&a=62&b=59",
    "/observatory/quality",
    "/observatory/method",
    "/observatory/supply?cpv=45",
    "/observatory/error",
    "/suppliers",
    "/search?q=nettoyage",
    "/search?q=zzzzzz",
    "/sign-in",
    "/register",
    "/help",
    "/legal",
    "/privacy",
    "/privacy/register",
    "/journal",
    "/accessibility",
    "/sources",
    "/how-it-works",
    "/health",
    "/components",
    "/nowhere",
)


@pytest.fixture(scope="module")
def figures() -> Iterator[Figures]:
    """What the accessibility page declares: written down when ACCESSIBILITY_FIGURES is set."""
    gathered = Figures()
    yield gathered
    if os.environ.get("ACCESSIBILITY_FIGURES"):
        gathered.write(declaration.FIGURES)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_public_pages(
    browser: Browser, site: Site, figures: Figures, language: str, scheme: str
) -> None:
    context = browser.new_context(base_url=site.url, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"/language/{language}")
    faults = {address: found for address in ADDRESSES if (found := visited(page, address, figures))}
    context.close()

    assert faults == {}


def visited(page: Page, address: str, figures: Figures) -> list[str]:
    page.goto(address)
    answer = run(page)
    figures.add(address, answer)
    return named(answer)


def test_no_public_page_scrolls_sideways_at_320_pixels(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = {}
    for address in ADDRESSES:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[address] = width
    context.close()

    assert wide == {}


def test_the_keyboard_reaches_the_skip_link_first(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    context.close()

    assert focused == "skip-link"
