"""Rows I8 and X4: hostile values in every field end in a kind answer, and never as markup."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations.models import Organisation
from tests.factories import Make

Saved = Callable[[int], Offer | None]
HOSTILE = [
    "",
    " ",
    "\u00a0\u200b",
    "\x00",
    "a\x00b",
    "\r\n",
    "\ufeff",
    "\u202eabc",
    "\ud7ff",
    "é" * 10_000,
    "x" * 100_000,
    "🐝" * 300,
    "e\u0301",
    "' OR 1=1 --",
    "'; DROP TABLE offers; --",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "%(name)s %s %d",
    "../../etc/passwd",
    "=1+1",
    "@SUM(1)",
    "-1",
    "0",
    "1e309",
    "NaN",
    "Infinity",
    "999999999999999999999",
    "٣",
    "1,5",
    "31/02/2027",
    "0000-00-00",
    "9999-12-31",
    "true",
    "null",
    "[]",
    "commune:62041",
    "region:99",
    ", , ,;",
]
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "{{ config }}",
    "</textarea><b>x</b>",
]
FIELDS = {
    "what": ("title", "what", "for_whom", "how", "version"),
    "scope": (
        "place",
        "kept",
        "radius_km",
        "nationwide",
        "cpvs",
        "codes",
        "capacity_band",
        "unavailable_until",
    ),
}


@pytest.fixture
def offer(make: Make, firm: Organisation) -> Offer:
    return make.offer(firm, status=OfferStatus.DRAFT, published_at=None)


@pytest.mark.parametrize(
    ("step", "field"), [(step, field) for step, names in FIELDS.items() for field in names]
)
def test_each_field_takes_what_it_can_and_says_what_it_cannot(
    supplier: FlaskClient, offer: Offer, step: str, field: str
) -> None:
    address = f"/offers/{offer.id}/{step}"
    shown = supplier.get(address).soup
    sent = {one["name"]: one["value"] for one in shown.select(".offer-form input[type=hidden]")}
    for value in HOSTILE:
        page = supplier.post(address, data={**sent, field: value})
        assert page.status_code in (303, 409, 422), repr(value[:40])


@pytest.mark.parametrize(
    "field", ["label-name", "label-valid_until", "reference-text", "reference-client", "reference-year"]
)
def test_proofs_take_what_they_can(supplier: FlaskClient, offer: Offer, field: str) -> None:
    address = f"/offers/{offer.id}/{field.partition('-')[0]}s"
    token = supplier.get(f"/offers/{offer.id}/proofs").soup.select_one("main [name=csrf_token]")["value"]
    for value in HOSTILE[:20]:
        data = {"csrf_token": token, "label-name": "RGE", "reference-text": "Tonte", field: value}
        assert supplier.post(address, data=data).status_code in (303, 409, 422), repr(value[:40])


@pytest.mark.parametrize(
    "step", ["what", "scope", "labels", "references", "check", "preview", "withdraw", "delete"]
)
def test_a_form_without_its_fields_is_no_crash(supplier: FlaskClient, offer: Offer, step: str) -> None:
    for sent in ({"data": {}}, {"json": {"title": "x"}}, {"data": b"\xff", "content_type": "text/plain"}):
        assert supplier.post(f"/offers/{offer.id}/{step}", **sent).status_code in (400, 409, 422)


def test_nothing_typed_becomes_markup(supplier: FlaskClient, make: Make, firm: Organisation) -> None:
    """Row X4: page, list, preview, card of the firm."""
    text = " ".join(PAYLOADS)
    offer = make.offer(
        firm,
        title=text[:200],
        what=text,
        for_whom=text,
        how=text,
        labels=[{"name": text[:120]}],
        references=[{"client": text[:200], "text": text}],
    )
    steps = ("", "/what", "/scope", "/proofs", "/withdraw", "/delete")

    pages = [supplier.get(f"/offers/{offer.id}{step}") for step in steps]
    pages += [supplier.get("/offers/mine"), supplier.get(f"/organisations/{firm.id}")]

    for page in pages:
        assert page.status_code == 200
        assert page.soup.select("main script, main [onerror], main svg[onload], main b") == []
        assert "<script>alert" not in page.text


def test_more_places_than_an_offer_holds_are_refused(
    supplier: FlaskClient, offer: Offer, saved: Saved
) -> None:
    towns = [f"commune:62{number:03d}" for number in range(1, 140)]
    address = f"/offers/{offer.id}/scope"
    sent = {
        one["name"]: one["value"] for one in supplier.get(address).soup.select(".offer-form [type=hidden]")
    }

    page = supplier.post(address, data={**sent, "kept": towns})

    assert page.status_code == 422
    assert "100 lieux au plus" in page.text
    assert saved(offer.id).zone == offer.zone


def test_more_codes_than_an_offer_holds_are_refused(supplier: FlaskClient, offer: Offer) -> None:
    codes = ["03000000", "09000000", "14000000", "15000000", "16000000", "18000000", "19000000", "22000000"]
    codes += ["24000000", "30000000", "31000000", "32000000", "33000000", "34000000", "35000000", "37000000"]
    codes += ["38000000", "39000000", "41000000", "42000000", "43000000"]

    page = supplier.submit(f"/offers/{offer.id}/scope", {"cpvs": None, "codes": ", ".join(codes)})

    assert page.status_code == 422
    assert "20 codes au plus" in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("77310000-5", "77310000-6"),
        ("12345678", "n’existe pas"),
        ("jardin", "8 chiffres"),
    ],
)
def test_a_wrong_code_is_told_how_to_be_right(
    supplier: FlaskClient, offer: Offer, typed: str, words: str
) -> None:
    page = supplier.submit(f"/offers/{offer.id}/scope", {"codes": typed})

    assert page.status_code == 422
    assert words in page.texts("#error-summary li")[0]
