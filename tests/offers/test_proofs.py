"""Labels and references, one at a time, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation
from tests.browsing import shown_values
from tests.factories import Make

Saved = Callable[[int], Offer | None]
LABELS, REFERENCES = (
    "form[action*='/labels']:has([name=label-name])",
    "form[action*='/references']:has([name=reference-text])",
)


@pytest.fixture
def offer(make: Make, firm: Organisation) -> Offer:
    return make.offer(firm, status=OfferStatus.DRAFT, published_at=None)


def test_a_label_is_added(supplier: FlaskClient, offer: Offer, saved: Saved) -> None:
    sent = {"label-name": "  Quali paysage ", "label-valid_until": "31/12/2030"}

    page = supplier.submit(f"/offers/{offer.id}/proofs", sent, form=LABELS)

    assert page.location == f"/offers/{offer.id}/proofs#labels"
    label = saved(offer.id).labels[0]
    assert (label.name, label.valid_until.isoformat()) == ("Quali paysage", "2030-12-31")


def test_a_reference_is_added(supplier: FlaskClient, offer: Offer, saved: Saved) -> None:
    sent = {"reference-text": "Tonte", "reference-client": "Ville", "reference-year": "2024"}

    supplier.submit(f"/offers/{offer.id}/proofs", sent, form=REFERENCES)

    found = saved(offer.id).references[0]
    assert (found.text, found.client, found.year) == ("Tonte", "Ville", 2024)


def test_a_label_pressed_twice_is_added_once(supplier: FlaskClient, offer: Offer, saved: Saved) -> None:
    """Row K1."""
    form = supplier.get(f"/offers/{offer.id}/proofs").soup.select_one(LABELS)
    sent = {**shown_values(form), "label-name": "RGE"}

    for _ in range(3):
        supplier.post(form["action"], data=sent)

    assert [one.name for one in saved(offer.id).labels] == ["RGE"]


def test_each_is_removed_by_its_own_button(
    supplier: FlaskClient, make: Make, firm: Organisation, saved: Saved
) -> None:
    offer = make.offer(
        firm, labels=[{"name": "RGE"}, {"name": "Bio"}], references=[{"client": "", "text": "Tonte"}]
    )
    address = f"/offers/{offer.id}/proofs"

    supplier.submit(address, {}, form=f"form[action*='/labels/{offer.labels[0].id}/remove']")
    page = supplier.submit(address, {}, form="form[action*='/references/']", follow_redirects=True)

    assert [one.name for one in saved(offer.id).labels] == ["Bio"]
    assert saved(offer.id).references == []
    assert page.texts("[role=status]")[0] == "« Tonte » est retiré."


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"label-name": ""}, "Ce champ est obligatoire."),
        ({"label-name": "RGE", "label-valid_until": "1/1/2020"}, "Cette date est passée."),
        ({"label-name": "x" * 121}, "120 caractères au plus."),
    ],
)
def test_what_is_wrong_in_a_label_is_said_beside_it(
    supplier: FlaskClient, offer: Offer, saved: Saved, sent: dict[str, str], words: str
) -> None:
    page = supplier.submit(f"/offers/{offer.id}/proofs", sent, form=LABELS)

    assert page.status_code == 422
    assert page.texts("#error-summary li") == [words]
    assert page.soup.title.text.startswith("Erreur")
    assert saved(offer.id).labels == []


@pytest.mark.parametrize("year", ["1949", "3000", "٢٠٢٤", "2024.5", "1_000", "-2024", "deux mille"])
def test_an_odd_year_is_refused_kindly(supplier: FlaskClient, offer: Offer, saved: Saved, year: str) -> None:
    """Row I8."""
    sent = {"reference-text": "Tonte", "reference-year": year}

    page = supplier.submit(f"/offers/{offer.id}/proofs", sent, form=REFERENCES)

    assert (page.status_code, saved(offer.id).references) == (422, [])
