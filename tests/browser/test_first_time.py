"""Whoever comes for the first time is in with seven typed fields at most, with and without the register."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from matchmaker.demo.extract import NEWCOMERS
from matchmaker.reference.identifiers import demonstration_siret
from tests.browser.visitor import Visitor

MOST_TYPED = 7
FRENCH = pytest.mark.parametrize("visitor", ["fr"], indirect=True)
SEVERAL_SEATS, COLLEGE = NEWCOMERS[3], NEWCOMERS[6]


@pytest.fixture
def typed(visitor: Visitor) -> set[tuple[str, str]]:
    """The fields written into, by page and label."""
    seen: set[tuple[str, str]] = set()
    find = visitor.field

    def field(label: str) -> Locator:
        seen.add((urlsplit(visitor.page.url).path, label))
        return find(label)

    visitor.field = field  # type: ignore[method-assign]
    return seen


@FRENCH
def test_firm_that_the_register_knows(visitor: Visitor, typed: set[tuple[str, str]]) -> None:
    """By its SIREN: the establishment is chosen, the card is there, nothing else is typed."""
    visitor.open("/organisations/new?role=supplier")
    visitor.writes("SIRET", SEVERAL_SEATS.siret[:9])
    visitor.presses("Go on")
    visitor.reads("Which establishment?")
    visitor.go(visitor.main.locator(".results a").first)
    visitor.register("patronne@exemple.invalid")
    visitor.reads("Is it your firm?")
    visitor.presses("Yes, I act for this firm")

    expect(visitor.main.locator("h1")).to_have_text(SEVERAL_SEATS.name.upper())
    assert len(typed) == 5 <= MOST_TYPED


@FRENCH
def test_firm_that_the_register_does_not_know(visitor: Visitor, typed: set[tuple[str, str]]) -> None:
    visitor.open("/organisations/new?role=supplier")
    visitor.writes("SIRET", demonstration_siret(7105))
    visitor.presses("Go on")
    visitor.register("inconnue@exemple.invalid")
    visitor.reads("Your firm’s card")
    visitor.writes("Name of the firm", "Atelier sans registre")
    visitor.writes("Commune", "Arras")
    visitor.presses("Create my firm’s card")

    expect(visitor.main.locator("h1")).to_have_text("Atelier sans registre")
    assert len(typed) == MOST_TYPED


@FRENCH
def test_body_that_the_register_knows(visitor: Visitor, typed: set[tuple[str, str]]) -> None:
    """Its own mail domain is the ground: nothing is asked, nothing waits."""
    visitor.open("/organisations/new?role=buyer")
    visitor.writes("Name, SIREN or SIRET", COLLEGE.siret)
    visitor.presses("Search")
    visitor.go(visitor.main.locator(".results a").first)
    visitor.register(f"intendance@{COLLEGE.domain}")
    visitor.presses("Yes, I act for it")

    expect(visitor.main.locator("h1")).to_have_text(COLLEGE.name.upper())
    expect(visitor.main.locator(".notice-attention")).to_have_count(0)
    assert len(typed) == 5 <= MOST_TYPED


@FRENCH
def test_body_that_nobody_knows(visitor: Visitor, typed: set[tuple[str, str]]) -> None:
    """By hand; then the page says what is left: to show that one acts for it."""
    visitor.open("/organisations/new?role=buyer")
    visitor.writes("Name, SIREN or SIRET", "Régie de quartier des Hauts Prés")
    visitor.presses("Search")
    visitor.follows("My body is not in the list")
    visitor.register("regie@exemple.invalid")
    visitor.chooses("Public establishment")
    visitor.writes("Commune of its seat", "Lens")
    visitor.presses("Act for this body")
    visitor.follows("Show that you act for it")
    visitor.reads("Show that you act for it")

    assert len(typed) == 6 <= MOST_TYPED
