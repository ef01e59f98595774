"""Nothing but evidence earns points, and saying it again earns none."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.ties import tie_key
from matchmaker.matching.values import Evidence, Supplier
from tests.matching.factories import LENS, need, region, supplier

OFFER = "Nettoyage des locaux et des vitres"


def scores(*more: Supplier, text: str = "Nettoyage des vitres de la mairie") -> dict[object, float]:
    found = SupplierMatcher().fit(region()).with_changes(more).suggest(need(text, zone=LENS), 50)
    return {one.supplier_id: one.score for one in found}


def test_a_supplier_holds_nothing_that_happened_on_the_platform() -> None:
    """Views, invitations, dismissals, payment or seniority would have to come in by one of these."""
    assert [field.name for field in fields(Supplier)] == [
        "id", "evidence", "name", "kinds", "size", "ess", "unavailable_until",
    ]  # fmt: skip


def test_name_size_and_kind_earn_nothing() -> None:
    plain = supplier("plain", OFFER, cpv="90910000")
    adorned = supplier(
        "adorned",
        OFFER,
        cpv="90910000",
        name="Nettoyage vitres mairie " * 20,
        size="ge",
        ess=True,
        kinds=frozenset({"ei"}),
    )
    found = scores(plain, adorned)

    assert found["plain"] == found["adorned"]


@settings(max_examples=10, deadline=None)
@given(st.integers(2, 500))
def test_repeating_a_word_is_worth_less_than_saying_something_else(times: int) -> None:
    stuffed = supplier("stuffed", "vitres " * times)
    plain = supplier("plain", "Nettoyage des vitres de la mairie")
    found = scores(stuffed, plain, supplier("once", "vitres"))

    assert found["stuffed"] == found["once"]
    assert found["stuffed"] < found["plain"]


def test_fifty_clones_of_an_offer_are_one_offer() -> None:
    once = supplier("once", OFFER, cpv="90910000")
    cloned = supplier("cloned", *[f"{OFFER} {number}" for number in range(50)], cpv="90910000")
    reordered = supplier("reordered", OFFER, "Vitres, et locaux : nettoyage", cpv="90910000")
    found = scores(once, cloned, reordered)

    assert found["once"] == found["reordered"]
    assert found["cloned"] <= found["once"]


def test_six_contracts_say_no_more_than_the_best_three() -> None:
    texts = [f"{OFFER} {word}" for word in ("école", "crèche", "musée", "gare", "stade", "théâtre")]
    pieces = [Evidence(text, "contract", ("90910000",)) for text in texts]
    threes = [Supplier(f"three-{at}", chosen) for at, chosen in enumerate(combinations(pieces, 3))]
    found = scores(Supplier("all", tuple(pieces)), *threes)

    assert found["all"] == max(found[one.id] for one in threes)


def test_equal_suppliers_are_ordered_by_a_hash_of_need_and_supplier() -> None:
    twins = [supplier(f"twin-{number}", OFFER) for number in range(6)]
    matcher = SupplierMatcher().fit([*region(), *twins])
    firsts = set()
    for number in range(12):
        asked = need(OFFER, id=f"need-{number}")
        listed = [
            one.supplier_id for one in matcher.suggest(asked, 50) if str(one.supplier_id).startswith("t")
        ]
        assert listed == sorted(listed, key=lambda key, asked=asked: tie_key(asked.id, key))
        firsts.add(listed[0])

    assert len(firsts) > 2
