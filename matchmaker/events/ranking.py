"""The best pairs of everybody, kept while buyers go by: never more than a few scores of each person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Key = tuple[int, int]
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
# Buyers whose scores wait before the firms' best are sorted once more.
BLOCK = 64


class Best:
    """The best `each` of every buyer and of every firm, by score; of equals the lowest ids.

    Buyers are taken in the order of their ids. A score of 0 is no pair.
    """

    def __init__(self, firms: Sequence[int], each: int) -> None:
        self._firms, self._each = np.array(firms, dtype=np.int64), each
        self._at = {firm: at for at, firm in enumerate(firms)}
        self._kept: dict[Key, int] = {}
        self._scores = np.empty((0, len(firms)))
        self._ranks = np.empty((0, len(firms)), dtype=np.int64)
        self._buyers = np.empty((0, len(firms)), dtype=np.int64)
        self._waiting: list[tuple[int, Floats, Numbers]] = []

    def take(self, buyer: int, scores: Floats, ranks: Numbers, also: Iterable[int] = ()) -> None:
        """`ranks`: which need each score is of; `also`: firms whose pair is kept whatever its score."""
        best = np.lexsort((self._firms, -scores))[: self._each]
        spoken = [self._at[firm] for firm in also if firm in self._at]
        for at in (*best.tolist(), *spoken):
            if scores[at] > 0:
                self._kept[buyer, int(self._firms[at])] = int(ranks[at])
        self._waiting.append((buyer, scores, ranks))
        if len(self._waiting) >= BLOCK:
            self._sort()

    def kept(self) -> dict[Key, int]:
        """By pair, the need that it is of."""
        self._sort()
        of_firms = {
            (int(self._buyers[row, at]), int(self._firms[at])): int(self._ranks[row, at])
            for row, at in np.argwhere(self._scores > 0).tolist()
        }
        return self._kept | of_firms

    def _sort(self) -> None:
        """Stable: of equal scores the buyer taken first, whose id is lower, stays before."""
        shape = (1, len(self._firms))
        scores = np.vstack([self._scores, *(scores for _, scores, _ in self._waiting)])
        ranks = np.vstack([self._ranks, *(ranks for _, _, ranks in self._waiting)])
        buyers = np.vstack([self._buyers, *(np.full(shape, buyer) for buyer, _, _ in self._waiting)])
        order = np.argsort(-scores, axis=0, kind="stable")[: self._each]
        self._scores = np.take_along_axis(scores, order, axis=0)
        self._ranks = np.take_along_axis(ranks, order, axis=0)
        self._buyers = np.take_along_axis(buyers, order, axis=0)
        self._waiting.clear()
