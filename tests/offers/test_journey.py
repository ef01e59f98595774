"""The supplier's journey by its pages, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from matchmaker.extensions import db
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation
from tests.factories import Make
from tests.factories.make import ARRAS, LENS

Saved = Callable[[int], Offer | None]
WHAT = {"title": "Entretien de jardins", "what": "Nous tondons les pelouses des écoles."}


def begin(supplier: FlaskClient) -> int:
    page = supplier.submit("/offers/new", {})
    found = re.fullmatch(r"/offers/(\d+)/what", page.location)
    assert found is not None
    return int(found[1])


def hidden(supplier: FlaskClient, address: str) -> dict[str, str]:
    """What the page's main form sends by itself."""
    fields = supplier.get(address).soup.select("main form[method=post] input[type=hidden]")
    return {field["name"]: field["value"] for field in fields}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Offer).count()


def test_three_typed_fields_publish_an_offer(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)

    supplier.submit(f"/offers/{number}/what", WHAT)
    supplier.submit(f"/offers/{number}/scope", {"place": "Arras"})
    page = supplier.submit(f"/offers/{number}/check", {}, follow_redirects=True)

    assert page.h1 == "Votre offre est publiée"
    assert page.soup.select_one('a[href="/needs-for-me"]')
    offer = saved(number)
    assert (offer.status, offer.zone.communes) == (OfferStatus.PUBLISHED, (ARRAS,))


def test_each_step_leads_to_the_next(supplier: FlaskClient) -> None:
    number = begin(supplier)

    after_what = supplier.submit(f"/offers/{number}/what", WHAT)
    after_scope = supplier.submit(f"/offers/{number}/scope", {"place": "Arras"})
    proofs = supplier.get(f"/offers/{number}/proofs")

    assert after_what.location == f"/offers/{number}/scope"
    assert after_scope.location == f"/offers/{number}/proofs"
    assert proofs.soup.select_one(f'a[href="/offers/{number}/check"]')


def test_a_draft_with_blanks_is_put_aside(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)

    page = supplier.submit(f"/offers/{number}/what", {"title": "Jardins", "later": "1"})

    assert page.location == "/offers/mine"
    assert (saved(number).title, saved(number).what) == ("Jardins", "")


def test_a_draft_without_text_or_place_is_not_published(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)

    page = supplier.submit(f"/offers/{number}/check", {})

    assert page.status_code == 422
    assert page.texts("#error-summary li") == [
        "Avant de publier, dites : le titre, ce que vous faites, où vous travaillez."
    ]
    assert saved(number).status is OfferStatus.DRAFT


def test_codes_are_suggested_from_the_words(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)
    supplier.submit(f"/offers/{number}/what", WHAT)
    offered = supplier.get(f"/offers/{number}/scope").soup.select("input[name=cpvs]")

    supplier.submit(
        f"/offers/{number}/scope", {"place": "Arras", "cpvs": ["77310000"], "codes": "77211500-7, 45112700"}
    )

    assert [box["value"] for box in offered] == ["77310000", "77340000"]
    assert saved(number).cpvs == ["77310000", "77211500", "45112700"]


def test_several_places_are_typed_at_once(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)

    supplier.submit(f"/offers/{number}/scope", {"place": "Arras, Lens ; Somme", "radius_km": "20"})

    zone = saved(number).zone
    assert (zone.communes, zone.departments, zone.radius_km) == ((ARRAS, LENS), ("80",), 20.0)


def test_places_of_every_kind(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)
    kinds = "CU d'Arras (EPCI 200033579); arrondissement de Lens; Oise; Hauts-de-France"

    supplier.submit(f"/offers/{number}/scope", {"place": kinds, "nationwide": "y"})

    zone = saved(number).zone
    assert (zone.epcis, zone.arrondissements, zone.departments) == (("200033579",), ("627",), ("60",))
    assert (zone.regions, zone.nationwide) == (("32",), True)


def test_a_name_of_several_places_is_asked_about(supplier: FlaskClient) -> None:
    number = begin(supplier)

    page = supplier.submit(f"/offers/{number}/scope", {"place": "Saint-Aubin"})

    assert page.status_code == 422
    assert len(page.soup.select("input[name=kept]")) > 1


def test_places_are_unticked_one_by_one(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)
    supplier.submit(f"/offers/{number}/scope", {"place": "Arras, Lens", "add_place": "1"})

    supplier.submit(f"/offers/{number}/scope", {"kept": [f"commune:{LENS}"]})

    assert saved(number).zone.communes == (LENS,)


def test_capacity_and_absence_are_kept(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)

    supplier.submit(
        f"/offers/{number}/scope",
        {"place": "Arras", "capacity_band": "25-60k", "unavailable_until": "1/2/2030"},
    )

    assert saved(number).capacity_band == "25-60k"
    assert saved(number).unavailable_until.isoformat() == "2030-02-01"


