"""The day on a phone: check in by two letters, a press without network; the agenda without network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import inspection
from tests.browser.product import Site

PHONE = {"width": 320, "height": 700}
PASSWORD = "demonstration 2016 arras"


@pytest.fixture
def phone(browser: Browser, site: Site):
    context = browser.new_context(base_url=site.url, locale="fr-FR", viewport=PHONE)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("main input[name=email]", "organisateur@demonstration.invalid")
    page.fill("main input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    yield page
    context.close()


def sound(page: Page) -> None:
    assert inspection.faults(page, scripts=True) == []


def test_the_desk_on_a_phone_and_the_agenda_without_network(phone: Page) -> None:
    page = phone
    page.goto("/my-events/1/day?q=co")
    sound(page)
    page.locator(".people .who a").first.click()
    sound(page)
    card = page.url
    if page.get_by_role("button", name="Pas là finalement").count():
        page.get_by_role("button", name="Pas là finalement").click()
        page.wait_for_url("**/day")
        page.goto(card)
    page.get_by_role("button", name="Est arrivé").click()
    expect(page.locator("[data-fades]")).to_contain_text("est là")
    page.get_by_role("button", name="Annuler").click()
    page.wait_for_url("**/day")
    expect(page.locator("h1")).to_contain_text("Le jour même")

    page.fill("#q", "co")
    page.get_by_role("button", name="Trouver", exact=True).click()
    page.wait_for_url("**/day?q=co")
    page.context.set_offline(True)
    page.locator(".people [data-press] button").first.click()
    expect(page.locator("[data-queue]")).to_contain_text("1 geste attend le réseau")
    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_contain_text("Ce qui attendait est parti.")

    page.locator(".people .who a").first.click()
    page.get_by_role("link", name="agenda par lien secret").click()
    sound(page)
    page.locator("[data-agenda][data-kept=yes]").wait_for()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Mon agenda")
    expect(page.locator("[data-offline]")).to_be_visible()
    page.context.set_offline(False)
