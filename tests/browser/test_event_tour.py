"""An organiser makes an event, imports a file with faults, mends one, announces; a firm registers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor, link_of

SOON = f"{datetime.now(UTC) + timedelta(days=60):%d/%m/%Y}"
HEAD = "Raison sociale;Profil;Nom;Prénom;Courriel\r\n"
LINES = (
    "Ville d’Essai;Acheteur;Martin;Jeanne;jeanne@example.org\r\nAtelier Neuf;Entreprise;Petit;Paul;nul\r\n"
)


@pytest.mark.parametrize("visitor", ["fr without scripts"], indirect=True)
def test_from_an_empty_event_to_a_firm_that_is_registered(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.follows("Prepare a day")
    visitor.register("organisatrice.rencontre@example.org")
    visitor.writes("Name of the organisation", "Rencontres du Ternois")
    visitor.writes("Commune of its seat", "Arras (62)")
    visitor.presses("Act for this organisation")

    visitor.open("/my-events")
    visitor.follows("Prepare an event")
    visitor.writes("Name of the event", "Rencontres d’essai du Ternois")
    visitor.writes("First day", SOON)
    visitor.writes("Place", "Salle des fêtes")
    visitor.writes("Commune", "Arras (62)")
    visitor.presses("Create the event")
    manage = visitor.page.url

    visitor.follows("Import a list of people")
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": (HEAD + LINES).encode("cp1252")}
    visitor.page.set_input_files("#file", file)
    visitor.presses("See what it holds")
    visitor.reads("Before it is imported")
    visitor.main.locator("#cell-3-4").fill("paul@example.org")
    visitor.presses("Check the mended cells")
    visitor.go(visitor.main.locator("form[action$='/do'] button").first)

    visitor.open(manage)
    visitor.follows("Announce the event")
    visitor.presses("Announce the event")
    expect(visitor.main.locator("h1")).to_have_text("Rencontres d’essai du Ternois")
    assert re.search(r"/events/rencontres-d-essai", visitor.page.url)

    visitor.follows("Register")
    visitor.chooses("Firm")
    visitor.presses("Go on")
    visitor.writes("Public body or firm", "Menuiserie du Gy")
    visitor.writes("First name", "Inès")
    visitor.writes("Last name", "Carlier")
    visitor.writes("E-mail address", "ines.carlier@example.org")
    visitor.presses("Send my registration")
    visitor.reads("Check your mail")
    visitor.open(link_of(visitor.site.mailbox.wait_for("ines.carlier@example.org")))
    visitor.presses("Confirm my registration")
    expect(visitor.main.locator(".lead").first).to_contain_text("Inès Carlier")
    visitor.tell_faults()
