"""The running best gives what sorting every pair gives."""

from __future__ import annotations

import numpy as np

from matchmaker.events.proposals import best_of
from matchmaker.events.ranking import BLOCK, Best


def test_running_best_is_the_best_of_all_pairs_ties_included() -> None:
    chance = np.random.default_rng(4)
    firms = [30, 10, 20, 50, 40, 70, 60]
    buyers = range(1, 2 * BLOCK + 9)
    scores = {buyer: chance.integers(0, 6, len(firms)) * 10.0 for buyer in buyers}
    ranks = {buyer: chance.integers(0, 900, len(firms)) for buyer in buyers}
    spoken = {(3, 30), (4, 10), (5, 999)}
    for each in (1, 3, 20):
        running = Best(firms, each)
        for buyer in buyers:
            also = [firm for one, firm in spoken if one == buyer]
            running.take(buyer, scores[buyer], ranks[buyer], also)
        every = {
            (buyer, firm): (float(scores[buyer][at]), int(ranks[buyer][at]))
            for buyer in buyers
            for at, firm in enumerate(firms)
            if scores[buyer][at] > 0
        }
        best = best_of({key: score for key, (score, _) in every.items()}, each) | (spoken & every.keys())
        assert running.kept() == {key: every[key][1] for key in best}
    assert Best([], 3).kept() == {}
