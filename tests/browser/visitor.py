"""Somebody at the browser: reads headings, writes under labels, presses what bears a name.

Every page reached is inspected; the faults are told together when the tour ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.inspection import faults
from tests.browser.product import Site
from tests.browser.words import Words


@dataclass
class Visitor:
    page: Page
    site: Site
    words: Words
    scripts: bool
    faults: dict[str, list[str]] = field(default_factory=dict)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """Inspect the page shown; one inspection an address is enough."""
        page = f"{urlsplit(self.page.url).path} “{self.page.title()}”"
        if page not in self.faults:
            self.faults[page] = faults(self.page, scripts=self.scripts)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def reads(self, heading: str, **values: object) -> None:
        expect(self.main.locator("h1")).to_have_text(self.words(heading, **values))

    def field(self, label: str) -> Locator:
        """By its label, with or without the mention that it may stay blank."""
        words, optional = self.words(label), self.words("(optional)")
        exact = self.main.get_by_label(words, exact=True)
        return exact.or_(self.main.get_by_label(f"{words} {optional}", exact=True)).first

    def writes(self, label: str, text: str) -> None:
        """Leaving the field closes the proposals that hang under it."""
        self.field(label).fill(text)
        self.field(label).press("Tab")

    def chooses(self, name: str) -> None:
        """A radio button or a box, by its own label."""
        self.main.get_by_label(self.words(name), exact=True).first.check()

    def presses(self, name: str) -> None:
        self.go(self.main.get_by_role("button", name=self.words(name), exact=True).first)

    def follows(self, name: str, **values: object) -> None:
        self.go(self.main.get_by_role("link", name=self.words(name, **values), exact=True).first)

    def go(self, thing: Locator) -> None:
        with self.page.expect_navigation():
            thing.click()
        self.look()

    def is_told_of_errors(self, count: int) -> None:
        """In the title, and in a summary that has the focus and leads to each field."""
        expect(self.page).to_have_title(re.compile(f"^{re.escape(self.words('Error:'))}"))
        links = self.page.locator("#error-summary a")
        expect(links).to_have_count(count)
        for target in links.evaluate_all("all => all.map((one) => one.hash)"):
            expect(self.page.locator(target)).to_have_count(1)
        if self.scripts:
            expect(self.page.locator("#error-summary")).to_be_focused()

    def sign_in(self, email: str, password: str) -> None:
        self.open("/sign-in")
        self.writes("E-mail address", email)
        self.writes("Password", password)
        self.presses("Sign in")

    def register(self, email: str) -> None:
        """On the page that asks for an account, through the mail received, back to where it stopped."""
        self.reads("Create an account")
        for label, text in (("E-mail address", email), ("First name", "Camille"), ("Last name", "Essai")):
            self.writes(label, text)
        self.field("Password").fill("trois mots et un beffroi")
        self.chooses("I have read how my data are used")
        self.presses("Create my account")
        self.reads("Open the link we have sent")
        self.open(link_of(self.site.mailbox.wait_for(email)))
        self.presses("Confirm my address")

    def tell_faults(self) -> None:
        """Raises AssertionError, with a line a fault."""
        told = [f"{page}: {fault}" for page, found in self.faults.items() for fault in found]
        if told:
            raise AssertionError("\n".join(told))


def link_of(message) -> str:
    """The first address in the plain text of a mail."""
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    found = re.search(r"https?://\S+", text.get_payload(decode=True).decode())
    assert found is not None
    return found.group()
