"""Hostile values in each field (rows I8, I10): a kind error or a clean value, never a 5xx, never half a row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.extensions import db
from matchmaker.needs.models import Lot, Need
from tests.factories import Make
from tests.needs.test_journey import HOW_MUCH, WHAT, begin

HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202e\u200b\ufeff",
    "’; DROP TABLE needs; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%s%n%(x)s",
    "../../etc/passwd",
    "0",
    "-1",
    "1e400",
    "NaN",
    "٣",
    "9" * 5000,
    "31/02/2027",
    "01/01/1900",
    "31/12/9999",
    "2027-13-01",
    "25:61",
    "É" * 20_000,
    "a\r\nSet-Cookie: x=1",
    "commune:99999",
    "unknown.x",
    "null",
    "[]",
    "💣" * 300,
]
DAY = f"{datetime.now(UTC) + timedelta(days=40):%d/%m/%Y}"


def rows(app: Flask) -> tuple[tuple[object, ...], int]:
    with app.app_context():
        need = db.session.execute(sa.select(Need)).scalar_one()
        lots = db.session.execute(sa.select(sa.func.count(Lot.id))).scalar_one()
        columns = [
            column.key for column in sa.inspect(Need).columns if column.key not in ("updated_at", "version")
        ]
        return tuple(repr(getattr(need, name)) for name in columns), lots


def attack(app: Flask, client: FlaskClient, address: str, field: str, values: dict[str, str]) -> None:
    """Each hostile value in one field: refused with words and nothing written, or accepted whole."""
    for hostile in HOSTILE:
        before = rows(app)
        page = client.submit(address, {**values, field: hostile})
        assert page.status_code in (303, 422), (field, hostile[:30], page.status_code)
        if page.status_code == 422:
            assert page.texts(".error-summary li"), (field, hostile[:30])
            assert rows(app) == before, (field, hostile[:30])


@pytest.mark.parametrize(
    "field",
    ["title", "description", "nature", "cpv", "cpv_suggested", "kept", "place", "radius_km", "starts_on"],
)
def test_what(app: Flask, client: FlaskClient, field: str) -> None:
    attack(app, client, begin(client), field, WHAT)


@pytest.mark.parametrize(
    "field",
    ["cpv_choice", "amount", "duration_months", "tender_planned_on", "answer_day", "answer_hour", "reserved"]
    + ["considerations", "innovation", "suggested", "own_questions"],
)
def test_how_much(app: Flask, client: FlaskClient, field: str) -> None:
    what = begin(client)
    client.submit(what, WHAT)

    attack(app, client, what.replace("/what", "/how-much"), field, HOW_MUCH)


@pytest.mark.parametrize("field", ["title", "cpv", "amount_band", "reserved", "kept", "place", "radius_km"])
def test_lot(app: Flask, client: FlaskClient, make: Make, field: str) -> None:
    what = begin(client)
    client.submit(what.replace("/what", "/lots"), {"title": "Lot"})
    address = what.replace("/what", "/lots/1")

    attack(app, client, address, field, {"title": "Lot"})


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
