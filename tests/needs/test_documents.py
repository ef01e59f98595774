"""What the index and the matcher are told of needs."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.extensions import db
from matchmaker.needs import documents, rules
from matchmaker.needs.models import Need, NeedStatus, Reserved
from matchmaker.reference.zones import Zone
from tests.factories import Make
from tests.factories.make import ARRAS, LENS, NOW


@pytest.mark.parametrize("status", NeedStatus)
def test_only_public_needs_are_documents(context: Flask, make: Make, status: NeedStatus) -> None:
    """Row Z4."""
    need = make.need(status=status, published_at=NOW)

    public = status in rules.PUBLIC

    assert [one.key for one in documents.load([need.id])] == [f"need:{need.id}"] * public
    assert (len(list(documents.every())), documents.count()) == (int(public),) * 2
    assert set(documents.cards([need.id])) == ({need.id} if public else set())


def test_a_document_holds_place_codes_articles_and_dates(context: Flask, make: Make) -> None:
    lot = {"title": "Haies", "cpv": "77340000", "reserved": Reserved.DISABILITY}
    need = make.need(lots=[lot], reference="B-2026-000001", zone=Zone(communes=(LENS,), radius_km=10.0))

    (found,) = documents.load([need.id])

    assert found.cpv == ("77310000", "77340000")
    assert (found.reserved, found.status) == (("L2113-12",), "published")
    assert (found.commune, f"c:{LENS}" in found.zone, found.discs[0].radius_km) == (ARRAS, True, 10.0)
    assert (found.published, found.deadline) == (need.published_at.date(), need.answers_until.date())
    assert "B-2026-000001" in found.keywords


def test_a_need_placed_by_its_lots_is_where_they_are(context: Flask, make: Make) -> None:
    lots = [
        {"title": "a", "zone_json": {"communes": [ARRAS]}},
        {"title": "b", "zone_json": {"communes": [LENS]}},
    ]
    need = make.need(lots=lots, zone=Zone())

    (found,) = documents.load([need.id])

    assert found.zone == (f"c:{ARRAS}", f"c:{LENS}")


def test_the_matcher_reads_lots_with_their_own_place(context: Flask, make: Make) -> None:
    lots = [{"title": "Haies", "zone_json": {"communes": [LENS]}}, {"title": "Tonte", "cpv": "77314100"}]
    row = make.need(lots=lots, reserved=Reserved.INSERTION)

    need = documents.matching_need(db.session.get_one(Need, row.id))

    assert [lot.zone.communes for lot in need.lots] == [(LENS,), (ARRAS,)]
    assert [lot.cpv for lot in need.lots] == [("77310000",), ("77314100",)]
    assert {lot.reserved for lot in need.lots} == {("L2113-13",)}
    assert need.text.endswith("Haies\nTonte")
