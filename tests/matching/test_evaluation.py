"""Measures by hand, and intervals that know when a gain is chance."""

import math

import pytest

from matchmaker.matching.evaluation import fold_of, measure, paired_bootstrap


def test_the_first_place_is_worth_one() -> None:
    found = measure(["a", "b"], {"a"})

    assert (found.ndcg_10, found.recall_10, found.reciprocal_rank) == (1.0, 1.0, 1.0)


def test_the_third_place_is_discounted() -> None:
    found = measure(["x", "y", "a"], {"a", "b"})

    assert found.ndcg_10 == pytest.approx(0.5 / (1 + 1 / math.log2(3)))
    assert (found.recall_10, found.reciprocal_rank) == (0.5, 1 / 3)


def test_beyond_ten_only_recall_at_100_counts() -> None:
    found = measure([*range(10), "a"], {"a"})

    assert (found.ndcg_10, found.recall_10, found.recall_100) == (0.0, 0.0, 1.0)


def test_a_query_without_relevant_supplier_is_refused() -> None:
    with pytest.raises(ValueError, match="relevant"):
        measure(["a"], set())


def test_a_constant_gain_has_a_narrow_interval() -> None:
    found = paired_bootstrap([0.1, 0.2, 0.3], [0.2, 0.3, 0.4], ["a", "b", "c"])

    assert (found.mean, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))


def test_one_lucky_buyer_is_not_a_gain() -> None:
    found = paired_bootstrap(
        [0.0] * 20, [1.0] * 5 + [0.0] * 15, ["lucky"] * 5 + [f"b{at}" for at in range(15)]
    )

    assert found.low <= 0


def test_all_contracts_of_a_buyer_fall_into_one_fold() -> None:
    assert {fold_of("123456782", 10) for _ in range(3)} == {fold_of("123456782", 10)}
    assert {fold_of(str(at), 4) for at in range(50)} == {0, 1, 2, 3}
