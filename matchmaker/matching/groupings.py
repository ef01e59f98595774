"""Groups of firms that cover together what none covers alone: every pair and triple of the candidates.

A group covers each element as well as its best member, and carries the sum of what its members can carry.
All pairs and triples of the (at most forty) candidates are compared, so the answer is exact among them. A
group is kept when each member brings something that the others do not; ties go by a hash of the need and
the group.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.coverage import Candidate, Ground
from matchmaker.matching.ties import stable_order, tie_key
from matchmaker.reference.zones import Zone

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
LEAST_BROUGHT = 5.0  # points of coverage that each member must add to what the others cover
WHOLE = 90.0  # points from which one firm is said to cover the need by itself
WORDS_TOLD = 6


@dataclass(frozen=True, slots=True)
class Member:
    """``alone``: what it covers by itself. ``brings``: what the group would lose without it, in points;
    ``adds``: what it adds to the members before it, which sum to the coverage. The elements are those it
    covers better than every other member, the heaviest first."""

    supplier_id: Hashable
    alone: float
    brings: float
    adds: float
    words: tuple[str, ...]
    lots: tuple[int, ...]
    codes: tuple[str, ...]
    places: tuple[Zone, ...]
    capacity: float


@dataclass(frozen=True, slots=True)
class Group:
    """``coverage``: points of 100; ``gain``: above the best of its members alone."""

    members: tuple[Member, ...]
    coverage: float
    gain: float
    capacity: float


@dataclass(frozen=True, slots=True)
class Alone:
    """What one firm covers by itself; ``capacity``: the part of the amount that it can carry."""

    supplier_id: Hashable
    coverage: float
    capacity: float


@dataclass(frozen=True, slots=True)
class Groups:
    """``best_alone``: the firm that covers most by itself; None without candidates."""

    best: tuple[Group, ...]
    best_alone: Alone | None

    @property
    def one_is_enough(self) -> bool:
        alone = self.best_alone
        return alone is not None and alone.coverage >= WHOLE and alone.capacity >= 1


def find_groups(ground: Ground, k: int = 5, *, largest: int = 3, holding: Hashable | None = None) -> Groups:
    """The ``k`` best groups. ``holding``: only those with this supplier; else only those that cover more than
    any firm alone."""
    sums = _Sums.of(ground)
    if not len(sums.alone):
        return Groups((), None)
    own = next((at for at, one in enumerate(ground.candidates) if one.supplier_id == holding), None)
    if holding is not None and own is None:
        return Groups((), _best_alone(ground, sums))
    floor = 0.0 if own is not None else float(sums.alone.max())
    found = [one for size in range(2, largest + 1) for one in _irreducible(sums, size, own) if one[0] > floor]
    found.sort(key=lambda one: (-one[0], len(one[1])))
    if len(found) > k:  # ids are hashed only for those that can be shown
        found = [one for one in found if one[0] >= found[k - 1][0]]
    found.sort(key=lambda one: (-one[0], len(one[1]), _group_key(ground, one[1])))
    best = tuple(_told(ground, sums, rows) for _value, rows in found[:k])
    return Groups(best, _best_alone(ground, sums))


@dataclass(frozen=True)
class _Sums:
    """``covers`` is (candidates, elements), ``weights`` their points; ``pairs`` the value of each pair."""

    covers: Floats
    weights: Floats
    capacity: Floats
    capacity_points: float
    alone: Floats
    pairs: Floats

    @classmethod
    def of(cls, ground: Ground) -> _Sums:
        count, size = len(ground.candidates), len(ground.elements)
        covers = np.array([one.covers for one in ground.candidates], dtype=np.float64).reshape(count, size)
        weights = np.array([one.weight for one in ground.elements], dtype=np.float64)
        capacity = np.array([one.capacity for one in ground.candidates], dtype=np.float64)
        alone = covers @ weights + ground.capacity * np.minimum(capacity, 1)
        both = np.maximum(covers[:, None, :], covers[None, :, :]) @ weights
        both += ground.capacity * np.minimum(capacity[:, None] + capacity[None, :], 1)
        return cls(covers, weights, capacity, ground.capacity, np.round(alone, 6), np.round(both, 6))

    def triples(self, first: Rows, second: Rows, third: Rows) -> Floats:
        covers = np.maximum(np.maximum(self.covers[first], self.covers[second]), self.covers[third])
        carried = self.capacity[first] + self.capacity[second] + self.capacity[third]
        return np.round(covers @ self.weights + self.capacity_points * np.minimum(carried, 1), 6)


def _irreducible(sums: _Sums, size: int, own: int | None) -> Iterator[tuple[float, tuple[int, ...]]]:
    """(value, rows) of the groups of this size in which everybody brings something."""
    count = len(sums.alone)
    groups = np.array(list(combinations(range(count), size)), dtype=np.int64).reshape(-1, size)
    if own is not None:
        groups = groups[(groups == own).any(axis=1)]
    if not len(groups):
        return
    value, without = _values(sums, groups)
    kept = (np.round(value[:, None] - without, 6) >= LEAST_BROUGHT).all(axis=1)
    for at in np.flatnonzero(kept):
        yield float(value[at]), tuple(groups[at].tolist())


def _values(sums: _Sums, groups: Rows) -> tuple[Floats, Floats]:
    """The value of each group, and its value without each member."""
    if groups.shape[1] == 2:
        first, second = groups.T
        return sums.pairs[first, second], np.stack([sums.alone[second], sums.alone[first]], axis=1)
    first, second, third = groups.T
    without = [sums.pairs[second, third], sums.pairs[first, third], sums.pairs[first, second]]
    return sums.triples(first, second, third), np.stack(without, axis=1)


def _group_key(ground: Ground, rows: Sequence[int]) -> bytes:
    ids = sorted((ground.candidates[row].supplier_id for row in rows), key=stable_order)
    return tie_key(ground.need_id, "\x1f".join(map(str, ids)))


def _best_alone(ground: Ground, sums: _Sums) -> Alone:
    order = sorted(
        range(len(sums.alone)),
        key=lambda at: (-sums.alone[at], tie_key(ground.need_id, ground.candidates[at].supplier_id)),
    )
    best = ground.candidates[order[0]]
    return Alone(best.supplier_id, round(float(sums.alone[order[0]]), 1), best.capacity)


def _told(ground: Ground, sums: _Sums, rows: tuple[int, ...]) -> Group:
    groups = np.array([rows], dtype=np.int64)
    value, without = _values(sums, groups)
    order = sorted(rows, key=lambda row: (-sums.alone[row], tie_key(ground.need_id, _id(ground, row))))
    lost = {row: round(float(value[0] - without[0][at]), 6) for at, row in enumerate(rows)}
    members = tuple(
        _member(ground, sums, row, [one for one in rows if one != row], (lost[row], added))
        for row, added in zip(order, _added(sums, order), strict=True)
    )
    carried = round(min(1.0, float(sums.capacity[list(rows)].sum())), 6)
    gain = round(float(value[0] - max(sums.alone[list(rows)])), 6)
    return Group(members, round(float(value[0]), 1), round(gain, 1), carried)


def _added(sums: _Sums, order: Sequence[int]) -> list[float]:
    """What each adds to those before it."""
    reached = [0.0, float(sums.alone[order[0]]), float(sums.pairs[order[0], order[1]])]
    if len(order) == 3:
        reached.append(float(sums.triples(*(np.array([row]) for row in order))[0]))
    return [round(after - before, 6) for before, after in pairwise(reached)]


def _id(ground: Ground, row: int) -> Hashable:
    return ground.candidates[row].supplier_id


def _member(
    ground: Ground, sums: _Sums, row: int, others: Sequence[int], points: tuple[float, float]
) -> Member:
    """``points``: lost without it, added to those before it."""
    own: Candidate = ground.candidates[row]
    best = sums.covers[list(others)].max(axis=0)
    ahead = [
        one
        for one, cover, other in zip(ground.elements, own.covers, best, strict=True)
        if cover > other and one.weight > 0
    ]
    ahead.sort(key=lambda one: -one.weight)
    return Member(
        supplier_id=own.supplier_id,
        alone=round(float(sums.alone[row]), 1),
        brings=round(points[0], 1),
        adds=points[1],
        words=tuple(one.label for one in ahead if one.kind == "word")[:WORDS_TOLD],
        lots=tuple(sorted({one.lot for one in ahead if one.lot})),
        codes=tuple(one.label for one in ahead if one.kind == "code"),
        places=tuple(dict.fromkeys(one.zone for one in ahead if one.zone is not None)),
        capacity=own.capacity,
    )
