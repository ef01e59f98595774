"""Where every supplier stands for one need, in one pass: for counts, lots and groups, which need them all."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.segment import Segment
from matchmaker.matching.setting_aside import MESSAGES
from matchmaker.matching.ties import tie_key
from matchmaker.matching.values import Supplier
from matchmaker.matching.weights import CRITERIA

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
RULES = tuple(MESSAGES)
BESIDE_PLACE = tuple(at for at, name in enumerate(CRITERIA) if name != "place")
# Share of the most points beside place from which a firm is said to fit (measured: decision record 0050).
FITTING_SHARE = 0.3


@dataclass(frozen=True)
class Standings:
    """``points`` is (suppliers, criteria) in the order of ``CRITERIA``; ``rule`` is -1, or the position in
    ``RULES`` of the first rule that sets the supplier aside. ``held``: rows of each segment, one after the
    other; suppliers are read from them only when somebody asks for one. ``least``: points beside place from
    which a firm fits."""

    need_id: Hashable
    held: tuple[tuple[Segment, Rows], ...]
    points: Floats
    rule: NDArray[np.int8]
    least: float

    def __len__(self) -> int:
        return len(self.rule)

    @cached_property
    def scores(self) -> Floats:
        """As the lists show them: one decimal, 100 at most."""
        tenths = np.floor(np.round(self.points.sum(axis=1) * 10, 6) + 0.5)
        return np.asarray(np.minimum(tenths, 1000) / 10)

    @cached_property
    def beside_place(self) -> Floats:
        """Points won by words and codes: being near is not being able."""
        return np.asarray(self.points[:, BESIDE_PLACE].sum(axis=1))

    @property
    def allowed(self) -> Mask:
        return np.asarray(self.rule < 0)

    @property
    def able(self) -> Mask:
        """Enough points beside place, set aside or not."""
        return np.asarray(self.beside_place >= self.least)

    @property
    def fitting(self) -> Mask:
        return np.asarray(self.allowed & self.able)

    @cached_property
    def sizes(self) -> NDArray[np.str_]:
        return np.concatenate([segment.traits.size[rows] for segment, rows in self.held])

    @property
    def small(self) -> Mask:
        """Very small, small and medium firms; a firm of unknown size is not counted."""
        return np.isin(self.sizes, ("tpe", "pme"))

    def kept_by(self, rule: str) -> Mask:
        """Those that this rule does not set aside."""
        return np.asarray(self.rule != RULES.index(rule))

    def supplier(self, at: int) -> Supplier:
        for segment, rows in self.held:
            if at < len(rows):
                return segment.suppliers[int(rows[at])]
            at -= len(rows)
        raise IndexError(at)

    def find(self, supplier_id: Hashable) -> int | None:
        """The position of a supplier, None when it is not there."""
        before = 0
        for segment, rows in self.held:
            row = segment.find(supplier_id)
            if row is not None:
                return before + int(np.searchsorted(rows, row))
            before += len(rows)
        return None

    def best_first(self, mask: Mask, limit: int | None = None) -> list[int]:
        """Positions under the mask in the order of the lists: score, then the neutral hash.

        With a ``limit``, those beyond it in the order are left out before any id is read.
        """
        exact = np.round(np.minimum(self.points.sum(axis=1), 100), 6)
        kept = np.flatnonzero(mask & (self.scores > 0))
        if limit is not None and len(kept) > limit:
            least = np.sort(exact[kept])[::-1][limit - 1]
            kept = kept[exact[kept] >= least]
        order = sorted(
            kept.tolist(), key=lambda at: (-exact[at], tie_key(self.need_id, self.supplier(at).id))
        )
        return order[:limit]
