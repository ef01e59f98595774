"""Two tabs on one draft, and what the keyboard does, in the browser that everybody has."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.inspection import faults
from tests.browser.visitor import Visitor


def test_the_later_of_two_tabs_is_shown_both_versions(visitor: Visitor) -> None:
    visitor.open("/needs/new")
    visitor.presses("Begin")
    other = Visitor(visitor.page.context.new_page(), visitor.site, visitor.words, visitor.scripts)
    other.page.goto(visitor.page.url)
    save(visitor, "Peinture de la salle des fêtes")
    save(other, "Peinture de la mairie")

    expect(other.main.locator("h1")).to_contain_text(other.words("Somebody changed this in the meantime"))
    expect(other.main.locator(".versions")).to_contain_text("Peinture de la salle des fêtes")
    expect(other.main.locator(".versions")).to_contain_text("Peinture de la mairie")
    assert faults(other.page, scripts=other.scripts) == []


def save(visitor: Visitor, title: str) -> None:
    visitor.writes("In a few words, what do you need?", title)
    visitor.page.bring_to_front()
    with visitor.page.expect_navigation():
        visitor.main.get_by_role("button", name=visitor.words("Finish later"), exact=True).click()
