"""What holds for any suppliers and any need."""

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching import scoring
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Evidence, Need, Supplier
from tests.matching.factories import NEEDS, SUPPLIERS, fitted, region, supplier

FEW = settings(deadline=None, max_examples=25)
BASE = fitted()


@FEW
@given(SUPPLIERS, NEEDS, st.randoms())
def test_the_order_of_arrival_changes_nothing(suppliers: list[Supplier], asked: Need, chance: Random) -> None:
    shuffled = [
        replace(one, evidence=tuple(chance.sample(one.evidence, len(one.evidence)))) for one in suppliers
    ]
    chance.shuffle(shuffled)
    first = SupplierMatcher().fit(suppliers).suggest(asked, explain=False)
    second = SupplierMatcher().fit(shuffled).suggest(asked, explain=False)

    assert [(one.supplier_id, one.score) for one in first] == [(one.supplier_id, one.score) for one in second]


@FEW
@given(SUPPLIERS, NEEDS)
def test_the_parts_sum_to_the_score(suppliers: list[Supplier], asked: Need) -> None:
    for one in BASE.reindexed(suppliers).suggest(asked):
        assert sum(round(part.points * 10) for part in one.reasons) == round(one.score * 10)
        assert all(part.points <= part.maximum + 0.1 for part in one.reasons)


@FEW
@given(SUPPLIERS, NEEDS, st.integers(1, 5))
def test_the_first_k_are_those_of_brute_force(suppliers: list[Supplier], asked: Need, k: int) -> None:
    matcher = BASE.reindexed(suppliers)
    brute = [
        matcher._ranked(segment, matcher._query(asked), np.arange(len(segment)))
        for segment in matcher.segments_
    ]
    expected = sorted((one for ranked in brute for one in ranked if one.score > 0), key=lambda one: one.key)[
        :k
    ]

    assert [one.supplier_id for one in matcher.suggest(asked, k)] == [one.supplier_id for one in expected]


@FEW
@given(NEEDS, st.integers(1, 30))
def test_batches_do_not_change_the_first_k(asked: Need, k: int) -> None:
    texts = [piece.text for one in region() * 9 for piece in one.evidence]
    suppliers = [supplier(at, text) for at, text in enumerate(texts)]
    matcher = BASE.reindexed(suppliers)
    whole = matcher.suggest(asked, k, explain=False)
    small, scoring.FIRST_BATCH = scoring.FIRST_BATCH, 2
    try:
        assert matcher.suggest(asked, k, explain=False) == whole
    finally:
        scoring.FIRST_BATCH = small


@FEW
@given(SUPPLIERS, SUPPLIERS, NEEDS)
def test_the_tail_ranks_as_a_rebuild(before: list[Supplier], after: list[Supplier], asked: Need) -> None:
    changed = [replace(one, id=int(str(one.id)) + 3) for one in after]
    matcher = BASE.reindexed(before).with_changes(changed, removed=[0])
    kept = {one.id: one for one in (*before, *changed) if one.id != 0}

    assert matcher.suggest(asked) == BASE.reindexed(kept.values()).suggest(asked)
    assert matcher.merged().suggest(asked) == matcher.suggest(asked)


@FEW
@given(SUPPLIERS, NEEDS)
def test_an_irrelevant_supplier_changes_no_order(suppliers: list[Supplier], asked: Need) -> None:
    stranger = Supplier("stranger", (Evidence("qqqq wwww kkkk", "offer"),))
    matcher = BASE.reindexed(suppliers)

    assert matcher.with_changes([stranger]).suggest(asked) == matcher.suggest(asked)
