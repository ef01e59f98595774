"""The time-indexed model: one column per pair and slot, every hard rule as a row.

Built around a timetable: what stands in it stays, the columns are what may be added. The whole problem
is the model around the settled meetings; a sub-problem is the model around a timetable from which some
meetings were taken out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

from .problem import POOL, Problem
from .timetable import Timetable

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Maximise over 0 <= x <= `upper` with `matrix` x <= `limit`.

    Columns: meetings (`pair`, `slot`, `worth`), then missing meetings towards minima (`short`), then
    people left without any (`alone`), both 0 in number where the objective does not ask for them.
    `missing` and `lonely` are what the standing meetings already lack and no column can mend.
    """

    pair: Ints
    slot: Ints
    worth: Ints
    matrix: csr_array
    limit: Floats
    upper: Floats
    short: int
    alone: int
    missing: int
    lonely: int

    @property
    def meetings(self) -> int:
        return len(self.pair)

    def row(self, meeting: Floats | float, short: float, alone: float) -> Floats:
        """A vector over all columns from one number a kind."""
        meetings = np.broadcast_to(np.asarray(meeting, dtype=np.float64), (self.meetings,))
        return np.concatenate([meetings, np.full(self.short, short), np.full(self.alone, alone)])

    def with_rows(self, rows: Sequence[tuple[Floats, float]]) -> "Model":
        """The model with further rows `coefficients · x <= limit`."""
        if not rows:
            return self
        added = csr_array(np.vstack([coefficients for coefficients, _ in rows]))
        return self._with(_stack(self.matrix, added), np.append(self.limit, [limit for _, limit in rows]))

    def without_columns(self, dropped: npt.NDArray[np.bool_]) -> "Model":
        """The model in which these columns are held at 0."""
        upper = np.where(dropped, 0.0, self.upper)
        return Model(
            *(self.pair, self.slot, self.worth, self.matrix, self.limit, upper),
            *(self.short, self.alone, self.missing, self.lonely),
        )

    def _with(self, matrix: csr_array, limit: Floats) -> "Model":
        return Model(
            *(self.pair, self.slot, self.worth, matrix, limit, self.upper),
            *(self.short, self.alone, self.missing, self.lonely),
        )


def _stack(above: csr_array, below: csr_array) -> csr_array:
    return csr_array(vstack([above, below]))


class Rows:
    """Rows under construction; a row that can never bind is left out."""

    def __init__(self) -> None:
        self.count = 0
        self.row: list[Ints] = []
        self.column: list[Ints] = []
        self.sign: list[Floats] = []
        self.limit: list[Floats] = []

    def at_most(self, keys: Ints, columns: Ints, limits: Ints) -> None:
        """For each key, at most `limits[key]` of its columns."""
        kept, place, size = np.unique(keys, return_inverse=True, return_counts=True)
        binding = size > limits[kept]
        number = np.full(len(kept), -1, dtype=np.int64)
        number[binding] = self.count + np.arange(int(binding.sum()))
        inside = number[place] >= 0
        self._add(number[place][inside], columns[inside], np.ones(int(inside.sum())))
        self._close(limits[kept][binding].astype(np.float64))

    def at_least(self, keys: Ints, columns: Ints, wanted: Ints, slack: Ints) -> None:
        """For each key with a `slack` column, its columns and that one reach `wanted`."""
        inside = slack[keys] >= 0
        people = np.flatnonzero(slack >= 0)
        number = np.full(len(slack), -1, dtype=np.int64)
        number[people] = self.count + np.arange(len(people))
        self._add(number[keys[inside]], columns[inside], -np.ones(int(inside.sum())))
        self._add(number[people], slack[people], -np.ones(len(people)))
        self._close(-wanted[people].astype(np.float64))

    def _add(self, row: Ints, column: Ints, sign: Floats) -> None:
        self.row.append(row)
        self.column.append(column)
        self.sign.append(sign)

    def _close(self, limit: Floats) -> None:
        self.limit.append(limit)
        self.count += len(limit)

    def matrix(self, columns: int) -> tuple[csr_array, Floats]:
        row, column = np.concatenate(self.row), np.concatenate(self.column)
        sign = np.concatenate(self.sign)
        return csr_array((sign, (row, column)), shape=(self.count, columns)), np.concatenate(self.limit)


def build(timetable: Timetable, pairs: Sequence[int], coverage: bool = True) -> Model:
    """The model of adding some of `pairs` (none of them standing) to the timetable.

    `coverage` False leaves minima aside whatever the objective says.
    """
    problem = timetable.problem
    pair, slot = _columns(timetable, np.asarray(pairs, dtype=np.int64))
    sides = [side[pair] for side in problem.sides]
    rows = Rows()
    columns = np.arange(len(pair))
    _meeting_rows(rows, timetable, pair, slot, sides, columns)
    _rule_rows(rows, timetable, slot, sides, columns)
    people = np.concatenate(sides)
    degree = np.asarray(timetable.degree, dtype=np.int64)
    short = _lacking(np.asarray(problem.need) - degree, coverage and problem.coverage)
    alone = _lacking(1 - degree, coverage and problem.everyone)
    reachable = np.zeros(len(degree), dtype=bool)
    reachable[people] = True
    missing, lonely = int(short[~reachable].sum()), int(alone[~reachable].sum())
    short, alone = np.where(reachable, short, 0), np.where(reachable, alone, 0)
    both = np.concatenate([columns, columns])
    slacks = (_slack(short, len(pair)), _slack(alone, len(pair) + int((short > 0).sum())))
    rows.at_least(people, both, short, slacks[0])
    rows.at_least(people, both, alone, slacks[1])
    upper = np.concatenate([np.ones(len(pair)), short[short > 0], alone[alone > 0]]).astype(np.float64)
    matrix, limit = rows.matrix(len(upper))
    counts = (int((short > 0).sum()), int((alone > 0).sum()), missing, lonely)
    return Model(pair, slot, _worth(problem, pair, slot), matrix, limit, upper, *counts)


