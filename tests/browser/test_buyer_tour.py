"""The buyer's tour of the README: from the home page, without an account, to ranked suppliers."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from matchmaker.demo.extract import NEWCOMERS, Newcomer
from tests.browser.visitor import Visitor

# Public bodies that the register of the demonstration knows, each with a mail domain of its own.
BODIES = dict(zip(("fr", "fr without scripts", "en"), NEWCOMERS[-3:], strict=True))
TITLE = "Entretien des espaces verts de trois écoles"
LATER = "Entretien des espaces verts de quatre écoles"
DESCRIPTION = "Tonte, taille des haies et désherbage sans produit chimique, d’avril à octobre."


def test_a_buyer_publishes_a_need_and_sees_who_fits(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    variant = request.node.callspec.params["visitor"]
    begin(visitor)
    say_what(visitor)
    say_how_much(visitor)
    change_an_answer(visitor)
    become_a_buyer(visitor, BODIES[variant])
    publish(visitor)
    see_who_fits(visitor)


def begin(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.follows("Publish a need")
    visitor.reads("Publish a need")
    visitor.presses("Begin")
    visitor.reads("What do you need?")


def say_what(visitor: Visitor) -> None:
    """First with nothing written, to be told what is missing."""
    visitor.presses("Save and continue")
    visitor.is_told_of_errors(4)
    visitor.writes("In a few words, what do you need?", TITLE)
    visitor.writes("Describe it in your own words", DESCRIPTION)
    visitor.chooses("Services")
    visitor.writes("Where will it be carried out?", "Arras")
    visitor.presses("Save and continue")
    visitor.reads("How much, and for whom?")


def say_how_much(visitor: Visitor) -> None:
    visitor.writes("Last day for suppliers to respond", (date.today() + timedelta(40)).strftime("%d/%m/%Y"))
    visitor.writes("Your questions to suppliers", "Comment triez-vous les déchets verts ?")
    visitor.presses("Save and continue")
    visitor.reads("Check your answers")


def change_an_answer(visitor: Visitor) -> None:
    """The link leads to the field, and the step back to this page."""
    visitor.go(visitor.main.locator("a[href$='#title']"))
    visitor.writes("In a few words, what do you need?", LATER)
    visitor.presses("Save and continue")
    visitor.reads("Check your answers")
    expect(visitor.main.get_by_text(LATER, exact=True)).to_be_visible()


def become_a_buyer(visitor: Visitor, body: Newcomer) -> None:
    """With an address at the body's own domain, which is the ground to speak for it."""
    visitor.follows("Create an account")
    visitor.register(f"achats@{body.domain}")
    visitor.reads("Check your answers")
    visitor.follows("Name the public body")
    visitor.writes("Name, SIREN or SIRET", body.siret)
    visitor.presses("Search")
    visitor.go(visitor.main.locator(".results a").first)
    visitor.presses("Yes, I act for it")
    visitor.reads("Check your answers")


def publish(visitor: Visitor) -> None:
    """Two quick presses publish one need; the second may cut the first one's navigation short."""
    visitor.main.get_by_role("button", name=visitor.words("Publish the need"), exact=True).dblclick()
    expect(visitor.page).to_have_url(re.compile("/confirmation$"))
    visitor.reads("Your need is published")
    visitor.look()
    expect(visitor.main.locator(".reference")).not_to_be_empty()


def see_who_fits(visitor: Visitor) -> None:
    """One need in the list; its suppliers have a score made of parts, each with its reason in words."""
    visitor.follows("All my needs")
    expect(visitor.main.get_by_role("link", name=LATER)).to_have_count(1)
    visitor.go(visitor.main.get_by_role("link", name=LATER))
    expect(
        visitor.main.get_by_role("heading", name=visitor.words("Suppliers who fit, and why"))
    ).to_be_visible()
    best = visitor.main.locator(".ruler").first
    expect(best.locator(".ruler-score strong")).to_have_text(re.compile(r"^\d+"))
    best.locator("summary").first.click()
    expect(best.locator("details[open] p")).not_to_be_empty()
    visitor.follows("Set aside, and why")
    visitor.reads("Set aside, and why")
