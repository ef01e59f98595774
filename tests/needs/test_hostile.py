"""Hostile values in each field (rows I8, I10): kind errors or clean values, never a 5xx, never half a row."""

from __future__ import annotations

import itertools
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.extensions import db
from matchmaker.needs.models import Need
from tests.needs.test_journey import HOW_MUCH, WHAT, begin

HOSTILE = [
    "",
    "a\x00b",
    "\u202e\u200b\ufeff",
    "’; DROP TABLE needs; --<script>{{7*7}}%s%n",
    "-1",
    "1e400",
    "٣",
    "9" * 5000,
    "31/02/2027",
    "31/12/9999",
    "É" * 20_000,
    "a\r\nSet-Cookie: x=1",
]
WHAT_FIELDS = [
    "title",
    "description",
    "nature",
    "cpv",
    "cpv_suggested",
    "kept",
    "place",
    "radius_km",
    "starts_on",
]
HOW_MUCH_FIELDS = [
    "cpv_choice",
    "amount",
    "duration_months",
    "tender_planned_on",
    "answer_day",
    "answer_hour",
    "reserved",
    "considerations",
    "innovation",
    "suggested",
    "own_questions",
]
LOT_FIELDS = ["title", "cpv", "amount_band", "reserved", "kept", "place", "radius_km"]


def rows(app: Flask) -> tuple[list[str], int]:
    """Everything that the answers may change, and the number of lots."""
    with app.app_context():
        need = db.session.execute(sa.select(Need)).scalar_one()
        names = {column.key for column in sa.inspect(Need).columns} - {"updated_at", "version"}
        return [repr(getattr(need, name)) for name in sorted(names)], len(need.lots)


def hidden(client: FlaskClient, address: str) -> dict[str, str]:
    """Token and version of the page's form."""
    text = client.get(address).text
    names = ("csrf_token", "version")
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', text)[1] for name in names}


def attack(app: Flask, client: FlaskClient, address: str, fields: list[str], values: dict[str, str]) -> None:
    """Each hostile value in each field: refused with words and nothing written, or accepted whole."""
    keys = hidden(client, address)
    for field, hostile in itertools.product(fields, HOSTILE):
        before = rows(app)
        page = client.post(address, data={**values, **keys, field: hostile})
        assert page.status_code in (303, 422), (field, hostile[:30], page.status_code)
        if page.status_code == 303:
            keys = hidden(client, address)
        else:
            assert 'class="error-summary"' in page.text, (field, hostile[:30])
            assert rows(app) == before, (field, hostile[:30])


@pytest.fixture
def plain(app: Flask) -> FlaskClient:
    """A browser that does not look at its pages: hundreds are sent here."""
    return FlaskClient(app)


def begun(client: FlaskClient) -> str:
    data = {"csrf_token": hidden_token(client), "form_key": "once"}
    return str(client.post("/needs/new", data=data).location)


def hidden_token(client: FlaskClient) -> str:
    return re.search(r'name="csrf_token" value="([^"]*)"', client.get("/needs/new").text)[1]


def test_hostile_values_in_what(app: Flask, plain: FlaskClient) -> None:
    attack(app, plain, begun(plain), WHAT_FIELDS, WHAT)


def test_hostile_values_in_how_much(app: Flask, plain: FlaskClient) -> None:
    what = begun(plain)
    plain.post(what, data={**WHAT, **hidden(plain, what)})

    attack(app, plain, what.replace("/what", "/how-much"), HOW_MUCH_FIELDS, HOW_MUCH)


def test_hostile_values_in_a_lot(app: Flask, plain: FlaskClient) -> None:
    lots = begun(plain).replace("/what", "/lots")
    plain.post(lots, data={"title": "Lot", **hidden(plain, lots)})

    attack(app, plain, f"{lots}/1", LOT_FIELDS, {"title": "Lot"})


@pytest.mark.parametrize("missing", ["title", "description", "nature", "place"])
def test_a_field_left_out_is_asked_for(app: Flask, client: FlaskClient, missing: str) -> None:
    what = begin(client)

    page = client.submit(what, {**WHAT, missing: None})

    assert page.status_code == 422
    assert page.soup.select_one(f'.error-summary a[href^="#{missing}"]') is not None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"answer_day": "28/03/2027", "answer_hour": "02:30"}, "cette heure n’existe pas"),
        ({"answer_day": "31/10/2027", "answer_hour": "2 h 30"}, "cette heure existe deux fois"),
        ({"answer_day": "31/02/2027"}, "Écrivez la date"),
        ({"answer_day": "01/01/2026"}, "Cette date est passée"),
        ({"answer_day": "01/01/2226"}, "vérifiez l’année"),
        ({"answer_hour": "midi"}, "Écrivez l’heure"),
        ({"amount": "12"}, "Choisissez l’une des réponses"),
        ({"own_questions": "\n".join(f"Question {n} ?" for n in range(11))}, "Dix questions au plus"),
    ],
)
def test_dates_hours_and_lists_are_explained(
    client: FlaskClient, values: dict[str, str], message: str
) -> None:
    """Row I10."""
    what = begin(client)

    page = client.submit(what.replace("/what", "/how-much"), {**HOW_MUCH, **values})

    assert page.status_code == 422
    assert message in page.text


@pytest.mark.parametrize(
    ("code", "message"),
    [("77310000-5", "77310000-6"), ("12", "n’existe pas"), ("bois", "8 chiffres")],
)
def test_a_wrong_cpv_code_is_explained(client: FlaskClient, code: str, message: str) -> None:
    """Row I10."""
    page = client.submit(begin(client), {**WHAT, "cpv": code})

    assert page.status_code == 422
    assert message in page.text


@pytest.mark.parametrize("typed", ["77310000", "77310000-6", "7731 0000", "77.31"])
def test_a_cpv_code_is_read_as_people_write_it(app: Flask, client: FlaskClient, typed: str) -> None:
    client.submit(begin(client), {**WHAT, "cpv": typed})

    with app.app_context():
        assert db.session.execute(sa.select(Need.cpv)).scalar_one() == "77310000"


def test_another_content_type_is_refused(client: FlaskClient) -> None:
    what = begin(client)

    assert client.post(what, json={"title": "x"}).status_code == 400
    assert client.post(what, data="{", content_type="text/plain").status_code == 400


def test_a_garbled_version_counts_as_stale(client: FlaskClient) -> None:
    what = begin(client)

    assert client.submit(what, {**WHAT, "version": "x"}).status_code == 409
