"""The organiser's tour of the README: present the organisation, see from whom a day is prepared."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor


def test_an_organiser_presents_its_organisation_and_sees_who_is_here(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    variant = request.node.callspec.params["visitor"].replace(" ", "-")
    visitor.open("/")
    visitor.follows("Prepare a day")
    visitor.register(f"organisateur.{variant}@example.org")
    visitor.reads("Present your organisation")
    visitor.presses("Act for this organisation")
    visitor.is_told_of_errors(2)
    visitor.writes("Name of the organisation", f"Rencontres d’essai {variant}")
    visitor.writes("Commune of its seat", "Amiens")
    visitor.presses("Act for this organisation")
    expect(visitor.main.locator("h1")).to_have_text(f"Rencontres d’essai {variant}")
    visitor.follows("See the suppliers")
    visitor.reads("Suppliers")
    expect(visitor.main.locator(".results > li")).not_to_have_count(0)