def test_ten_presses_make_one_offer(supplier: FlaskClient, app: Flask) -> None:
    """Row K1."""
    sent = hidden(supplier, "/offers/new")

    places = {supplier.post("/offers/new", data=sent).location for _ in range(10)}

    assert (len(places), count(app)) == (1, 1)


def test_a_step_sent_twice_goes_on(supplier: FlaskClient) -> None:
    """Row K1: the second press of the button is no stale edit."""
    number = begin(supplier)
    sent = {**WHAT, **hidden(supplier, f"/offers/{number}/what")}

    answers = [supplier.post(f"/offers/{number}/what", data=sent) for _ in range(2)]

    assert [answer.location for answer in answers] == [f"/offers/{number}/scope"] * 2


def test_two_tabs_are_shown_both_versions(supplier: FlaskClient, saved: Saved) -> None:
    """Row K6."""
    number = begin(supplier)
    stale = saved(number).version
    supplier.submit(f"/offers/{number}/what", WHAT)

    page = supplier.submit(f"/offers/{number}/what", {**WHAT, "what": "Autre chose", "version": str(stale)})

    assert page.status_code == 409
    assert {"Autre chose", WHAT["what"]} <= set(page.texts(".versions dd"))
    assert saved(number).what == WHAT["what"]


def test_publishing_an_outdated_page_shows_it_again(
    supplier: FlaskClient, make: Make, firm: Organisation
) -> None:
    offer = make.offer(firm, status=OfferStatus.DRAFT, published_at=None)

    page = supplier.submit(f"/offers/{offer.id}/check", {"version": "0"})

    assert page.location == f"/offers/{offer.id}/check"


def test_publishing_twice_leads_to_the_confirmation(
    supplier: FlaskClient, make: Make, firm: Organisation
) -> None:
    """Row K1."""
    offer = make.offer(firm, status=OfferStatus.DRAFT, published_at=None)
    sent = hidden(supplier, f"/offers/{offer.id}/check")

    answers = [supplier.post(f"/offers/{offer.id}/check", data=sent).location for _ in range(2)]

    assert answers == [f"/offers/{offer.id}/confirmation"] * 2


def test_a_change_goes_back_to_the_check_page(supplier: FlaskClient) -> None:
    number = begin(supplier)

    page = supplier.submit(f"/offers/{number}/what?back=check", WHAT)

    assert page.location == f"/offers/{number}/check"


def test_a_published_offer_keeps_what_buyers_need(
    supplier: FlaskClient, make: Make, firm: Organisation, saved: Saved
) -> None:
    offer = make.offer(firm)

    page = supplier.submit(f"/offers/{offer.id}/what", {"what": "", "later": "1"})

    assert page.status_code == 422
    assert saved(offer.id).what == offer.what


def test_the_preview_shows_what_is_typed_and_saves_nothing(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)
    supplier.submit(f"/offers/{number}/what", WHAT)
    typed = {**hidden(supplier, f"/offers/{number}/what"), **WHAT, "what": "Nous taillons les haies."}

    page = supplier.post(f"/offers/{number}/preview", data=typed)

    assert "Nous taillons les haies." in page.soup.select_one("#preview-body").text
    assert saved(number).what == WHAT["what"]


def test_the_preview_shows_places_and_codes(supplier: FlaskClient, saved: Saved) -> None:
    number = begin(supplier)

    sent = hidden(supplier, f"/offers/{number}/scope")
    typed = {**sent, "place": "Arras", "radius_km": "30", "cpvs": ["77310000"]}

    page = supplier.post(f"/offers/{number}/preview", data=typed)

    assert "Arras et 30 km autour" in page.soup.select_one("#preview-body").text.replace("\u00a0", " ")
    assert "77310000" in page.soup.select_one("#preview-body").text
    assert saved(number).zone.is_empty


def test_the_preview_outlives_what_cannot_be_read(supplier: FlaskClient) -> None:
    number = begin(supplier)

    sent = hidden(supplier, f"/offers/{number}/scope")
    typed = {**sent, "place": "Nulle-Part-sur-Rien", "codes": "x", "radius_km": "soixante"}

    page = supplier.post(f"/offers/{number}/preview", data=typed)

    assert page.status_code == 200


def test_fields_typed_to_publish_are_six_at_most(supplier: FlaskClient) -> None:
    number = begin(supplier)
    pages = [supplier.get(f"/offers/{number}/{step}").soup for step in ("what", "scope")]

    required = [
        label
        for page in pages
        for label in page.select(".offer-form .field > label")
        if "(facultatif)" not in label.text
    ]
    assert len(required) <= 6
