"""The temperature of CPV suggestions: learned from texts that the trial classifier did not see."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from matchmaker.matching.calibration import LEAST_EXAMPLES, _surprise, warmth_of
from matchmaker.matching.ridge import likeness_of_rows, solver
from matchmaker.matching.suggester import WARMTH, CpvClassifier, folded_examples, softmax
from tests.matching.factories import TRADES


def test_too_few_examples_leave_the_shipped_temperature() -> None:
    examples = [(text, code, 1) for code, texts in TRADES.items() for text in texts]

    assert len(examples) < LEAST_EXAMPLES
    assert warmth_of(examples) is None
    assert CpvClassifier().learn(examples).habits_.warmth == WARMTH


def test_the_right_class_with_a_clear_lead_surprises_less_when_warmer() -> None:
    judged = [(np.array([0.9, 0.1, 0.0]), 0)]

    assert _surprise(judged, 10.0) < _surprise(judged, 2.0)


def test_equal_examples_are_folded_and_counted_in_any_order() -> None:
    texts, codes = ["Tonte", "Tonte", "Vitres", "de la"], ["77", "77", "90", "90"]

    assert sorted(folded_examples(texts, codes)) == [("Tonte", "77", 2), ("Vitres", "90", 1)]
    assert folded_examples(texts, codes) == folded_examples(texts[::-1], codes[::-1])


def test_the_votes_solve_the_ridge_equations() -> None:
    rows = sparse.random(700, 60, density=0.2, random_state=1, dtype=np.float32, format="csr")
    wanted = np.random.default_rng(1).random((700, 3)).astype(np.float32)
    penalty = np.linspace(1, 2, 700)

    votes = solver(rows, penalty)(wanted)

    likeness = likeness_of_rows(rows) + np.diag(penalty).astype(np.float32)
    assert likeness @ votes == pytest.approx(wanted, abs=1e-3)


def test_beliefs_sum_to_one_and_never_depend_on_the_scale_of_exp() -> None:
    assert softmax(np.array([1000.0, 1000.0])).tolist() == [0.5, 0.5]


def test_texts_without_a_known_word_have_no_belief() -> None:
    examples = [(text, code, 1) for code, texts in TRADES.items() for text in texts]

    assert CpvClassifier().learn(examples).chances("zzzz", 30.0) == {}
