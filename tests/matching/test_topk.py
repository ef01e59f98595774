"""The best rows are those of brute force, whatever is skipped."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from matchmaker.matching import batch, topk
from matchmaker.matching.postings import Postings
from matchmaker.matching.topk import best_rows

SIZES = st.sampled_from([5, 400, 3000])
KEYS = np.arange(12, dtype=np.uint64) * 7


def postings(seed: int, rows: int, density: float) -> Postings:
    chance = np.random.default_rng(seed)
    held = sparse.random(rows, len(KEYS), density=density, random_state=chance, dtype=np.float32)
    return Postings.of(sparse.csr_matrix(held), KEYS)


def brute(held: Postings, keys: np.ndarray, weights: np.ndarray, k: int) -> np.ndarray:
    scores = np.sort(held.gather(keys, weights))[::-1][:k]
    return scores[scores > 0]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 99),
    st.sampled_from([5, 400, 3000]),
    st.sampled_from([0.005, 0.05, 0.3]),
    st.integers(1, 20),
)
def test_scores_are_those_of_brute_force(seed: int, rows: int, density: float, k: int) -> None:
    held = postings(seed, rows, density)
    chosen = np.random.default_rng(seed + 1).permutation(len(KEYS))[:6]
    weights = np.random.default_rng(seed + 2).random(6, dtype=np.float32)

    found, scores = best_rows(held, KEYS[chosen], weights, k)

    np.testing.assert_allclose(scores, brute(held, KEYS[chosen], weights, k), atol=1e-6)
    np.testing.assert_allclose(held.gather(KEYS[chosen], weights)[found], scores, atol=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 99), st.integers(1, 20))
def test_a_first_look_in_float32_changes_no_score(seed: int, k: int) -> None:
    held, keys = postings(seed, 3000, 0.3), KEYS[:6]
    weights = np.random.default_rng(seed).random(6, dtype=np.float32)
    whole = best_rows(held, keys, weights, k)

    large, topk.LARGE = topk.LARGE, 0
    try:
        rows, scores = best_rows(held, keys, weights, k)
    finally:
        topk.LARGE = large

    np.testing.assert_allclose(scores, whole[1], atol=1e-12)
    assert rows.tolist() == whole[0].tolist()


def test_equal_scores_come_in_the_order_of_rows() -> None:
    held = Postings.of(sparse.csr_matrix(np.ones((500, 1), np.float32)), np.zeros(1, np.uint64))

    rows, scores = best_rows(held, np.zeros(1, np.uint64), np.ones(1, np.float32), 3)

    assert (rows.tolist(), scores.tolist()) == ([0, 1, 2], [1.0, 1.0, 1.0])


def test_unknown_terms_touch_nothing() -> None:
    rows, scores = best_rows(postings(0, 50, 0.3), np.array([5], dtype=np.uint64), np.ones(1, np.float32), 3)

    assert (len(rows), len(scores)) == (0, 0)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 99), st.integers(1, 20))
def test_a_common_word_beside_a_rare_one_misses_no_row(seed: int, k: int) -> None:
    """The common word is left aside first: rows that hold it alone must enter where they belong."""
    held = postings(seed, 3000, 0.004)
    chance = np.random.default_rng(seed)
    often = sparse.random(3000, 1, density=0.5, random_state=chance, dtype=np.float32)
    matrix = sparse.csr_matrix(sparse.hstack([_rows_of(held), often]))
    held = Postings.of(matrix, np.arange(13, dtype=np.uint64))
    keys, weights = np.array([12, 1, 2], np.uint64), np.array([chance.random(), 1, 1], np.float32)

    _, scores = best_rows(held, keys, weights, k)

    np.testing.assert_allclose(scores, brute(held, keys, weights, k), atol=1e-9)


def _rows_of(held: Postings) -> sparse.csr_matrix:
    columns = (held.values, held.rows, held.start)
    return sparse.csc_matrix(columns, shape=(held.size, len(held.keys))).tocsr()


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 99), st.integers(1, 6))
def test_a_batch_has_the_scores_of_brute_force(seed: int, k: int) -> None:
    chance = np.random.default_rng(seed)
    queries = sparse.csr_matrix(sparse.random(200, 9, density=0.4, random_state=chance, dtype=np.float32))
    pieces = sparse.csr_matrix(sparse.random(30, 9, density=0.3, random_state=chance, dtype=np.float32))

    found, scores = batch.best_of_all(queries, Postings.of(pieces, np.arange(9, dtype=np.uint64)), k)

    product = (queries @ pieces.T).toarray()
    expected = -np.sort(-product, axis=1)[:, :k]
    np.testing.assert_allclose(scores, expected, atol=1e-6)
    assert ((found >= 0) == (expected > 0)).all()
    np.testing.assert_allclose(
        np.take_along_axis(product, found, axis=1)[found >= 0], scores[found >= 0], atol=1e-6
    )
