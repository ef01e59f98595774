"""The firm's tour of the README: SIRET, card, offer, the needs that fit, and the offer in the search box."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from matchmaker.demo.extract import NEWCOMERS
from tests.browser.visitor import Visitor

# Firms that the register of the demonstration knows, each with a mail domain of its own.
VARIANTS = {"fr": 0, "fr without scripts": 1, "en": 2}
WHAT = "Nous tondons les talus et les pelouses des écoles, et taillons les haies sans produit chimique."


def test_a_firm_publishes_an_offer_and_sees_its_needs(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    variant = request.node.callspec.params["visitor"]
    number, firm = VARIANTS[variant], NEWCOMERS[VARIANTS[variant]]
    name, title = firm.name.upper(), f"Fauchage zéphyrin{number} des talus d’écoles"
    give_siret(visitor, firm.siret)
    visitor.register(f"camille@{firm.domain}")
    recognise_the_card(visitor, name)
    describe(visitor, title)
    publish(visitor, title)
    see_needs(visitor, name)
    find_in_the_search_box(visitor, f"zéphyrin{number}", title)


def give_siret(visitor: Visitor, siret: str) -> None:
    """A slip of the finger is told; blanks are forgiven."""
    visitor.open("/")
    visitor.follows("Publish an offer")
    visitor.reads("Your firm’s SIRET")
    visitor.writes("SIRET", siret[:-1])
    visitor.presses("Go on")
    visitor.is_told_of_errors(1)
    visitor.writes("SIRET", f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}")
    visitor.presses("Go on")


def recognise_the_card(visitor: Visitor, name: str) -> None:
    """From the register: nothing to type."""
    visitor.reads("Is it your firm?")
    expect(visitor.main.get_by_text(name, exact=True)).to_be_visible()
    visitor.presses("Yes, I act for this firm")
    expect(visitor.main.locator("h1")).to_have_text(name)


def describe(visitor: Visitor, title: str) -> None:
    visitor.follows("Describe an offer")
    visitor.reads("Publish an offer")
    visitor.presses("Begin")
    visitor.reads("What do you do?")
    visitor.writes("In a few words, what do you do?", title)
    visitor.writes("Describe it in your own words", WHAT)
    visitor.presses("Save and continue")
    visitor.reads("Where, and under which codes?")
    visitor.writes("Where do you work?", "Arras")
    visitor.presses("Save and continue")
    visitor.reads("What shows that you do it well?")
    visitor.writes("What you did", "Tonte autour de quatre écoles, deux ans de suite")
    visitor.presses("Add this reference")
    visitor.follows("Continue")


def publish(visitor: Visitor, title: str) -> None:
    visitor.reads("Check your offer")
    expect(visitor.main.get_by_role("heading", name=title)).to_be_visible()
    visitor.presses("Publish the offer")
    visitor.reads("Your offer is published")


def see_needs(visitor: Visitor, name: str) -> None:
    """At once: the page does not wait for the worker."""
    visitor.follows("See the needs for me")
    visitor.reads("Needs for %(firm)s", firm=name)
    expect(visitor.main.locator(".ruler-score strong").first).to_have_text(re.compile(r"^\d+"))


def find_in_the_search_box(visitor: Visitor, word: str, title: str) -> None:
    """The worker indexes within two seconds on a quiet machine; a busy one is given more."""
    found = visitor.main.get_by_role("link", name=title)
    for _ in range(60):
        visitor.page.goto(f"/search?q={word}")
        if found.count():
            break
        time.sleep(0.5)
    expect(found).to_be_visible()
    visitor.look()
