"""From rows to the matcher's values."""

from __future__ import annotations

from datetime import date

from flask import Flask

from matchmaker.offers.models import OfferStatus
from matchmaker.organisations.models import EssFamily
from matchmaker.sourcing import suggestions


def test_each_published_offer_and_reference_is_a_piece_of_evidence(make, context: Flask) -> None:
    firm = make.supplier(description="Une équipe de six jardiniers.")
    make.offer(firm, references=[{"client": "Une école", "year": 2025, "text": "Tonte de deux hectares"}])
    make.offer(firm, status=OfferStatus.DRAFT, published_at=None)

    [found] = suggestions.suppliers([firm.id])

    assert [piece.kind for piece in found.evidence] == ["offer", "reference", "profile"]


def test_a_firm_without_offers_is_judged_by_its_card(make, context: Flask) -> None:
    firm = make.supplier(name="Les Jardins clos", description="Paysagistes.", naf="81.30Z")

    [found] = suggestions.suppliers([firm.id])

    assert [piece.kind for piece in found.evidence] == ["profile"]
    assert found.evidence[0].text.startswith("Les Jardins clos\nPaysagistes.\n")
    assert "paysager" in found.evidence[0].text


def test_kinds_are_spelt_as_the_articles_on_reserved_contracts_need(make, context: Flask) -> None:
    firm = make.supplier(kinds=["EI"], ess_family=EssFamily.COOPERATIVE)

    [found] = suggestions.suppliers([firm.id])

    assert found.kinds == {"ei", "ess"}


def test_a_firm_is_unavailable_only_when_all_its_offers_are(make, context: Flask) -> None:
    busy, free = make.supplier(), make.supplier()
    for firm in (busy, free):
        make.offer(firm, unavailable_until=date(2027, 1, 31))
    make.offer(free)

    until = {one.id: one.unavailable_until for one in suggestions.suppliers([busy.id, free.id])}

    assert until == {busy.id: date(2027, 1, 31), free.id: None}


def test_suppliers_are_read_in_a_constant_number_of_queries(make, context: Flask, count_queries) -> None:
    firms = [make.supplier(kinds=["EA"]) for _ in range(4)]
    for firm in firms:
        make.offer(firm)
    counts = [
        count_queries(lambda some=some: suggestions.suppliers([one.id for one in some]))
        for some in (firms[:1], firms)
    ]

    assert counts[0] == counts[1]