def _worth(problem: Problem, pair: Ints, slot: Ints) -> Ints:
    worth = problem.values[pair]
    if problem.bonus:
        bonus = [problem.bonus.get(key, 0) for key in zip(pair.tolist(), slot.tolist(), strict=True)]
        worth = worth + np.asarray(bonus, dtype=np.int64)
    return worth


def _lacking(missing: Ints, asked: bool) -> Ints:
    return np.clip(missing, 0, None) if asked else np.zeros_like(missing)


def _slack(lacking: Ints, first: int) -> Ints:
    """By person the column of its slack, -1 for none."""
    place = np.full(len(lacking), -1, dtype=np.int64)
    people = np.flatnonzero(lacking > 0)
    place[people] = first + np.arange(len(people))
    return place


def _columns(timetable: Timetable, pairs: Ints) -> tuple[Ints, Ints]:
    """Pairs and slots in which the meeting could be added as things stand."""
    problem = timetable.problem
    buyer, supplier = problem.sides[0][pairs], problem.sides[1][pairs]
    free = np.zeros((len(problem.people), problem.slots), dtype=bool)
    for person in set(buyer.tolist()) | set(supplier.tolist()):
        if not timetable.full(person):
            free[person] = _free_row(timetable, person)
    index, slot = np.nonzero(free[buyer] & free[supplier])
    pair = pairs[index]
    seat = _seats(timetable, pair, slot)
    return pair[seat], slot[seat]


def _free_row(timetable: Timetable, person: int) -> list[bool]:
    free, busy = timetable.free(person), timetable.busy[person]
    return [
        bool(free >> slot & 1) and timetable.allows(person, busy | 1 << slot)
        for slot in range(timetable.problem.slots)
    ]


def _seats(timetable: Timetable, pair: Ints, slot: Ints) -> npt.NDArray[np.bool_]:
    problem = timetable.problem
    desk = problem.desks[pair]
    left = np.asarray(problem.pool) - np.asarray(timetable.load)
    seat = np.where(desk == POOL, left[slot] > 0, desk >= 0)
    for column in np.flatnonzero(np.isin(desk, list(problem.shared))):
        seat[column] = timetable.table_left(int(pair[column]), int(slot[column]))
    return np.asarray(seat, dtype=bool)


def _meeting_rows(
    rows: Rows, timetable: Timetable, pair: Ints, slot: Ints, sides: list[Ints], columns: Ints
) -> None:
    """Once a pair, once a person and slot, caps, tables."""
    problem = timetable.problem
    people, slots = len(problem.people), problem.slots
    rows.at_most(pair, columns, np.ones(len(problem.value), dtype=np.int64))
    room = np.asarray(problem.cap) - np.asarray(timetable.degree)
    for side in sides:
        rows.at_most(side * slots + slot, columns, np.ones(people * slots, dtype=np.int64))
        capped = room[side] < np.bincount(side, minlength=people)[side]
        rows.at_most(side[capped], columns[capped], np.clip(room, 0, None))
    desk = problem.desks[pair]
    pooled = desk == POOL
    left = np.clip(np.asarray(problem.pool) - np.asarray(timetable.load), 0, None)
    rows.at_most(slot[pooled], columns[pooled], left)
    shared = np.isin(desk, list(problem.shared))
    tables = (max(problem.shared, default=0) + 1) * slots
    rows.at_most(desk[shared] * slots + slot[shared], columns[shared], np.ones(tables, dtype=np.int64))


def _rule_rows(rows: Rows, timetable: Timetable, slot: Ints, sides: list[Ints], columns: Ints) -> None:
    """Runs and break windows, for those whose columns and standing meetings could fill them."""
    problem = timetable.problem
    masks = [(run, False) for run in problem.runs] + [(window, True) for window in problem.windows]
    for side in sides if masks else ():
        reach = np.zeros((len(problem.people), problem.slots), dtype=bool)
        reach[side, slot] = True
        concerned = np.unique(side)
        for mask, window in masks:
            limit = _rule_limits(timetable, mask, window, reach, concerned)
            inside = (limit[side] >= 0) & np.array([mask >> t & 1 for t in range(problem.slots)], dtype=bool)[
                slot
            ]
            rows.at_most(side[inside], columns[inside], np.clip(limit, 0, None))


def _rule_limits(
    timetable: Timetable, mask: int, window: bool, reach: npt.NDArray[np.bool_], concerned: Ints
) -> Ints:
    """By person how many meetings may be added inside the mask; -1 where it cannot be filled anyway."""
    problem = timetable.problem
    slots = [slot for slot in range(problem.slots) if mask >> slot & 1]
    limit = np.full(len(problem.people), -1, dtype=np.int64)
    for person in concerned.tolist():
        taken = timetable.busy[person] | (problem.workshop[person] if window else 0)
        if all(taken >> slot & 1 or reach[person, slot] for slot in slots):
            limit[person] = len(slots) - 1 - (taken & mask).bit_count()
    return limit
