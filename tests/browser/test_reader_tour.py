"""The reader's tour of the README: search, narrow, misspell, find nothing, change language, understand."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor

OTHER = {"fr": "en", "en": "fr"}


def test_a_reader_searches_reads_and_understands(visitor: Visitor) -> None:
    visitor.open("/")
    search(visitor, "nettoyage")
    narrow(visitor)
    around_a_town(visitor)
    misspell(visitor)
    find_nothing(visitor)
    read_a_need(visitor)
    see_suppliers(visitor)
    understand(visitor)
    change_language(visitor)


def search(visitor: Visitor, text: str) -> None:
    visitor.page.locator("#site-search").fill(text)
    with visitor.page.expect_navigation():
        visitor.page.locator("#site-search").press("Enter")
    visitor.look()
    expect(visitor.page.locator("#site-search")).to_have_value(text)


def count(visitor: Visitor) -> int:
    """The number of results that the page tells."""
    return int(re.sub(r"\D", "", visitor.main.locator(".result-line").inner_text().split(" ")[0]))


def choice(visitor: Visitor, name: str, value: str) -> Locator:
    return visitor.main.locator(f"input[name={name}][value='{value}']")


def narrow(visitor: Visitor) -> None:
    """Each choice tells how many results it would leave, and does."""
    before, offers = count(visitor), choice(visitor, "kind", "offer")
    told = int(offers.locator("xpath=..").locator(".number").inner_text())
    with visitor.page.expect_navigation(url=re.compile("kind=offer")):
        offers.check()
        if not visitor.scripts:
            visitor.main.get_by_role("button", name=visitor.words("Apply the filters")).click()
    expect(visitor.main.locator(".result-line")).to_have_text(re.compile(rf"^{told}\b"))
    assert told < before


def around_a_town(visitor: Visitor) -> None:
    visitor.field("Town").fill("Arras")
    visitor.field("Town").press("Escape")
    with visitor.page.expect_navigation(url=re.compile("place=62041")):
        visitor.main.get_by_role("button", name=visitor.words("Apply the filters")).click()
    expect(visitor.main.locator(".result-line")).to_contain_text("Arras")
    expect(visitor.main.locator("input[name=radius]")).not_to_have_count(0)
    visitor.look()


def misspell(visitor: Visitor) -> None:
    search(visitor, "netoyage")
    visitor.go(visitor.main.get_by_role("link", name="nettoyage", exact=True))
    assert count(visitor) > 0


def find_nothing(visitor: Visitor) -> None:
    search(visitor, "zzzzqqqq")
    expect(visitor.main.get_by_role("heading", name=visitor.words("Nothing found"))).to_be_visible()
    visitor.follows("See all open needs")


def read_a_need(visitor: Visitor) -> None:
    link = visitor.main.locator("h2 a").first
    title = link.inner_text()
    visitor.go(link)
    expect(visitor.main.locator("h1")).to_have_text(title)
    expect(visitor.main.get_by_text(visitor.words("For information only"))).to_be_visible()


def see_suppliers(visitor: Visitor) -> None:
    visitor.go(
        visitor.page.get_by_role("navigation").get_by_role("link", name=visitor.words("Suppliers")).first
    )
    visitor.go(visitor.main.locator(".results a").first)
    expect(visitor.main.locator("h1")).to_have_count(1)


def understand(visitor: Visitor) -> None:
    footer = visitor.page.locator("footer")
    visitor.go(footer.get_by_role("link", name=visitor.words("How the matching works")))
    visitor.reads("How the matching works")
    expect(visitor.main.locator("#example")).to_be_visible()
    expect(visitor.main.locator("#moved .ruler")).not_to_have_count(0)


def change_language(visitor: Visitor) -> None:
    """The same page in the other language."""
    other = OTHER[visitor.words.language]
    address = visitor.page.url
    visitor.go(visitor.page.locator(f".language a[hreflang={other}]"))
    expect(visitor.page.locator("html")).to_have_attribute("lang", other)
    assert visitor.page.url == address
