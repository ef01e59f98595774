"""What hands on a keyboard meet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from matchmaker.demo.commands import PASSWORD
from tests.browser.inspection import NARROW, faults
from tests.browser.product import Site

SIGNED_IN = {
    "acheteur": ("/home", "/needs/mine", "/account"),
    "ess": ("/home", "/needs-for-me", "/offers/mine"),
    "organisateur": ("/home",),
}


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def sign_in(page: Page, mailbox: str) -> None:
    page.goto("/sign-in")
    page.locator("#email").fill(f"{mailbox}@demonstration.invalid")
    page.locator("#password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("#password").press("Enter")


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.goto("/needs")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_slash_puts_the_cursor_in_the_search_box(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()


def test_escape_closes_the_menu_and_gives_the_focus_back(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.goto("/")
    menu = page.locator(".nav-narrow")
    menu.locator("summary").press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_proposals_under_a_place_are_taken_from_the_keyboard(page: Page) -> None:
    page.goto("/search")
    town = page.locator("#filter-place")
    town.press_sequentially("Arra")
    expect(page.locator("[role=option]").first).to_be_visible()
    town.press("ArrowDown")
    town.press("Enter")
    expect(town).to_have_value("Arras (62)")


@pytest.mark.parametrize("mailbox", list(SIGNED_IN))
def test_pages_of_those_signed_in_are_sound(page: Page, mailbox: str) -> None:
    sign_in(page, mailbox)
    found = {}
    for address in SIGNED_IN[mailbox]:
        page.goto(address)
        expect(page.locator(".account summary")).to_be_visible()
        found[address] = faults(page, scripts=True)

    assert {address: told for address, told in found.items() if told} == {}
