"""The public pages in both languages, light and dark, wide and narrow: axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from matchmaker.pages import declaration
from tests.browser.inspection import Figures, named, overflow, run, run_colours
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
def test_public_pages_are_sound_light_dark_and_narrow(
    browser: Browser, site: Site, figures: Figures, language: str
) -> None:
    """Each is opened once: read by axe, then judged by its dark colours, then drawn together to 320 pixels."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"/language/{language}")
    faults = {address: found for address in ADDRESSES if (found := visited(page, address, figures))}
    context.close()

    assert faults == {}


def visited(page: Page, address: str, figures: Figures) -> list[str]:
    page.goto(address)
    light = run(page)
    page.emulate_media(color_scheme="dark")
    dark = run_colours(page)
    if named(dark):  # colours may be caught half changed: a page that was dark from the start tells
        page.reload()
        dark = run_colours(page)
    page.emulate_media(color_scheme="light")
    for answer in (light, dark):
        figures.add(address, answer)
    return [*named(light), *(f"dark: {fault}" for fault in named(dark)), *overflow(page)]


def test_the_keyboard_reaches_the_skip_link_first(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    context.close()

    assert focused == "skip-link"
